//! What every handler can reach.

use std::sync::Arc;

use model::ProblemId;
use platform::{
    Platform,
    boards::{BoardKey, Stamp},
    problems,
};

use crate::{dialects::live::Hub, http::answers::Answers};

/// Shared by all handlers; clones are cheap.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    platform: Platform,
    board_answers: Answers<BoardPart, Stamp>,
    problem_answers: Answers<ProblemId, problems::Stamp>,
    hub: Hub,
}

/// A part of a board: which board, lines left out, lines given.
pub(crate) type BoardPart = (BoardKey, usize, usize);

impl AppState {
    /// The state of a server over `platform`. Starts the task that tells live connections of changes, and so must be
    /// called within the runtime.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        let hub = Hub::start(platform.clone());
        AppState(Arc::new(Inner { platform, board_answers: Answers::new(), problem_answers: Answers::new(), hub }))
    }

    /// Ends the live connections, which otherwise last as long as their clients like. For the stop of a server.
    pub fn end_live_connections(&self) {
        self.0.hub.stop();
    }

    /// Where live connections meet channels.
    pub(crate) fn hub(&self) -> &Hub {
        &self.0.hub
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

    /// Answers about problems to nobody in particular.
    pub(crate) fn problem_answers(&self) -> &Answers<ProblemId, problems::Stamp> {
        &self.0.problem_answers
    }
}
