//! Live connections: one session, three encodings (Socket.IO, plain WebSocket, server-sent events).

use utoipa_axum::router::OpenApiRouter;

use crate::AppState;

/// All live routes.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
