//! The list of problems.

use axum::extract::State;
use platform::{
    Error,
    problems::{Filter, Listed, SolveState, Sort},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::detail::TopicRefOut;
use crate::{
    AppState,
    dialects::v1::{ApiError, Caller, ListEnvelope, Search, page, paging::Paging},
    http::openapi::{ProblemKind, UserStatus},
};

/// Longest text that is searched for, as long as the longest title.
const MAX_TEXT: usize = 200;

/// Filters, order and page. All filters must hold.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListProblems {
    /// In this topic or one below it.
    #[param(value_type = Option<Uuid>)]
    topic_id: Option<String>,
    /// The same by slug.
    topic: Option<String>,
    /// 1 to 3, or `easy`, `medium`, `hard`.
    difficulty: Option<String>,
    /// How far the caller is.
    #[param(value_type = Option<UserStatus>, inline)]
    status: Option<String>,
    /// Tags with commas between them; a problem has all of them.
    tags: Option<String>,
    /// Text in title or slug.
    q: Option<String>,
    /// `false`: drafts, for staff.
    #[param(value_type = Option<bool>, default = true)]
    published: Option<String>,
    /// What they are ordered by; `number` when absent.
    #[param(value_type = Option<ProblemOrder>, inline)]
    sort_by: Option<String>,
    /// Upwards, when absent, or downwards.
    #[param(value_type = Option<Direction>, inline)]
    order: Option<String>,
    /// Which page.
    #[param(value_type = Option<i64>, minimum = 1, default = 1)]
    page: Option<String>,
    /// Rows per page; more than 100 count as 100.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 20)]
    limit: Option<String>,
}

impl ListProblems {
    fn filter(&self) -> Result<Filter, Error> {
        let given =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let mut filter = Filter { topic_slug: given(&self.topic), text: given(&self.q), ..Filter::default() };
        if filter.text.as_ref().is_some_and(|text| text.chars().count() > MAX_TEXT) {
            return Err(Error::field("q", format!("must have at most {MAX_TEXT} characters")));
        }
        if let Some(id) = given(&self.topic_id) {
            filter.topic_id = Some(id.parse().map_err(|_| Error::field("topic_id", "must be the id of a topic"))?);
        }
        if let Some(word) = given(&self.difficulty) {
            let wrong = |_| Error::field("difficulty", "must be 1, 2, 3, easy, medium or hard");
            filter.difficulty = Some(word.parse().map_err(wrong)?);
        }
        filter.state = match given(&self.status).as_deref() {
            None => None,
            Some("not_attempted") => Some(SolveState::NotAttempted),
            Some("attempted") => Some(SolveState::Attempted),
            Some("solved") => Some(SolveState::Solved),
            Some(_) => return Err(Error::field("status", "must be not_attempted, attempted or solved")),
        };
        let tags = self.tags.as_deref().unwrap_or_default().split(',');
        filter.tags = tags.map(|tag| tag.trim().to_lowercase()).filter(|tag| !tag.is_empty()).collect();
        if filter.tags.len() > 20 {
            return Err(Error::field("tags", "must be at most 20"));
        }
        filter.unpublished = match given(&self.published).as_deref() {
            None | Some("true") => false,
            Some("false") => true,
            Some(_) => return Err(Error::field("published", "must be true or false")),
        };
        filter.sort = match given(&self.sort_by).as_deref() {
            None | Some("number") => Sort::Number,
            Some("difficulty") => Sort::Difficulty,
            Some("title") => Sort::Title,
            Some("acceptance_rate") => Sort::AcceptanceRate,
            Some("created_at") => Sort::CreatedAt,
            Some(_) => {
                let words = "must be number, difficulty, title, acceptance_rate or created_at";
                return Err(Error::field("sort_by", words));
            }
        };
        filter.descending = match given(&self.order).as_deref() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(_) => return Err(Error::field("order", "must be asc or desc")),
        };
        Ok(filter)
    }
}

/// What problems are ordered by.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "for the description: the words themselves are read")]
enum ProblemOrder {
    Number,
    Difficulty,
    Title,
    AcceptanceRate,
    CreatedAt,
}

/// Which way a list is ordered.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "for the description: the words themselves are read")]
enum Direction {
    Asc,
    Desc,
}

/// A problem in the list.
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemRow {
    id: Uuid,
    number: i64,
    slug: String,
    title: String,
    /// 1 easy, 2 medium, 3 hard.
    #[schema(minimum = 1, maximum = 3)]
    difficulty: i64,
    #[schema(value_type = ProblemKind)]
    kind: String,
    /// 0 to 1; null before the first submission.
    acceptance_rate: Option<f64>,
    total_submissions: i64,
    total_accepted: i64,
    tags: Vec<String>,
    topics: Vec<TopicRefOut>,
    /// `not_attempted`, `attempted` or `solved`; `not_attempted` without a token.
    #[schema(value_type = UserStatus)]
    user_status: &'static str,
    is_premium: bool,
    is_published: bool,
}

impl From<Listed> for ProblemRow {
    fn from(problem: Listed) -> Self {
        ProblemRow {
            acceptance_rate: problem.acceptance_rate(),
            id: problem.id,
            number: problem.number,
            slug: problem.slug,
            title: problem.title,
            difficulty: problem.difficulty,
            kind: problem.kind,
            total_submissions: problem.total_submissions,
            total_accepted: problem.total_accepted,
            tags: problem.tags,
            topics: problem.topics.into_iter().map(TopicRefOut::from).collect(),
            user_status: match problem.state {
                SolveState::NotAttempted => "not_attempted",
                SolveState::Attempted => "attempted",
                SolveState::Solved => "solved",
            },
            is_premium: problem.is_premium,
            is_published: problem.is_published,
        }
    }
}

/// Lists problems.
#[utoipa::path(get, path = "/v1/problems", tag = "problems", params(ListProblems), security((), ("bearer" = [])),
    responses((status = 200, body = ListEnvelope<ProblemRow>)))]
pub(super) async fn list_problems(
    State(app): State<AppState>,
    caller: Caller,
    query: Search<ListProblems>,
) -> Result<ListEnvelope<ProblemRow>, ApiError> {
    let paging = Paging::read(query.0.page.as_deref(), query.0.limit.as_deref(), 20)?;
    let filter = query.0.filter()?;
    let found = app.platform().problems().list(&caller, filter, paging.offset(), paging.limit).await?;
    let rows = found.rows.into_iter().map(ProblemRow::from).collect();
    Ok(page(rows, paging.page, paging.limit, found.total))
}
