//! The board by points.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use model::Level;
use platform::{
    Actor, Error,
    boards::{BoardKey, Frame, Line, MAX_PAGE, Page, Scope, Standing},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Caller, Search};
use crate::{
    AppState,
    http::openapi::{LevelName, TimeFrameWord},
};

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_leaderboard))
}

/// Which part of which board.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListLeaderboard {
    /// Which time counts; `all_time` when absent.
    #[param(value_type = Option<TimeFrameWord>, inline)]
    timeframe: Option<String>,
    /// Only problems of this topic and the topics below it.
    #[param(value_type = Option<Uuid>)]
    topic_id: Option<String>,
    /// Only problems of this pathway.
    #[param(value_type = Option<Uuid>)]
    pathway_id: Option<String>,
    /// Lines per page.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 100)]
    limit: Option<String>,
    /// Which page.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 10_000_000, default = 1)]
    page: Option<String>,
    /// `me`: the lines around the caller's own.
    #[param(value_type = Option<Around>, inline)]
    around: Option<String>,
}

/// Whose lines are asked for.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "for the description: the word itself is read")]
enum Around {
    Me,
}

/// One line of the board.
#[derive(Serialize, ToSchema)]
struct LeaderboardRow {
    /// From 1, without repeats: equal points are ordered by problems solved, then by who was first.
    rank: usize,
    user: LeaderboardUser,
    /// Sum of improvements in the time frame.
    points: i64,
    /// Problems solved in the time frame.
    problems_solved: i64,
    #[schema(value_type = LevelName)]
    level: &'static str,
    /// Days in a row with activity.
    streak_days: i64,
    /// Whether it is the caller's line.
    is_me: bool,
}

/// Who stands on a line.
#[derive(Serialize, ToSchema)]
struct LeaderboardUser {
    id: Uuid,
    display_name: String,
    avatar_url: Option<String>,
}

/// The board's page and the caller's own line.
#[derive(Serialize, ToSchema)]
struct LeaderboardMeta {
    /// From 1; with `around=me` the page on which the caller stands.
    page: usize,
    /// Lines per page.
    limit: usize,
    /// People on the board.
    total: usize,
    /// Always null: pages are numbered.
    cursor: Option<()>,
    /// Counts the board's changes, as in the live events.
    seq: u64,
    #[schema(value_type = TimeFrameWord)]
    timeframe: &'static str,
    /// Null for nobody in particular, and for who is not on the board.
    me: Option<LeaderboardMe>,
}

/// Where the caller stands.
#[derive(Serialize, ToSchema)]
struct LeaderboardMe {
    rank: usize,
    points: i64,
    problems_solved: i64,
}

/// The envelope of a board.
#[derive(Serialize, ToSchema)]
struct LeaderboardEnvelope {
    /// Always true.
    success: bool,
    data: Vec<LeaderboardRow>,
    meta: LeaderboardMeta,
    /// Always null.
    error: Option<()>,
}

/// Lists a board: global, of a topic or of a pathway.
#[utoipa::path(get, path = "/v1/leaderboard", tag = "board", params(ListLeaderboard), security((), ("bearer" = [])),
    responses((status = 200, body = LeaderboardEnvelope)))]
