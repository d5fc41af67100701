//! Profile rows.

use axum::{extract::State, http::StatusCode};
use chrono::{DateTime, NaiveTime, Utc};
use platform::accounts::{NewProfile, User};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Bearer, Body, ErrorText, SignedIn};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_profile)).routes(routes!(get_profile_row))
}

/// A profile row as WizardCore clients know it.
#[derive(Serialize, ToSchema)]
pub(super) struct ProfileRow {
    id: Uuid,
    /// The subject of the user's Supabase tokens; the account's own id when it has none.
    supabase_user_id: Uuid,
    email: String,
    display_name: String,
    avatar_url: Option<String>,
    bio: Option<String>,
    location: Option<String>,
    website: Option<String>,
    github_username: Option<String>,
    twitter_username: Option<String>,
    total_xp: i64,
    practice_score: i64,
    /// Place on the board of all time; null before the first XP.
    global_rank: Option<i64>,
    current_streak: i64,
    longest_streak: i64,
    last_activity_date: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl ProfileRow {
    pub(super) fn new(user: User, global_rank: Option<i64>) -> Self {
        ProfileRow {
            id: user.id,
            supabase_user_id: user.supabase_user_id.unwrap_or(user.id),
            email: user.email,
            display_name: user.display_name,
            avatar_url: user.avatar_url,
            bio: user.bio,
            location: user.location,
            website: user.website,
            github_username: user.github_username,
            twitter_username: user.twitter_username,
            total_xp: user.total_xp,
            practice_score: user.practice_score,
            global_rank,
            current_streak: user.current_streak,
            longest_streak: user.longest_streak,
            last_activity_date: user.last_activity_date.map(|day| day.and_time(NaiveTime::MIN).and_utc()),
            created_at: user.created_at,
            updated_at: user.updated_at,
        }
    }
}

/// Whose profile is made.
#[derive(Deserialize, ToSchema)]
struct CreateProfile {
    /// The token's subject; may be left out.
    supabase_user_id: Option<Uuid>,
    email: String,
    /// The part of the address before @ when absent.
    display_name: Option<String>,
}

/// Makes the profile of a Supabase user after signing up there.
#[utoipa::path(post, path = "/api/v1/users", tag = "wizardcore", security(("bearer" = [])), request_body = CreateProfile,
    responses((status = 201, body = ProfileRow), (status = 409, description = "There is a profile already.", body = ErrorText)))]
async fn create_profile(
    State(app): State<AppState>,
    token: Bearer,
    body: Body<CreateProfile>,
) -> Result<(StatusCode, axum::Json<ProfileRow>), ApiError> {
    let CreateProfile { supabase_user_id, email, display_name } = body.0;
    let new = NewProfile { supabase_user_id, email: Some(email), display_name };
    let user = app.platform().accounts().create_profile(&token.0, new).await?;
    Ok((StatusCode::CREATED, axum::Json(ProfileRow::new(user, None))))
}

/// One's own profile row.
#[utoipa::path(get, path = "/api/v1/users/me", tag = "wizardcore", security(("bearer" = [])), responses((status = 200, body = ProfileRow)))]
async fn get_profile_row(State(app): State<AppState>, actor: SignedIn) -> Result<axum::Json<ProfileRow>, ApiError> {
    let (user, rank) = app.platform().accounts().me_with_rank(&actor).await?;
    Ok(axum::Json(ProfileRow::new(user, rank)))
}
