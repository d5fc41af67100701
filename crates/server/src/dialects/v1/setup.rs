//! The first administrator.

use axum::{extract::State, http::StatusCode};
use model::Role;
use platform::accounts::NewAccount;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{ApiError, Body, Envelope, accounts::SessionOut, data};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_setup, set_up))
}

/// Where the set-up stands.
#[derive(Serialize, ToSchema)]
struct SetupOut {
    /// No administrator exists yet.
    needs_admin: bool,
    /// `smtp` when mail is sent, `outbox` when it waits for the administrator to read it.
    mail: &'static str,
    /// Name and address of the administrator, only while mail stays in the outbox.
    contact: Option<String>,
}

/// Says whether an administrator exists and what becomes of mail.
#[utoipa::path(get, path = "/v1/setup", tag = "accounts", responses((status = 200, body = Envelope<SetupOut>)))]
async fn get_setup(State(app): State<AppState>) -> Result<Envelope<SetupOut>, ApiError> {
    let state = app.platform().accounts().setup_state().await?;
    let mail = if state.sends_mail { "smtp" } else { "outbox" };
    Ok(data(SetupOut { needs_admin: state.needs_admin, mail, contact: state.contact }))
}

#[derive(Deserialize, ToSchema)]
struct SetUp {
    /// From the link that the server prints when it starts.
    token: String,
    email: String,
    /// 8 characters to 72 bytes with upper case, lower case and a digit.
    password: String,
    display_name: String,
}

/// Makes the first administrator with the set-up link.
#[utoipa::path(post, path = "/v1/setup", tag = "accounts", responses((status = 201, body = Envelope<SessionOut>)))]
async fn set_up(
    State(app): State<AppState>,
    body: Body<SetUp>,
) -> Result<(StatusCode, Envelope<SessionOut>), ApiError> {
    let SetUp { token, email, password, display_name } = body.0;
    let new = NewAccount { email, password, display_name, role: Role::Admin };
    let session = app.platform().accounts().set_up(&token, new).await?;
    Ok((StatusCode::CREATED, data(session.into())))
}
