//! Callbacks: whoever asked for it is told of the end of a submission, by a signed `PUT`.
//!
//! The address comes from a client, so that it must not lead to this machine or its network. The host is resolved once,
//! the addresses are checked, and the connection is made to these very addresses: a second answer of the name's server
//! cannot lead elsewhere. Redirects are not followed and proxies of the environment are not used.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hmac::{Hmac, KeyInit, Mac};
use platform::{
    config::Executions as Settings,
    events::Event,
    executions::{CALLBACK_TIMEOUT, Callback, Delivery},
    networks::is_public,
};
use reqwest::{
    Client, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{CONTENT_TYPE, USER_AGENT},
    redirect::Policy,
};
use sha2::Sha256;
use tokio::sync::Semaphore;

use super::fields::View;
use crate::{AppState, http::outbound};

/// Carries the signature of the body.
const SIGNATURE: &str = "x-codequest-signature";
/// Callbacks under way at once.
const AT_ONCE: usize = 8;
/// How long to wait when there is nothing to do and nobody wakes us.
const IDLE: Duration = Duration::from_secs(2);

/// Makes callbacks until the process ends.
pub async fn deliver(app: AppState) {
    if let Err(error) = app.platform().executions().resume_callbacks().await {
        tracing::error!(error.source = error.source_chain(), "callbacks of before could not be taken up at once");
    }
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut events = app.platform().events().subscribe();
    // It is never closed.
    while let Ok(place) = places.clone().acquire_owned().await {
        match app.platform().executions().next_callback().await {
            Ok(Some(callback)) => {
                let app = app.clone();
                tokio::spawn(async move {
                    let _place = place;
                    if let Err(error) = make(&app, callback).await {
                        tracing::error!(error.source = error.source_chain(), "a callback could not be recorded");
                    }
                });
                continue;
            }
            Ok(None) => {}
            Err(error) => {
                tracing::error!(error.source = error.source_chain(), "callbacks could not be read");
            }
        }
        drop(place);
        let woken = async { while !matches!(events.recv().await, Ok(Event::JobQueued) | Err(_)) {} };
        let _ = tokio::time::timeout(IDLE, woken).await;
    }
}

/// Makes one callback and records what came of it.
async fn make(app: &AppState, callback: Callback) -> platform::Result<()> {
    let executions = app.platform().executions();
    let shown = View::of_callbacks().show(&callback.execution, app.platform().languages());
    let delivery = match shown {
        Ok(body) => {
            let settings = &app.platform().config().executions;
            put(settings, executions.callback_secret(), &callback.url, body.to_string()).await
        }
        // Nothing that is encoded cannot be shown.
        Err(_) => Delivery::Refused("the submission cannot be shown".to_owned()),
    };
    executions.settle_callback(callback, delivery).await
}

/// Sends a body to an address.
async fn put(settings: &Settings, secret: &[u8], url: &str, body: String) -> Delivery {
    let addresses = match tokio::time::timeout(CALLBACK_TIMEOUT, addresses(settings, url)).await {
        Ok(Ok(addresses)) => addresses,
        Ok(Err(delivery)) => return delivery,
        Err(_) => return Delivery::Failed("its name was not resolved in time".to_owned()),
    };
    let sent = async {
        let client = client(addresses)?;
        let request = client.put(url).header(CONTENT_TYPE, "application/json").header(USER_AGENT, "codequest");
        request.header(SIGNATURE, signature(secret, body.as_bytes())).body(body).send().await
    };
    match sent.await {
        Ok(response) if response.status().is_success() => Delivery::Taken,
        Ok(response) => Delivery::Failed(format!("it answered {}", response.status())),
        // Without the address: it may hold somebody's secret.
        Err(error) => Delivery::Failed(whole(&error.without_url())),
    }
}

fn whole(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", whole(source)),
        None => error.to_string(),
    }
}

/// `sha256=` and the HMAC-SHA256 of a body in hex.
fn signature(secret: &[u8], body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

/// The addresses behind a URL that may be connected to.
async fn addresses(settings: &Settings, url: &str) -> Result<Vec<SocketAddr>, Delivery> {
    let refused = |why: &str| Delivery::Refused(why.to_owned());
    let url = Url::parse(url).map_err(|_| refused("it is no address"))?;
    let port = url.port_or_known_default().filter(|_| matches!(url.scheme(), "http" | "https"));
    let port = port.ok_or_else(|| refused("it is neither http nor https"))?;
    let host = url.host_str().ok_or_else(|| refused("it has no host"))?;
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    let found: Vec<SocketAddr> = match literal {
        Ok(address) => vec![SocketAddr::new(address, port)],
        Err(_) => match tokio::net::lookup_host((host, port)).await {
            Ok(found) => found.collect(),
            Err(error) => return Err(Delivery::Failed(format!("its name was not resolved: {error}"))),
        },
    };
    let allowed = |address: IpAddr| {
        is_public(address) || settings.callback_networks.iter().any(|network| network.contains(address))
    };
    // One that leads inside is enough: no honest name does.
    match found.iter().all(|address| allowed(address.ip())) && !found.is_empty() {
        true => Ok(found),
        false => Err(refused("its host is on a private network, which JUDGE0_CALLBACK_NETWORKS does not name")),
    }
}

/// A client that connects to these addresses whatever name it is given.
fn client(addresses: Vec<SocketAddr>) -> reqwest::Result<Client> {
    outbound::client()
        .dns_resolver(Arc::new(Fixed(addresses)))
        .redirect(Policy::none())
        .timeout(CALLBACK_TIMEOUT)
        .build()
}

struct Fixed(Vec<SocketAddr>);

impl Resolve for Fixed {
    fn resolve(&self, _: Name) -> Resolving {
        let addresses: Addrs = Box::new(self.0.clone().into_iter());
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_signature_is_the_one_of_rfc_4231() {
        // Test case 2 of the RFC.
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature(b"Jefe", b"what do ya want for nothing?"), expected);
    }

    #[tokio::test]
    async fn addresses_inside_are_refused_however_they_are_written() {
        let settings = Settings::default();
        for url in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://0177.0.0.1/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a9fe:a9fe]/",
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1:8080/",
            "http://100.64.0.1/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://0.0.0.0/",
            "http://localhost/",
            "ftp://1.1.1.1/",
            "file:///etc/passwd",
        ] {
            assert!(matches!(addresses(&settings, url).await, Err(Delivery::Refused(_))), "{url}");
        }
        let found = addresses(&settings, "https://1.1.1.1/hook").await.unwrap();
        assert_eq!(found, ["1.1.1.1:443".parse().unwrap()]);
        let own = Settings { callback_networks: vec!["127.0.0.0/8".parse().unwrap()], ..Settings::default() };
        assert!(addresses(&own, "http://127.0.0.1:99/").await.is_ok());
        assert!(matches!(addresses(&own, "http://[::1]:99/").await, Err(Delivery::Refused(_))));
    }

    #[tokio::test]
    async fn the_connection_goes_to_the_address_that_was_checked_whatever_the_name_says_later() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let receiver = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 1024];
            let read = stream.read(&mut head).await.unwrap();
            stream
                .write_all(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n")
                .await
                .unwrap();
            String::from_utf8_lossy(&head[..read]).into_owned()
        });
        // A name that nobody resolves: only the fixed address can be meant.
        let url = format!("http://checked.invalid:{}/hook", address.port());
        let response = client(vec![address]).unwrap().get(url).send().await.unwrap();
        assert_eq!(response.status(), 302, "redirects are not followed");
        assert!(receiver.await.unwrap().starts_with("GET /hook HTTP/1.1"));
    }
}
