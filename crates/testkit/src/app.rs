//! A whole server inside the test, on a free port.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

use platform::{Config, Platform};
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;
use server::AppState;
use tempfile::TempDir;

use crate::{Database, FakeClock};

/// A running server; it stops with the test.
pub struct TestApp {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    /// The use cases behind it.
    pub platform: Platform,
    /// What its handlers reach.
    pub state: AppState,
    /// Its clock.
    pub clock: Arc<FakeClock>,
    client: reqwest::Client,
    server: tokio::task::JoinHandle<()>,
    // Removed when the test ends.
    _folder: TempDir,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Reply {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body as JSON; null when it has none or is something else.
    pub json: Value,
    /// Its body as text.
    pub text: String,
}

impl TestApp {
    /// A server on a fresh SQLite file, limits off.
    pub async fn init() -> Self {
        Self::on(Database::Sqlite).await
    }

    /// A server on a fresh database, limits off.
    pub async fn on(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    /// A server whose configuration the test changes first.
    pub async fn with(database: Database, change: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let mut config = Config {
            data_dir: folder.path().to_owned(),
            dev: true,
            rate_limits: false,
            database_url: Some(database.fresh_url(folder.path()).await),
            supabase_jwt_secret: Some(crate::SUPABASE_SECRET.into()),
            // Thousands of times cheaper than what people get, which a test of its own looks at.
            password_cost: 4,
            ..Config::default()
        };
        change(&mut config);
        let url = config.database_url.clone().expect("set above");
        let store = store::Store::open(&store::Options::new(url)).await.expect("the schema applies");
        let clock = Arc::new(FakeClock::new());
        let platform = Platform::new(config, store, clock.clone(), languages()).expect("the configuration is sound");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        platform.bound_to(address);
        let base = format!("http://{address}");
        let state = AppState::new(platform.clone());
        let service = server::app(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move { axum::serve(listener, service).await.expect("the server runs") });
        // The first one counts, also if the process had one. Without any, no client can be made.
        drop(rustls::crypto::ring::default_provider().install_default());
        TestApp { base, platform, state, clock, client: reqwest::Client::new(), server, _folder: folder }
    }

    /// Calls the server; `token` and `body` may be absent.
    pub async fn call(&self, method: Method, path: &str, token: Option<&str>, body: Option<Value>) -> Reply {
        self.call_with(method, path, token, &[], body).await
    }

    /// Calls the server with further headers.
    pub async fn call_with(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Reply {
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("the body is text");
        Reply { status, headers, json: serde_json::from_str(&text).unwrap_or(Value::Null), text }
    }

    /// `GET`
    pub async fn get(&self, path: &str, token: Option<&str>) -> Reply {
        self.call(Method::GET, path, token, None).await
    }

    /// `POST`
    pub async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Reply {
        self.call(Method::POST, path, token, Some(body)).await
    }
}

/// The languages of this machine, looked for once per test process.
fn languages() -> Arc<judge::Languages> {
    static LANGUAGES: OnceLock<Arc<judge::Languages>> = OnceLock::new();
    LANGUAGES.get_or_init(|| Arc::new(judge::Languages::builtin().probe())).clone()
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.server.abort();
    }
}
