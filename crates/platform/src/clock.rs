//! Where time comes from.

use chrono::{DateTime, SubsecRound, Utc};

/// Tells the time; tests have one that they set.
pub trait Clock: Send + Sync + 'static {
    /// The time now, in UTC, cut to microseconds (what both databases keep).
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}