async fn list_leaderboard(
    State(app): State<AppState>,
    caller: Caller,
    query: Search<ListLeaderboard>,
) -> Result<Response, ApiError> {
    let question = Question::read(&query.0)?;
    let bytes = match (&*caller, question.around_me) {
        (Actor::Anonymous, false) => anonymous_answer(&app, &question).await?,
        (actor, _) => personal_answer(&app, actor, &question).await?,
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

/// The same for everybody who has not signed in, so its bytes are kept while nothing changes.
async fn anonymous_answer(app: &AppState, question: &Question) -> Result<Bytes, Error> {
    let boards = app.platform().boards();
    let stamp = boards.stamp().await?;
    let part = (question.key, question.offset(), question.limit);
    if let Some(bytes) = app.board_answers().get(&part, &stamp) {
        return Ok(bytes);
    }
    let page = boards.page(&question.key, question.offset(), question.limit).await?;
    let bytes = question.answer(page, None)?;
    app.board_answers().keep(part, stamp, bytes.clone());
    Ok(bytes)
}

async fn personal_answer(app: &AppState, actor: &Actor, question: &Question) -> Result<Bytes, Error> {
    let boards = app.platform().boards();
    let me = match question.around_me {
        true => boards.standing(&question.key, actor.signed_in()?.id).await?,
        false => match actor.user_id() {
            Some(id) => boards.standing(&question.key, id).await?,
            None => None,
        },
    };
    let offset = match me.filter(|_| question.around_me) {
        Some(me) => (me.rank - 1).saturating_sub(question.limit / 2),
        None => question.offset(),
    };
    let page = boards.page(&question.key, offset, question.limit).await?;
    question.answer(page, me)
}

/// A query that was read and found sound.
struct Question {
    key: BoardKey,
    limit: usize,
    page: usize,
    around_me: bool,
}

impl Question {
    fn read(query: &ListLeaderboard) -> Result<Self, Error> {
        let frame = match query.timeframe.as_deref() {
            None => Frame::AllTime,
            Some(word) => word.parse::<Frame>().map_err(|wrong| Error::field("timeframe", wrong.to_string()))?,
        };
        let scope = match (&query.topic_id, &query.pathway_id) {
            (None, None) => Scope::Global,
            (Some(id), None) => Scope::Topic(read_id("topic_id", id)?),
            (None, Some(id)) => Scope::Pathway(read_id("pathway_id", id)?),
            (Some(_), Some(_)) => return Err(Error::field("pathway_id", "cannot be combined with topic_id")),
        };
        let around_me = match query.around.as_deref() {
            None => false,
            Some("me") => true,
            Some(_) => return Err(Error::field("around", "must be `me` or absent")),
        };
        let limit = read_number("limit", query.limit.as_deref(), MAX_PAGE, MAX_PAGE)?;
        let page = read_number("page", query.page.as_deref(), 1, 10_000_000)?;
        Ok(Question { key: BoardKey::points(scope, frame), limit, page, around_me })
    }

    fn offset(&self) -> usize {
        (self.page - 1) * self.limit
    }

    fn answer(&self, page: Page, me: Option<Standing>) -> Result<Bytes, Error> {
        let number = match me.filter(|_| self.around_me) {
            Some(me) => (me.rank - 1) / self.limit + 1,
            None => self.page,
        };
        let meta = LeaderboardMeta {
            page: number,
            limit: self.limit,
            total: page.total,
            cursor: None,
            seq: page.seq,
            timeframe: self.key.frame.name(),
            me: me.map(|me| LeaderboardMe { rank: me.rank, points: me.total, problems_solved: me.solved }),
        };
        let own_id = me.map(|me| me.user_id);
        let data = page.lines.into_iter().map(|line| row(line, own_id)).collect();
        let envelope = LeaderboardEnvelope { success: true, data, meta, error: None };
        serde_json::to_vec(&envelope).map(Bytes::from).map_err(Error::internal)
    }
}

fn row(line: Line, own_id: Option<Uuid>) -> LeaderboardRow {
    let Line { rank, total, solved, person } = line;
    LeaderboardRow {
        rank,
        points: total,
        problems_solved: solved,
        level: Level::of_xp(person.total_xp).name(),
        streak_days: person.streak_days,
        is_me: own_id == Some(person.id),
        user: LeaderboardUser { id: person.id, display_name: person.display_name, avatar_url: person.avatar_url },
    }
}

fn read_id(field: &'static str, text: &str) -> Result<Uuid, Error> {
    text.parse().map_err(|_| Error::field(field, "must be a UUID"))
}

/// A number from 1 to `most`.
fn read_number(field: &'static str, text: Option<&str>, otherwise: usize, most: usize) -> Result<usize, Error> {
    match text.map(str::parse) {
        None => Ok(otherwise),
        Some(Ok(number)) if (1..=most).contains(&number) => Ok(number),
        Some(_) => Err(Error::field(field, format!("must be a whole number from 1 to {most}"))),
    }
}
