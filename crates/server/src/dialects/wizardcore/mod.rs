//! The dialect of existing WizardCore clients under `/api/v1`: plain JSON, Supabase tokens.

mod auth;
mod code;
mod dialect;
mod exercises;
mod leaderboard;
mod pathways;
mod submissions;
mod users;

pub use dialect::WizardCore;
use dialect::{ApiError, Bearer, Body, ErrorText, Params, Search, SignedIn};

use utoipa_axum::router::OpenApiRouter;

use crate::{AppState, http::openapi::with_refusals};

/// All routes of the dialect.
pub fn router() -> OpenApiRouter<AppState> {
    let router = OpenApiRouter::new()
        .merge(auth::router())
        .merge(code::router())
        .merge(exercises::router())
        .merge(leaderboard::router())
        .merge(pathways::router())
        .merge(submissions::router())
        .merge(users::router());
    with_refusals::<_, ErrorText>(router)
}
