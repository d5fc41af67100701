//! What a submission looks like to those who may see it.

use chrono::{DateTime, Utc};
use model::{ProblemId, SubmissionId, UserId, Verdict};
use uuid::Uuid;

use crate::{Error, Platform, Result, judging::LiveTest};

/// A submission.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Identity.
    pub id: SubmissionId,
    /// The number that some clients see.
    pub number: i64,
    /// Its author.
    pub user_id: UserId,
    /// The problem.
    pub problem_id: ProblemId,
    /// The problem's title now.
    pub problem_title: String,
    /// Key of the language.
    pub language: String,
    /// The program.
    pub source: String,
    /// How far it is.
    pub state: State,
    /// 0 to 100.
    pub points: i64,
    /// Sum of the points of passed tests.
    pub test_points: i64,
    /// Passed tests; of a running submission, those so far.
    pub tests_passed: i64,
    /// Tests of the version that judges it.
    pub tests_total: i64,
    /// What the compiler said.
    pub compile_output: Option<String>,
    /// Messages at lines of the program.
    pub diagnostics: Vec<judge::Diagnostic>,
    /// Highest CPU time of a test, in milliseconds.
    pub max_time_ms: Option<i64>,
    /// Highest memory of a test, in KiB.
    pub max_memory_kb: Option<i64>,
    /// XP that it brought.
    pub xp_earned: i64,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
    /// When the verdict was recorded.
    pub finished_at: Option<DateTime<Utc>>,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
    /// Results of its tests in order; empty in lists and until it is finished.
    pub tests: Vec<TestResult>,
    /// Results so far of a running submission.
    pub live: Vec<LiveTest>,
    /// How many wait before it, while it waits.
    pub queue_position: Option<i64>,
}

/// How far a submission is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waiting for a judge.
    Pending,
    /// Being judged.
    Running,
    /// Judged.
    Finished(Verdict),
}

/// The result of one test.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// The test.
    pub test_id: Uuid,
    /// Place in the order of the tests, from 0.
    pub index: i64,
    /// Its name.
    pub name: String,
    /// Whether learners may see it; the texts below are `None` otherwise.
    pub is_sample: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// CPU time in milliseconds.
    pub time_ms: Option<i64>,
    /// Peak memory in KiB.
    pub memory_kb: Option<i64>,
    /// What the program was given.
    pub input: Option<String>,
    /// What was expected.
    pub expected: Option<String>,
    /// What the program printed or its function returned.
    pub actual: Option<String>,
    /// What the program wrote to standard error.
    pub stderr: Option<String>,
    /// The checker's message.
    pub message: Option<String>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

pub(super) fn submission(platform: &Platform, row: store::submissions::SubmissionRow) -> Result<Submission> {
    let verdict = row.verdict.as_deref().and_then(Verdict::parse);
    let state = match (row.status.as_str(), verdict) {
        ("pending", _) => State::Pending,
        ("running", _) => State::Running,
        ("finished", Some(verdict)) => State::Finished(verdict),
        (status, _) => {
            return Err(Error::internal(anyhow::anyhow!(
                "submission {}: status {status}, verdict {:?}",
                row.id,
                row.verdict
            )));
        }
    };
    let live = match state {
        State::Running => platform.live().submission(row.id).map(|progress| progress.tests).unwrap_or_default(),
        _ => Vec::new(),
    };
    let passed_so_far = live.iter().filter(|test| test.verdict.is_accepted()).count();
    Ok(Submission {
        id: row.id,
        number: row.number,
        user_id: row.user_id,
        problem_id: row.problem_id,
        problem_title: row.problem_title,
        language: row.language,
        source: row.source_code,
        state,
        points: row.points,
        test_points: row.test_points,
        tests_passed: if state == State::Running { passed_so_far as i64 } else { row.tests_passed },
        tests_total: row.tests_total,
        compile_output: row.compile_output,
        diagnostics: serde_json::from_value(row.diagnostics.0).map_err(Error::internal)?,
        max_time_ms: row.max_time_ms,
        max_memory_kb: row.max_memory_kb,
        xp_earned: row.xp_earned,
        submitted_at: row.submitted_at,
        finished_at: row.finished_at,
        updated_at: row.updated_at,
        tests: Vec::new(),
        live,
        queue_position: None,
    })
}

pub(super) fn test_results(platform: &Platform, rows: Vec<store::submissions::TestRow>) -> Result<Vec<TestResult>> {
    rows.into_iter().map(|row| test_result(platform, row)).collect()
}

fn test_result(platform: &Platform, row: store::submissions::TestRow) -> Result<TestResult> {
    let verdict = Verdict::parse(&row.verdict)
        .ok_or_else(|| Error::internal(anyhow::anyhow!("a test result has the verdict {}", row.verdict)))?;
    // Rule R-SEC-05: only samples reveal what is in them.
    let (input, expected) = if row.is_sample {
        let open = |sealed: &[u8]| -> Result<String> {
            let text = platform.sealer().open(row.test_id.as_bytes(), sealed)?;
            Ok(String::from_utf8_lossy(&text).into_owned())
        };
        (Some(open(&row.input)?), Some(open(&row.answer)?))
    } else {
        (None, None)
    };
    let shown = |text: Option<String>| if row.is_sample { text } else { None };
    Ok(TestResult {
        test_id: row.test_id,
        index: row.position,
        name: row.name.clone(),
        is_sample: row.is_sample,
        verdict,
        time_ms: row.time_ms,
        memory_kb: row.memory_kb,
        input,
        expected,
        actual: shown(row.stdout.clone()),
        stderr: shown(row.stderr.clone()),
        message: shown(row.message.clone()),
        created_at: row.created_at,
    })
}
