//! What happens, told after commit to whoever listens in this process.

use std::sync::Arc;

use model::{ProblemId, RunId, SubmissionId, UserId};
use tokio::sync::broadcast;

use crate::{boards::BoardKey, problems::Changes};

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
    /// A problem changed: what it says, whether it is published, its statistics.
    Problem {
        /// Which.
        id: ProblemId,
    },
    /// A job was queued; idle workers look again.
    JobQueued,
}

/// Sends events to every listener; one that is too slow misses the oldest and is told so.
pub struct Bus {
    sender: broadcast::Sender<Event>,
    /// Counted before anybody hears of them.
    problem_changes: Changes,
}

impl Bus {
    pub(crate) fn new() -> Self {
        Bus { sender: broadcast::channel(4096).0, problem_changes: Changes::new() }
    }

    /// Tells everybody who listens. Call it after the commit and before the caller is told of the change.
    pub fn publish(&self, event: Event) {
        if let Event::Problem { id } = event {
            self.problem_changes.count(id);
        }
        // An error only says that nobody listens.
        let _ = self.sender.send(event);
    }

    /// The changes of problems so far.
    pub(crate) fn problem_changes(&self) -> &Changes {
        &self.problem_changes
    }

    /// Listens from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.sender.subscribe()
    }
}
