//! What happens, told after commit to whoever listens in this process.

use std::sync::Arc;

use model::{ProblemId, RunId, SubmissionId, UserId};
use tokio::sync::broadcast;

use crate::boards::BoardKey;

/// Something that happened. Listeners read the present state from the platform; an event only says what to look at.
#[derive(Debug, Clone)]
pub enum Event {
    /// A submission was made, moved on, or ended.
    Submission {
        /// Which.
        id: SubmissionId,
        /// Its author.
        user_id: UserId,
    },
    /// An ungraded run moved on or ended.
    Run {
        /// Which.
        id: RunId,
    },
    /// A person's points or XP changed.
    Score {
        /// Whose.
        user_id: UserId,
    },
    /// A person's place on some boards changed. Boards tell it themselves.
    Boards {
        /// Whose.
        user_id: UserId,
        /// On which.
        keys: Arc<[BoardKey]>,
    },
    /// Every board was loaded anew: at the start, and when a week or month turned.
    BoardsLoaded,
    /// Statistics of a problem changed: solvers, submissions.
    Problem {
        /// Which.
        id: ProblemId,
    },
    /// A job was queued; idle workers look again.
    JobQueued,
}

/// Sends events to every listener; one that is too slow misses the oldest and is told so.
pub struct Bus(broadcast::Sender<Event>);

impl Bus {
    pub(crate) fn new() -> Self {
        Bus(broadcast::channel(4096).0)
    }

    /// Tells everybody who listens. Call it after the commit.
    pub fn publish(&self, event: Event) {
        // An error only says that nobody listens.
        let _ = self.0.send(event);
    }

    /// Listens from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}
