//! Judging: jobs are claimed by lease, judged by a worker, and what came of it is recorded once.
//!
//! A job is claimed in one transaction and removed in the one that records its result; between the two nothing is lost
//! when a worker, a server or a supervisor dies: the lease runs out and somebody claims the job again. The slots of a
//! server and workers on other hosts ([`crate::workers`]) claim and hand in by the same use cases.

mod claim;
mod embedded;
mod live;
mod outcome;
mod record;
mod score;
mod state;
mod tasks;
mod work;
pub mod worker;

pub use embedded::Slots;
pub use live::{Live, LiveTest, Progress};
pub(crate) use outcome::hand_back;
pub(crate) use state::State;
pub use tasks::{Prepared, task_digest};
pub use work::{Lease, Outcome, TaskRef, Work, WorkItem};

use state::{Active, Subject};

use crate::Platform;

/// How long a claim holds without a sign of life.
pub const LEASE: chrono::Duration = chrono::Duration::seconds(15);
/// How often a worker gives one.
pub const HEARTBEAT: std::time::Duration = std::time::Duration::from_secs(4);
/// After so many failures of the judge itself, a submission ends as `internal_error` (rule R-Q-05).
const MAX_FAILURES: i64 = 3;
/// A job over which so many workers were lost is not given to another one.
const MAX_LOSSES: i64 = 5;

/// Use cases about judging.
pub(crate) struct Judging<'p>(pub(crate) &'p Platform);

impl Platform {
    /// Use cases about judging. Whose work it is, the callers have made sure.
    pub(crate) fn judging(&self) -> Judging<'_> {
        Judging(self)
    }
}
