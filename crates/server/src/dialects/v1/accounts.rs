//! Registering, signing in and out, tokens, mailed links.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header::AUTHORIZATION},
};
use model::Role;
use platform::accounts::{ACCESS_TOKEN_S, NewAccount, SignedIn, User};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Body, Caller, Envelope, ErrorEnvelope, V1, data};
use crate::{
    AppState,
    http::{client::ClientAddress, extract::Dialect, openapi::RoleWord},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(register_account))
        .routes(routes!(start_session))
        .routes(routes!(refresh_session))
        .routes(routes!(end_session))
        .routes(routes!(verify_email))
        .routes(routes!(resend_verification))
        .routes(routes!(request_password_reset))
        .routes(routes!(reset_password))
}

/// The person of a session.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionUser {
    id: Uuid,
    email: String,
    display_name: String,
    #[schema(value_type = RoleWord)]
    role: &'static str,
    email_verified: bool,
}

impl From<User> for SessionUser {
    fn from(user: User) -> Self {
        SessionUser {
            id: user.id,
            email: user.email,
            display_name: user.display_name,
            role: user.role.as_str(),
            email_verified: user.email_verified,
        }
    }
}

/// A session.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionOut {
    user: SessionUser,
    access_token: String,
    refresh_token: String,
    /// Life of the access token in seconds.
    expires_in: i64,
}

impl From<SignedIn> for SessionOut {
    fn from(session: SignedIn) -> Self {
        SessionOut {
            user: session.user.into(),
            access_token: session.access_token,
            refresh_token: session.refresh_token,
            expires_in: ACCESS_TOKEN_S,
        }
    }
}

/// The next tokens of a session.
#[derive(Serialize, ToSchema)]
struct TokensOut {
    access_token: String,
    refresh_token: String,
    /// Life of the access token in seconds.
    expires_in: i64,
}

/// A sentence for people.
#[derive(Serialize, ToSchema)]
struct Message {
    message: &'static str,
}

fn message(text: &'static str) -> Envelope<Message> {
    data(Message { message: text })
}

/// Who wants to register.
#[derive(Deserialize, ToSchema)]
struct Register {
    email: String,
    /// 8 characters to 72 bytes with upper case, lower case and a digit.
    password: String,
    display_name: String,
    /// `learner` unless an administrator calls.
    #[schema(value_type = Option<RoleWord>)]
    role: Option<Role>,
}

/// Somebody registered.
#[derive(Serialize, ToSchema)]
struct Registered {
    user: SessionUser,
    message: &'static str,
}

/// Registers an account; a link that confirms the address is mailed.
#[utoipa::path(post, path = "/v1/auth/register", tag = "accounts", request_body = Register, security((), ("bearer" = [])),
    responses((status = 200, body = Envelope<Registered>), (status = 409, description = "The address is taken.", body = ErrorEnvelope)))]
async fn register_account(
    State(app): State<AppState>,
    caller: Caller,
    body: Body<Register>,
) -> Result<Envelope<Registered>, ApiError> {
    let Register { email, password, display_name, role } = body.0;
    let new = NewAccount { email, password, display_name, role: role.unwrap_or(Role::Learner) };
    let user = app.platform().accounts().register(&caller, new).await?.into();
    let message = "Registration successful. Please check your email to verify your account.";
    Ok(data(Registered { user, message }))
}

/// Who signs in.
#[derive(Deserialize, ToSchema)]
struct Login {
    email: String,
    password: String,
}

/// Signs in; the address must be confirmed.
#[utoipa::path(post, path = "/v1/auth/login", tag = "accounts", request_body = Login,
    responses((status = 200, body = Envelope<SessionOut>), (status = 401, description = "Address or password are wrong.", body = ErrorEnvelope),
        (status = 403, description = "The address is not confirmed yet, or the account is closed.", body = ErrorEnvelope)))]
async fn start_session(
    State(app): State<AppState>,
    client: ClientAddress,
    body: Body<Login>,
) -> Result<Envelope<SessionOut>, ApiError> {
    let Login { email, password } = body.0;
    let session = app.platform().accounts().login(&email, password, client.0).await?;
    Ok(data(session.into()))
}

