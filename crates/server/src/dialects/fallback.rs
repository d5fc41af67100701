//! What no route answers: pages of the web app, and unknown paths in the error form of their dialect.

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
    let path = request.uri().path();
    let error = Error::new(Code::NotFound, "there is nothing at this address");
    if path.starts_with("/api/") {
        return super::wizardcore::WizardCore::error(&error);
    }
    #[cfg(feature = "web")]
    if !MACHINES.iter().any(|prefix| path.starts_with(prefix))
        && let Some(page) = crate::web::answer(request.method(), request.uri())
    {
        return page;
    }
    super::v1::V1::error(&error).into_response()
}

/// Addresses that programs call: they never get a page.
#[cfg(feature = "web")]
const MACHINES: [&str; 5] = ["/v1/", "/socket.io", "/ws/", "/dev/", "/judge0/"];
