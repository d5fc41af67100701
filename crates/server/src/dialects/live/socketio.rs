//! Socket.IO: the handshake carries the token, `subscribe` and `unsubscribe` name a channel.

use std::{fmt, future::ready, sync::Arc};

use platform::Actor;
use serde::Deserialize;
use socketioxide::{
    SendError, SocketError, SocketIo,
    extract::{SocketRef, State, TryData},
    handler::ConnectHandler,
    layer::SocketIoLayer,
};
use tokio::sync::mpsc;

use super::{
    channel::Channel,
    connections::Connected,
    frame::{Content, Frame},
    session::Session,
    transport::{Offer, Transport},
};
use crate::AppState;

/// Packets that one connection may have on their way. Beyond it the connection is slow and skips states. A board tells up
/// to a hundred people's places at once, a packet each.
const PACKETS: usize = 128;
/// Commands of one client that wait; one that sends more at once loses them.
const COMMANDS: usize = 256;
/// Clients only name channels.
const MAX_PAYLOAD_BYTES: u64 = 16 * 1024;

/// The service at `/socket.io/`, around the rest of the server.
pub(crate) fn layer(app: AppState) -> SocketIoLayer {
    let (layer, io) = SocketIo::builder()
        .max_buffer_size(PACKETS)
        .max_payload(MAX_PAYLOAD_BYTES)
        .ws_max_message_size(16 * 1024)
        .with_state(app.clone())
        .build_layer();
    io.ns("/", connected.with(authenticate));
    let hub = app.hub().clone();
    tokio::spawn(async move {
        hub.stopped().await;
        io.close().await;
    });
    layer
}

#[derive(Deserialize)]
struct Handshake {
    token: String,
}

/// What a refused connection is told; the text is the contract's.
struct AuthenticationError;

impl fmt::Display for AuthenticationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authentication error")
    }
}

async fn authenticate(
    socket: SocketRef,
    handshake: TryData<Handshake>,
    State(app): State<AppState>,
) -> Result<(), AuthenticationError> {
    let token = handshake.0.map_err(|_| AuthenticationError)?.token;
    let actor = app.platform().accounts().authenticate(&token).await.map_err(|_| AuthenticationError)?;
    if actor == Actor::Anonymous {
        return Err(AuthenticationError);
    }
    socket.extensions.insert(actor);
    Ok(())
}

#[derive(Deserialize)]
struct Named {
    channel: String,
}

enum Command {
    Subscribe(Channel),
    Unsubscribe(Channel),
}

/// Takes in a connection. Its commands go through one queue to one task, so that they take effect in their order.
fn connected(socket: SocketRef, State(app): State<AppState>) -> std::future::Ready<()> {
    let Some(actor) = socket.extensions.get::<Actor>() else { return ready(()) };
    let (commands, inbox) = mpsc::channel(COMMANDS);
    let session = Session::new(app, actor, Arc::new(Packets(socket.clone())));
    let task = tokio::spawn(serve(session, inbox)).abort_handle();
    let take = |commands: mpsc::Sender<Command>, command: fn(Channel) -> Command| {
        move |named: TryData<Named>| {
            // A channel that nobody knows is ignored, like one that is not the client's.
            if let Some(channel) = named.0.ok().and_then(|named| named.channel.parse().ok()) {
                let _ = commands.try_send(command(channel));
            }
            ready(())
        }
    };
    socket.on("subscribe", take(commands.clone(), Command::Subscribe));
    socket.on("unsubscribe", take(commands, Command::Unsubscribe));
    socket.on_disconnect(move || {
        task.abort();
        ready(())
    });
    ready(())
}

async fn serve(mut session: Session, mut inbox: mpsc::Receiver<Command>) {
    let _connected = Connected::new("socket_io");
    while let Some(command) = inbox.recv().await {
        match command {
            Command::Subscribe(channel) => {
                if let Err(refused) = session.subscribe(channel, None).await {
                    tracing::debug!(%channel, error.code = refused.code().as_str(), "a subscription was refused");
                }
            }
            Command::Unsubscribe(channel) => session.unsubscribe(&channel),
        }
    }
}

/// A Socket.IO connection.
struct Packets(SocketRef);

impl Transport for Packets {
    fn offer(&self, frame: &Arc<Frame>) -> Offer {
        match &frame.content {
            Content::Submission(update) => outcome(self.0.emit("submission:update", update)),
            Content::Exercise(stats) => outcome(self.0.emit("exercise:stats", stats)),
            Content::BoardTop(top) => outcome(self.0.emit("leaderboard:top", top)),
            Content::Board(updates) => updates
                .iter()
                .map(|update| outcome(self.0.emit("leaderboard:update", update)))
                .find(|outcome| *outcome != Offer::Taken)
                .unwrap_or(Offer::Taken),
        }
    }
}

fn outcome(sent: Result<(), SendError>) -> Offer {
    match sent {
        Ok(()) => Offer::Taken,
        Err(SendError::Socket(SocketError::InternalChannelFull)) => Offer::Full,
        Err(_) => Offer::Closed,
    }
}
