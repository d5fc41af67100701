//! Submissions and drafts.

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use chrono::{DateTime, Utc};
use model::Verdict;
use platform::{
    Code, Error, Languages,
    submissions::{Draft, ListFilter, NewSubmission, State as SubmissionState, Submission, TestResult},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Body, Params, Search, SignedIn};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_exercise_submission, list_exercise_submissions))
        .routes(routes!(get_exercise_submission))
        .routes(routes!(get_latest_submission))
        .routes(routes!(save_exercise_draft))
}

/// A program to be judged.
#[derive(Deserialize, ToSchema)]
#[schema(as = CreateExerciseSubmission)]
struct CreateSubmission {
    exercise_id: Uuid,
    source_code: String,
    /// Number in Judge0's list: 71 Python, 54 C++, 62 Java, 63 JavaScript.
    language_id: i64,
}

/// A submission or a draft.
#[derive(Serialize, ToSchema)]
#[schema(as = ExerciseSubmission)]
pub(super) struct SubmissionOut {
    id: Uuid,
    user_id: Uuid,
    exercise_id: Uuid,
    source_code: String,
    language_id: i64,
    /// Always null: there is no Judge0 behind this server.
    judge0_token: Option<String>,
    status: &'static str,
    /// What the first sample printed.
    stdout: Option<String>,
    stderr: Option<String>,
    compile_output: Option<String>,
    /// Seconds.
    execution_time: Option<f64>,
    /// KiB.
    memory_used: Option<i64>,
    test_cases_passed: i64,
    test_cases_total: i64,
    points_earned: i64,
    is_correct: bool,
    /// `solution` or `draft`.
    submission_type: &'static str,
    /// Not kept: always null.
    ip_address: Option<String>,
    /// Not kept: always null.
    user_agent: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    test_results: Vec<TestResultOut>,
}

/// The result of one test; its output only for visible tests.
#[derive(Serialize, ToSchema)]
#[schema(as = ExerciseTestResult)]
struct TestResultOut {
    id: Uuid,
    submission_id: Uuid,
    test_case_id: Uuid,
    passed: bool,
    actual_output: Option<String>,
    /// Seconds.
    execution_time: Option<f64>,
    /// KiB.
    memory_used: Option<i64>,
    error_message: Option<String>,
    created_at: DateTime<Utc>,
}

/// The number of a language in Judge0's list; 0 for one that has none.
fn judge0_id(languages: &Languages, key: &str) -> i64 {
    languages.get(key).map_or(0, |language| i64::from(language.judge0_id))
}

/// The key of the language with a number in Judge0's list.
pub(super) fn language_key(languages: &Languages, judge0_id: i64) -> Result<String, Error> {
    let language = u32::try_from(judge0_id).ok().and_then(|id| languages.by_judge0_id(id));
    language.map(|language| language.key.clone()).ok_or_else(|| Error::field("language_id", "Unsupported language"))
}

fn status(state: SubmissionState) -> &'static str {
    match state {
        SubmissionState::Pending => "pending",
        SubmissionState::Running => "processing",
        SubmissionState::Finished(verdict) => match verdict {
            Verdict::Accepted => "accepted",
            Verdict::WrongAnswer | Verdict::OutputLimitExceeded => "wrong_answer",
            Verdict::TimeLimitExceeded => "time_limit_exceeded",
            Verdict::CompilationError => "compilation_error",
            Verdict::MemoryLimitExceeded | Verdict::RuntimeError | Verdict::InternalError => "runtime_error",
        },
    }
}

fn seconds(time_ms: Option<i64>) -> Option<f64> {
    time_ms.map(|time_ms| time_ms as f64 / 1000.0)
}

impl SubmissionOut {
    fn new(submission: Submission, languages: &Languages) -> Self {
        let first_sample = submission.tests.iter().find(|test| test.is_sample);
        SubmissionOut {
            id: submission.id,
            user_id: submission.user_id,
            exercise_id: submission.problem_id,
            language_id: judge0_id(languages, &submission.language),
            source_code: submission.source,
            judge0_token: None,
            status: status(submission.state),
            stdout: first_sample.and_then(|test| test.actual.clone()),
            stderr: first_sample.and_then(|test| test.stderr.clone()).filter(|text| !text.is_empty()),
            compile_output: submission.compile_output,
            execution_time: seconds(submission.max_time_ms),
            memory_used: submission.max_memory_kb,
            test_cases_passed: submission.tests_passed,
            test_cases_total: submission.tests_total,
            points_earned: submission.test_points,
            is_correct: submission.state == SubmissionState::Finished(Verdict::Accepted),
            submission_type: "solution",
            ip_address: None,
            user_agent: None,
            created_at: submission.submitted_at,
            updated_at: submission.updated_at,
            test_results: submission.tests.into_iter().map(|test| TestResultOut::new(submission.id, test)).collect(),
        }
    }

    fn of_draft(draft: Draft, user_id: Uuid, languages: &Languages) -> Self {
        SubmissionOut {
            id: draft.id,
            user_id,
            exercise_id: draft.problem_id,
            language_id: judge0_id(languages, &draft.language),
            source_code: draft.source,
            judge0_token: None,
            // A draft waits for being handed in; it is never judged.
            status: "pending",
            stdout: None,
            stderr: None,
            compile_output: None,
            execution_time: None,
            memory_used: None,
            test_cases_passed: 0,
            test_cases_total: 0,
            points_earned: 0,
            is_correct: false,
            submission_type: "draft",
            ip_address: None,
            user_agent: None,
            created_at: draft.created_at,
            updated_at: draft.saved_at,
            test_results: Vec::new(),
        }
    }
}

