//! What a request says of its sender: address and bearer token.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header::AUTHORIZATION, request::Parts},
};

use super::extract::{Dialect, Refusal};
use crate::AppState;

/// The address that a request comes from; behind a trusted proxy, the one that the proxy names.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The sender of a request.
    #[must_use]
    pub fn of(parts: &Parts, trusted_proxies: &[IpAddr]) -> Self {
        // Only a router that is called without a connection has none.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        ClientAddress(behind_proxies(peer.to_canonical(), &parts.headers, trusted_proxies))
    }
}

/// The nearest address of `X-Forwarded-For` that is no trusted proxy; what stands before it could be anybody's invention.
fn behind_proxies(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer;
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).collect();
    for hop in hops.iter().rev() {
        if !trusted.contains(&client) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => client = address.to_canonical(),
            Err(_) => break,
        }
    }
    client
}

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(ClientAddress::of(parts, &state.platform().config().trusted_proxies))
    }
}

/// The bearer token of a call that needs one, not checked yet.
pub struct Bearer<D>(pub String, std::marker::PhantomData<D>);

impl<D: Dialect> FromRequestParts<AppState> for Bearer<D> {
    type Rejection = Refusal<D>;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Refusal<D>> {
        let header = parts.headers.get(AUTHORIZATION).ok_or_else(D::no_token)?;
        let token = D::bearer(header.to_str().unwrap_or_default())?;
        Ok(Bearer(token.to_owned(), std::marker::PhantomData))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn seen(peer: &str, forwarded: &str, trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted: Vec<IpAddr> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        behind_proxies(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("203.0.113.5", "198.51.100.1", &[]), "203.0.113.5");
        assert_eq!(seen("10.0.0.1", "198.51.100.1", &["10.0.0.1"]), "198.51.100.1");
        // What the client wrote itself stands to the left of what the proxy saw.
        assert_eq!(seen("10.0.0.1", "1.2.3.4, 198.51.100.1", &["10.0.0.1"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "198.51.100.1, 10.0.0.2", &["10.0.0.1", "10.0.0.2"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "nonsense", &["10.0.0.1"]), "10.0.0.1");
    }
}
