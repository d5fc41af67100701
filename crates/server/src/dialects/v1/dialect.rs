//! How `/v1` answers errors, and its names for the shared extractors.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use platform::{Error, Kind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::extract;

/// The native dialect.
pub struct V1;

pub(super) type ApiError = extract::Refusal<V1>;
pub(super) type Caller = extract::Caller<V1>;
pub(super) type SignedIn = extract::SignedIn<V1>;
pub(super) type Body<T> = extract::Body<V1, T>;
pub(super) type Search<T> = extract::Search<V1, T>;
pub(super) type Params<T> = extract::Params<V1, T>;

/// The answer to a call that was refused or failed.
#[derive(Serialize, ToSchema)]
pub(super) struct ErrorEnvelope {
    /// Always false.
    success: bool,
    /// Always null.
    data: Option<()>,
    /// Always null.
    meta: Option<()>,
    error: ErrorBody,
}

/// What went wrong.
#[derive(Serialize, ToSchema)]
pub(super) struct ErrorBody {
    /// A word for programs, such as `VALIDATION_ERROR`.
    code: String,
    /// A sentence for people.
    message: String,
    /// The wrong fields; empty when it is not about fields.
    details: Vec<ErrorDetail>,
}

/// What is wrong with one field.
#[derive(Serialize, ToSchema)]
pub(super) struct ErrorDetail {
    field: String,
    message: String,
}

impl extract::Dialect for V1 {
    fn error(error: &Error) -> Response {
        let details = error
            .fields()
            .iter()
            .map(|field| ErrorDetail { field: field.field.to_string(), message: field.message.to_string() })
            .collect();
        let body = ErrorEnvelope {
            success: false,
            data: None,
            meta: None,
            error: ErrorBody { code: error.code().as_str().to_owned(), message: error.message().to_owned(), details },
        };
        let mut response = (status(error.code().kind()), Json(body)).into_response();
        if let Some(seconds) = error.retry_after_s() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
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
