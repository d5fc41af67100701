//! How a frame reaches one connection.

use std::sync::Arc;

use tokio::sync::watch;

use super::frame::Frame;

/// One connection, as the hub sees it.
pub(crate) trait Transport: Send + Sync {
    /// Hands a frame over without waiting.
    fn offer(&self, frame: &Arc<Frame>) -> Offer;

    /// Nothing follows on a channel whose last state the client has already.
    fn nothing_follows(&self) {}
}

/// What became of a frame that was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Offer {
    /// It is on its way.
    Taken,
    /// The connection is slow; it is offered the then present state later.
    Full,
    /// There is nobody any more.
    Closed,
}

/// What a connection that keeps only the newest state has next for its client.
#[derive(Debug, Clone, Default)]
pub(crate) enum Next {
    /// Nothing yet.
    #[default]
    Nothing,
    /// This state.
    Frame(Arc<Frame>),
    /// The end.
    End,
}

/// A connection that keeps the newest state alone: what it could not write in time is replaced.
pub(crate) struct Latest(watch::Sender<Next>);

impl Latest {
    /// The side of the hub and the side of the connection.
    pub(crate) fn new() -> (Arc<Self>, watch::Receiver<Next>) {
        let (sender, receiver) = watch::channel(Next::Nothing);
        (Arc::new(Latest(sender)), receiver)
    }
}

impl Transport for Latest {
    fn offer(&self, frame: &Arc<Frame>) -> Offer {
        match self.0.send(Next::Frame(Arc::clone(frame))) {
            Ok(()) => Offer::Taken,
            Err(_) => Offer::Closed,
        }
    }

    fn nothing_follows(&self) {
        let _ = self.0.send(Next::End);
    }
}
