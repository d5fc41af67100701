//! The OpenAPI description that the dialects add their paths to.

use axum::{Router, http::header, routing::get};
use utoipa::openapi::{
    Components, Info, OpenApi, Paths,
    security::{Http, HttpAuthScheme, SecurityScheme},
};

/// Title, version and the bearer token; no paths yet.
#[must_use]
pub fn description() -> OpenApi {
    let mut info = Info::new("CodeQuest", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "Learn to program and compete. `/v1` is the native API; `/api/v1` serves existing WizardCore clients.".into(),
    );
    let mut components = Components::new();
    components.add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    let mut description = OpenApi::new(info, Paths::new());
    description.components = Some(components);
    description
}

/// Serves the finished description at `/openapi.json`.
pub fn router<S: Clone + Send + Sync + 'static>(description: &OpenApi) -> Router<S> {
    // The description is made of our own types: it always serialises.
    let text = bytes::Bytes::from(description.to_pretty_json().unwrap_or_default());
    let answer = move || async move { ([(header::CONTENT_TYPE, "application/json")], text) };
    Router::new().route("/openapi.json", get(answer))
}
