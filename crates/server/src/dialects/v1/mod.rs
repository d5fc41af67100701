//! The native API under `/v1`: everything the platform can do, in the envelope `{success, data, meta, error}`.

mod accounts;
mod admin;
mod admin_content;
mod dashboard;
mod dialect;
mod drafts;
mod envelope;
mod languages;
mod leaderboard;
mod paging;
mod problems;
mod runs;
mod setup;
mod submissions;
mod topics;
mod users;

pub use dialect::V1;
use dialect::{ApiError, Body, Caller, ErrorEnvelope, Params, Search, SignedIn};
use envelope::{Envelope, ListEnvelope, data, page};

use utoipa_axum::router::OpenApiRouter;

use crate::{AppState, http::openapi::with_refusals};

/// All routes of the dialect.
pub fn router() -> OpenApiRouter<AppState> {
    let router = OpenApiRouter::new()
        .merge(accounts::router())
        .merge(admin::router())
        .merge(admin_content::router())
        .merge(dashboard::router())
        .merge(drafts::router())
        .merge(languages::router())
        .merge(leaderboard::router())
        .merge(problems::router())
        .merge(runs::router())
        .merge(setup::router())
        .merge(submissions::router())
        .merge(topics::router())
        .merge(users::router());
    with_refusals::<_, ErrorEnvelope>(router)
}
