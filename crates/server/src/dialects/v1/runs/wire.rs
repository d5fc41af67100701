//! Runs in the words of the native API.

use model::Verdict;
use platform::{
    Exit, TestReport,
    runs::{Case, Run, State},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    dialects::v1::submissions::DiagnosticOut,
    http::openapi::{CaseStatus, RunStatus, VerdictWord},
};

/// A run.
#[derive(Serialize, ToSchema)]
pub(in crate::dialects::v1) struct RunOut {
    id: Uuid,
    problem_id: Option<Uuid>,
    /// Key of the language.
    language: String,
    #[schema(value_type = RunStatus)]
    status: &'static str,
    compile_output: Option<String>,
    diagnostics: Vec<DiagnosticOut>,
    cases: Vec<CaseOut>,
}

/// The result of one case.
#[derive(Serialize, ToSchema)]
struct CaseOut {
    name: String,
    #[schema(value_type = CaseStatus)]
    status: &'static str,
    /// The exact verdict.
    #[schema(value_type = Option<VerdictWord>)]
    verdict: Option<&'static str>,
    stdout: String,
    stderr: String,
    /// What a function returned, as JSON.
    result: Option<String>,
    exit_code: Option<i32>,
    signal: Option<i32>,
    execution_time_ms: u64,
    memory_kb: u64,
    /// The output is longer than what is shown.
    truncated: bool,
    /// The first difference.
    message: Option<String>,
}

impl RunOut {
    pub(super) fn new(run: Run) -> Self {
        let (status, compile, results) = match run.state {
            State::Pending => ("PENDING", None, Vec::new()),
            State::Running(results) => ("RUNNING", None, results),
            State::Finished(report) => {
                let status = match report.verdict {
                    Verdict::CompilationError => "COMPILATION_ERROR",
                    Verdict::InternalError => "ERROR",
                    _ => "FINISHED",
                };
                (status, Some(report.compile), report.tests)
            }
        };
        let mut results = results.into_iter();
        let cases = run.cases.into_iter().map(|case| CaseOut::new(case, results.next())).collect();
        let (compile_output, diagnostics) = match compile {
            Some(compile) => (
                Some(compile.output).filter(|text| !text.is_empty()),
                compile.diagnostics.into_iter().map(DiagnosticOut::from).collect(),
            ),
            None => (None, Vec::new()),
        };
        RunOut {
            id: run.id,
            problem_id: run.problem_id,
            language: run.language,
            status,
            compile_output,
            diagnostics,
            cases,
        }
    }

    pub(super) fn is_finished(&self) -> bool {
        !matches!(self.status, "PENDING" | "RUNNING")
    }
}

impl CaseOut {
    fn new(case: Case, result: Option<TestReport>) -> Self {
        let Some(result) = result else {
            return CaseOut {
                name: case.name,
                status: "PENDING",
                verdict: None,
                stdout: String::new(),
                stderr: String::new(),
                result: None,
                exit_code: None,
                signal: None,
                execution_time_ms: 0,
                memory_kb: 0,
                truncated: false,
                message: None,
            };
        };
        let status = match result.verdict {
            Verdict::Accepted if case.expected_output.is_none() => "FINISHED",
            Verdict::Accepted => "PASSED",
            Verdict::WrongAnswer => "FAILED",
            Verdict::TimeLimitExceeded => "TIMEOUT",
            _ => "ERROR",
        };
        let (exit_code, signal) = match result.exit {
            Exit::Code(code) => (Some(code), None),
            Exit::Signal(signal) => (None, Some(signal)),
        };
        CaseOut {
            name: case.name,
            status,
            verdict: Some(result.verdict.as_str()),
            stdout: result.stdout,
            stderr: result.stderr,
            result: result.result,
            exit_code,
            signal,
            execution_time_ms: result.cpu_ms,
            memory_kb: result.memory_kb,
            truncated: result.truncated,
            message: result.checker_message,
        }
    }
}
