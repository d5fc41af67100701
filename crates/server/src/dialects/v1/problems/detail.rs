//! One problem.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use platform::{
    Actor, Error,
    problems::{Detail, POINTS, Stats, TopicRef, acceptance_rate},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    AppState,
    dialects::v1::{ApiError, Caller, Envelope, Params, data},
    http::openapi::ProblemKind,
};

/// A problem.
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemOut {
    id: Uuid,
    number: i64,
    slug: String,
    title: String,
    #[schema(value_type = ProblemKind)]
    kind: &'static str,
    /// The function to write; null when the whole program is to be written.
    signature: Option<SignatureOut>,
    /// The prose, without the sections below.
    description_markdown: String,
    /// The prose and the sections Input, Output and Constraints, rendered and sanitised.
    description_html: String,
    /// 1 easy, 2 medium, 3 hard.
    #[schema(minimum = 1, maximum = 3)]
    difficulty: i64,
    /// CPU time of a test, before the language's factor.
    time_limit_ms: i64,
    /// Memory of a test, before the language's allowance.
    memory_limit_kb: i64,
    /// Markdown.
    input_format: Option<String>,
    /// Markdown.
    output_format: Option<String>,
    /// Markdown.
    constraints: Option<String>,
    sample_test_cases: Vec<SampleOut>,
    /// The vaguest first.
    hints: Vec<HintOut>,
    related_problems: Vec<RelatedOut>,
    /// Code to begin with, by key of the language.
    starter_code: BTreeMap<String, String>,
    /// Null without a token.
    user_progress: Option<ProgressOut>,
    tags: Vec<String>,
    topics: Vec<TopicRefOut>,
    /// 0 to 1; null before the first submission.
    acceptance_rate: Option<f64>,
    total_submissions: i64,
    total_accepted: i64,
    is_published: bool,
    is_premium: bool,
    /// From 1; a new one whenever what is shown or judged changes.
    version: i64,
    /// For solving it.
    points: i64,
}

/// The function to write.
#[derive(Serialize, ToSchema)]
struct SignatureOut {
    /// Its name; with methods, the name of the class to write.
    entry: String,
    /// Those of the constructor, for a class.
    params: Vec<ParamOut>,
    /// Type of the result; `void` for a class.
    returns: String,
    /// The parameter whose value after the call is the result of a function that returns `void`.
    changes: Option<String>,
    /// The methods of a class; empty for a function.
    methods: Vec<MethodOut>,
}

/// A method of a class.
#[derive(Serialize, ToSchema)]
struct MethodOut {
    name: String,
    params: Vec<ParamOut>,
    /// Type of the result, or `void`.
    returns: String,
}

/// A parameter.
#[derive(Serialize, ToSchema)]
struct ParamOut {
    name: String,
    /// `int`, `long`, `float`, `bool`, `string`, `list<T>`, `map<K, V>`, `linked_list<T>` or `tree<T>`.
    r#type: String,
}

/// A test that is shown.
#[derive(Serialize, ToSchema)]
struct SampleOut {
    name: String,
    input: String,
    output: String,
    /// Markdown.
    explanation: Option<String>,
}

/// One step towards the solution.
#[derive(Serialize, ToSchema)]
struct HintOut {
    /// From 1.
    level: usize,
    /// Markdown.
    text: String,
}

/// A problem near this one.
#[derive(Serialize, ToSchema)]
struct RelatedOut {
    id: Uuid,
    title: String,
    /// 1 to 3.
    #[schema(minimum = 1, maximum = 3)]
    difficulty: i64,
}

/// A topic by its names.
#[derive(Serialize, ToSchema)]
pub(super) struct TopicRefOut {
    id: Uuid,
    name: String,
    slug: String,
}

/// How far the caller is.
#[derive(Serialize, ToSchema)]
struct ProgressOut {
    submission_count: i64,
    best_submission_id: Option<Uuid>,
    solved: bool,
}

/// What is going on at a problem.
#[derive(Serialize, ToSchema)]
pub(super) struct StatsOut {
    /// People whose draft or submission moved in the last five minutes.
    solving_now: i64,
    total_submissions: i64,
    total_accepted: i64,
    /// 0 to 1; null before the first submission.
    acceptance_rate: Option<f64>,
}

impl From<TopicRef> for TopicRefOut {
    fn from(topic: TopicRef) -> Self {
        TopicRefOut { id: topic.id, name: topic.name, slug: topic.slug }
    }
}

