//! Submissions in the words of the native API.

use chrono::{DateTime, Utc};
use model::Verdict;
use platform::{
    Error,
    submissions::{State, StateFilter, Submission, TestResult},
};
use platform::{Languages, Severity};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::openapi::{SubmissionStatus, TestStatus, VerdictWord};

/// A submission with the results of its tests.
#[derive(Serialize, ToSchema)]
pub(super) struct SubmissionOut {
    id: Uuid,
    problem_id: Uuid,
    problem_title: String,
    user_id: Uuid,
    /// API name of the language.
    language: String,
    /// The program; only its author and staff can read the submission at all.
    code: Option<String>,
    #[schema(value_type = SubmissionStatus)]
    status: &'static str,
    /// The exact verdict, when finished.
    #[schema(value_type = Option<VerdictWord>)]
    verdict: Option<&'static str>,
    points: i64,
    passed: bool,
    submitted_at: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
    execution_summary: Option<ExecutionSummary>,
    test_results: Vec<TestResultOut>,
    compilation_output: Option<String>,
    /// Messages at lines of the program.
    diagnostics: Vec<DiagnosticOut>,
    /// How many wait before it, while it waits.
    queue_position: Option<i64>,
    xp_earned: i64,
    /// Reviews do not exist yet: always null.
    ai_review: Option<()>,
}

/// The tests taken together.
#[derive(Serialize, ToSchema)]
struct ExecutionSummary {
    total_test_cases: i64,
    passed_test_cases: i64,
    failed_test_cases: i64,
    max_execution_time_ms: i64,
    max_memory_kb: i64,
}

/// The result of one test; its texts only for samples.
#[derive(Serialize, ToSchema)]
struct TestResultOut {
    test_case_id: Uuid,
    name: Option<String>,
    #[schema(value_type = TestStatus)]
    status: &'static str,
    #[schema(value_type = VerdictWord)]
    verdict: &'static str,
    execution_time_ms: Option<i64>,
    memory_kb: Option<i64>,
    is_sample: bool,
    input: Option<String>,
    expected_output: Option<String>,
    actual_output: Option<String>,
    stderr: Option<String>,
    /// The first difference.
    message: Option<String>,
}

/// A message at a line of the program.
#[derive(Serialize, ToSchema)]
pub(in crate::dialects::v1) struct DiagnosticOut {
    line: u32,
    column: Option<u32>,
    #[schema(value_type = SeverityWord)]
    severity: &'static str,
    message: String,
}

/// How bad a message is.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "for the description: the words themselves are answered")]
enum SeverityWord {
    Error,
    Warning,
    Note,
}

/// A submission in a list.
#[derive(Serialize, ToSchema)]
pub(in crate::dialects::v1) struct SubmissionRow {
    id: Uuid,
    problem_id: Uuid,
    problem_title: String,
    language: String,
    #[schema(value_type = SubmissionStatus)]
    status: &'static str,
    #[schema(value_type = Option<VerdictWord>)]
    verdict: Option<&'static str>,
    points: i64,
    submitted_at: DateTime<Utc>,
    execution_time_ms: Option<i64>,
    memory_kb: Option<i64>,
    /// Reviews do not exist yet: always null.
    ai_review_score: Option<i64>,
}

impl SubmissionOut {
    pub(super) fn new(submission: Submission, languages: &Languages) -> Self {
        let verdict = verdict_of(submission.state);
        let summary = verdict.map(|_| ExecutionSummary {
            total_test_cases: submission.tests_total,
            passed_test_cases: submission.tests_passed,
            failed_test_cases: submission.tests_total - submission.tests_passed,
            max_execution_time_ms: submission.max_time_ms.unwrap_or(0),
            max_memory_kb: submission.max_memory_kb.unwrap_or(0),
        });
        SubmissionOut {
            id: submission.id,
            problem_id: submission.problem_id,
            problem_title: submission.problem_title,
            user_id: submission.user_id,
            language: api_name(languages, &submission.language),
            code: Some(submission.source),
            status: status(submission.state),
            verdict: verdict.map(Verdict::as_str),
            points: submission.points,
            passed: verdict == Some(Verdict::Accepted),
            submitted_at: submission.submitted_at,
            completed_at: submission.finished_at,
            execution_summary: summary,
            test_results: submission.tests.into_iter().map(TestResultOut::from).collect(),
            compilation_output: submission.compile_output,
            diagnostics: submission.diagnostics.into_iter().map(DiagnosticOut::from).collect(),
            queue_position: submission.queue_position,
            xp_earned: submission.xp_earned,
            ai_review: None,
        }
    }
}

