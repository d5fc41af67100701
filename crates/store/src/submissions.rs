//! Submissions and their per-test results.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// A submission to be inserted.
#[derive(Debug, Clone)]
pub struct NewSubmission {
    /// Identity.
    pub id: Uuid,
    /// Its author.
    pub user_id: Uuid,
    /// The problem.
    pub problem_id: Uuid,
    /// The version that judges it.
    pub version_id: Uuid,
    /// Key of the language.
    pub language: String,
    /// The program.
    pub source_code: String,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
}

/// A submission with what its readers need.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct SubmissionRow {
    /// Identity.
    pub id: Uuid,
    /// The number that some clients see.
    pub number: i64,
    /// Its author.
    pub user_id: Uuid,
    /// The problem.
    pub problem_id: Uuid,
    /// The problem's title now.
    pub problem_title: String,
    /// Whether everybody sees the problem now.
    pub problem_published: bool,
    /// The version that judges it.
    pub version_id: Uuid,
    /// Key of the language.
    pub language: String,
    /// The program.
    pub source_code: String,
    /// `pending`, `running` or `finished`.
    pub status: String,
    /// The verdict's word, when finished.
    pub verdict: Option<String>,
    /// All tests passed.
    pub passed: bool,
    /// 0 to 100.
    pub points: i64,
    /// Sum of the points of passed tests.
    pub test_points: i64,
    /// Passed tests.
    pub tests_passed: i64,
    /// Tests of the version.
    pub tests_total: i64,
    /// What the compiler said.
    pub compile_output: Option<String>,
    /// Array of messages at lines.
    pub diagnostics: sqlx::types::Json<serde_json::Value>,
    /// Highest CPU time of a test, in milliseconds.
    pub max_time_ms: Option<i64>,
    /// Highest memory of a test, in KiB.
    pub max_memory_kb: Option<i64>,
    /// XP that it brought.
    pub xp_earned: i64,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
    /// When judging began.
    pub started_at: Option<DateTime<Utc>>,
    /// When the verdict was recorded.
    pub finished_at: Option<DateTime<Utc>>,
    /// When the row changed last.
    pub updated_at: DateTime<Utc>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT s.id, s.number, s.user_id, s.problem_id, p.title AS problem_title, p.is_published AS problem_published, s.version_id, s.language, \
             s.source_code, s.status, s.verdict, s.passed, s.points, s.test_points, s.tests_passed, s.tests_total, \
             s.compile_output, s.diagnostics, s.max_time_ms, s.max_memory_kb, s.xp_earned, s.submitted_at, \
             s.started_at, s.finished_at, s.updated_at \
             FROM submissions s JOIN problems p ON p.id = s.problem_id ",
            $rest
        )
    };
}

/// Rows in one statement at most: each number of rows is a statement that the database prepares and keeps.
const ROWS: usize = 16;

/// Inserts pending submissions, numbered from `first_number`.
///
/// # Errors
/// Database errors.
pub async fn insert_all(tx: &mut Conn, first_number: i64, new: &[NewSubmission]) -> Result<()> {
    let mut numbers = first_number..;
    for chunk in new.chunks(ROWS) {
        let mut args = args![serde_json::json!([])];
        for (row, number) in chunk.iter().zip(&mut numbers) {
            args.extend(args![
                row.id,
                number,
                row.user_id,
                row.problem_id,
                row.version_id,
                &row.language,
                &row.source_code,
                row.submitted_at
            ]);
        }
        let row = |index: usize| {
            let [id, number, user, problem, version, language, source, at] = std::array::from_fn(|n| 2 + 8 * index + n);
            format!(
                "(${id}, ${number}, ${user}, ${problem}, ${version}, ${language}, ${source}, 'pending', FALSE, 0, 0, 0, \
                 (SELECT CAST(COUNT(*) AS BIGINT) FROM problem_tests WHERE version_id = ${version}), $1, 0, ${at}, ${at})"
            )
        };
        let rows = (0..chunk.len()).map(row).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "INSERT INTO submissions (id, number, user_id, problem_id, version_id, language, source_code, status, \
             passed, points, test_points, tests_passed, tests_total, diagnostics, xp_earned, submitted_at, updated_at) \
             VALUES {rows}"
        );
        tx.execute(sql, args).await?;
    }
    Ok(())
}

