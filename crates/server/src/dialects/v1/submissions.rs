//! Submissions.

pub(super) mod wire;

use axum::{http::StatusCode, response::IntoResponse};
use platform::submissions::{ListFilter, NewSubmission};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    ApiError, Body, Envelope, ErrorEnvelope, ListEnvelope, Params, Search, SignedIn, data, page, paging::Paging,
};
use crate::{AppState, http::openapi::SubmissionStatus};
pub(super) use wire::{DiagnosticOut, SubmissionRow, status};
use wire::{SubmissionOut, state_filter};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(create_submission, list_submissions))
        .routes(routes!(get_submission))
        .routes(routes!(get_submission_code))
        .routes(routes!(list_problem_submissions))
}

/// A program to be judged.
#[derive(Deserialize, ToSchema)]
struct CreateSubmission {
    problem_id: Uuid,
    /// `python3.10`, `cpp17`, `java17`, `javascript`, or the short key.
    language: String,
    /// 1 to 10000 characters.
    code: String,
}

/// A submission was accepted for judging.
#[derive(Serialize, ToSchema)]
struct QueuedSubmission {
    submission_id: Uuid,
    /// Always `PENDING`.
    #[schema(value_type = SubmissionStatus)]
    status: &'static str,
    message: &'static str,
}

/// Hands a program in.
#[utoipa::path(post, path = "/v1/submissions", tag = "submissions", security(("bearer" = [])),
    request_body = CreateSubmission, responses((status = 202, body = Envelope<QueuedSubmission>), (status = 404, description = "There is no such problem.", body = ErrorEnvelope)))]
async fn create_submission(
    axum::extract::State(app): axum::extract::State<AppState>,
    actor: SignedIn,
    body: Body<CreateSubmission>,
) -> Result<impl IntoResponse, ApiError> {
    let new = NewSubmission { problem_id: body.0.problem_id, language: body.0.language, source: body.0.code };
    let submission_id = app.platform().submissions().create(&actor, new).await?;
    let queued = QueuedSubmission {
        submission_id,
        status: "PENDING",
        message: "Submission queued for evaluation. You'll receive real-time updates via WebSocket.",
    };
    Ok((StatusCode::ACCEPTED, data(queued)))
}

/// One submission with the results of its tests.
#[utoipa::path(get, path = "/v1/submissions/{submission_id}", tag = "submissions", security(("bearer" = [])),
    params(("submission_id" = Uuid, Path)), responses((status = 200, body = Envelope<SubmissionOut>)))]
async fn get_submission(
    axum::extract::State(app): axum::extract::State<AppState>,
    actor: SignedIn,
    id: Params<Uuid>,
) -> Result<Envelope<SubmissionOut>, ApiError> {
    let submission = app.platform().submissions().get(&actor, id.0).await?;
    Ok(data(SubmissionOut::new(submission, app.platform().languages())))
}

/// The program of a submission.
#[derive(Serialize, ToSchema)]
struct Code {
    code: String,
    language: String,
}

/// The program of a submission only.
#[utoipa::path(get, path = "/v1/submissions/{submission_id}/code", tag = "submissions", security(("bearer" = [])),
    params(("submission_id" = Uuid, Path)), responses((status = 200, body = Envelope<Code>)))]
async fn get_submission_code(
    axum::extract::State(app): axum::extract::State<AppState>,
    actor: SignedIn,
    id: Params<Uuid>,
) -> Result<Envelope<Code>, ApiError> {
    let submission = app.platform().submissions().get(&actor, id.0).await?;
    let language = wire::api_name(app.platform().languages(), &submission.language);
    Ok(data(Code { code: submission.source, language }))
}

/// Which submissions.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuery {
    /// Of one problem only.
    problem_id: Option<Uuid>,
    /// Of somebody else (staff).
    user_id: Option<Uuid>,
    /// `PENDING`, `RUNNING`, `ACCEPTED`, `FAILED`, `ERROR`, `TIMEOUT`, `COMPILATION_ERROR`, `REVIEW_…`.
    status: Option<String>,
    /// Which page.
    #[param(value_type = Option<i64>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Rows per page; more than 100 count as 100.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
}

/// The same where the path names the problem.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "for the description: `ListQuery` is read")]
struct ListOfProblem {
    /// Of somebody else (staff).
    user_id: Option<Uuid>,
    /// `PENDING`, `RUNNING`, `ACCEPTED`, `FAILED`, `ERROR`, `TIMEOUT`, `COMPILATION_ERROR`, `REVIEW_…`.
    status: Option<String>,
    /// Which page.
    #[param(minimum = 1, default = 1)]
    page: Option<i64>,
    /// Rows per page; more than 100 count as 100.
    #[param(minimum = 1, maximum = 100, default = 10)]
    limit: Option<i64>,
}

/// Own submissions, newest first.
#[utoipa::path(get, path = "/v1/submissions", tag = "submissions", security(("bearer" = [])), params(ListQuery),
    responses((status = 200, body = ListEnvelope<SubmissionRow>)))]
async fn list_submissions(
    axum::extract::State(app): axum::extract::State<AppState>,
    actor: SignedIn,
    query: Search<ListQuery>,
) -> Result<ListEnvelope<SubmissionRow>, ApiError> {
    listed(&app, &actor, query.0).await
}

/// Own submissions for one problem, newest first; staff may see somebody else's.
#[utoipa::path(get, path = "/v1/problems/{problem_id}/submissions", tag = "submissions", security(("bearer" = [])),
    params(("problem_id" = Uuid, Path), ListOfProblem), responses((status = 200, body = ListEnvelope<SubmissionRow>)))]
async fn list_problem_submissions(
    axum::extract::State(app): axum::extract::State<AppState>,
    actor: SignedIn,
    problem_id: Params<Uuid>,
    query: Search<ListQuery>,
) -> Result<ListEnvelope<SubmissionRow>, ApiError> {
    listed(&app, &actor, ListQuery { problem_id: Some(problem_id.0), ..query.0 }).await
}

async fn listed(app: &AppState, actor: &SignedIn, query: ListQuery) -> Result<ListEnvelope<SubmissionRow>, ApiError> {
    let paging = Paging::read(query.page.as_deref(), query.limit.as_deref(), 10)?;
    let state = query.status.as_deref().map(state_filter).transpose()?;
    let filter = ListFilter { problem_id: query.problem_id, user_id: query.user_id, state };
    let (rows, total) = app.platform().submissions().list(actor, filter, paging.limit, paging.offset()).await?;
    let rows = rows.into_iter().map(|row| SubmissionRow::new(row, app.platform().languages())).collect();
    Ok(page(rows, paging.page, paging.limit, total))
}
