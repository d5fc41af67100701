//! The words of workers on other hosts, below `/internal/worker/v1`: JSON in, JSON out, the worker's token as bearer.
//!
//! Only `codequest worker` of the same protocol speaks them; they are no public API and in no description.

use std::time::Duration;

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use platform::{
    Actor, Code, Error, Kind, Progress,
    judging::{HEARTBEAT, Lease, Outcome, WorkItem},
    workers::NewWorker,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::AppState;

/// Where the dialect lives.
pub const PATH: &str = "/internal/worker/v1";

/// The number of the protocol. It changes with every change of what is sent here, tasks and reports included.
pub const PROTOCOL: u32 = 1;

/// The largest report that a server takes, in bytes.
pub const MAX_REPORT_BYTES: usize = 2_000_000;

/// A worker begins.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the worker.
    pub protocol: u32,
    /// Name of its host.
    pub name: String,
    /// Its version of the program.
    pub version: String,
    /// Programs that it judges at once.
    pub slots: u32,
    /// Keys of its languages, each with a version.
    pub languages: Vec<(String, String)>,
}

/// The answer to [`Hello`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Welcome {
    /// To be said with every call.
    pub worker_id: Uuid,
    /// Version of the server.
    pub version: String,
    /// How often signs of life are expected, in milliseconds.
    pub heartbeat_ms: u64,
}

/// A worker asks for work; the answer is a list of [`WorkItem`]s, empty when there was none in time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Claim {
    /// Who asks.
    pub worker_id: Uuid,
    /// Most pieces.
    pub max: usize,
    /// How long to wait for the first, in milliseconds; the server may wait less.
    pub wait_ms: u64,
}

/// A worker gives a sign of life; the answer is the list of leases that it lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Beat {
    /// Who lives.
    pub worker_id: Uuid,
    /// What it holds.
    pub leases: Vec<Lease>,
}

/// How far a piece of work is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Advance {
    /// Which.
    pub lease: Lease,
    /// What happened since, in order.
    pub progress: Vec<Progress>,
}

/// What came of a piece of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HandIn {
    /// Which.
    pub lease: Lease,
    /// What came of it.
    pub outcome: Outcome,
}

/// A worker ends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Goodbye {
    /// Who.
    pub worker_id: Uuid,
}

/// The answer when something is refused.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refused {
    /// A sentence that says what to do.
    pub error: String,
}

/// All routes of the dialect.
pub fn router() -> Router<AppState> {
    Router::new().nest(
        PATH,
        Router::new()
            .route("/hello", post(hello))
            .route("/claim", post(claim))
            .route("/task", post(task))
            .route("/beat", post(beat))
            .route("/progress", post(progress))
            .route("/report", post(report))
            .route("/goodbye", post(goodbye)),
    )
}

/// A refusal on its way out.
struct Refusal(Error);

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = self.0;
        if let Some(source) = error.source_chain() {
            tracing::error!(error.code = error.code().as_str(), error.source = source, "a worker's call failed");
        }
        let status = match error.code().kind() {
            Kind::Invalid => StatusCode::BAD_REQUEST,
            Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Conflict => StatusCode::CONFLICT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(Refused { error: error.message().to_owned() })).into_response()
    }
}

type Answer<T> = Result<Json<T>, Refusal>;

/// Who calls, and with what. The token comes first: strangers learn nothing about the form.
async fn received<T: DeserializeOwned>(app: &AppState, headers: &HeaderMap, body: &Bytes) -> Result<(Actor, T), Error> {
    let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = shown.and_then(|shown| shown.strip_prefix("Bearer "));
    let token = token.ok_or_else(|| Error::new(Code::Unauthorized, "show the token of a worker"))?;
    let actor = app.platform().workers().authenticate(token).await?;
    // Reports may hold the character NUL, other than what people send: it is replaced when they are recorded.
    let value = serde_json::from_slice(body).map_err(|error| Error::field("body", format!("is malformed: {error}")))?;
    Ok((actor, value))
}

async fn hello(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Answer<Welcome> {
    #[derive(Deserialize)]
    struct Speaks {
        protocol: u32,
    }
    // Before the rest, which another protocol may say in another form.
    let (_, speaks): (_, Speaks) = received(&app, &headers, &body).await?;
    let version = env!("CARGO_PKG_VERSION");
    if speaks.protocol != PROTOCOL {
        let message = format!(
            "this server (version {version}) speaks protocol {PROTOCOL} with workers and not {}: install the server's \
             version of codequest on the worker's host",
            speaks.protocol
        );
        return Err(Error::new(Code::Conflict, message).into());
    }
    let (actor, hello): (_, Hello) = received(&app, &headers, &body).await?;
    let Hello { name, version: workers, slots, languages, .. } = hello;
    let new = NewWorker { name, version: workers, slots, languages };
    let worker_id = app.platform().workers().hello(&actor, new).await?;
    let heartbeat_ms = u64::try_from(HEARTBEAT.as_millis()).unwrap_or(u64::MAX);
    Ok(Json(Welcome { worker_id, version: version.to_owned(), heartbeat_ms }))
}

async fn claim(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Answer<Vec<WorkItem>> {
    let (actor, Claim { worker_id, max, wait_ms }) = received(&app, &headers, &body).await?;
    Ok(Json(app.platform().workers().claim(&actor, worker_id, max, Duration::from_millis(wait_ms)).await?))
}

async fn task(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Result<Response, Refusal> {
    let (actor, lease) = received(&app, &headers, &body).await?;
    let bytes = app.platform().workers().task(&actor, lease).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

async fn beat(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Answer<Vec<Lease>> {
    let (actor, Beat { worker_id, leases }) = received(&app, &headers, &body).await?;
    Ok(Json(app.platform().workers().beat(&actor, worker_id, leases).await?))
}

async fn progress(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Answer<()> {
    let (actor, Advance { lease, progress }) = received(&app, &headers, &body).await?;
    Ok(Json(app.platform().workers().progress(&actor, lease, progress)?))
}

async fn report(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Answer<()> {
    let (actor, HandIn { lease, outcome }) = received(&app, &headers, &body).await?;
    Ok(Json(app.platform().workers().hand_in(&actor, lease, outcome).await?))
}

async fn goodbye(State(app): State<AppState>, headers: HeaderMap, body: Bytes) -> Answer<()> {
    let (actor, Goodbye { worker_id }) = received(&app, &headers, &body).await?;
    Ok(Json(app.platform().workers().goodbye(&actor, worker_id).await?))
}
