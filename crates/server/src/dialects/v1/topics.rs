//! The subject tree.

use axum::extract::State;
use platform::{problems::Listed, topics::Topic};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Caller, Envelope, Params, data};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_topics)).routes(routes!(get_topic))
}

/// A topic with the topics below it.
#[derive(Serialize, ToSchema)]
struct TopicOut {
    id: Uuid,
    name: String,
    slug: String,
    description: Option<String>,
    icon_url: Option<String>,
    /// Null at the top.
    parent_id: Option<Uuid>,
    #[schema(no_recursion)]
    children: Vec<TopicOut>,
    stats: TopicStats,
}

/// What a topic and the topics below it hold.
#[derive(Serialize, ToSchema)]
struct TopicStats {
    total_lessons: usize,
    total_problems: usize,
    total_quizzes: usize,
}

impl From<Topic> for TopicOut {
    fn from(topic: Topic) -> Self {
        TopicOut {
            id: topic.id,
            name: topic.name,
            slug: topic.slug,
            description: topic.description,
            icon_url: topic.icon_url,
            parent_id: topic.parent_id,
            children: topic.children.into_iter().map(TopicOut::from).collect(),
            stats: TopicStats { total_lessons: 0, total_problems: topic.total_problems, total_quizzes: 0 },
        }
    }
}

/// A topic with what it holds.
#[derive(Serialize, ToSchema)]
struct TopicDetail {
    id: Uuid,
    name: String,
    slug: String,
    description: Option<String>,
    lessons: Vec<TopicLesson>,
    /// Here and below.
    problems: Vec<TopicProblem>,
    quizzes: Vec<TopicQuiz>,
}

/// A lesson of a topic.
#[derive(Serialize, ToSchema)]
struct TopicLesson {
    id: Uuid,
    title: String,
    order: i64,
    estimated_time_min: Option<i64>,
}

/// A problem of a topic.
#[derive(Serialize, ToSchema)]
struct TopicProblem {
    id: Uuid,
    title: String,
    /// 1 to 3.
    difficulty: i64,
    /// 0 to 1; null before the first submission.
    acceptance_rate: Option<f64>,
}

/// A quiz of a topic.
#[derive(Serialize, ToSchema)]
struct TopicQuiz {
    id: Uuid,
    title: String,
    question_count: i64,
}

impl From<(Topic, Vec<Listed>)> for TopicDetail {
    fn from((topic, problems): (Topic, Vec<Listed>)) -> Self {
        let problems = problems.into_iter().map(|problem| TopicProblem {
            acceptance_rate: problem.acceptance_rate(),
            id: problem.id,
            title: problem.title,
            difficulty: problem.difficulty,
        });
        TopicDetail {
            id: topic.id,
            name: topic.name,
            slug: topic.slug,
            description: topic.description,
            lessons: Vec::new(),
            problems: problems.collect(),
            quizzes: Vec::new(),
        }
    }
}

/// The topics at the top, with all below them.
#[utoipa::path(get, path = "/v1/topics", tag = "problems", responses((status = 200, body = Envelope<Vec<TopicOut>>)))]
async fn list_topics(State(app): State<AppState>) -> Result<Envelope<Vec<TopicOut>>, ApiError> {
    let topics = app.platform().topics().tree().await?;
    Ok(data(topics.into_iter().map(TopicOut::from).collect()))
}

/// One topic with its problems.
#[utoipa::path(get, path = "/v1/topics/{topic_id}", tag = "problems", params(("topic_id" = Uuid, Path)), security((), ("bearer" = [])),
    responses((status = 200, body = Envelope<TopicDetail>)))]
async fn get_topic(
    State(app): State<AppState>,
    caller: Caller,
    id: Params<Uuid>,
) -> Result<Envelope<TopicDetail>, ApiError> {
    Ok(data(app.platform().topics().find(&caller, id.0).await?.into()))
}