impl From<Stats> for StatsOut {
    fn from(stats: Stats) -> Self {
        StatsOut {
            solving_now: stats.solving_now,
            total_submissions: stats.total_submissions,
            total_accepted: stats.total_accepted,
            acceptance_rate: acceptance_rate(stats.total_submissions, stats.total_accepted),
        }
    }
}

impl From<Detail> for ProblemOut {
    fn from(problem: Detail) -> Self {
        let samples = problem.samples().map(|sample| SampleOut {
            name: sample.name.clone(),
            input: sample.input.clone(),
            output: sample.output.clone(),
            explanation: sample.explanation.clone(),
        });
        let signature = problem.signature.as_ref().map(|signature| SignatureOut {
            entry: signature.entry.clone(),
            params: params_out(&signature.params),
            returns: signature.returns.to_string(),
            changes: signature.changes.clone(),
            methods: signature
                .methods
                .iter()
                .map(|method| MethodOut {
                    name: method.name.clone(),
                    params: params_out(&method.params),
                    returns: method.returns.to_string(),
                })
                .collect(),
        });
        let related = problem.related.iter();
        ProblemOut {
            sample_test_cases: samples.collect(),
            related_problems: related
                .map(|other| RelatedOut { id: other.id, title: other.title.clone(), difficulty: other.difficulty })
                .collect(),
            acceptance_rate: problem.acceptance_rate(),
            user_progress: problem.user_progress.map(|progress| ProgressOut {
                submission_count: progress.submission_count,
                best_submission_id: progress.best_submission_id,
                solved: progress.solved,
            }),
            signature,
            id: problem.id,
            number: problem.number,
            slug: problem.slug,
            title: problem.title,
            kind: problem.kind,
            description_markdown: problem.description_markdown,
            description_html: problem.description_html,
            difficulty: problem.difficulty,
            time_limit_ms: problem.time_limit_ms,
            memory_limit_kb: problem.memory_limit_kb,
            input_format: problem.input_format,
            output_format: problem.output_format,
            constraints: problem.constraints,
            hints: problem.hints.into_iter().map(|hint| HintOut { level: hint.level, text: hint.text }).collect(),
            starter_code: problem.starter_code.into_iter().collect(),
            tags: problem.tags,
            topics: problem.topics.into_iter().map(TopicRefOut::from).collect(),
            total_submissions: problem.total_submissions,
            total_accepted: problem.total_accepted,
            is_published: problem.is_published,
            is_premium: problem.is_premium,
            version: problem.version,
            points: POINTS,
        }
    }
}

/// One problem: statement, samples, hints, starter code.
#[utoipa::path(get, path = "/v1/problems/{problem_id}", tag = "problems", params(("problem_id" = Uuid, Path)), security((), ("bearer" = [])),
    responses((status = 200, body = Envelope<ProblemOut>)))]
pub(super) async fn get_problem(
    State(app): State<AppState>,
    caller: Caller,
    id: Params<Uuid>,
) -> Result<Response, ApiError> {
    let bytes = match *caller {
        Actor::Anonymous => anonymous_answer(&app, id.0).await?,
        _ => answer(&app, &caller, id.0).await?,
    };
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

/// The same for everybody who has not signed in, so its bytes are kept while the problem stays as it is.
async fn anonymous_answer(app: &AppState, id: Uuid) -> Result<Bytes, Error> {
    let stamp = app.platform().problems().stamp(id);
    if let Some(bytes) = app.problem_answers().get(&id, &stamp) {
        return Ok(bytes);
    }
    let bytes = answer(app, &Actor::Anonymous, id).await?;
    app.problem_answers().keep(id, stamp, bytes.clone());
    Ok(bytes)
}

fn params_out(params: &[platform::Param]) -> Vec<ParamOut> {
    params.iter().map(|param| ParamOut { name: param.name.clone(), r#type: param.of.to_string() }).collect()
}

async fn answer(app: &AppState, actor: &Actor, id: Uuid) -> Result<Bytes, Error> {
    let problem = app.platform().problems().detail(actor, id).await?;
    serde_json::to_vec(&data(ProblemOut::from(problem))).map(Bytes::from).map_err(Error::internal)
}

/// Who is at a problem now, and what its submissions add up to.
#[utoipa::path(get, path = "/v1/problems/{problem_id}/stats", tag = "problems", params(("problem_id" = Uuid, Path)), security((), ("bearer" = [])),
    responses((status = 200, body = Envelope<StatsOut>)))]
pub(super) async fn get_problem_stats(
    State(app): State<AppState>,
    caller: Caller,
    id: Params<Uuid>,
) -> Result<Envelope<StatsOut>, ApiError> {
    Ok(data(app.platform().problems().stats(&caller, id.0).await?.into()))
}
