//! Reading one problem, its versions and tests.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::placeholders;
use crate::{Conn, Result, Value, value::args};

/// The identity of a problem.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ProblemRow {
    /// Identity.
    pub id: Uuid,
    /// The integer that some clients see.
    pub number: i64,
    /// Name in addresses.
    pub slug: String,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
    /// `stdio` or `function`.
    pub kind: String,
    /// `package` or `api`.
    pub source: String,
    /// Digest of the package imported last.
    pub package_digest: Option<String>,
    /// Whether an imported problem was changed on the server.
    pub edited: bool,
    /// Who made it; nobody for packages.
    pub author_id: Option<Uuid>,
    /// Whether everybody sees it.
    pub is_published: bool,
    /// Whether it needs a plan where plans are on.
    pub is_premium: bool,
    /// The version that is shown and judged now.
    pub current_version_id: Uuid,
    /// Finished submissions.
    pub total_submissions: i64,
    /// Accepted ones among them.
    pub total_accepted: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last, statistics aside.
    pub updated_at: DateTime<Utc>,
}

const PROBLEM: &str = "SELECT id, number, slug, title, difficulty, kind, source, package_digest, edited, author_id, \
    is_published, is_premium, current_version_id, total_submissions, total_accepted, created_at, updated_at \
    FROM problems WHERE current_version_id IS NOT NULL";

/// The problem with this id.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<ProblemRow>> {
    conn.optional(format!("{PROBLEM} AND id = $1"), args![id]).await
}

/// The problem with this slug.
///
/// # Errors
/// Database errors.
pub async fn find_by_slug(conn: &mut Conn, slug: &str) -> Result<Option<ProblemRow>> {
    conn.optional(format!("{PROBLEM} AND slug = $1"), args![slug]).await
}

/// All problems that came from packages, by number.
///
/// # Errors
/// Database errors.
pub async fn package_rows(conn: &mut Conn) -> Result<Vec<ProblemRow>> {
    conn.all(format!("{PROBLEM} AND source = 'package' ORDER BY number"), args![]).await
}

/// One immutable version.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct VersionRow {
    /// Identity.
    pub id: Uuid,
    /// The problem.
    pub problem_id: Uuid,
    /// Counting from 1 within the problem.
    pub number: i64,
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
    pub checker: Json<serde_json::Value>,
    /// `judge::Signature`, for functions.
    pub signature: Option<Json<serde_json::Value>>,
    /// Texts, the vaguest first.
    pub hints: Json<Vec<String>>,
    /// Code by key of the language, where the author gave some.
    pub starter_code: Json<serde_json::Value>,
    /// Whether judging ends at the first failure.
    pub stop_at_failure: bool,
    /// `judge::Rules`, sealed; nothing when there are none.
    pub rules: Option<Vec<u8>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The version with this id.
///
/// # Errors
/// Database errors.
pub async fn version(conn: &mut Conn, id: Uuid) -> Result<Option<VersionRow>> {
    conn.optional(
        "SELECT id, problem_id, number, digest, description_markdown, description_html, input_format, output_format, \
         constraints, time_limit_ms, memory_limit_kb, output_limit_kb, checker, signature, hints, starter_code, \
         stop_at_failure, rules, created_at FROM problem_versions WHERE id = $1",
        args![id],
    )
    .await
}

/// How many versions a problem has.
///
/// # Errors
/// Database errors.
pub async fn version_count(conn: &mut Conn, problem_id: Uuid) -> Result<i64> {
    conn.integer("SELECT CAST(COUNT(*) AS BIGINT) FROM problem_versions WHERE problem_id = $1", args![problem_id]).await
}

/// A test of a version, sealed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TestRow {
    /// Identity, and the context of the seal.
    pub id: Uuid,
    /// Counting from 0 within the version.
    pub position: i64,
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

/// The tests of a version in order; the samples alone with `samples_only`.
///
/// # Errors
/// Database errors.
pub async fn tests(conn: &mut Conn, version_id: Uuid, samples_only: bool) -> Result<Vec<TestRow>> {
    conn.all(
        "SELECT id, position, name, is_sample, points, explanation, input, answer FROM problem_tests \
         WHERE version_id = $1 AND (is_sample OR NOT $2) ORDER BY position",
        args![version_id, samples_only],
    )
    .await
}

/// A tag of a problem.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TagOf {
    /// The problem.
    pub problem_id: Uuid,
    /// The tag.
    pub tag: String,
}

