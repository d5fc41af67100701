//! Free runs in the shape of Judge0's answers.

use axum::extract::State;
use model::Verdict;
use platform::{
    Exit, Languages,
    runs::{Case, NewRun, Run, State as RunState},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Body, Params, SignedIn, submissions::language_key};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(execute_code)).routes(routes!(get_execution))
}

/// A program to be run.
#[derive(Deserialize, ToSchema)]
struct Execute {
    source_code: String,
    /// Number in Judge0's list.
    language_id: i64,
    /// Standard input; empty when absent.
    #[serde(default)]
    stdin: Option<String>,
}

/// A run as Judge0 would answer it.
#[derive(Serialize, ToSchema)]
struct Execution {
    submission_id: String,
    stdout: Option<String>,
    stderr: Option<String>,
    compile_output: Option<String>,
    status: Status,
    /// Seconds.
    time: Option<String>,
    /// KiB.
    memory: Option<u64>,
}

/// One of Judge0's statuses.
#[derive(Serialize, ToSchema)]
struct Status {
    id: u8,
    description: &'static str,
}

// Judge0's list of statuses, 1 to 14.
fn status(verdict: Verdict, exit: Option<Exit>) -> Status {
    let (id, description) = match (verdict, exit) {
        (Verdict::Accepted, _) => (3, "Accepted"),
        (Verdict::WrongAnswer, _) => (4, "Wrong Answer"),
        (Verdict::TimeLimitExceeded, _) => (5, "Time Limit Exceeded"),
        (Verdict::CompilationError, _) => (6, "Compilation Error"),
        (Verdict::OutputLimitExceeded, _) => (8, "Runtime Error (SIGXFSZ)"),
        (Verdict::InternalError, _) => (13, "Internal Error"),
        (Verdict::RuntimeError, Some(Exit::Signal(11))) => (7, "Runtime Error (SIGSEGV)"),
        (Verdict::RuntimeError, Some(Exit::Signal(8))) => (9, "Runtime Error (SIGFPE)"),
        (Verdict::RuntimeError, Some(Exit::Signal(6))) => (10, "Runtime Error (SIGABRT)"),
        (Verdict::RuntimeError, Some(Exit::Code(_))) => (11, "Runtime Error (NZEC)"),
        (Verdict::RuntimeError | Verdict::MemoryLimitExceeded, _) => (12, "Runtime Error (Other)"),
    };
    Status { id, description }
}

impl From<Run> for Execution {
    fn from(run: Run) -> Self {
        let waiting = |id, description| Execution {
            submission_id: run.id.to_string(),
            stdout: None,
            stderr: None,
            compile_output: None,
            status: Status { id, description },
            time: None,
            memory: None,
        };
        let report = match run.state {
            RunState::Pending => return waiting(1, "In Queue"),
            RunState::Running(_) => return waiting(2, "Processing"),
            RunState::Finished(report) => report,
        };
        let case = report.tests.first();
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Execution {
            submission_id: run.id.to_string(),
            stdout: case.and_then(|case| some(&case.stdout)),
            stderr: case.and_then(|case| some(&case.stderr)),
            compile_output: some(&report.compile.output),
            status: status(report.verdict, case.map(|case| case.exit)),
            time: case.map(|case| format!("{:.3}", case.cpu_ms as f64 / 1000.0)),
            memory: case.map(|case| case.memory_kb),
        }
    }
}

/// Runs a program and waits for its end, at most some seconds.
#[utoipa::path(post, path = "/api/v1/code/execute", tag = "wizardcore", security(("bearer" = [])),
    request_body = Execute, responses((status = 200, body = Execution)))]
async fn execute_code(
    State(app): State<AppState>,
    actor: SignedIn,
    body: Body<Execute>,
) -> Result<axum::Json<Execution>, ApiError> {
    let languages: &Languages = app.platform().languages();
    let language = language_key(languages, body.0.language_id)?;
    let case = Case { name: "stdin".into(), input: body.0.stdin.unwrap_or_default(), expected_output: None };
    let new = NewRun { problem_id: None, language, source: body.0.source_code, cases: vec![case] };
    Ok(axum::Json(app.platform().runs().execute(&actor, new).await?.into()))
}

/// The result of one of one's own runs.
#[utoipa::path(get, path = "/api/v1/code/submissions/{id}", tag = "wizardcore", security(("bearer" = [])),
    params(("id" = Uuid, Path)), responses((status = 200, body = Execution)))]
async fn get_execution(
    State(app): State<AppState>,
    actor: SignedIn,
    id: Params<Uuid>,
) -> Result<axum::Json<Execution>, ApiError> {
    Ok(axum::Json(app.platform().runs().get(&actor, id.0).await?.into()))
}
