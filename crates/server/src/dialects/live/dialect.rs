//! How live paths answer errors, and who is calling: browsers cannot set headers on sockets and event sources, so that
//! the token may stand in the query string too.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use platform::{Actor, Error, Kind, Result};
use serde::Serialize;

use crate::{AppState, http::extract};

/// The dialect of event streams, in the envelope of `/v1`.
pub(crate) struct Streams;

/// The dialect of plain sockets.
pub(crate) struct Sockets;

#[derive(Serialize)]
struct StreamError<'e> {
    success: bool,
    data: Option<()>,
    meta: Option<()>,
    error: StreamErrorBody<'e>,
}

#[derive(Serialize)]
struct StreamErrorBody<'e> {
    code: &'e str,
    message: &'e str,
    details: Vec<StreamErrorDetail<'e>>,
}

#[derive(Serialize)]
struct StreamErrorDetail<'e> {
    field: &'e str,
    message: &'e str,
}

#[derive(Serialize)]
struct SocketError<'e> {
    error: &'e str,
}

impl extract::Dialect for Streams {
    fn error(error: &Error) -> Response {
        let detail = |field| StreamErrorDetail { field, message: error.message() };
        let details =
            error.fields().iter().map(|field| StreamErrorDetail { message: &field.message, ..detail(&field.field) });
        let body =
            StreamErrorBody { code: error.code().as_str(), message: error.message(), details: details.collect() };
        let body = Json(StreamError { success: false, data: None, meta: None, error: body });
        with_wait((status(error.code().kind()), body).into_response(), error)
    }
}

impl extract::Dialect for Sockets {
    fn error(error: &Error) -> Response {
        with_wait((status(error.code().kind()), Json(SocketError { error: error.message() })).into_response(), error)
    }
}

fn with_wait(mut response: Response, error: &Error) -> Response {
    if let Some(seconds) = error.retry_after_s() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Who is calling: by the header, else by the token of the query string.
///
/// # Errors
/// `Unauthorized` for a token that does not hold.
pub(super) async fn caller(app: &AppState, header: &Actor, query_token: Option<&str>) -> Result<Actor> {
    match (header, query_token) {
        (Actor::Anonymous, Some(token)) => app.platform().accounts().authenticate(token).await,
        (actor, _) => Ok(actor.clone()),
    }
}
