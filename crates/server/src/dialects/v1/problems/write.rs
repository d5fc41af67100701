//! Writing problems.

use std::collections::BTreeMap;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use platform::problems::{NewProblem, NewTestCase, ProblemChange};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::detail::ProblemOut;
use crate::{
    AppState,
    dialects::v1::{ApiError, Body, Envelope, ErrorEnvelope, Params, SignedIn, data},
};

/// A problem that reads standard input and writes standard output.
#[derive(Deserialize, ToSchema)]
pub(super) struct CreateProblem {
    /// Lower-case letters, digits and single `-` between them.
    slug: String,
    title: String,
    /// Markdown.
    description_markdown: String,
    /// 1 easy, 2 medium, 3 hard.
    #[schema(minimum = 1, maximum = 3)]
    difficulty: i64,
    /// At least one.
    test_cases: Vec<TestCaseIn>,
    /// Markdown.
    input_format: Option<String>,
    /// Markdown.
    output_format: Option<String>,
    /// Markdown.
    constraints: Option<String>,
    topic_ids: Option<Vec<Uuid>>,
    tags: Option<Vec<String>>,
    /// 100 to 20000; 2000 when absent.
    #[schema(minimum = 100, maximum = 20_000)]
    time_limit_ms: Option<i64>,
    /// 16384 to 1048576; 65536 when absent.
    #[schema(minimum = 16_384, maximum = 1_048_576)]
    memory_limit_kb: Option<i64>,
    /// The vaguest first.
    hints: Option<Vec<String>>,
    /// By key of the language; the others get theirs from us.
    starter_code: Option<BTreeMap<String, String>>,
    is_premium: Option<bool>,
}

/// What changes about a problem; what is absent stays.
#[derive(Deserialize, ToSchema)]
pub(super) struct EditProblem {
    slug: Option<String>,
    title: Option<String>,
    /// Markdown.
    description_markdown: Option<String>,
    /// 1 to 3.
    #[schema(minimum = 1, maximum = 3)]
    difficulty: Option<i64>,
    /// All tests, instead of those it has.
    test_cases: Option<Vec<TestCaseIn>>,
    /// Markdown.
    input_format: Option<String>,
    /// Markdown.
    output_format: Option<String>,
    /// Markdown.
    constraints: Option<String>,
    topic_ids: Option<Vec<Uuid>>,
    tags: Option<Vec<String>>,
    /// 100 to 20000; 2000 when absent.
    #[schema(minimum = 100, maximum = 20_000)]
    time_limit_ms: Option<i64>,
    /// 16384 to 1048576; 65536 when absent.
    #[schema(minimum = 16_384, maximum = 1_048_576)]
    memory_limit_kb: Option<i64>,
    /// The vaguest first.
    hints: Option<Vec<String>>,
    /// By key of the language; the others get theirs from us.
    starter_code: Option<BTreeMap<String, String>>,
    is_premium: Option<bool>,
}

/// A test.
#[derive(Deserialize, ToSchema)]
struct TestCaseIn {
    input: String,
    /// Compared without the white space around both.
    expected_output: String,
    /// Whether everybody sees it; false when absent.
    is_sample: Option<bool>,
    /// When no test has any, they share 100.
    points: Option<i64>,
    /// Why the answer is so; for samples.
    explanation: Option<String>,
}

/// A problem that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatedOut {
    id: Uuid,
    slug: String,
    created_at: DateTime<Utc>,
}

impl From<TestCaseIn> for NewTestCase {
    fn from(test: TestCaseIn) -> Self {
        NewTestCase {
            input: test.input,
            expected_output: test.expected_output,
            is_sample: test.is_sample.unwrap_or(false),
            points: test.points.unwrap_or(0),
            explanation: test.explanation,
        }
    }
}

/// The fields that both bodies may leave out, with `..` the others.
macro_rules! optional_fields {
    ($body:expr, $($others:tt)*) => {
        ProblemChange {
            input_format: $body.input_format,
            output_format: $body.output_format,
            constraints: $body.constraints,
            topic_ids: $body.topic_ids,
            tags: $body.tags,
            time_limit_ms: $body.time_limit_ms,
            memory_limit_kb: $body.memory_limit_kb,
            hints: $body.hints,
            starter_code: $body.starter_code.map(|code| code.into_iter().collect()),
            is_premium: $body.is_premium,
            $($others)*
        }
    };
}

impl From<CreateProblem> for NewProblem {
    fn from(new: CreateProblem) -> Self {
        NewProblem {
            slug: new.slug,
            title: new.title,
            difficulty: new.difficulty,
            change: optional_fields!(new,
                description_markdown: Some(new.description_markdown),
                test_cases: Some(new.test_cases.into_iter().map(NewTestCase::from).collect()),
                ..ProblemChange::default()
            ),
        }
    }
}

impl From<EditProblem> for ProblemChange {
    fn from(change: EditProblem) -> Self {
        optional_fields!(change,
            slug: change.slug,
            title: change.title,
            description_markdown: change.description_markdown,
            difficulty: change.difficulty,
            test_cases: change.test_cases.map(|tests| tests.into_iter().map(NewTestCase::from).collect()),
        )
    }
}

/// Makes a problem. Nobody but its author and administrators see it until one of them approves it.
#[utoipa::path(post, path = "/v1/problems", tag = "problems", request_body = CreateProblem,
    responses((status = 201, body = Envelope<CreatedOut>),
        (status = 409, description = "The slug is taken.", body = ErrorEnvelope)), security(("bearer" = [])))]
pub(super) async fn create_problem(
    State(app): State<AppState>,
    caller: SignedIn,
    body: Body<CreateProblem>,
) -> Result<Response, ApiError> {
    let created = app.platform().problems().create(&caller, body.0.into()).await?;
    let out = CreatedOut { id: created.id, slug: created.slug, created_at: created.created_at };
    Ok((StatusCode::CREATED, data(out)).into_response())
}

/// Changes a problem; its author and administrators may. Old submissions keep the version that judged them.
#[utoipa::path(put, path = "/v1/problems/{problem_id}", tag = "problems", params(("problem_id" = Uuid, Path)),
    request_body = EditProblem, responses((status = 200, body = Envelope<ProblemOut>),
        (status = 409, description = "The slug is taken.", body = ErrorEnvelope)), security(("bearer" = [])))]
pub(super) async fn edit_problem(
    State(app): State<AppState>,
    caller: SignedIn,
    id: Params<Uuid>,
    body: Body<EditProblem>,
) -> Result<Envelope<ProblemOut>, ApiError> {
    let problems = app.platform().problems();
    problems.edit(&caller, id.0, body.0.into()).await?;
    Ok(data(problems.detail(&caller, id.0).await?.into()))
}
