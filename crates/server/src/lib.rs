//! axum: the API dialects, live connections, limits, and the web app's files. The only crate that knows HTTP.

pub mod dialects;
pub mod http;
mod judge0;
mod state;
#[cfg(feature = "web")]
mod web;

pub use judge0::RemoteJudge0;
pub use state::AppState;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

/// Every path of the API, with its description.
fn api() -> OpenApiRouter<AppState> {
    let mut router = OpenApiRouter::with_openapi(http::openapi::description())
        .merge(dialects::v1::router())
        .merge(dialects::wizardcore::router())
        .merge(dialects::live::router())
        .merge(http::operations::router());
    http::openapi::complete(router.get_openapi_mut());
    router
}

/// The OpenAPI 3.1 description of the whole server.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    api().into_openapi()
}

/// The whole server as one service.
pub fn app(state: AppState) -> Router {
    http::metrics::start();
    let (router, description) = api().split_for_parts();
    let router = router
        .merge(http::openapi::router(&description))
        .merge(dialects::dev::router(&state))
        .merge(dialects::judge0::router())
        .merge(dialects::worker::router());
    let fallback = dialects::fallback::router(&state);
    let router = router.merge(fallback).with_state(state.clone()).layer(dialects::live::socket_io(state.clone()));
    http::layers::apply(router, &state)
}
