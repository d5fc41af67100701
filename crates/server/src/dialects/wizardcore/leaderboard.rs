//! The board by XP.

use std::collections::HashMap;

use axum::{Json, extract::State};
use platform::{
    Error,
    boards::{BoardCases, BoardKey, Frame, Line, MAX_PAGE, Scope},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Search, SignedIn};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_xp_leaderboard))
}

/// Which part of which board.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct GetLeaderboard {
    /// `all` (default), `month` or `week`.
    timeframe: Option<String>,
    /// Only problems of this pathway.
    #[param(value_type = Option<Uuid>)]
    pathway: Option<String>,
    /// Lines per page.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
    /// Lines left out before the first.
    #[param(value_type = Option<i64>, minimum = 0, default = 0)]
    offset: Option<String>,
    /// `true` appends the caller's own line when it is outside the page.
    #[param(value_type = Option<bool>, default = false)]
    include_self: Option<String>,
}

/// A board.
#[derive(Serialize, ToSchema)]
struct Leaderboard {
    leaderboard: Vec<Learner>,
    stats: LeaderboardStats,
    pagination: LeaderboardPagination,
}

/// One line.
#[derive(Serialize, ToSchema)]
struct Learner {
    rank: usize,
    user_id: Uuid,
    username: String,
    avatar_url: Option<String>,
    xp: i64,
    streak: i64,
    /// Earned badges; there are none yet.
    badges: i64,
    country_code: Option<String>,
    /// `up`, `down` or `same`, against the rank when the day began.
    trend: &'static str,
    is_current_user: bool,
    previous_rank: Option<usize>,
    streak_days: i64,
    badge_count: i64,
}

/// Figures of the whole board.
#[derive(Serialize, ToSchema)]
struct LeaderboardStats {
    total_learners: usize,
    current_user_rank: Option<usize>,
    /// Places gained since the day began; negative when lost.
    current_user_change: i64,
    top_xp: i64,
    top_username: Option<String>,
    country_count: i64,
}

/// Where the page stands.
#[derive(Serialize, ToSchema)]
struct LeaderboardPagination {
    total: usize,
    page: usize,
    per_page: usize,
}

/// Ranks learners by XP.
#[utoipa::path(get, path = "/api/v1/leaderboard", tag = "wizardcore", params(GetLeaderboard), security(("bearer" = [])),
    responses((status = 200, body = Leaderboard)))]
async fn get_xp_leaderboard(
    State(app): State<AppState>,
    actor: SignedIn,
    query: Search<GetLeaderboard>,
) -> Result<Json<Leaderboard>, ApiError> {
    let question = Question::read(&query.0)?;
    let boards = app.platform().boards();
    let page = boards.page(&question.key, question.offset, question.limit).await?;
    let own = boards.own_line(&actor, &question.key).await?;
    let top = boards.page(&question.key, 0, 1).await?.lines.pop();
    let mut lines = page.lines;
    if question.include_self && !lines.iter().any(|line| line.person.id == own.person.id) {
        lines.push(own.clone());
    }
    let ids = lines.iter().chain([&own]).map(|line| line.person.id);
    let mornings = boards.ranks_this_morning(&question.key, ids).await?;
    let stats = stats(&boards, page.total, &own, top, &mornings).await?;
    Ok(Json(Leaderboard {
        leaderboard: lines.into_iter().map(|line| learner(line, own.person.id, &mornings)).collect(),
        stats,
        pagination: LeaderboardPagination {
            total: page.total,
            page: question.offset / question.limit + 1,
            per_page: question.limit,
        },
    }))
}

async fn stats(
    boards: &BoardCases<'_>,
    total: usize,
    own: &Line,
    top: Option<Line>,
    mornings: &HashMap<Uuid, usize>,
) -> Result<LeaderboardStats, Error> {
    let on_board = own.rank <= total;
    let gained =
        mornings.get(&own.person.id).filter(|_| on_board).map_or(0, |before| signed(*before) - signed(own.rank));
    Ok(LeaderboardStats {
        total_learners: total,
        current_user_rank: on_board.then_some(own.rank),
        current_user_change: gained,
        top_xp: top.as_ref().map_or(0, |line| line.total),
        top_username: top.map(|line| line.person.display_name),
        country_count: boards.count_countries().await?,
    })
}

fn learner(line: Line, own_id: Uuid, mornings: &HashMap<Uuid, usize>) -> Learner {
    let Line { rank, total, person, .. } = line;
    let previous_rank = mornings.get(&person.id).copied();
    Learner {
        rank,
        user_id: person.id,
        username: person.display_name,
        avatar_url: person.avatar_url,
        xp: total,
        streak: person.streak_days,
        badges: 0,
        country_code: person.country_code,
        trend: trend(rank, previous_rank),
        is_current_user: person.id == own_id,
        previous_rank,
        streak_days: person.streak_days,
        badge_count: 0,
    }
}

/// Rule R-XP-07.
fn trend(rank: usize, previous_rank: Option<usize>) -> &'static str {
    match previous_rank {
        Some(previous) if rank < previous => "up",
        Some(previous) if rank > previous => "down",
        _ => "same",
    }
}

fn signed(rank: usize) -> i64 {
    i64::try_from(rank).unwrap_or(i64::MAX)
}

/// A query that was read and found sound.
struct Question {
    key: BoardKey,
    limit: usize,
    offset: usize,
    include_self: bool,
}

impl Question {
    fn read(query: &GetLeaderboard) -> Result<Self, Error> {
        let frame = match query.timeframe.as_deref() {
            None | Some("all") => Frame::AllTime,
            Some("month") => Frame::Monthly,
            Some("week") => Frame::Weekly,
            Some(_) => return Err(Error::field("timeframe", "must be one of all, month, week")),
        };
        let scope = match query.pathway.as_deref() {
            None | Some("") => Scope::Global,
            Some(id) => Scope::Pathway(id.parse().map_err(|_| Error::field("pathway", "must be a UUID"))?),
        };
        let include_self = match query.include_self.as_deref() {
            None | Some("" | "false" | "0") => false,
            Some("true" | "1") => true,
            Some(_) => return Err(Error::field("include_self", "must be true or false")),
        };
        let limit = read_number("limit", query.limit.as_deref(), 10, 1..=MAX_PAGE)?;
        let offset = read_number("offset", query.offset.as_deref(), 0, 0..=1_000_000_000)?;
        Ok(Question { key: BoardKey::xp(scope, frame), limit, offset, include_self })
    }
}

fn read_number(
    field: &'static str,
    text: Option<&str>,
    otherwise: usize,
    range: std::ops::RangeInclusive<usize>,
) -> Result<usize, Error> {
    match text.map(str::parse) {
        None => Ok(otherwise),
        Some(Ok(number)) if range.contains(&number) => Ok(number),
        Some(_) => {
            Err(Error::field(field, format!("must be a whole number from {} to {}", range.start(), range.end())))
        }
    }
}
