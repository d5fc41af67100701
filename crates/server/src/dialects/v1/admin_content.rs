//! Publishing what somebody wrote.

use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Body, Envelope, Params, SignedIn, data};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(approve_content))
}

/// What to keep with the approval.
#[derive(Deserialize, ToSchema)]
struct ApproveContent {
    notes: Option<String>,
}

/// What was approved.
#[derive(Serialize, ToSchema)]
struct ApprovedOut {
    id: Uuid,
    /// `problem`
    content_type: String,
    is_published: bool,
}

/// Publishes a problem.
#[utoipa::path(post, path = "/v1/admin/content/{content_type}/{id}/approve", tag = "admin",
    params(("content_type" = String, Path, description = "`problem`"), ("id" = Uuid, Path)),
    request_body = ApproveContent, responses((status = 200, body = Envelope<ApprovedOut>)), security(("bearer" = [])))]
async fn approve_content(
    State(app): State<AppState>,
    caller: SignedIn,
    path: Params<(String, String)>,
    body: Body<ApproveContent>,
) -> Result<Envelope<ApprovedOut>, ApiError> {
    let (content_type, id) = path.0;
    let id = app.platform().content().approve(&caller, &content_type, &id, body.0.notes).await?;
    Ok(data(ApprovedOut { id, content_type, is_published: true }))
}
