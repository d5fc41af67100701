//! Own account.

use axum::extract::State;
use chrono::{DateTime, Utc};
use model::Level;
use platform::{
    Permission,
    accounts::{ProfileChange, User},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Body, Envelope, SignedIn, data};
use crate::{
    AppState,
    http::openapi::{LevelName, RoleWord},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_me, update_me))
}

/// One's own account.
#[derive(Serialize, ToSchema)]
struct Me {
    id: Uuid,
    email: String,
    display_name: String,
    #[schema(value_type = RoleWord)]
    role: &'static str,
    email_verified: bool,
    bio: Option<String>,
    avatar_url: Option<String>,
    xp: i64,
    #[schema(value_type = LevelName)]
    level: &'static str,
    current_streak_days: i64,
    created_at: DateTime<Utc>,
    /// What the role allows, such as `code.submit`.
    #[schema(value_type = Vec<String>)]
    permissions: Vec<Permission>,
}

impl From<User> for Me {
    fn from(user: User) -> Self {
        Me {
            id: user.id,
            email: user.email,
            display_name: user.display_name,
            role: user.role.as_str(),
            email_verified: user.email_verified,
            bio: user.bio.filter(|bio| !bio.is_empty()),
            avatar_url: user.avatar_url,
            xp: user.total_xp,
            level: Level::of_xp(user.total_xp).name(),
            current_streak_days: user.current_streak,
            created_at: user.created_at,
            permissions: Permission::ALL.into_iter().filter(|each| each.allowed_to(user.role)).collect(),
        }
    }
}

/// One's own account.
#[utoipa::path(get, path = "/v1/users/me", tag = "accounts", security(("bearer" = [])), responses((status = 200, body = Envelope<Me>)))]
async fn get_me(State(app): State<AppState>, actor: SignedIn) -> Result<Envelope<Me>, ApiError> {
    Ok(data(app.platform().accounts().me(&actor).await?.into()))
}

/// What changes about one's own profile; what is absent stays.
#[derive(Deserialize, ToSchema)]
struct UpdateMe {
    display_name: Option<String>,
    bio: Option<String>,
}

/// Changes one's own profile; what is absent stays.
#[utoipa::path(patch, path = "/v1/users/me", tag = "accounts", security(("bearer" = [])), request_body = UpdateMe,
    responses((status = 200, body = Envelope<Me>)))]
async fn update_me(
    State(app): State<AppState>,
    actor: SignedIn,
    body: Body<UpdateMe>,
) -> Result<Envelope<Me>, ApiError> {
    let change = ProfileChange { display_name: body.0.display_name, bio: body.0.bio };
    Ok(data(app.platform().accounts().update_me(&actor, change).await?.into()))
}
