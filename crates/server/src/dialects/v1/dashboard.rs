//! Own dashboard and public profiles.

use axum::extract::State;
use chrono::{DateTime, NaiveDate, Utc};
use model::Level;
use platform::progress::{Dashboard, Profile};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Envelope, Params, SignedIn, data, submissions::status};
use crate::{
    AppState,
    http::openapi::{LevelName, SubmissionStatus},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_dashboard)).routes(routes!(get_profile))
}

/// What somebody sees of themselves first.
#[derive(Serialize, ToSchema)]
struct DashboardOut {
    user: DashboardUser,
    stats: DashboardStats,
    activity_chart: ActivityChart,
    /// Achievements do not exist yet: always empty.
    achievements: Vec<Badge>,
    recent_activity: Vec<Activity>,
    recommended_next: Vec<Recommended>,
}

#[derive(Serialize, ToSchema)]
struct DashboardUser {
    id: Uuid,
    display_name: String,
    #[schema(value_type = LevelName)]
    level: &'static str,
    xp: i64,
    /// 0 at the highest level.
    xp_to_next_level: i64,
}

#[derive(Serialize, ToSchema)]
struct DashboardStats {
    total_submissions: i64,
    problems_solved: i64,
    problems_attempted: i64,
    quiz_attempts: i64,
    average_quiz_score: i64,
    interview_sessions_completed: i64,
    lessons_completed: i64,
    current_streak_days: i64,
    longest_streak_days: i64,
}

#[derive(Serialize, ToSchema)]
struct ActivityChart {
    /// Today last.
    last_30_days: Vec<ActivityDay>,
}

#[derive(Serialize, ToSchema)]
struct ActivityDay {
    date: NaiveDate,
    submissions: i64,
    xp_earned: i64,
}

#[derive(Serialize, ToSchema)]
struct Badge {
    name: String,
    icon_url: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Activity {
    /// `submission`
    r#type: &'static str,
    submission_id: Uuid,
    problem_id: Uuid,
    problem_title: Option<String>,
    #[schema(value_type = Option<SubmissionStatus>)]
    status: Option<&'static str>,
    timestamp: DateTime<Utc>,
}

#[derive(Serialize, ToSchema)]
struct Recommended {
    /// `problem`
    r#type: &'static str,
    id: Uuid,
    title: String,
}

impl From<Dashboard> for DashboardOut {
    fn from(dashboard: Dashboard) -> Self {
        let activity = |row: platform::submissions::Submission| Activity {
            r#type: "submission",
            submission_id: row.id,
            problem_id: row.problem_id,
            problem_title: Some(row.problem_title),
            status: Some(status(row.state)),
            timestamp: row.submitted_at,
        };
        DashboardOut {
            user: DashboardUser {
                id: dashboard.user_id,
                display_name: dashboard.display_name,
                level: dashboard.level.level.name(),
                xp: dashboard.xp,
                xp_to_next_level: dashboard.level.xp_to_next_level,
            },
            stats: DashboardStats {
                total_submissions: dashboard.total_submissions,
                problems_solved: dashboard.problems_solved,
                problems_attempted: dashboard.problems_attempted,
                // Quizzes, interviews and lessons do not exist yet: there is nothing to count.
                quiz_attempts: 0,
                average_quiz_score: 0,
                interview_sessions_completed: 0,
                lessons_completed: 0,
                current_streak_days: dashboard.current_streak_days,
                longest_streak_days: dashboard.longest_streak_days,
            },
            activity_chart: ActivityChart {
                last_30_days: dashboard
                    .days
                    .into_iter()
                    .map(|day| ActivityDay { date: day.date, submissions: day.submissions, xp_earned: day.xp_earned })
                    .collect(),
            },
            achievements: Vec::new(),
            recent_activity: dashboard.recent.into_iter().map(activity).collect(),
            recommended_next: dashboard
                .next
                .into_iter()
                .map(|next| Recommended { r#type: "problem", id: next.id, title: next.title })
                .collect(),
        }
    }
}

/// Own dashboard.
#[utoipa::path(get, path = "/v1/users/me/dashboard", tag = "users", security(("bearer" = [])),
    responses((status = 200, body = Envelope<DashboardOut>)))]
async fn get_dashboard(State(app): State<AppState>, actor: SignedIn) -> Result<Envelope<DashboardOut>, ApiError> {
    Ok(data(app.platform().progress().dashboard(&actor).await?.into()))
}

/// What everybody may see of somebody.
#[derive(Serialize, ToSchema)]
struct ProfileOut {
    id: Uuid,
    display_name: String,
    avatar_url: Option<String>,
    bio: Option<String>,
    #[schema(value_type = LevelName)]
    level: &'static str,
    xp: i64,
    reputation: i64,
    joined_at: DateTime<Utc>,
    stats: ProfileStats,
    /// Badges do not exist yet: always empty.
    badges: Vec<Badge>,
    recent_submissions: Vec<ProfileSubmission>,
}

#[derive(Serialize, ToSchema)]
struct ProfileStats {
    problems_solved: i64,
    total_submissions: i64,
    /// Problems solved per submission, 0 to 1, two places.
    acceptance_rate: f64,
}

#[derive(Serialize, ToSchema)]
struct ProfileSubmission {
    problem_id: Uuid,
    problem_title: String,
    #[schema(value_type = SubmissionStatus)]
    status: &'static str,
    submitted_at: DateTime<Utc>,
}

impl From<Profile> for ProfileOut {
    fn from(profile: Profile) -> Self {
        ProfileOut {
            id: profile.user_id,
            display_name: profile.display_name,
            avatar_url: profile.avatar_url,
            bio: profile.bio,
            level: Level::of_xp(profile.xp).name(),
            xp: profile.xp,
            reputation: profile.reputation,
            joined_at: profile.joined_at,
            stats: ProfileStats {
                problems_solved: profile.problems_solved,
                total_submissions: profile.total_submissions,
                acceptance_rate: profile.acceptance_rate,
            },
            badges: Vec::new(),
            recent_submissions: profile
                .recent
                .into_iter()
                .map(|row| ProfileSubmission {
                    problem_id: row.problem_id,
                    problem_title: row.problem_title,
                    status: status(row.state),
                    submitted_at: row.submitted_at,
                })
                .collect(),
        }
    }
}

/// A public profile.
#[utoipa::path(get, path = "/v1/users/{user_id}/profile", tag = "users", params(("user_id" = Uuid, Path)),
    responses((status = 200, body = Envelope<ProfileOut>)))]
async fn get_profile(State(app): State<AppState>, user_id: Params<Uuid>) -> Result<Envelope<ProfileOut>, ApiError> {
    Ok(data(app.platform().progress().profile(user_id.0).await?.into()))
}