impl SubmissionRow {
    pub(in crate::dialects::v1) fn new(submission: Submission, languages: &Languages) -> Self {
        SubmissionRow {
            id: submission.id,
            problem_id: submission.problem_id,
            problem_title: submission.problem_title,
            language: api_name(languages, &submission.language),
            status: status(submission.state),
            verdict: verdict_of(submission.state).map(Verdict::as_str),
            points: submission.points,
            submitted_at: submission.submitted_at,
            execution_time_ms: submission.max_time_ms,
            memory_kb: submission.max_memory_kb,
            ai_review_score: None,
        }
    }
}

impl From<TestResult> for TestResultOut {
    fn from(test: TestResult) -> Self {
        TestResultOut {
            test_case_id: test.test_id,
            name: Some(test.name),
            status: test_status(test.verdict),
            verdict: test.verdict.as_str(),
            execution_time_ms: test.time_ms,
            memory_kb: test.memory_kb,
            is_sample: test.is_sample,
            input: test.input,
            expected_output: test.expected,
            actual_output: test.actual,
            stderr: test.stderr,
            message: test.message,
        }
    }
}

impl From<platform::Diagnostic> for DiagnosticOut {
    fn from(diagnostic: platform::Diagnostic) -> Self {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        DiagnosticOut { line: diagnostic.line, column: diagnostic.column, severity, message: diagnostic.message }
    }
}

/// The name of a language that clients of this API know.
pub(in crate::dialects::v1) fn api_name(languages: &Languages, key: &str) -> String {
    languages.get(key).map_or_else(|| key.to_owned(), |language| language.api_name.clone())
}

fn verdict_of(state: State) -> Option<Verdict> {
    match state {
        State::Finished(verdict) => Some(verdict),
        State::Pending | State::Running => None,
    }
}

/// The status word of a submission (rule R-SUB-05).
pub(in crate::dialects::v1) fn status(state: State) -> &'static str {
    match state {
        State::Pending => "PENDING",
        State::Running => "RUNNING",
        State::Finished(verdict) => match verdict {
            Verdict::Accepted => "ACCEPTED",
            Verdict::WrongAnswer => "FAILED",
            Verdict::TimeLimitExceeded => "TIMEOUT",
            Verdict::CompilationError => "COMPILATION_ERROR",
            Verdict::MemoryLimitExceeded
            | Verdict::OutputLimitExceeded
            | Verdict::RuntimeError
            | Verdict::InternalError => "ERROR",
        },
    }
}

/// The status word of a test.
pub(in crate::dialects::v1) fn test_status(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "PASSED",
        Verdict::WrongAnswer => "FAILED",
        Verdict::TimeLimitExceeded => "TIMEOUT",
        _ => "ERROR",
    }
}

/// What a status word in a filter selects.
pub(super) fn state_filter(word: &str) -> Result<StateFilter, Error> {
    Ok(match word {
        "PENDING" => StateFilter::Pending,
        "RUNNING" => StateFilter::Running,
        "ACCEPTED" => StateFilter::Verdicts(vec![Verdict::Accepted]),
        "FAILED" => StateFilter::Verdicts(vec![Verdict::WrongAnswer]),
        "TIMEOUT" => StateFilter::Verdicts(vec![Verdict::TimeLimitExceeded]),
        "COMPILATION_ERROR" => StateFilter::Verdicts(vec![Verdict::CompilationError]),
        "ERROR" => StateFilter::Verdicts(vec![
            Verdict::RuntimeError,
            Verdict::MemoryLimitExceeded,
            Verdict::OutputLimitExceeded,
            Verdict::InternalError,
        ]),
        // The verdict stays the status when a review exists (conflict Q-10).
        "REVIEW_PENDING" | "REVIEW_COMPLETE" | "REVIEW_FAILED" => StateFilter::Never,
        _ => return Err(Error::field("status", "is not a status of submissions")),
    })
}
