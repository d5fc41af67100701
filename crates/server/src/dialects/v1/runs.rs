//! Ungraded runs.

pub(super) mod wire;

use std::convert::Infallible;

use axum::{
    extract::State,
    http::StatusCode,
    response::{
        IntoResponse,
        sse::{Event as Frame, KeepAlive, Sse},
    },
};
use futures_util::stream;
use platform::{
    Actor,
    events::Event,
    runs::{Case, NewRun},
};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::error::RecvError;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Body, Envelope, ErrorEnvelope, Params, SignedIn, data};
use crate::{AppState, http::openapi::RunStatus};
use wire::RunOut;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_run)).routes(routes!(get_run)).routes(routes!(follow_run))
}

/// A program to be run for nothing but its output.
#[derive(Deserialize, ToSchema)]
struct CreateRun {
    /// The problem whose kind and limits hold.
    problem_id: Option<Uuid>,
    /// API name or key of the language.
    language: String,
    /// 1 to 10000 characters.
    code: String,
    /// 1 to 10.
    cases: Vec<CaseIn>,
}

/// One input.
#[derive(Deserialize, ToSchema)]
struct CaseIn {
    /// Shown with the result; `Case N` when absent.
    name: Option<String>,
    /// At most 64 KiB; for a function one JSON value per line, one line per parameter.
    input: String,
    /// When given, the result says whether it was met.
    expected_output: Option<String>,
}

/// A run was queued.
#[derive(Serialize, ToSchema)]
struct QueuedRun {
    run_id: Uuid,
    /// Always `PENDING`.
    #[schema(value_type = RunStatus)]
    status: &'static str,
}

/// Runs a program on given inputs, ungraded.
#[utoipa::path(post, path = "/v1/runs", tag = "runs", security(("bearer" = [])), request_body = CreateRun,
    responses((status = 202, body = Envelope<QueuedRun>), (status = 404, description = "There is no such problem.", body = ErrorEnvelope)))]
async fn create_run(
    State(app): State<AppState>,
    actor: SignedIn,
    body: Body<CreateRun>,
) -> Result<impl IntoResponse, ApiError> {
    let cases = body
        .0
        .cases
        .into_iter()
        .enumerate()
        .map(|(index, case)| Case {
            name: case.name.unwrap_or_else(|| format!("Case {}", index + 1)),
            input: case.input,
            expected_output: case.expected_output,
        })
        .collect();
    let new = NewRun { problem_id: body.0.problem_id, language: body.0.language, source: body.0.code, cases };
    let run = app.platform().runs().create(&actor, new).await?;
    Ok((StatusCode::ACCEPTED, data(QueuedRun { run_id: run.id, status: "PENDING" })))
}

/// One of one's own runs.
#[utoipa::path(get, path = "/v1/runs/{run_id}", tag = "runs", security(("bearer" = [])),
    params(("run_id" = Uuid, Path)), responses((status = 200, body = Envelope<RunOut>)))]
async fn get_run(State(app): State<AppState>, actor: SignedIn, id: Params<Uuid>) -> Result<Envelope<RunOut>, ApiError> {
    Ok(data(RunOut::new(app.platform().runs().get(&actor, id.0).await?)))
}

/// A run as it goes: the whole run after each case, until it is finished.
#[utoipa::path(get, path = "/v1/runs/{run_id}/events", tag = "runs", security(("bearer" = [])),
    params(("run_id" = Uuid, Path)), responses((status = 200, content_type = "text/event-stream", body = RunOut)))]
async fn follow_run(
    State(app): State<AppState>,
    actor: SignedIn,
    id: Params<Uuid>,
) -> Result<impl IntoResponse, ApiError> {
    // Listen before the first look, so that nothing falls between the two.
    let events = app.platform().events().subscribe();
    let first = app.platform().runs().get(&actor, id.0).await?;
    let watch = Watch { app, actor: actor.0.clone(), id: id.0, events, next: Some(RunOut::new(first)), ended: false };
    Ok(Sse::new(stream::unfold(watch, Watch::next)).keep_alive(KeepAlive::default()))
}

struct Watch {
    app: AppState,
    actor: Actor,
    id: Uuid,
    events: tokio::sync::broadcast::Receiver<Event>,
    next: Option<RunOut>,
    ended: bool,
}

impl Watch {
    async fn next(mut self) -> Option<(Result<Frame, Infallible>, Self)> {
        loop {
            if let Some(run) = self.next.take() {
                self.ended = run.is_finished();
                let frame = Frame::default().json_data(&run).ok()?;
                return Some((Ok(frame), self));
            }
            if self.ended {
                return None;
            }
            let event = tokio::select! {
                event = self.events.recv() => event,
                () = self.app.hub().stopped() => return None,
            };
            match event {
                Ok(Event::Run { id }) if id == self.id => {}
                Ok(_) => continue,
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
            self.next = Some(RunOut::new(self.app.platform().runs().get(&self.actor, self.id).await.ok()?));
        }
    }
}
