//! What no route answers: unknown paths in the error form of their dialect.

use axum::{
    Router,
    extract::Request,
    response::{IntoResponse, Response},
};
use platform::{Code, Error};

use crate::{AppState, http::extract::Dialect};

/// Answers whatever the dialects do not.
pub fn router(_state: &AppState) -> Router<AppState> {
    Router::new().fallback(not_found)
}

async fn not_found(request: Request) -> Response {
    let error = Error::new(Code::NotFound, "there is nothing at this address");
    match request.uri().path() {
        path if path.starts_with("/api/") => super::wizardcore::WizardCore::error(&error),
        _ => super::v1::V1::error(&error).into_response(),
    }
}
