//! What operators and their tools ask: does it live, can it work, what are its figures.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::metrics;
use crate::AppState;

/// `/health`, `/ready` and `/metrics`.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_health)).routes(routes!(get_readiness)).routes(routes!(get_metrics))
}

/// The process lives.
#[derive(Serialize, ToSchema)]
struct Health {
    /// Always `ok`.
    status: &'static str,
}

/// Whether the server can do its work.
#[derive(Serialize, ToSchema)]
struct Readiness {
    /// `ready` or `not_ready`.
    status: &'static str,
    /// What is missing; empty when ready.
    missing: Vec<&'static str>,
}

/// Answers as long as the process lives.
#[utoipa::path(get, path = "/health", tag = "operations", responses((status = 200, description = "It lives.", body = Health)))]
async fn get_health() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Says whether the database answers and workers judge.
#[utoipa::path(get, path = "/ready", tag = "operations",
    responses((status = 200, description = "It can work.", body = Readiness),
        (status = 503, description = "Something is missing.", body = Readiness)))]
async fn get_readiness(State(app): State<AppState>) -> Response {
    let missing = app.platform().missing().await;
    match missing.is_empty() {
        true => Json(Readiness { status: "ready", missing }).into_response(),
        false => (StatusCode::SERVICE_UNAVAILABLE, Json(Readiness { status: "not_ready", missing })).into_response(),
    }
}

/// Figures in Prometheus' text format.
#[utoipa::path(get, path = "/metrics", tag = "operations",
    responses((status = 200, description = "The figures.", body = String, content_type = "text/plain")))]
async fn get_metrics(State(app): State<AppState>) -> Response {
    let status = app.platform().status().await;
    match metrics::render(&status) {
        Some(text) => ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
