//! What no route answers: pages of the web app, and unknown paths in the error form of their dialect.

use axum::{
    Router,
    extract::Request,
    http::{
        StatusCode,
        header::{ALLOW, CONTENT_TYPE},
    },
    middleware::Next,
    response::Response,
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
    #[cfg(feature = "web")]
    if !MACHINES.iter().any(|prefix| path.starts_with(prefix))
        && let Some(page) = crate::web::answer(request.method(), request.uri())
    {
        return page;
    }
    refusal(path, &error)
}

/// An error in the words of the dialect that a path belongs to.
pub(crate) fn refusal(path: &str, error: &Error) -> Response {
    match path {
        path if path.starts_with("/api/") => super::wizardcore::WizardCore::error(error),
        path if path.starts_with("/judge0/") => super::judge0::Judge0::error(error),
        _ => super::v1::V1::error(error),
    }
}

/// Gives refusals that no handler wrote (of methods, sizes, crashes) the words of their dialect.
pub(crate) async fn in_words(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let status = response.status();
    let json =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    let ours = ["/api/", "/v1/", "/judge0/"].iter().any(|prefix| path.starts_with(prefix));
    if json || !ours || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let error = match status {
        StatusCode::METHOD_NOT_ALLOWED => Error::new(Code::NotFound, "this address does not take that method"),
        StatusCode::PAYLOAD_TOO_LARGE => Error::new(Code::TooLarge, "the body is larger than is accepted"),
        StatusCode::NOT_FOUND => Error::new(Code::NotFound, "there is nothing at this address"),
        _ if status.is_client_error() => Error::new(Code::ValidationError, "the request cannot be understood"),
        _ => Error::new(Code::Internal, "something went wrong on our side"),
    };
    let mut worded = refusal(&path, &error);
    *worded.status_mut() = status;
    if let Some(allow) = response.headers().get(ALLOW) {
        worded.headers_mut().insert(ALLOW, allow.clone());
    }
    worded
}

/// Addresses that programs call: they never get a page.
#[cfg(feature = "web")]
const MACHINES: [&str; 7] = ["/internal/", "/v1/", "/api/", "/socket.io", "/ws/", "/dev/", "/judge0/"];
