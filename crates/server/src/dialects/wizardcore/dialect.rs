//! How `/api/v1` answers errors and reads tokens, and its names for the shared extractors.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use platform::{Code, Error, Kind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::{client, extract};

/// The dialect of WizardCore clients.
pub struct WizardCore;

pub(super) type ApiError = extract::Refusal<WizardCore>;
pub(super) type Bearer = client::Bearer<WizardCore>;
pub(super) type SignedIn = extract::SignedIn<WizardCore>;
pub(super) type Body<T> = extract::Body<WizardCore, T>;
pub(super) type Search<T> = extract::Search<WizardCore, T>;
pub(super) type Params<T> = extract::Params<WizardCore, T>;

/// The answer to a call that was refused or failed.
#[derive(Serialize, ToSchema)]
pub(super) struct ErrorText {
    error: String,
}

impl extract::Dialect for WizardCore {
    fn error(error: &Error) -> Response {
        let status = match error.code().kind() {
            // The token is good; it is the profile that is missing (rule W-04).
            _ if error.code() == Code::NoProfile => StatusCode::NOT_FOUND,
            Kind::Invalid => StatusCode::BAD_REQUEST,
            Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::BAD_GATEWAY,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let text = match error.fields().first() {
            Some(field) => format!("{}: {}", field.field, field.message),
            None => error.message().to_owned(),
        };
        let mut response = (status, Json(ErrorText { error: text })).into_response();
        if let Some(seconds) = error.retry_after_s() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    // Rule R-AUTH-09: two parts, `Bearer` in this case, and these texts.
    fn bearer(header: &str) -> Result<&str, Error> {
        let mut parts = header.split(' ');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("Bearer"), Some(token), None) if !token.is_empty() => Ok(token),
            _ => Err(Error::new(Code::Unauthorized, "Invalid authorization header format")),
        }
    }

    fn no_token() -> Error {
        Error::new(Code::Unauthorized, "Authorization header required")
    }
}
