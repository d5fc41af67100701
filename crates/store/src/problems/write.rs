//! Making and changing problems. Every function belongs into a transaction.

use chrono::{DateTime, Utc};
use serde_json::Value as JsonValue;
use uuid::Uuid;

use super::placeholders;
use crate::{Conn, Result, Value, counters, counters::Counter, value::args};

/// A problem to be made, without its first version.
#[derive(Debug, Clone)]
pub struct NewProblem {
    /// Identity.
    pub id: Uuid,
    /// Name in addresses; unique.
    pub slug: String,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
    /// `stdio` or `function`.
    pub kind: &'static str,
    /// `package` or `api`.
    pub source: &'static str,
    /// Digest of its package.
    pub package_digest: Option<String>,
    /// Who makes it.
    pub author_id: Option<Uuid>,
    /// Whether everybody sees it.
    pub is_published: bool,
    /// Whether it needs a plan where plans are on.
    pub is_premium: bool,
}

/// Makes a problem and returns its number.
///
/// # Errors
/// [`crate::Error::Conflict`] when the slug is taken.
pub async fn insert(tx: &mut Conn, new: &NewProblem, now: DateTime<Utc>) -> Result<i64> {
    let number = counters::next(tx, Counter::Problems).await?;
    tx.execute(
        "INSERT INTO problems (id, number, slug, title, search_text, difficulty, kind, source, package_digest, edited, \
         author_id, is_published, is_premium, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE, $10, $11, $12, $13, $13)",
        args![
            new.id,
            number,
            &new.slug,
            &new.title,
            search_text(&new.title, &new.slug),
            new.difficulty,
            new.kind,
            new.source,
            new.package_digest.clone(),
            new.author_id,
            new.is_published,
            new.is_premium,
            now
        ],
    )
    .await?;
    Ok(number)
}

/// What text search and the order by title look at: both in lower case, the title first.
fn search_text(title: &str, slug: &str) -> String {
    format!("{} {slug}", title.to_lowercase())
}

/// What may change about a problem's identity; all of it is written.
#[derive(Debug, Clone)]
pub struct Change {
    /// Name in addresses; unique.
    pub slug: String,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
    /// `stdio` or `function`.
    pub kind: String,
    /// Digest of the package imported last.
    pub package_digest: Option<String>,
    /// Whether it was changed on the server.
    pub edited: bool,
    /// Whether it needs a plan where plans are on.
    pub is_premium: bool,
}

