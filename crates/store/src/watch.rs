//! Queries of what can be watched: the present state, and no more of it than is shown.

use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// How far a submission is.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SubmissionState {
    /// Its author.
    pub user_id: Uuid,
    /// `pending`, `running` or `finished`.
    pub status: String,
    /// The verdict's word when finished.
    pub verdict: Option<String>,
    /// Whether every test was passed.
    pub passed: bool,
    /// 0 to 100.
    pub points: i64,
    /// Tests of the version that judges it.
    pub tests_total: i64,
}

/// How far a submission is, if there is one.
///
/// # Errors
/// Database errors.
pub async fn submission(conn: &mut Conn, id: Uuid) -> Result<Option<SubmissionState>> {
    conn.optional(
        "SELECT user_id, status, verdict, passed, points, \
           CAST((SELECT COUNT(*) FROM problem_tests WHERE problem_tests.version_id = submissions.version_id) AS BIGINT) \
             AS tests_total \
         FROM submissions WHERE id = $1",
        args![id],
    )
    .await
}

/// Whose submission it is, if there is one.
///
/// # Errors
/// Database errors.
pub async fn submission_author(conn: &mut Conn, id: Uuid) -> Result<Option<Uuid>> {
    let row: Option<(Uuid,)> = conn.optional("SELECT user_id FROM submissions WHERE id = $1", args![id]).await?;
    Ok(row.map(|(user_id,)| user_id))
}

/// One finished test of a submission.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TestState {
    /// From 0, in the order of the problem.
    pub position: i64,
    /// The test's name.
    pub name: String,
    /// Whether everybody may see the test.
    pub is_sample: bool,
    /// The verdict's word.
    pub verdict: String,
    /// CPU time.
    pub time_ms: Option<i64>,
    /// Peak memory.
    pub memory_kb: Option<i64>,
}

/// The tests of a submission that have finished, in order.
///
/// # Errors
/// Database errors.
pub async fn submission_tests(conn: &mut Conn, id: Uuid) -> Result<Vec<TestState>> {
    conn.all(
        "SELECT submission_tests.position, problem_tests.name, problem_tests.is_sample, submission_tests.verdict, \
           submission_tests.time_ms, submission_tests.memory_kb \
         FROM submission_tests JOIN problem_tests ON problem_tests.id = submission_tests.test_id \
         WHERE submission_tests.submission_id = $1 ORDER BY submission_tests.position",
        args![id],
    )
    .await
}
