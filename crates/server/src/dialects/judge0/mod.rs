//! The dialect of Judge0's clients under `/judge0`: the REST API that Judge0 1.13 documents, so that its clients and
//! libraries can point here. Facts about it are from its API documentation and its configuration file.

mod callbacks;
mod credentials;
mod dialect;
mod encoding;
mod fields;
mod information;
mod languages;
mod request;
mod settings;
mod submissions;
mod validation;

pub use callbacks::deliver;
pub use dialect::Judge0;
use dialect::{ApiError, Body, Params, Search};

use axum::Router;

use crate::AppState;

/// The version of the API that is spoken.
const VERSION: &str = "1.13.1";

/// All routes of the dialect. They are described by Judge0's own documentation and not in `/openapi.json`.
pub fn router() -> Router<AppState> {
    let routes = Router::new()
        .merge(credentials::router())
        .merge(information::router())
        .merge(languages::router())
        .merge(submissions::router());
    Router::new().nest("/judge0", routes)
}
