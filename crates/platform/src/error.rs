//! The one error of the platform.

use std::{borrow::Cow, fmt};

/// What every use case returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refused or failed use case. Only `code`, `message` and `fields` may reach a client.
#[derive(Debug)]
pub struct Error {
    code: Code,
    message: Cow<'static, str>,
    fields: Vec<FieldError>,
    retry_after_s: Option<u64>,
    source: Option<anyhow::Error>,
}

/// What is wrong with one field of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name, in the caller's words.
    pub field: Cow<'static, str>,
    /// What to do about it.
    pub message: Cow<'static, str>,
}

/// What went wrong. Each code has one kind; a dialect maps kinds to statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A field or parameter is missing or wrong.
    ValidationError,
    /// A mailed or set-up link is unknown, used or too old.
    InvalidLink,
    /// No or no valid credential.
    Unauthorized,
    /// A valid token of somebody who has no account here yet.
    NoProfile,
    /// Wrong address or password.
    InvalidCredentials,
    /// A refresh token that is unknown, expired, revoked or was used before.
    InvalidToken,
    /// The role does not allow it, or it belongs to somebody else.
    Forbidden,
    /// The address is not confirmed yet.
    EmailNotVerified,
    /// The account was switched off.
    AccountDisabled,
    /// Needs a plan.
    PremiumRequired,
    /// Does not exist, or is not to be seen by this actor.
    NotFound,
    /// Collides with what exists.
    Conflict,
    /// More than is accepted.
    TooLarge,
    /// Too often; see [`Error::retry_after_s`].
    RateLimited,
    /// A part that is needed is not there now.
    Unavailable,
    /// Our fault.
    Internal,
}

/// Kinds of error, for the mapping to a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The input is wrong.
    Invalid,
    /// Who is calling is not known.
    Unauthenticated,
    /// The caller may not.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// It collides with the present state.
    Conflict,
    /// The input is too large.
    TooLarge,
    /// Too often.
    RateLimited,
    /// Try later.
    Unavailable,
    /// Our fault.
    Internal,
}

impl Code {
    /// The kind of the code.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Code::ValidationError | Code::InvalidLink => Kind::Invalid,
            Code::Unauthorized | Code::NoProfile | Code::InvalidCredentials | Code::InvalidToken => {
                Kind::Unauthenticated
            }
            Code::Forbidden | Code::EmailNotVerified | Code::AccountDisabled | Code::PremiumRequired => Kind::Forbidden,
            Code::NotFound => Kind::NotFound,
            Code::Conflict => Kind::Conflict,
            Code::TooLarge => Kind::TooLarge,
            Code::RateLimited => Kind::RateLimited,
            Code::Unavailable => Kind::Unavailable,
            Code::Internal => Kind::Internal,
        }
    }

    /// The word that clients of the native API see.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Code::ValidationError => "VALIDATION_ERROR",
            Code::InvalidLink | Code::InvalidToken => "INVALID_TOKEN",
            Code::Unauthorized | Code::NoProfile => "UNAUTHORIZED",
            Code::InvalidCredentials => "INVALID_CREDENTIALS",
            Code::Forbidden | Code::AccountDisabled => "FORBIDDEN",
            Code::EmailNotVerified => "EMAIL_NOT_VERIFIED",
            Code::PremiumRequired => "PREMIUM_REQUIRED",
            Code::NotFound => "NOT_FOUND",
            Code::Conflict => "CONFLICT",
            Code::TooLarge => "TOO_LARGE",
            Code::RateLimited => "RATE_LIMITED",
            Code::Unavailable => "UNAVAILABLE",
            Code::Internal => "INTERNAL_ERROR",
        }
    }
}

impl Error {
    /// An error with a message for the caller: a sentence that says what to do.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Error { code, message: message.into(), fields: Vec::new(), retry_after_s: None, source: None }
    }

    /// A wrong field.
    pub fn field(field: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        Error::invalid(vec![FieldError { field: field.into(), message }])
    }

    /// Wrong fields; the first one's message is the error's.
    #[must_use]
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let message = fields.first().map_or(Cow::Borrowed("invalid input"), |field| field.message.clone());
        Error { fields, ..Error::new(Code::ValidationError, message) }
    }

    /// There is no such `what`.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Error::new(Code::NotFound, format!("there is no such {what}"))
    }

    /// The actor may not.
    pub fn forbidden(message: impl Into<Cow<'static, str>>) -> Self {
        Error::new(Code::Forbidden, message)
    }

    /// Too often; may be tried again after so many seconds (at least 1).
    pub fn rate_limited(message: impl Into<Cow<'static, str>>, retry_after_s: u64) -> Self {
        Error { retry_after_s: Some(retry_after_s.max(1)), ..Error::new(Code::RateLimited, message) }
    }

    /// Our fault: the source is logged, never shown.
    pub fn internal(source: impl Into<anyhow::Error>) -> Self {
        Error { source: Some(source.into()), ..Error::new(Code::Internal, "something went wrong on our side") }
    }

    /// Adds what led to the error, for the log.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<anyhow::Error>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What went wrong.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// For the caller.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The wrong fields, if it is about fields.
    #[must_use]
    pub fn fields(&self) -> &[FieldError] {
        &self.fields
    }

    /// Seconds until it may be tried again.
    #[must_use]
    pub fn retry_after_s(&self) -> Option<u64> {
        self.retry_after_s
    }

    /// What led to it; for the log only.
    #[must_use]
    pub fn source_chain(&self) -> Option<String> {
        self.source.as_ref().map(|source| format!("{source:#}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

impl std::error::Error for Error {}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Error::internal(error)
    }
}