impl TestResultOut {
    fn new(submission_id: Uuid, test: TestResult) -> Self {
        let passed = test.verdict.is_accepted();
        TestResultOut {
            // A result belongs to one submission and one test: the pair names it.
            id: Uuid::from_u128(submission_id.as_u128() ^ test.test_id.as_u128()),
            submission_id,
            test_case_id: test.test_id,
            passed,
            actual_output: test.actual,
            execution_time: seconds(test.time_ms),
            memory_used: test.memory_kb,
            error_message: if passed {
                None
            } else {
                Some(test.message.unwrap_or_else(|| test.verdict.as_str().replace('_', " ")))
            },
            created_at: test.created_at,
        }
    }
}

/// Hands a program in.
#[utoipa::path(post, path = "/api/v1/submissions", tag = "wizardcore", security(("bearer" = [])),
    request_body = CreateSubmission, responses((status = 201, body = SubmissionOut)))]
async fn create_exercise_submission(
    State(app): State<AppState>,
    actor: SignedIn,
    body: Body<CreateSubmission>,
) -> Result<impl IntoResponse, ApiError> {
    let languages = app.platform().languages();
    let language = language_key(languages, body.0.language_id)?;
    let new = NewSubmission { problem_id: body.0.exercise_id, language, source: body.0.source_code };
    let id = app.platform().submissions().create(&actor, new).await?;
    let submission = app.platform().submissions().get(&actor, id).await?;
    Ok((StatusCode::CREATED, axum::Json(SubmissionOut::new(submission, languages))))
}

/// One of one's own submissions.
#[utoipa::path(get, path = "/api/v1/submissions/{id}", tag = "wizardcore", security(("bearer" = [])),
    params(("id" = Uuid, Path)), responses((status = 200, body = SubmissionOut)))]
async fn get_exercise_submission(
    State(app): State<AppState>,
    actor: SignedIn,
    id: Params<Uuid>,
) -> Result<axum::Json<SubmissionOut>, ApiError> {
    let submission = app.platform().submissions().get_own(&actor, id.0).await?;
    Ok(axum::Json(SubmissionOut::new(submission, app.platform().languages())))
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Rows per page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<i64>,
    /// Rows left out before the first.
    #[param(minimum = 0, default = 0)]
    offset: Option<i64>,
    /// Of one exercise only.
    exercise_id: Option<Uuid>,
}

/// A page of submissions.
#[derive(Serialize, ToSchema)]
#[schema(as = ExerciseSubmissionList)]
struct ListOut {
    submissions: Vec<SubmissionOut>,
    pagination: Pagination,
}

/// Where a page stands.
#[derive(Serialize, ToSchema)]
struct Pagination {
    total: i64,
    page: i64,
    per_page: i64,
}

/// Own submissions, newest first.
#[utoipa::path(get, path = "/api/v1/submissions", tag = "wizardcore", security(("bearer" = [])), params(ListQuery),
    responses((status = 200, body = ListOut)))]
async fn list_exercise_submissions(
    State(app): State<AppState>,
    actor: SignedIn,
    query: Search<ListQuery>,
) -> Result<axum::Json<ListOut>, ApiError> {
    let limit = query.0.limit.unwrap_or(20).clamp(1, 100);
    let offset = query.0.offset.unwrap_or(0).max(0);
    let filter = ListFilter { problem_id: query.0.exercise_id, ..ListFilter::default() };
    let (rows, total) = app.platform().submissions().list(&actor, filter, limit, offset).await?;
    let submissions = rows.into_iter().map(|row| SubmissionOut::new(row, app.platform().languages())).collect();
    Ok(axum::Json(ListOut { submissions, pagination: Pagination { total, page: offset / limit + 1, per_page: limit } }))
}

/// Own newest code for an exercise, draft or submission.
#[utoipa::path(get, path = "/api/v1/submissions/{id}/latest", tag = "wizardcore", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "the exercise")), responses((status = 200, body = SubmissionOut)))]
async fn get_latest_submission(
    State(app): State<AppState>,
    actor: SignedIn,
    exercise_id: Params<Uuid>,
) -> Result<axum::Json<SubmissionOut>, ApiError> {
    let languages = app.platform().languages();
    let latest = app.platform().submissions().latest_code(&actor, exercise_id.0).await?;
    Ok(axum::Json(match latest {
        platform::submissions::LatestCode::Submission(submission) => SubmissionOut::new(*submission, languages),
        platform::submissions::LatestCode::Draft(draft) => {
            let user_id = actor.user_id().ok_or_else(|| Error::new(Code::Unauthorized, "sign in first"))?;
            SubmissionOut::of_draft(draft, user_id, languages)
        }
    }))
}

/// What is in the editor.
#[derive(Deserialize, ToSchema)]
#[schema(as = SaveExerciseDraft)]
struct SaveDraft {
    source_code: String,
    /// Python when absent.
    language_id: Option<i64>,
}

/// Saves what is in the editor; it is not judged.
#[utoipa::path(post, path = "/api/v1/submissions/{id}/save-draft", tag = "wizardcore", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "the exercise")), request_body = SaveDraft,
    responses((status = 200, body = SubmissionOut)))]
async fn save_exercise_draft(
    State(app): State<AppState>,
    actor: SignedIn,
    exercise_id: Params<Uuid>,
    body: Body<SaveDraft>,
) -> Result<axum::Json<SubmissionOut>, ApiError> {
    let languages = app.platform().languages();
    let language = match body.0.language_id {
        Some(id) => language_key(languages, id)?,
        None => "python".to_owned(),
    };
    let user_id = actor.user_id().ok_or_else(|| Error::new(Code::Unauthorized, "sign in first"))?;
    let draft = app.platform().submissions().save_draft(&actor, exercise_id.0, &language, body.0.source_code).await?;
    Ok(axum::Json(SubmissionOut::of_draft(draft, user_id, languages)))
}