/// The token that keeps a session.
#[derive(Deserialize, ToSchema)]
struct RefreshToken {
    refresh_token: String,
}

/// Gets the next tokens; the refresh token is replaced. With the header `Idempotency-Key` the call can be repeated until
/// its answer arrives.
#[utoipa::path(post, path = "/v1/auth/refresh", tag = "accounts",
    params(("Idempotency-Key" = Option<String>, Header, description = "16 to 128 visible ASCII characters, new for each refresh token")),
    request_body = RefreshToken,
    responses((status = 200, body = Envelope<TokensOut>), (status = 401, description = "The refresh token is not valid (any more).", body = ErrorEnvelope)))]
async fn refresh_session(
    State(app): State<AppState>,
    headers: HeaderMap,
    body: Body<RefreshToken>,
) -> Result<Envelope<TokensOut>, ApiError> {
    let key = headers.get("idempotency-key").map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let session = app.platform().accounts().refresh(body.0.refresh_token, key).await?;
    let (access_token, refresh_token) = (session.access_token, session.refresh_token);
    Ok(data(TokensOut { access_token, refresh_token, expires_in: ACCESS_TOKEN_S }))
}

/// Ends a session. The refresh token suffices; an access token that is sent along is taken back too.
#[utoipa::path(post, path = "/v1/auth/logout", tag = "accounts", request_body = RefreshToken, responses((status = 204)))]
async fn end_session(
    State(app): State<AppState>,
    headers: HeaderMap,
    body: Body<RefreshToken>,
) -> Result<StatusCode, ApiError> {
    // Whoever leaves with an access token that has just expired leaves all the same.
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let access_token = header.and_then(|header| V1::bearer(header).ok());
    app.platform().accounts().logout(Some(body.0.refresh_token), access_token).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The token of a mailed link.
#[derive(Deserialize, ToSchema)]
struct LinkToken {
    token: String,
}

/// Confirms the address with the mailed token.
#[utoipa::path(post, path = "/v1/auth/verify-email", tag = "accounts", request_body = LinkToken, responses((status = 200, body = Envelope<Message>)))]
async fn verify_email(State(app): State<AppState>, body: Body<LinkToken>) -> Result<Envelope<Message>, ApiError> {
    app.platform().accounts().verify_email(&body.0.token).await?;
    Ok(message("Email verified successfully. You can now log in."))
}

/// An address.
#[derive(Deserialize, ToSchema)]
struct Address {
    email: String,
}

/// Mails another link that confirms the address. The answer is the same for unknown addresses.
#[utoipa::path(post, path = "/v1/auth/resend-verification", tag = "accounts", request_body = Address, responses((status = 200, body = Envelope<Message>)))]
async fn resend_verification(State(app): State<AppState>, body: Body<Address>) -> Result<Envelope<Message>, ApiError> {
    app.platform().accounts().resend_verification(&body.0.email).await?;
    Ok(message("If this address waits to be verified, a new link is on its way."))
}

/// Mails a link that sets a new password. The answer is the same for unknown addresses.
#[utoipa::path(post, path = "/v1/auth/forgot-password", tag = "accounts", request_body = Address, responses((status = 200, body = Envelope<Message>)))]
async fn request_password_reset(
    State(app): State<AppState>,
    body: Body<Address>,
) -> Result<Envelope<Message>, ApiError> {
    app.platform().accounts().forgot_password(&body.0.email).await?;
    Ok(message("Password reset email sent. Check your inbox."))
}

/// The token of a mailed link and the password that it sets.
#[derive(Deserialize, ToSchema)]
struct NewPassword {
    token: String,
    /// 8 characters to 72 bytes with upper case, lower case and a digit.
    new_password: String,
}

/// Sets a new password with the mailed token and ends all sessions.
#[utoipa::path(post, path = "/v1/auth/reset-password", tag = "accounts", request_body = NewPassword, responses((status = 200, body = Envelope<Message>)))]
async fn reset_password(State(app): State<AppState>, body: Body<NewPassword>) -> Result<Envelope<Message>, ApiError> {
    app.platform().accounts().reset_password(&body.0.token, body.0.new_password).await?;
    Ok(message("Password reset successful."))
}