/// Changes a problem's identity.
///
/// # Errors
/// [`crate::Error::Conflict`] when the slug is taken.
pub async fn update(tx: &mut Conn, id: Uuid, change: &Change, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE problems SET slug = $2, title = $3, search_text = $4, difficulty = $5, kind = $6, \
         package_digest = $7, edited = $8, is_premium = $9, updated_at = $10 WHERE id = $1",
        args![
            id,
            &change.slug,
            &change.title,
            search_text(&change.title, &change.slug),
            change.difficulty,
            &change.kind,
            change.package_digest.clone(),
            change.edited,
            change.is_premium,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Publishes a problem; false when there is none.
///
/// # Errors
/// Database errors.
pub async fn approve(
    tx: &mut Conn,
    id: Uuid,
    by: Option<Uuid>,
    notes: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE problems SET is_published = TRUE, approved_by = $2, approved_at = $3, approval_notes = $4, \
             updated_at = $3 WHERE id = $1",
            args![id, by, now, notes],
        )
        .await?;
    Ok(touched == 1)
}

/// A version to be made.
#[derive(Debug, Clone)]
pub struct NewVersion {
    /// Identity.
    pub id: Uuid,
    /// The problem.
    pub problem_id: Uuid,
    /// Digest of everything in it.
    pub digest: String,
    /// The statement's prose.
    pub description_markdown: String,
    /// The prose and its sections, rendered and sanitised.
    pub description_html: String,
    /// What is read.
    pub input_format: Option<String>,
    /// What is written.
    pub output_format: Option<String>,
    /// Bounds of the input.
    pub constraints: Option<String>,
    /// CPU time of a test in milliseconds.
    pub time_limit_ms: i64,
    /// Memory of a test in KiB.
    pub memory_limit_kb: i64,
    /// Output of a test in KiB.
    pub output_limit_kb: i64,
    /// `judge::Checker`
    pub checker: JsonValue,
    /// `judge::Signature`, for functions.
    pub signature: Option<JsonValue>,
    /// Texts, the vaguest first.
    pub hints: Vec<String>,
    /// Code by key of the language.
    pub starter_code: JsonValue,
    /// Whether judging ends at the first failure.
    pub stop_at_failure: bool,
    /// `judge::Rules`, sealed; nothing when there are none.
    pub rules: Option<Vec<u8>>,
    /// Who makes it.
    pub created_by: Option<Uuid>,
    /// The tests in order.
    pub tests: Vec<NewTest>,
}

/// A test of a [`NewVersion`], sealed.
#[derive(Debug, Clone)]
pub struct NewTest {
    /// Identity, and the context of the seal.
    pub id: Uuid,
    /// Name within the version.
    pub name: String,
    /// Whether learners may see it.
    pub is_sample: bool,
    /// Points for passing it.
    pub points: i64,
    /// Why the answer is so, in Markdown.
    pub explanation: Option<String>,
    /// Sealed.
    pub input: Vec<u8>,
    /// Sealed.
    pub answer: Vec<u8>,
}

/// Makes a version with its tests, makes it the current one, and returns its number.
///
/// # Errors
/// Database errors.
pub async fn insert_version(tx: &mut Conn, new: &NewVersion, now: DateTime<Utc>) -> Result<i64> {
    let number = tx
        .integer(
            "INSERT INTO problem_versions (id, problem_id, number, digest, description_markdown, description_html, \
             input_format, output_format, constraints, time_limit_ms, memory_limit_kb, output_limit_kb, checker, \
             signature, hints, starter_code, stop_at_failure, created_by, created_at, rules) \
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
             $16, $17, $18, $19 FROM problem_versions WHERE problem_id = $2 RETURNING number",
            args![
                new.id,
                new.problem_id,
                &new.digest,
                &new.description_markdown,
                &new.description_html,
                new.input_format.clone(),
                new.output_format.clone(),
                new.constraints.clone(),
                new.time_limit_ms,
                new.memory_limit_kb,
                new.output_limit_kb,
                new.checker.clone(),
                new.signature.clone(),
                JsonValue::from(new.hints.clone()),
                new.starter_code.clone(),
                new.stop_at_failure,
                new.created_by,
                now,
                new.rules.clone()
            ],
        )
        .await?;
    for (position, test) in (0_i64..).zip(&new.tests) {
        tx.execute(
            "INSERT INTO problem_tests (id, version_id, position, name, is_sample, points, explanation, input, answer) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            args![
                test.id,
                new.id,
                position,
                &test.name,
                test.is_sample,
                test.points,
                test.explanation.clone(),
                test.input.clone(),
                test.answer.clone()
            ],
        )
        .await?;
    }
    tx.execute("UPDATE problems SET current_version_id = $2 WHERE id = $1", args![new.problem_id, new.id]).await?;
    Ok(number)
}

/// Gives a problem these topics and no others.
///
/// # Errors
/// Database errors.
pub async fn replace_topics(tx: &mut Conn, problem_id: Uuid, topics: &[Uuid]) -> Result<()> {
    replace(
        tx,
        "DELETE FROM problem_topics WHERE problem_id = $1",
        "INSERT INTO problem_topics (problem_id, topic_id) VALUES ",
        problem_id,
        topics.iter().copied().map(Value::from),
    )
    .await
}

/// Gives a problem these tags and no others; each may come once.
///
/// # Errors
/// Database errors.
pub async fn replace_tags(tx: &mut Conn, problem_id: Uuid, tags: &[String]) -> Result<()> {
    replace(
        tx,
        "DELETE FROM problem_tags WHERE problem_id = $1",
        "INSERT INTO problem_tags (problem_id, tag) VALUES ",
        problem_id,
        tags.iter().map(Value::from),
    )
    .await
}

async fn replace(
    tx: &mut Conn,
    delete: &'static str,
    insert: &'static str,
    problem_id: Uuid,
    values: impl Iterator<Item = Value>,
) -> Result<()> {
    tx.execute(delete, args![problem_id]).await?;
    let mut all: Vec<Value> = Vec::new();
    let mut rows = Vec::new();
    for value in values {
        rows.push(placeholders(all.len() + 1, 2));
        all.push(problem_id.into());
        all.push(value);
    }
    if !rows.is_empty() {
        tx.execute(format!("{insert}{}", rows.join(", ")), all).await?;
    }
    Ok(())
}
