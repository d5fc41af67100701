//! The binary on a data directory of its own, as an operator would run it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, Method};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) const PASSWORD: &str = "Quiet-River-42";

/// No answer, and no stream of events, may take longer than this: what hangs is to fail, not to wait for ever.
const PATIENCE: Duration = Duration::from_secs(120);

/// A data directory, and the server over it while it runs.
pub(crate) struct Installation {
    pub(crate) folder: TempDir,
    pub(crate) client: Client,
    pub(crate) base: String,
    server: Option<Child>,
    settings: Vec<(&'static str, String)>,
}

impl Installation {
    /// An empty data directory; nothing runs yet.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        // A connection for each request: one that is kept may be to a server that was killed meanwhile.
        // The first one counts, also if the process had one. Without any, no client can be made.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder().pool_max_idle_per_host(0).timeout(PATIENCE).build().unwrap();
        Installation { folder, client, base: String::new(), server: None, settings: Vec::new() }
    }

    /// Sets a name of the configuration for what is started from now on.
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.settings.push((name, value.into()));
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codequest"));
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("CODEQUEST_DATA", self.folder.path())
            .env("ENABLE_RATE_LIMITING", "false")
            .env("LOG_LEVEL", "error")
            .env("PORT", "0")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .current_dir(self.folder.path());
        command
    }

    /// Runs a subcommand beside the server.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    /// Starts the server and waits for its `ready` line.
    pub(crate) fn start(&mut self) {
        let mut child = self.command().arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        self.base = lines
            .find_map(|line| line.unwrap().strip_prefix("codequest ready ").map(str::to_owned))
            .expect("the server says that it is ready");
        self.server = Some(child);
    }

    /// The server's process id.
    pub(crate) fn pid(&self) -> u32 {
        self.server.as_ref().unwrap().id()
    }

    /// Ends the server as a power cut would.
    pub(crate) fn kill(&mut self) {
        let mut child = self.server.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Asks the server to stop and waits for its end; how long that took.
    pub(crate) fn stop(&mut self) -> Duration {
        let mut child = self.server.take().unwrap();
        let began = Instant::now();
        signal(i32::try_from(child.id()).unwrap(), libc::SIGTERM);
        assert!(child.wait().unwrap().success());
        began.elapsed()
    }

    /// Makes an account and signs it in.
    pub(crate) async fn account(&self, role: &str, name: &str) -> String {
        let email = format!("{name}@example.com");
        let arguments =
            ["admin", "create-user", "--email", &email, "--password", PASSWORD, "--role", role, "--name", name];
        let made = self.run(&arguments);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let body = json!({ "email": email, "password": PASSWORD });
        let data = self.call(Method::POST, "/v1/auth/login", "", Some(body)).await.unwrap();
        data["access_token"].as_str().unwrap().to_owned()
    }

    /// `data` of a successful answer; nothing when the server went away or refused.
    pub(crate) async fn call(&self, method: Method, path: &str, token: &str, body: Option<Value>) -> Option<Value> {
        call(&self.client, &self.base, method, path, token, body).await
    }

    /// Waits until a submission is being judged.
    pub(crate) async fn running(&self, token: &str, id: &str) {
        let url = format!("{}/v1/submissions/{id}/events", self.base);
        let mut events = self.client.get(url).bearer_auth(token).send().await.unwrap();
        let mut heard = String::new();
        while !heard.contains("RUNNING") {
            let chunk = events.chunk().await.unwrap().expect("it is judged before the stream ends");
            heard.push_str(&String::from_utf8_lossy(&chunk));
        }
    }

    /// Waits for the end of a submission by its event stream.
    pub(crate) async fn finished(&self, token: &str, id: &str) -> Value {
        let url = format!("{}/v1/submissions/{id}/events", self.base);
        let response = self.client.get(url).bearer_auth(token).send().await.unwrap();
        assert!(response.status().is_success(), "{}", response.status());
        // The stream closes after the final state.
        response.text().await.unwrap();
        self.call(Method::GET, &format!("/v1/submissions/{id}"), token, None).await.unwrap()
    }

    /// The id of a shipped problem.
    pub(crate) async fn problem(&self, slug: &str) -> String {
        let found = self.call(Method::GET, &format!("/v1/problems?q={slug}"), "", None).await.unwrap();
        let found = found.as_array().unwrap().iter().find(|row| row["slug"] == slug).unwrap();
        found["id"].as_str().unwrap().to_owned()
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if self.server.is_some() {
            self.kill();
        }
    }
}

/// Sends a signal to a process that this test started, or to a child of one.
#[expect(unsafe_code, reason = "there is no safe way to signal a process that is no child of ours")]
pub(crate) fn signal(pid: i32, signal: i32) {
    // SAFETY: a plain system call without memory.
    unsafe {
        libc::kill(pid, signal);
    }
}

/// `data` of a successful answer; nothing when the server went away or refused.
pub(crate) async fn call(
    client: &Client,
    base: &str,
    method: Method,
    path: &str,
    token: &str,
    body: Option<Value>,
) -> Option<Value> {
    let mut request = client.request(method, format!("{base}{path}"));
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = unless_gone(request.send().await)?;
    if !response.status().is_success() {
        return None;
    }
    let mut body: Value = unless_gone(response.json().await)?;
    Some(body["data"].take())
}

/// What a server answered; nothing when it went away.
pub(crate) fn unless_gone<T>(answer: reqwest::Result<T>) -> Option<T> {
    if let Err(error) = &answer {
        assert!(!error.is_timeout(), "neither an answer nor the end of the connection: {error}");
    }
    answer.ok()
}
