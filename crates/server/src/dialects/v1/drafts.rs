//! Drafts.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use platform::submissions::Draft;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Body, Envelope, Params, Search, SignedIn, data};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_draft, save_draft, delete_draft))
}

/// Which draft.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DraftQuery {
    /// Key of the language; the one saved last in any when absent.
    language: Option<String>,
}

/// What is to be saved.
#[derive(Deserialize, ToSchema)]
struct SaveDraft {
    /// Key of the language.
    language: String,
    /// The text, at most 10000 characters; it may be empty.
    code: String,
}

/// A draft.
#[derive(Serialize, ToSchema)]
struct DraftOut {
    language: String,
    code: String,
    saved_at: DateTime<Utc>,
}

impl From<Draft> for DraftOut {
    fn from(draft: Draft) -> Self {
        DraftOut { language: draft.language, code: draft.source, saved_at: draft.saved_at }
    }
}

/// Own draft for a problem.
#[utoipa::path(get, path = "/v1/problems/{problem_id}/draft", tag = "drafts", security(("bearer" = [])),
    params(("problem_id" = Uuid, Path), DraftQuery), responses((status = 200, body = Envelope<DraftOut>)))]
async fn get_draft(
    State(app): State<AppState>,
    actor: SignedIn,
    problem_id: Params<Uuid>,
    query: Search<DraftQuery>,
) -> Result<Envelope<DraftOut>, ApiError> {
    let draft = app.platform().submissions().draft(&actor, problem_id.0, query.0.language.as_deref()).await?;
    Ok(data(draft.into()))
}

/// Saves the draft of a problem over the one in the same language.
#[utoipa::path(put, path = "/v1/problems/{problem_id}/draft", tag = "drafts", security(("bearer" = [])),
    params(("problem_id" = Uuid, Path)), request_body = SaveDraft, responses((status = 200, body = Envelope<DraftOut>)))]
async fn save_draft(
    State(app): State<AppState>,
    actor: SignedIn,
    problem_id: Params<Uuid>,
    body: Body<SaveDraft>,
) -> Result<Envelope<DraftOut>, ApiError> {
    let draft = app.platform().submissions().save_draft(&actor, problem_id.0, &body.0.language, body.0.code).await?;
    Ok(data(draft.into()))
}

/// Removes a draft: back to the starter code.
#[utoipa::path(delete, path = "/v1/problems/{problem_id}/draft", tag = "drafts", security(("bearer" = [])),
    params(("problem_id" = Uuid, Path), DraftQuery), responses((status = 204)))]
async fn delete_draft(
    State(app): State<AppState>,
    actor: SignedIn,
    problem_id: Params<Uuid>,
    query: Search<DraftQuery>,
) -> Result<StatusCode, ApiError> {
    let language = query.0.language.ok_or_else(|| platform::Error::field("language", "is required"))?;
    app.platform().submissions().delete_draft(&actor, problem_id.0, &language).await?;
    Ok(StatusCode::NO_CONTENT)
}
