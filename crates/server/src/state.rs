//! What every handler can reach.

use std::sync::Arc;

use platform::{
    Platform,
    boards::{BoardKey, Stamp},
};

use crate::http::answers::Answers;

/// Shared by all handlers; clones are cheap.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    platform: Platform,
    board_answers: Answers<BoardPart, Stamp>,
}

/// A part of a board: which board, lines left out, lines given.
pub(crate) type BoardPart = (BoardKey, usize, usize);

impl AppState {
    /// The state of a server over `platform`.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        AppState(Arc::new(Inner { platform, board_answers: Answers::new() }))
    }

    /// The use cases.
    #[must_use]
    pub fn platform(&self) -> &Platform {
        &self.0.platform
    }

    /// Answers about boards to nobody in particular.
    pub(crate) fn board_answers(&self) -> &Answers<BoardPart, Stamp> {
        &self.0.board_answers
    }
}
