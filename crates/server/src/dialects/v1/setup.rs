//! The first administrator.

use axum::{extract::State, http::StatusCode};
use model::Role;
use platform::accounts::NewAccount;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{ApiError, Body, Envelope, ErrorEnvelope, accounts::SessionOut, data};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_setup, create_first_admin))
}

/// Where the set-up stands.
#[derive(Serialize, ToSchema)]
struct SetupOut {
    /// No administrator exists yet.
    needs_admin: bool,
    /// `smtp` when mail is sent, `outbox` when it waits for the administrator to read it.
    #[schema(value_type = MailDelivery)]
    mail: &'static str,
    /// Name and address of the administrator, only while mail stays in the outbox.
    contact: Option<String>,
}

/// What becomes of mail.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "for the description: the words themselves are answered")]
enum MailDelivery {
    Smtp,
    Outbox,
}

/// Says whether an administrator exists and what becomes of mail.
#[utoipa::path(get, path = "/v1/setup", tag = "accounts", responses((status = 200, body = Envelope<SetupOut>)))]
async fn get_setup(State(app): State<AppState>) -> Result<Envelope<SetupOut>, ApiError> {
    let state = app.platform().accounts().setup_state().await?;
    let mail = if state.sends_mail { "smtp" } else { "outbox" };
    Ok(data(SetupOut { needs_admin: state.needs_admin, mail, contact: state.contact }))
}

/// Who becomes the first administrator.
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
#[utoipa::path(post, path = "/v1/setup", tag = "accounts", request_body = SetUp, responses((status = 201, body = Envelope<SessionOut>),
    (status = 409, description = "The address is taken.", body = ErrorEnvelope)))]
async fn create_first_admin(
    State(app): State<AppState>,
    body: Body<SetUp>,
) -> Result<(StatusCode, Envelope<SessionOut>), ApiError> {
    let SetUp { token, email, password, display_name } = body.0;
    let new = NewAccount { email, password, display_name, role: Role::Admin };
    let session = app.platform().accounts().set_up(&token, new).await?;
    Ok((StatusCode::CREATED, data(session.into())))
}
