//! Extractors whose refusals are answered in the words of a dialect.
//!
//! Each dialect names them for itself (`type Body<T> = extract::Body<V1, T>`), so that handlers stay short and no
//! dialect sees another one's errors. Extractors run in the order of a handler's parameters: who is calling comes
//! before what is wrong with the body.

use std::{borrow::Cow, marker::PhantomData, ops::Deref};

use axum::{
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::{header::AUTHORIZATION, request::Parts},
    response::{IntoResponse, Response},
};
use platform::{Actor, Code, Error, FieldError};
use serde::de::DeserializeOwned;

use crate::AppState;

/// How a dialect answers errors and reads credentials.
pub trait Dialect: Send + Sync + 'static {
    /// The answer to an error.
    fn error(error: &Error) -> Response;

    /// The token of an `Authorization` header.
    ///
    /// # Errors
    /// When the header is not a bearer token.
    fn bearer(header: &str) -> Result<&str, Error> {
        match header.split_once(' ') {
            Some(("Bearer", token)) if !token.is_empty() && !token.contains(' ') => Ok(token),
            _ => Err(Error::new(Code::Unauthorized, "the Authorization header must be: Bearer TOKEN")),
        }
    }

    /// The error for a call without a token where one is needed.
    fn no_token() -> Error {
        Error::new(Code::Unauthorized, "sign in first: the Authorization header is missing")
    }
}

/// An error on its way out, in the words of `D`. Failures on our side are logged here, once.
pub struct Refusal<D>(Error, PhantomData<D>);

impl<D> From<Error> for Refusal<D> {
    fn from(error: Error) -> Self {
        Refusal(error, PhantomData)
    }
}

impl<D: Dialect> IntoResponse for Refusal<D> {
    fn into_response(self) -> Response {
        if let Some(source) = self.0.source_chain() {
            tracing::error!(error.code = self.0.code().as_str(), error.source = source, "request failed");
        }
        D::error(&self.0)
    }
}

/// Who is calling; a handler that takes it can be called by nobody in particular.
pub struct Caller<D>(pub Actor, PhantomData<D>);

impl<D> Deref for Caller<D> {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl<D: Dialect> FromRequestParts<AppState> for Caller<D> {
    type Rejection = Refusal<D>;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal<D>> {
        let Some(header) = parts.headers.get(AUTHORIZATION) else {
            return Ok(Caller(Actor::Anonymous, PhantomData));
        };
        let token = D::bearer(header.to_str().unwrap_or_default())?;
        let actor = state.platform().accounts().authenticate(token).await?;
        Ok(Caller(actor, PhantomData))
    }
}

/// Who is calling; nobody in particular is refused.
pub struct SignedIn<D>(pub Actor, PhantomData<D>);

impl<D> Deref for SignedIn<D> {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl<D: Dialect> FromRequestParts<AppState> for SignedIn<D> {
    type Rejection = Refusal<D>;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal<D>> {
        match Caller::<D>::from_request_parts(parts, state).await?.0 {
            Actor::Anonymous => Err(D::no_token().into()),
            actor => Ok(SignedIn(actor, PhantomData)),
        }
    }
}

/// A JSON body. What does not fit is refused with the name of the field.
pub struct Body<D, T>(pub T, PhantomData<D>);

impl<D: Dialect, T: DeserializeOwned> FromRequest<AppState> for Body<D, T> {
    type Rejection = Refusal<D>;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Refusal<D>> {
        let bytes = axum::body::Bytes::from_request(request, state).await.map_err(|refused| {
            let too_large = refused.into_response().status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
            match too_large {
                true => Error::new(Code::TooLarge, "the body is larger than is accepted"),
                false => Error::field("body", "could not be read"),
            }
        })?;
        // An absent body is an empty object: calls whose fields are all optional need none.
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        if holds_nul(text) {
            return Err(Error::field("body", "must not contain the character NUL (\\u0000)").into());
        }
        let mut json = serde_json::Deserializer::from_slice(text);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| body_error(&error))?;
        json.end().map_err(|error| Error::field("body", format!("is not JSON: {error}")))?;
        Ok(Body(value, PhantomData))
    }
}

/// Whether a text of a JSON document has the character NUL, which PostgreSQL does not keep. It can only be escaped, and
/// backslashes only stand in texts.
fn holds_nul(json: &[u8]) -> bool {
    let mut rest = json;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = &rest[at + 1..];
        if escape.starts_with(b"u0000") {
            return true;
        }
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

fn body_error(error: &serde_path_to_error::Error<serde_json::Error>) -> Error {
    use serde_json::error::Category;
    let inner = error.inner();
    if matches!(inner.classify(), Category::Syntax | Category::Eof | Category::Io) {
        return Error::field("body", format!("is not JSON: {inner}"));
    }
    let text = inner.to_string();
    let text = text.split(" at line ").next().unwrap_or_default().to_owned();
    let path = error.path().to_string();
    let field = match text.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        Some(missing) if path == "." => missing.to_owned(),
        Some(missing) => format!("{path}.{missing}"),
        None if path == "." => "body".to_owned(),
        None => path,
    };
    let message = if text.starts_with("missing field") { "is required".to_owned() } else { text };
    Error::invalid(vec![FieldError { field: field.into(), message: message.into() }])
}

/// The parameters of the query string.
pub struct Search<D, T>(pub T, PhantomData<D>);

impl<D: Dialect, T: DeserializeOwned> FromRequestParts<AppState> for Search<D, T> {
    type Rejection = Refusal<D>;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal<D>> {
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Error::field("query", "must not contain the character NUL (%00)").into());
        }
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Search(value, PhantomData)),
            Err(refused) => Err(Error::field("query", refused.body_text()).into()),
        }
    }
}

/// The parameters of the path. One that is malformed cannot exist: not found.
pub struct Params<D, T>(pub T, PhantomData<D>);

impl<D: Dialect, T: DeserializeOwned + Send> FromRequestParts<AppState> for Params<D, T> {
    type Rejection = Refusal<D>;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal<D>> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(value)) => Ok(Params(value, PhantomData)),
            Err(_) => Err(Error::new(Code::NotFound, Cow::Borrowed("there is nothing at this address")).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_nul_is_found_and_a_backslash_before_a_number_is_not_one() {
        for text in [r#"{"a":"\u0000"}"#, r#"["\\\u0000"]"#, r#"["\n\u0000x"]"#] {
            assert!(holds_nul(text.as_bytes()), "{text}");
        }
        for text in [r#"{"a":"u0000"}"#, r#"["\\u0000"]"#, r#"["\u0001"]"#, "\\", ""] {
            assert!(!holds_nul(text.as_bytes()), "{text}");
        }
    }
}