/// One submission.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<SubmissionRow>> {
    conn.optional(select!("WHERE s.id = $1"), args![id]).await
}

/// Which submissions a list shows. Absent fields do not restrict.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Their author.
    pub user_id: Uuid,
    /// Their problem.
    pub problem_id: Option<Uuid>,
    /// Their status, `pending`, `running` or `finished`.
    pub status: Option<String>,
    /// Their verdicts, any of these words, at most four; empty does not restrict.
    pub verdicts: Vec<String>,
    /// Of problems that everybody may see.
    pub published_only: bool,
}

/// A page of somebody's submissions, newest first, and how many there are in all.
///
/// # Errors
/// Database errors.
pub async fn list(conn: &mut Conn, filter: &Filter, limit: i64, offset: i64) -> Result<(Vec<SubmissionRow>, i64)> {
    // At most four verdicts share one word of a client's vocabulary.
    const WHERE: &str = "WHERE s.user_id = $1 AND ($2 IS NULL OR s.problem_id = $2) AND ($3 IS NULL OR s.status = $3) \
         AND ($4 IS NULL OR s.verdict IN ($4, $5, $6, $7)) \
         AND (p.is_published OR NOT $8)";
    let verdict = |index: usize| filter.verdicts.get(index).or(filter.verdicts.last()).cloned();
    let mut args = args![filter.user_id, filter.problem_id, filter.status.clone()];
    args.extend((0..4).map(|index| crate::Value::from(verdict(index))));
    args.extend(args![filter.published_only]);
    let total =
        format!("SELECT CAST(COUNT(*) AS BIGINT) FROM submissions s JOIN problems p ON p.id = s.problem_id {WHERE}");
    let total = conn.integer(typed(&total), args.clone()).await?;
    args.extend(args![limit, offset]);
    let page = format!("{}{WHERE} ORDER BY s.submitted_at DESC, s.id DESC LIMIT $9 OFFSET $10", select!(""));
    Ok((conn.all(typed(&page), args).await?, total))
}

// PostgreSQL wants to know the type of a parameter that only meets `IS NULL`.
fn typed(sql: &str) -> String {
    sql.replace("$2 IS", "CAST($2 AS UUID) IS")
        .replace("$3 IS", "CAST($3 AS TEXT) IS")
        .replace("$4 IS", "CAST($4 AS TEXT) IS")
}

/// The newest finished or running submission of a person for a problem, graded ones only.
///
/// # Errors
/// Database errors.
pub async fn latest(conn: &mut Conn, user_id: Uuid, problem_id: Uuid) -> Result<Option<SubmissionRow>> {
    conn.optional(
        select!("WHERE s.user_id = $1 AND s.problem_id = $2 ORDER BY s.submitted_at DESC, s.id DESC LIMIT 1"),
        args![user_id, problem_id],
    )
    .await
}

/// Marks a submission as running; nothing happens when it is finished already.
///
/// # Errors
/// Database errors.
pub async fn start(tx: &mut Conn, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE submissions SET status = 'running', started_at = $2, updated_at = $2 \
         WHERE id = $1 AND status <> 'finished'",
        args![id, now],
    )
    .await?;
    Ok(())
}

/// Puts a submission back in the queue after its judging was broken off.
///
/// # Errors
/// Database errors.
pub async fn back_to_pending(tx: &mut Conn, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE submissions SET status = 'pending', started_at = NULL, updated_at = $2 \
         WHERE id = $1 AND status = 'running'",
        args![id, now],
    )
    .await?;
    Ok(())
}

/// The outcome of judging.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The verdict's word.
    pub verdict: &'static str,
    /// All tests passed.
    pub passed: bool,
    /// 0 to 100.
    pub points: i64,
    /// Sum of the points of passed tests.
    pub test_points: i64,
    /// Passed tests.
    pub tests_passed: i64,
    /// What the compiler said, if anything.
    pub compile_output: Option<String>,
    /// Array of messages at lines.
    pub diagnostics: serde_json::Value,
    /// Highest CPU time of a test, in milliseconds.
    pub max_time_ms: Option<i64>,
    /// Highest memory of a test, in KiB.
    pub max_memory_kb: Option<i64>,
    /// XP that it brought.
    pub xp_earned: i64,
}