/// The tags of problems, in the order of the alphabet.
///
/// # Errors
/// Database errors.
pub async fn tags_of(conn: &mut Conn, problems: &[Uuid]) -> Result<Vec<TagOf>> {
    if problems.is_empty() {
        return Ok(Vec::new());
    }
    let list = placeholders(1, problems.len());
    let sql = format!("SELECT problem_id, tag FROM problem_tags WHERE problem_id IN {list} ORDER BY tag");
    conn.all(sql, problems.iter().copied().map(Value::from).collect()).await
}

/// A topic of a problem.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TopicOf {
    /// The problem.
    pub problem_id: Uuid,
    /// The topic.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
}

/// The topics of problems, in the order of the subject tree.
///
/// # Errors
/// Database errors.
pub async fn topics_of(conn: &mut Conn, problems: &[Uuid]) -> Result<Vec<TopicOf>> {
    if problems.is_empty() {
        return Ok(Vec::new());
    }
    let list = placeholders(1, problems.len());
    let sql = format!(
        "SELECT held.problem_id, topic.id, topic.name, topic.slug FROM problem_topics held \
         JOIN topics topic ON topic.id = held.topic_id WHERE held.problem_id IN {list} \
         ORDER BY topic.display_order, topic.name"
    );
    conn.all(sql, problems.iter().copied().map(Value::from).collect()).await
}

/// A problem that is near another one.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RelatedRow {
    /// The other problem.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Its difficulty, 1 to 3.
    pub difficulty: i64,
}

/// Published problems that share the most topics and tags with this one, topics counting twice.
///
/// # Errors
/// Database errors.
pub async fn related(conn: &mut Conn, problem_id: Uuid, limit: i64) -> Result<Vec<RelatedRow>> {
    conn.all(
        "SELECT p.id, p.title, p.difficulty FROM problems p JOIN (\
           SELECT problem_id, SUM(weight) AS weight FROM (\
             SELECT other.problem_id, 2 AS weight FROM problem_topics mine \
               JOIN problem_topics other ON other.topic_id = mine.topic_id WHERE mine.problem_id = $1 \
             UNION ALL \
             SELECT other.problem_id, 1 AS weight FROM problem_tags mine \
               JOIN problem_tags other ON other.tag = mine.tag WHERE mine.problem_id = $1\
           ) shared GROUP BY problem_id\
         ) near ON near.problem_id = p.id \
         WHERE p.id <> $1 AND p.is_published ORDER BY near.weight DESC, p.number LIMIT $2",
        args![problem_id, limit],
    )
    .await
}

/// What a problem's submissions add up to.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct StatisticsRow {
    /// Finished submissions.
    pub total_submissions: i64,
    /// Accepted ones among them.
    pub total_accepted: i64,
}

/// The totals of a problem.
///
/// # Errors
/// Database errors.
pub async fn statistics(conn: &mut Conn, problem_id: Uuid) -> Result<Option<StatisticsRow>> {
    conn.optional("SELECT total_submissions, total_accepted FROM problems WHERE id = $1", args![problem_id]).await
}

/// How many people saved a draft or submitted since a moment.
///
/// # Errors
/// Database errors.
pub async fn solving_now(conn: &mut Conn, problem_id: Uuid, since: DateTime<Utc>) -> Result<i64> {
    conn.integer(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM (\
           SELECT user_id FROM drafts WHERE problem_id = $1 AND saved_at >= $2 \
           UNION SELECT user_id FROM submissions WHERE problem_id = $1 AND submitted_at >= $2) active",
        args![problem_id, since],
    )
    .await
}

/// How far somebody is with a problem.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct ProgressRow {
    /// Submissions so far.
    pub submission_count: i64,
    /// The best one.
    pub best_submission_id: Option<Uuid>,
    /// When it was solved first.
    pub solved_at: Option<DateTime<Utc>>,
}

/// How far a person is with a problem; nothing when the person never submitted.
///
/// # Errors
/// Database errors.
pub async fn progress(conn: &mut Conn, user_id: Uuid, problem_id: Uuid) -> Result<Option<ProgressRow>> {
    conn.optional(
        "SELECT submission_count, best_submission_id, solved_at FROM user_problems \
         WHERE user_id = $1 AND problem_id = $2",
        args![user_id, problem_id],
    )
    .await
}
