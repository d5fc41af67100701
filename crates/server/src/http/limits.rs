//! How often the API may be called (contract R-RATE-04): who is calling is found out once, counted, and passed on.

use axum::{
    extract::{Request, State},
    http::{Method, header::AUTHORIZATION},
    middleware::Next,
    response::Response,
};
use platform::{accounts::Identity, limits::Caller};

use super::client::ClientAddress;
use crate::{AppState, dialects::fallback};

/// Calls that count. Files, sockets, `/health`, `/ready` and `/metrics` do not.
fn counts(path: &str) -> bool {
    path.starts_with("/v1/") || path.starts_with("/api/")
}

/// Calls that a class makes all at once before anybody is known.
fn signs_in(path: &str) -> bool {
    path.starts_with("/v1/auth/") || path == "/v1/setup"
}

/// Refuses a call of somebody who calls too often, in the words of the dialect that was called.
pub(super) async fn limit(State(app): State<AppState>, request: Request, next: Next) -> Response {
    if !app.platform().config().rate_limits || request.method() == Method::OPTIONS || !counts(request.uri().path()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let address = ClientAddress::of(&parts, &app.platform().config().trusted_proxies).0;
    let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|header| header.strip_prefix("Bearer "));
    let identity = match token {
        Some(token) => app.platform().accounts().identify(token).await.ok(),
        None => None,
    };
    let caller = match identity {
        Some(Identity::Account(account)) => Caller::User(account.id),
        Some(Identity::NewSupabaseUser { subject, .. }) => Caller::User(subject),
        None if signs_in(parts.uri.path()) => Caller::SigningIn(address),
        None => Caller::Address(address),
    };
    match app.platform().limits().check_call(caller).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(error) => fallback::refusal(parts.uri.path(), &error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_sockets_and_probes_do_not_count() {
        for path in ["/", "/assets/app.js", "/health", "/ready", "/metrics", "/socket.io/", "/ws/leaderboard"] {
            assert!(!counts(path), "{path}");
        }
        for path in ["/v1/topics", "/api/v1/users/me", "/v1/auth/login"] {
            assert!(counts(path), "{path}");
        }
    }
}
