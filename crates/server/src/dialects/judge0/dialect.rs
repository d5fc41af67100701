//! How `/judge0` answers errors, and its names for the shared extractors.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use platform::{Error, Kind};
use serde_json::json;

use crate::http::extract;

/// The dialect of Judge0's clients.
pub struct Judge0;

pub(super) type ApiError = extract::Refusal<Judge0>;
pub(super) type Body<T> = extract::Body<Judge0, T>;
pub(super) type Search<T> = extract::Search<Judge0, T>;
pub(super) type Params<T> = extract::Params<Judge0, T>;

impl extract::Dialect for Judge0 {
    fn error(error: &Error) -> Response {
        let status = match error.code().kind() {
            // What cannot be done in the present state is a bad request there.
            Kind::Invalid | Kind::Conflict => StatusCode::BAD_REQUEST,
            Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let text = match error.fields().first() {
            Some(field) => format!("{} {}", field.field, field.message),
            None => error.message().to_owned(),
        };
        (status, Json(json!({ "error": text }))).into_response()
    }
}
