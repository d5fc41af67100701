//! Sessions of Supabase clients: Supabase signs in and out, here they are only noted.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{ApiError, Bearer, SignedIn, users::ProfileRow};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(open_session)).routes(routes!(close_session))
}

/// Whose session it is.
#[derive(Serialize, ToSchema)]
#[schema(as = WizardCoreSession)]
struct SessionOut {
    user: ProfileRow,
}

/// Notes a sign-in; makes the profile when there is none yet.
#[utoipa::path(post, path = "/api/v1/auth/session", tag = "wizardcore", security(("bearer" = [])), responses((status = 200, body = SessionOut)))]
async fn open_session(State(app): State<AppState>, token: Bearer) -> Result<axum::Json<SessionOut>, ApiError> {
    let (user, rank) = app.platform().accounts().open_session(&token.0).await?;
    Ok(axum::Json(SessionOut { user: ProfileRow::new(user, rank) }))
}

/// A sentence for people.
#[derive(Serialize, ToSchema)]
struct LoggedOut {
    message: &'static str,
}

/// Takes the token back.
#[utoipa::path(post, path = "/api/v1/auth/logout", tag = "wizardcore", security(("bearer" = [])), responses((status = 200, body = LoggedOut)))]
async fn close_session(
    State(app): State<AppState>,
    _actor: SignedIn,
    token: Bearer,
) -> Result<axum::Json<LoggedOut>, ApiError> {
    app.platform().accounts().logout(None, Some(&token.0)).await?;
    Ok(axum::Json(LoggedOut { message: "Logged out" }))
}
