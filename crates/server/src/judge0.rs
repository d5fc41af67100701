//! A Judge0 elsewhere as the judge of this server (`JUDGE0_API_URL`; contract R-SUB-12 and its outbound calls).

use std::{collections::BTreeSet, time::Duration};

use anyhow::{Context, bail};
use platform::judging::worker::{Order, Ran, Service};
use reqwest::{Client, RequestBuilder, StatusCode, Url, header::USER_AGENT, redirect::Policy};
use serde::Deserialize;
use serde_json::json;
use tokio::runtime::Handle;

/// How long a submission may take, all in all (R-SUB-12).
const TIMEOUT: Duration = Duration::from_secs(30);
/// What Judge0 grants at most by default: seconds of CPU time, seconds of wall time, KiB of memory.
const MOST: (f64, f64, u64) = (15.0, 20.0, 512_000);
/// The least memory that it can be told, in KiB.
const LEAST_MEMORY: u64 = 2048;
/// Longest answer that is read, in bytes.
const MAX_ANSWER: usize = 32 << 20;

/// A Judge0 that is asked over HTTP.
pub struct RemoteJudge0 {
    base: Url,
    key: Option<String>,
    client: Client,
    runtime: Handle,
}

/// A submission as it comes back.
#[derive(Deserialize)]
struct Answer {
    stdout: Option<String>,
    stderr: Option<String>,
    compile_output: Option<String>,
    message: Option<String>,
    status: Status,
    /// Seconds
    time: Option<String>,
    /// KiB
    memory: Option<f64>,
}

#[derive(Deserialize)]
struct Status {
    id: u8,
}

#[derive(Deserialize)]
struct Language {
    id: u32,
}

impl RemoteJudge0 {
    /// A Judge0 at an address, with the key that it may want. Must be called within the runtime.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(address: &str, key: Option<String>) -> anyhow::Result<Self> {
        let base = Url::parse(address.trim_end_matches('/')).context("invalid JUDGE0_API_URL")?;
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() {
            bail!("invalid JUDGE0_API_URL: it must look like https://judge0.example.org");
        }
        let client = crate::http::outbound::client().redirect(Policy::none()).timeout(TIMEOUT).build()?;
        Ok(RemoteJudge0 { base, key, client, runtime: Handle::current() })
    }

    fn with_key(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.header(USER_AGENT, "codequest");
        match &self.key {
            // The first for Judge0 at RapidAPI, the second for one's own.
            Some(key) => request.header("X-RapidAPI-Key", key).header("X-Auth-Token", key),
            None => request,
        }
    }

    fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.base.as_str().trim_end_matches('/'))
    }

    /// The numbers of the languages that it has.
    ///
    /// # Errors
    /// When it cannot be reached or does not answer as it should.
    pub async fn languages(&self) -> anyhow::Result<BTreeSet<u32>> {
        let response = self.with_key(self.client.get(self.url("languages"))).send().await?;
        let status = response.status();
        if !status.is_success() {
            bail!("judge0 returned error: {status}");
        }
        let languages: Vec<Language> = response.json().await?;
        Ok(languages.into_iter().map(|language| language.id).collect())
    }

    async fn submit(&self, order: Order<'_>) -> anyhow::Result<Ran> {
        let seconds = order.limits.time_ms as f64 / 1000.0;
        let body = json!({
            "source_code": order.source,
            "language_id": order.language,
            "stdin": order.stdin,
            "expected_output": order.expected,
            "cpu_time_limit": seconds.min(MOST.0),
            "wall_time_limit": (2.0 * seconds + 1.0).min(MOST.1),
            "memory_limit": order.limits.memory_kb.clamp(LEAST_MEMORY, MOST.2),
        });
        let url = self.url("submissions?base64_encoded=false&wait=true");
        let response = self.with_key(self.client.post(url).json(&body)).send().await?;
        let status = response.status();
        if status != StatusCode::OK && status != StatusCode::CREATED {
            bail!("judge0 returned error: {status}");
        }
        let answer: Answer = serde_json::from_slice(&whole(response).await?).context("judge0's answer")?;
        let seconds = answer.time.as_deref().and_then(|time| time.parse::<f64>().ok()).unwrap_or_default();
        Ok(Ran {
            status: answer.status.id,
            stdout: answer.stdout.unwrap_or_default(),
            stderr: answer.stderr.unwrap_or_default(),
            compile_output: answer.compile_output.unwrap_or_default(),
            message: answer.message.unwrap_or_default(),
            cpu_ms: (seconds * 1000.0).ceil() as u64,
            memory_kb: answer.memory.unwrap_or_default() as u64,
        })
    }
}

async fn whole(mut response: reqwest::Response) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if bytes.len() + chunk.len() > MAX_ANSWER {
            bail!("judge0's answer is too long");
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

impl Service for RemoteJudge0 {
    // Called on a thread for blocking work, never on one of the runtime's own.
    fn run(&self, order: Order<'_>) -> Result<Ran, String> {
        self.runtime.block_on(self.submit(order)).map_err(|error| format!("{error:#}"))
    }
}