/// Records the outcome of an unfinished submission; false when it is finished already.
///
/// # Errors
/// Database errors.
pub async fn finish(tx: &mut Conn, id: Uuid, outcome: &Outcome, now: DateTime<Utc>) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE submissions SET status = 'finished', verdict = $2, passed = $3, points = $4, test_points = $5, \
             tests_passed = $6, compile_output = $7, diagnostics = $8, max_time_ms = $9, max_memory_kb = $10, \
             xp_earned = $11, finished_at = $12, updated_at = $12 WHERE id = $1 AND status <> 'finished'",
            args![
                id,
                outcome.verdict,
                outcome.passed,
                outcome.points,
                outcome.test_points,
                outcome.tests_passed,
                outcome.compile_output.clone(),
                outcome.diagnostics.clone(),
                outcome.max_time_ms,
                outcome.max_memory_kb,
                outcome.xp_earned,
                now
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// The result of one test.
#[derive(Debug, Clone)]
pub struct TestOutcome {
    /// Place in the order of the version's tests, from 0.
    pub position: i64,
    /// The test.
    pub test_id: Uuid,
    /// The verdict's word.
    pub verdict: &'static str,
    /// CPU time in milliseconds.
    pub time_ms: i64,
    /// Peak memory in KiB.
    pub memory_kb: i64,
    /// What the program printed; kept for samples only.
    pub stdout: Option<String>,
    /// What the program wrote to standard error; kept for samples only.
    pub stderr: Option<String>,
    /// The checker's message; kept for samples only.
    pub message: Option<String>,
}

/// Inserts the results of a submission's tests.
///
/// # Errors
/// Database errors.
pub async fn insert_tests(tx: &mut Conn, id: Uuid, tests: &[TestOutcome], now: DateTime<Utc>) -> Result<()> {
    for test in tests {
        tx.execute(
            "INSERT INTO submission_tests (submission_id, position, test_id, verdict, time_ms, memory_kb, stdout, \
             stderr, message, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            args![
                id,
                test.position,
                test.test_id,
                test.verdict,
                test.time_ms,
                test.memory_kb,
                test.stdout.clone(),
                test.stderr.clone(),
                test.message.clone(),
                now
            ],
        )
        .await?;
    }
    Ok(())
}

/// The result of one test, with what the test is. The texts of the test are sealed.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TestRow {
    /// Place in the order of the version's tests, from 0.
    pub position: i64,
    /// The test.
    pub test_id: Uuid,
    /// Its name.
    pub name: String,
    /// Whether learners may see it.
    pub is_sample: bool,
    /// The verdict's word.
    pub verdict: String,
    /// CPU time in milliseconds.
    pub time_ms: Option<i64>,
    /// Peak memory in KiB.
    pub memory_kb: Option<i64>,
    /// What the program printed; samples only.
    pub stdout: Option<String>,
    /// What the program wrote to standard error; samples only.
    pub stderr: Option<String>,
    /// The checker's message; samples only.
    pub message: Option<String>,
    /// Sealed input.
    pub input: Vec<u8>,
    /// Sealed answer.
    pub answer: Vec<u8>,
    /// When the result was recorded.
    pub created_at: DateTime<Utc>,
}

/// The results of a submission's tests, in order.
///
/// # Errors
/// Database errors.
pub async fn tests(conn: &mut Conn, id: Uuid) -> Result<Vec<TestRow>> {
    conn.all(
        "SELECT r.position, r.test_id, t.name, t.is_sample, r.verdict, r.time_ms, r.memory_kb, r.stdout, r.stderr, \
         r.message, t.input, t.answer, r.created_at \
         FROM submission_tests r JOIN problem_tests t ON t.id = r.test_id \
         WHERE r.submission_id = $1 ORDER BY r.position",
        args![id],
    )
    .await
}

/// The tests of a version in the order in which they are judged.
///
/// # Errors
/// Database errors.
pub async fn test_ids(conn: &mut Conn, version_id: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> =
        conn.all("SELECT id FROM problem_tests WHERE version_id = $1 ORDER BY position", args![version_id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
