//! The OpenAPI description: what the dialects say of their paths, completed by what holds for all of them.

mod refusals;
mod schemas;
mod words;

pub(crate) use refusals::{with_refusals, with_refusals_like};
pub(crate) use words::{
    CaseStatus, LevelName, ProblemKind, RoleWord, RunStatus, SubmissionStatus, TestStatus, TimeFrameWord, UserStatus,
    VerdictWord,
};

use axum::{Router, http::header, routing::get};
use utoipa::openapi::{
    Components, Info, OpenApi, Paths,
    path::{Operation, PathItem},
    security::{Http, HttpAuthScheme, SecurityScheme},
    tag::{Tag, TagBuilder},
};

/// The groups of paths, in the order in which they are shown.
const TAGS: [(&str, &str); 9] = [
    ("accounts", "Registering, signing in and out, one's own account, the first administrator."),
    ("problems", "The catalogue: topics, languages, problems with their statements and samples."),
    ("drafts", "What is in the editor, kept per person, problem and language."),
    ("runs", "Trying a program out: ungraded, on inputs of one's own."),
    ("submissions", "Handing a program in, its verdict, and following it while it is judged."),
    ("board", "Who has how many points, now and live."),
    ("users", "The own dashboard and public profiles."),
    ("admin", "What administrators see and decide."),
    ("operations", "For operators and their tools: health, readiness, figures."),
];

/// Title, version, groups and the bearer token; no paths yet.
#[must_use]
pub fn description() -> OpenApi {
    let mut info = Info::new("CodeQuest", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Learn to program and compete. `/v1` is the native API; `/api/v1` serves existing WizardCore clients.".into(),
    );
    let mut components = Components::new();
    let bearer = Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("The access token of a session, from `POST /v1/auth/login`."))
        .build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    let mut description = OpenApi::new(info, Paths::new());
    description.components = Some(components);
    let wizardcore = ("wizardcore", "The same platform in the words of existing WizardCore clients.");
    description.tags = Some(TAGS.into_iter().chain([wizardcore]).map(tag).collect());
    description
}

fn tag((name, about): (&str, &str)) -> Tag {
    TagBuilder::new().name(name).description(Some(about)).build()
}

/// Adds what follows from the whole: which keys answers always have, and names for what is described twice.
pub(crate) fn complete(description: &mut OpenApi) {
    schemas::complete(description);
}

/// Serves the finished description at `/openapi.json`.
pub fn router<S: Clone + Send + Sync + 'static>(description: &OpenApi) -> Router<S> {
    // The description is made of our own types: it always serialises.
    let text = bytes::Bytes::from(description.to_pretty_json().unwrap_or_default());
    let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], text) };
    Router::new().route("/openapi.json", get(answer))
}

/// The operations of a path.
fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete].into_iter().flatten()
}
