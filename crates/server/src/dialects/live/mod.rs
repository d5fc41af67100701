//! Live connections: one session, three encodings (Socket.IO, plain WebSocket, server-sent events).

mod channel;
mod connections;
mod dialect;
mod frame;
mod hub;
mod messages;
mod room;
mod session;
mod socketio;
mod sse;
mod transport;
mod websocket;

pub(crate) use hub::Hub;
pub(crate) use socketio::layer as socket_io;

use utoipa_axum::router::OpenApiRouter;

use crate::AppState;

/// All live routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().merge(sse::router()).merge(websocket::router())
}
