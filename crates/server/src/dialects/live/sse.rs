//! Server-sent events.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use platform::{
    Error,
    boards::{BoardKey, Frame as TimeFrame, MAX_PAGE, Scope},
};
use serde::Deserialize;
use tokio::{
    sync::watch,
    time::{Instant, Interval, MissedTickBehavior},
};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    channel::Channel,
    connections::Connected,
    dialect::{Streams, caller},
    hub::Hub,
    messages::{BoardTop, SubmissionUpdate},
    session::Session,
    transport::{Latest, Next},
};
use crate::{
    AppState,
    http::{
        extract,
        openapi::{TimeFrameWord, with_refusals_like},
    },
};

type Refusal = extract::Refusal<Streams>;

/// A comment is sent this often, so that proxies keep the stream open and a client that has gone is noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub(super) fn router() -> OpenApiRouter<AppState> {
    let router = OpenApiRouter::new().routes(routes!(follow_submission)).routes(routes!(follow_leaderboard));
    // Streams refuse in the envelope of `/v1`.
    with_refusals_like(router, "ErrorEnvelope")
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FollowSubmission {
    /// The access token, for clients that cannot set the header.
    access_token: Option<String>,
}

/// Follows a submission: its present state first, then each change, until the verdict.
#[utoipa::path(get, path = "/v1/submissions/{submission_id}/events", tag = "submissions", 
    params(("submission_id" = Uuid, Path), ("Last-Event-ID" = Option<u64>, Header, description = "Id of the last event that was received: nothing is sent again"), FollowSubmission),
    security((), ("bearer" = [])),     responses((status = 200, body = SubmissionUpdate, content_type = "text/event-stream")))]
async fn follow_submission(
    State(app): State<AppState>,
    actor: extract::Caller<Streams>,
    id: extract::Params<Streams, Uuid>,
    query: extract::Search<Streams, FollowSubmission>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let actor = caller(&app, &actor, query.0.access_token.as_deref()).await?;
    let (transport, states) = Latest::new();
    let mut session = Session::new(app.clone(), actor, transport);
    session.subscribe(Channel::Submission(id.0), last_seen(&headers)).await?;
    Ok(events(&app, session, states))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FollowLeaderboard {
    /// Which time counts; `all_time` when absent.
    #[param(value_type = Option<TimeFrameWord>, inline)]
    timeframe: Option<String>,
    /// Only problems of this topic.
    #[param(value_type = Option<Uuid>)]
    topic_id: Option<String>,
    /// Only problems of this pathway.
    #[param(value_type = Option<Uuid>)]
    pathway_id: Option<String>,
    /// The first so many lines.
    #[param(value_type = Option<i64>, minimum = 1, maximum = 100, default = 50)]
    limit: Option<String>,
}

/// Follows the first lines of a board: the present ones first, then at most ten changes a second.
#[utoipa::path(get, path = "/v1/leaderboard/events", tag = "board", params(FollowLeaderboard, ("Last-Event-ID" = Option<u64>, Header, description = "Id of the last event that was received: nothing is sent again")),
    security((), ("bearer" = [])),     responses((status = 200, body = BoardTop, content_type = "text/event-stream")))]
async fn follow_leaderboard(
    State(app): State<AppState>,
    actor: extract::Caller<Streams>,
    query: extract::Search<Streams, FollowLeaderboard>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let channel = query.0.channel()?;
    let (transport, states) = Latest::new();
    let mut session = Session::new(app.clone(), actor.clone(), transport);
    session.subscribe(channel, last_seen(&headers)).await?;
    Ok(events(&app, session, states))
}

impl FollowLeaderboard {
    fn channel(&self) -> Result<Channel, Error> {
        let frame = match self.timeframe.as_deref() {
            None => TimeFrame::AllTime,
            Some(word) => word.parse::<TimeFrame>().map_err(|wrong| Error::field("timeframe", wrong.to_string()))?,
        };
        let id = |field: &'static str, text: &str| text.parse().map_err(|_| Error::field(field, "must be a UUID"));
        let scope = match (&self.topic_id, &self.pathway_id) {
            (None, None) => Scope::Global,
            (Some(topic), None) => Scope::Topic(id("topic_id", topic)?),
            (None, Some(pathway)) => Scope::Pathway(id("pathway_id", pathway)?),
            (Some(_), Some(_)) => return Err(Error::field("pathway_id", "cannot be combined with topic_id")),
        };
        let limit = match self.limit.as_deref().map(str::parse) {
            None => 50,
            Some(Ok(limit)) if (1..=MAX_PAGE).contains(&limit) => limit,
            Some(_) => return Err(Error::field("limit", format!("must be a whole number from 1 to {MAX_PAGE}"))),
        };
        Ok(Channel::BoardTop(BoardKey::points(scope, frame), limit))
    }
}

/// The version that the client has, as the id of the last event it received.
fn last_seen(headers: &HeaderMap) -> Option<u64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

/// What one stream needs to go on; the subscription ends when it is dropped.
struct Stream {
    _session: Session,
    _connected: Connected,
    hub: Hub,
    states: watch::Receiver<Next>,
    keep_alive: Interval,
    ended: bool,
}

fn events(app: &AppState, session: Session, states: watch::Receiver<Next>) -> Response {
    let mut keep_alive = tokio::time::interval_at(Instant::now() + KEEP_ALIVE, KEEP_ALIVE);
    keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stream = Stream {
        _session: session,
        _connected: Connected::new("sse"),
        hub: app.hub().clone(),
        states,
        keep_alive,
        ended: false,
    };
    let body = Body::from_stream(stream::unfold(stream, next_chunk));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONNECTION, HeaderValue::from_static("keep-alive"));
    // Tells nginx not to hold events back.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

async fn next_chunk(mut stream: Stream) -> Option<(Result<Bytes, std::convert::Infallible>, Stream)> {
    if stream.ended {
        return None;
    }
    let next = tokio::select! {
        changed = stream.states.changed() => match changed {
            Ok(()) => stream.states.borrow_and_update().clone(),
            Err(_) => Next::End,
        },
        _ = stream.keep_alive.tick() => Next::Nothing,
        () = stream.hub.stopped() => Next::End,
    };
    match next {
        Next::Frame(frame) => {
            stream.ended = frame.is_last;
            Some((Ok(Bytes::clone(Arc::as_ref(&frame).sse())), stream))
        }
        Next::Nothing => Some((Ok(Bytes::from_static(b": still here\n\n")), stream)),
        Next::End => None,
    }
}
