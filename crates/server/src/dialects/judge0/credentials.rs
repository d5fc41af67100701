//! Who is calling: the tokens of `X-Auth-Token` and `X-Auth-User`.

use axum::{
    Router,
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    routing::post,
};
use platform::{Actor, Error, executions::Credentials};

use super::ApiError;
use crate::{AppState, http::client::ClientAddress};

pub(super) fn router() -> Router<AppState> {
    Router::new().route("/authenticate", post(authenticate)).route("/authorize", post(authorize))
}

/// A client that was let in.
pub(super) struct Client(pub(super) Actor);

impl FromRequestParts<AppState> for Client {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, ApiError> {
        let platform = app.platform();
        let headers = &parts.headers;
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let address = ClientAddress::of(parts, &platform.config().trusted_proxies).0;
        let credentials = Credentials {
            entry: text("x-auth-token"),
            management: text("x-auth-user"),
            local: address.is_loopback() && comes_straight(headers),
        };
        Ok(Client(platform.executions().admit(credentials)?))
    }
}

/// Whether a call was neither passed on by a proxy nor made by a page in a browser of this machine.
fn comes_straight(headers: &HeaderMap) -> bool {
    let passed_on = [header::FORWARDED.as_str(), header::VIA.as_str(), "x-forwarded-for", "x-real-ip"];
    !passed_on.iter().any(|name| headers.contains_key(*name)) && !headers.contains_key(header::ORIGIN)
}

async fn authenticate(_: Client) {}

async fn authorize(client: Client) -> Result<(), ApiError> {
    match client.0 {
        Actor::Service { manages: true } => Ok(()),
        _ => Err(Error::forbidden("the token in the header X-Auth-User does not allow this").into()),
    }
}
