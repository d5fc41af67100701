//! Pathways and their modules.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use platform::{
    pathways::{Module, Pathway},
    problems::{Listed, POINTS, SolveState},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Params, SignedIn, exercises::ExerciseLevel};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_pathways))
        .routes(routes!(get_pathway))
        .routes(routes!(list_module_exercises))
}

/// A pathway in the catalogue.
#[derive(Serialize, ToSchema)]
struct PathwayOut {
    id: Uuid,
    title: String,
    subtitle: Option<String>,
    description: Option<String>,
    /// `Beginner`, `Intermediate`, `Advanced` or `Expert`.
    level: String,
    duration_weeks: i64,
    /// People who submitted to a problem of it.
    student_count: i64,
    /// 0 while nobody has rated it.
    rating: f64,
    module_count: i64,
    color_gradient: Option<String>,
    icon: Option<String>,
    is_locked: bool,
    sort_order: i64,
    prerequisites: Vec<Uuid>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    is_enrolled: bool,
    /// Percent of its problems that the caller solved.
    progress: i64,
}

impl From<Pathway> for PathwayOut {
    fn from(pathway: Pathway) -> Self {
        PathwayOut {
            id: pathway.id,
            title: pathway.title,
            subtitle: pathway.subtitle,
            description: pathway.description,
            level: pathway.level,
            duration_weeks: pathway.duration_weeks,
            student_count: pathway.student_count,
            rating: 0.0,
            module_count: pathway.module_count,
            color_gradient: pathway.color_gradient,
            icon: pathway.icon,
            is_locked: false,
            sort_order: pathway.sort_order,
            prerequisites: Vec::new(),
            created_at: pathway.created_at,
            updated_at: pathway.updated_at,
            is_enrolled: false,
            progress: pathway.progress_percent,
        }
    }
}

/// The catalogue.
#[derive(Serialize, ToSchema)]
struct PathwayList {
    pathways: Vec<PathwayOut>,
}

/// One pathway.
#[derive(Serialize, ToSchema)]
struct PathwayAnswer {
    pathway: PathwayDetail,
}

/// A pathway with its modules.
#[derive(Serialize, ToSchema)]
struct PathwayDetail {
    #[serde(flatten)]
    pathway: PathwayOut,
    modules: Vec<ModuleOut>,
}

/// A module of a pathway.
#[derive(Serialize, ToSchema)]
struct ModuleOut {
    id: Uuid,
    pathway_id: Uuid,
    title: String,
    description: Option<String>,
    sort_order: i64,
    estimated_hours: Option<i64>,
    /// XP of who solves all its problems.
    xp_reward: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<(Pathway, Vec<Module>)> for PathwayDetail {
    fn from((pathway, modules): (Pathway, Vec<Module>)) -> Self {
        let (created_at, updated_at) = (pathway.created_at, pathway.updated_at);
        let modules = modules.into_iter().map(|module| ModuleOut {
            id: module.id,
            pathway_id: module.pathway_id,
            title: module.title,
            description: module.description,
            sort_order: module.sort_order,
            estimated_hours: None,
            xp_reward: module.xp_reward,
            created_at,
            updated_at,
        });
        PathwayDetail { modules: modules.collect(), pathway: pathway.into() }
    }
}

/// The exercises of a module.
#[derive(Serialize, ToSchema)]
struct ExerciseList {
    exercises: Vec<ExerciseRow>,
}

/// An exercise in a list.
#[derive(Serialize, ToSchema)]
struct ExerciseRow {
    id: Uuid,
    title: String,
    module_id: Uuid,
    module_title: Option<String>,
    difficulty: ExerciseLevel,
    points: i64,
    tags: Vec<String>,
    /// From 1.
    sort_order: i64,
    total_submissions: i64,
    total_completions: i64,
    /// Whether the caller solved it.
    is_completed: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

fn exercise_row(module_id: Uuid, module_title: Option<&String>, sort_order: i64, problem: Listed) -> ExerciseRow {
    ExerciseRow {
        id: problem.id,
        title: problem.title,
        module_id,
        module_title: module_title.cloned(),
        difficulty: ExerciseLevel::of(problem.difficulty),
        points: POINTS,
        tags: problem.tags,
        sort_order,
        total_submissions: problem.total_submissions,
        total_completions: problem.total_accepted,
        is_completed: problem.state == SolveState::Solved,
        created_at: problem.created_at,
        updated_at: problem.updated_at,
    }
}

/// Lists the pathways in order.
#[utoipa::path(get, path = "/api/v1/pathways", tag = "wizardcore", responses((status = 200, body = PathwayList)),
    security(("bearer" = [])))]
async fn list_pathways(State(app): State<AppState>, caller: SignedIn) -> Result<Json<PathwayList>, ApiError> {
    let pathways = app.platform().pathways().list(&caller).await?;
    Ok(Json(PathwayList { pathways: pathways.into_iter().map(PathwayOut::from).collect() }))
}

/// One pathway with its modules.
#[utoipa::path(get, path = "/api/v1/pathways/{id}", tag = "wizardcore", params(("id" = Uuid, Path)),
    responses((status = 200, body = PathwayAnswer)), security(("bearer" = [])))]
async fn get_pathway(
    State(app): State<AppState>,
    caller: SignedIn,
    id: Params<Uuid>,
) -> Result<Json<PathwayAnswer>, ApiError> {
    Ok(Json(PathwayAnswer { pathway: app.platform().pathways().find(&caller, id.0).await?.into() }))
}

/// The exercises of a module in order. The nil UUID stands for the exercises that are in no module.
#[utoipa::path(get, path = "/api/v1/modules/{id}/exercises", tag = "wizardcore", params(("id" = Uuid, Path)),
    responses((status = 200, body = ExerciseList)), security(("bearer" = [])))]
async fn list_module_exercises(
    State(app): State<AppState>,
    caller: SignedIn,
    id: Params<Uuid>,
) -> Result<Json<ExerciseList>, ApiError> {
    let (title, problems) = app.platform().pathways().module_problems(&caller, id.0).await?;
    let rows = (1..).zip(problems).map(|(place, problem)| exercise_row(id.0, title.as_ref(), place, problem));
    Ok(Json(ExerciseList { exercises: rows.collect() }))
}
