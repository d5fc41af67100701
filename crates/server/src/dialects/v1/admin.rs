//! What administrators see: accounts and the outbox.

use axum::extract::State;
use chrono::{DateTime, Utc};
use model::Role;
use platform::{
    accounts::{StandingChange, User},
    mail::Letter,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    ApiError, Body, Envelope, ErrorEnvelope, ListEnvelope, Params, Search, SignedIn, data, page, paging::Paging,
};
use crate::{AppState, http::openapi::RoleWord};

const ROWS: i64 = 20;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_mail))
        .routes(routes!(list_users))
        .routes(routes!(change_user))
        .routes(routes!(confirm_user))
}

/// A mail of the outbox.
#[derive(Serialize, ToSchema)]
struct MailOut {
    id: Uuid,
    to: String,
    subject: String,
    text: String,
    created_at: DateTime<Utc>,
    /// Null as long as no mail server has taken it.
    sent_at: Option<DateTime<Utc>>,
}

impl From<Letter> for MailOut {
    fn from(letter: Letter) -> Self {
        let Letter { id, to, subject, text, created_at, sent_at } = letter;
        MailOut { id, to, subject, text, created_at, sent_at }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct MailSearch {
    /// Only mail to this address.
    #[serde(default)]
    #[param(required = false)]
    to: String,
    /// Which page.
    #[param(value_type = Option<i64>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Rows per page; more than 100 count as 100.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20)]
    limit: Option<String>,
}

/// The outbox, newest first.
#[utoipa::path(get, path = "/v1/admin/mail", tag = "admin", params(MailSearch),
    security(("bearer" = [])), responses((status = 200, body = ListEnvelope<MailOut>)))]
async fn list_mail(
    State(app): State<AppState>,
    actor: SignedIn,
    search: Search<MailSearch>,
) -> Result<ListEnvelope<MailOut>, ApiError> {
    let asked = Paging::read(search.0.page.as_deref(), search.0.limit.as_deref(), ROWS)?;
    let (rows, total) = app.platform().mail().list(&actor, &search.0.to, asked.limit, asked.offset()).await?;
    Ok(page(rows.into_iter().map(MailOut::from).collect(), asked.page, asked.limit, total))
}

/// An account as administrators see it.
#[derive(Serialize, ToSchema)]
struct AccountOut {
    id: Uuid,
    email: String,
    display_name: String,
    #[schema(value_type = RoleWord)]
    role: &'static str,
    email_verified: bool,
    is_active: bool,
    created_at: DateTime<Utc>,
    last_login_at: Option<DateTime<Utc>>,
}

impl From<User> for AccountOut {
    fn from(user: User) -> Self {
        AccountOut {
            id: user.id,
            email: user.email,
            display_name: user.display_name,
            role: user.role.as_str(),
            email_verified: user.email_verified,
            is_active: user.is_active,
            created_at: user.created_at,
            last_login_at: user.last_login_at,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct UserSearch {
    /// Part of an address or name.
    #[serde(default)]
    #[param(required = false)]
    q: String,
    /// Which page.
    #[param(value_type = Option<i64>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Rows per page; more than 100 count as 100.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20)]
    limit: Option<String>,
}

/// The accounts, newest first.
#[utoipa::path(get, path = "/v1/admin/users", tag = "admin", params(UserSearch),
    security(("bearer" = [])), responses((status = 200, body = ListEnvelope<AccountOut>)))]
async fn list_users(
    State(app): State<AppState>,
    actor: SignedIn,
    search: Search<UserSearch>,
) -> Result<ListEnvelope<AccountOut>, ApiError> {
    let asked = Paging::read(search.0.page.as_deref(), search.0.limit.as_deref(), ROWS)?;
    let (rows, total) = app.platform().accounts().list(&actor, &search.0.q, asked.limit, asked.offset()).await?;
    Ok(page(rows.into_iter().map(AccountOut::from).collect(), asked.page, asked.limit, total))
}

/// What changes about an account; what is absent stays.
#[derive(Deserialize, ToSchema)]
struct ChangeUser {
    #[schema(value_type = Option<RoleWord>)]
    role: Option<Role>,
    /// False closes the account.
    is_active: Option<bool>,
}

/// Changes role or activity of an account; it counts from the next call on. Somebody stays administrator.
#[utoipa::path(patch, path = "/v1/admin/users/{id}", tag = "admin", params(("id" = Uuid, Path)), security(("bearer" = [])),
    request_body = ChangeUser, responses((status = 200, body = Envelope<AccountOut>),
        (status = 409, description = "No active administrator would be left.", body = ErrorEnvelope)))]
async fn change_user(
    State(app): State<AppState>,
    actor: SignedIn,
    id: Params<Uuid>,
    body: Body<ChangeUser>,
) -> Result<Envelope<AccountOut>, ApiError> {
    let change = StandingChange { role: body.0.role, is_active: body.0.is_active };
    Ok(data(app.platform().accounts().change_standing(&actor, id.0, change).await?.into()))
}

/// Confirms the address of an account in place of its owner.
#[utoipa::path(post, path = "/v1/admin/users/{id}/verify-email", tag = "admin", params(("id" = Uuid, Path)), security(("bearer" = [])), responses((status = 200, body = Envelope<AccountOut>)))]
async fn confirm_user(
    State(app): State<AppState>,
    actor: SignedIn,
    id: Params<Uuid>,
) -> Result<Envelope<AccountOut>, ApiError> {
    Ok(data(app.platform().accounts().confirm(&actor, id.0).await?.into()))
}
