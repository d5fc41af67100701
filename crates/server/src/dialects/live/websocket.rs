//! Plain WebSockets.

use std::time::Duration;

use axum::{
    extract::{
        State,
        ws::{Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::{IntoResponse, Response},
};
use platform::{Actor, Code, Error};
use serde::Deserialize;
use tokio::{
    sync::watch,
    time::{Instant, MissedTickBehavior},
};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{
    channel::Channel,
    connections::Connected,
    dialect::{Sockets, caller},
    hub::Hub,
    session::Session,
    transport::{Latest, Next},
};
use crate::{
    AppState,
    http::{extract, openapi::with_refusals_like},
};

/// A ping is sent this often, so that a client that has gone is noticed.
const PING: Duration = Duration::from_secs(30);
/// Clients have nothing to say here: larger messages end the connection.
const MAX_MESSAGE_BYTES: usize = 4 * 1024;

pub(super) fn router() -> OpenApiRouter<AppState> {
    with_refusals_like(OpenApiRouter::new().routes(routes!(watch_exercise)), "ErrorText")
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct WatchExercise {
    /// The access token.
    token: Option<String>,
}

/// Follows who works on an exercise: messages `{type: "exercise_stats", data}`.
#[utoipa::path(get, path = "/ws/exercises/{exercise_id}/stats", tag = "wizardcore",
    params(("exercise_id" = Uuid, Path), WatchExercise), security((), ("bearer" = [])),
    responses((status = 101, description = "A WebSocket")))]
async fn watch_exercise(
    State(app): State<AppState>,
    actor: extract::Caller<Sockets>,
    id: extract::Params<Sockets, Uuid>,
    query: extract::Search<Sockets, WatchExercise>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, extract::Refusal<Sockets>> {
    let actor = caller(&app, &actor, query.0.token.as_deref()).await?;
    if actor == Actor::Anonymous {
        return Err(Error::new(Code::Unauthorized, "the token is missing: ?token=").into());
    }
    let (transport, states) = Latest::new();
    let mut session = Session::new(app.clone(), actor, transport);
    session.subscribe(Channel::Exercise(id.0), None).await?;
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.max_message_size(MAX_MESSAGE_BYTES),
        Err(refused) => return Ok(refused.into_response()),
    };
    let hub = app.hub().clone();
    Ok(upgrade.on_upgrade(move |socket| serve(socket, session, states, hub)))
}

/// Writes states until either side ends. A client that reads slowly finds the newest state when it reads again.
async fn serve(mut socket: WebSocket, session: Session, mut states: watch::Receiver<Next>, hub: Hub) {
    let _connected = Connected::new("websocket");
    let mut ping = tokio::time::interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let message = tokio::select! {
            changed = states.changed() => match (changed, states.borrow_and_update().clone()) {
                (Ok(()), Next::Frame(frame)) => Message::Text(frame.text().clone()),
                _ => break,
            },
            received = socket.recv() => match received {
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => continue,
            },
            _ = ping.tick() => Message::Ping(bytes::Bytes::new()),
            () = hub.stopped() => break,
        };
        if socket.send(message).await.is_err() {
            break;
        }
    }
    drop(session);
    // The other side may have gone already.
    let _ = socket.send(Message::Close(None)).await;
}
