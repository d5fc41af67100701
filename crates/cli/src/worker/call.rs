//! Calls to the server, and what can become of them.

use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::{Client, StatusCode, Url};
use serde::{Serialize, de::DeserializeOwned};
use server::dialects::worker::{PATH, Refused};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// The first pause after a failure; each next one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A server, and the token that it knows us by.
#[derive(Clone)]
pub(super) struct Server {
    client: Client,
    base: String,
    token: String,
}

/// Why a call brought nothing.
#[derive(Debug)]
pub(super) enum Failure {
    /// The server said no, and would again.
    Refused(StatusCode, String),
    /// It cannot be reached, or has a trouble of its own: it can be tried again.
    Away(String),
}

impl Server {
    /// # Errors
    /// When the address is malformed.
    pub(super) fn new(address: &str, token: &str) -> anyhow::Result<Self> {
        let url = Url::parse(address).with_context(|| format!("--server: `{address}` is not an address"))?;
        let builder = Client::builder().connect_timeout(CONNECT).redirect(reqwest::redirect::Policy::none());
        let client = match url.scheme() {
            "https" => {
                // The first one counts, also if the process had one.
                drop(rustls::crypto::ring::default_provider().install_default());
                builder.build().context("the certificates of this host cannot be used")?
            }
            "http" => {
                if !matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")) {
                    tracing::warn!(
                        "without https anybody on the way can read the token, the tests and people's programs"
                    );
                }
                drop(rustls::crypto::ring::default_provider().install_default());
                // No certificates are needed, and a small host may have none.
                builder.tls_certs_only([]).build().context("cannot make calls")?
            }
            other => bail!("--server: `{other}` is neither http nor https"),
        };
        let base = format!("{}{PATH}", url.as_str().trim_end_matches('/'));
        Ok(Server { client, base, token: token.to_owned() })
    }

    /// Calls the server; gives up after `patience`.
    pub(super) async fn call<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        patience: Duration,
    ) -> Result<T, Failure> {
        let bytes = self.bytes(path, body, patience).await?;
        serde_json::from_slice(&bytes).map_err(|error| Failure::Away(format!("the answer is malformed: {error}")))
    }

    /// As [`Server::call`], for an answer that is wanted as it is.
    pub(super) async fn bytes(
        &self,
        path: &str,
        body: &impl Serialize,
        patience: Duration,
    ) -> Result<Vec<u8>, Failure> {
        let away = |error: reqwest::Error| Failure::Away(format!("{:#}", anyhow::Error::from(error)));
        let request = self.client.post(format!("{}/{path}", self.base)).bearer_auth(&self.token);
        let response = request.timeout(patience).json(body).send().await.map_err(away)?;
        let status = response.status();
        let bytes = response.bytes().await.map_err(away)?;
        if status.is_success() {
            return Ok(bytes.to_vec());
        }
        let said = serde_json::from_slice::<Refused>(&bytes).map(|refused| refused.error);
        match said {
            Ok(said) if status.is_client_error() => Err(Failure::Refused(status, said)),
            // Something between us and the server: a proxy whose server is away answers in its own words.
            _ if !status.is_redirection() => Err(Failure::Away(format!("the answer was {status}"))),
            _ => Err(Failure::Refused(status, "the server is somewhere else: give its final address".into())),
        }
    }
}

/// Pauses between attempts: doubled each time, and not the same for every worker.
#[derive(Default)]
pub(super) struct BackOff(u32);

impl BackOff {
    /// The next pause.
    pub(super) fn next(&mut self) -> Duration {
        let pause = FIRST_PAUSE.saturating_mul(1 << self.0.min(10)).min(LONGEST_PAUSE);
        self.0 += 1;
        pause.mul_f64(rand::random_range(0.5..1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_ten_seconds() {
        let mut pauses = BackOff::default();
        let first = pauses.next();
        assert!(first <= FIRST_PAUSE && first >= FIRST_PAUSE / 2, "{first:?}");
        let later: Vec<_> = (0..40).map(|_| pauses.next()).collect();
        assert!(later.iter().all(|pause| *pause <= LONGEST_PAUSE), "{later:?}");
        assert!(later[39] >= LONGEST_PAUSE / 2, "{later:?}");
    }

    #[test]
    fn an_address_that_is_none_is_refused_with_its_name() {
        for address in ["code.example.org", "ftp://code.example.org", ""] {
            let error = Server::new(address, "token").err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains("--server"), "{address}: {error}");
        }
        let server = Server::new("https://code.example.org/", "token").map(|server| server.base).ok();
        assert_eq!(server.as_deref(), Some("https://code.example.org/internal/worker/v1"));
    }
}
