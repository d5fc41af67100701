//! A clock that stands still until the test moves it.

use std::sync::Mutex;

use chrono::{DateTime, Duration, SubsecRound, Utc};
use platform::Clock;

/// Starts at the real time (tokens are checked against it by libraries) and moves when told.
pub struct FakeClock(Mutex<DateTime<Utc>>);

impl FakeClock {
    /// A clock that stands at the present.
    #[must_use]
    pub fn new() -> Self {
        FakeClock(Mutex::new(Utc::now().trunc_subsecs(6)))
    }

    /// Moves forward.
    pub fn advance(&self, by: Duration) {
        *self.0.lock().expect("no test panics while it holds the clock") += by;
    }

    /// Jumps.
    pub fn set(&self, to: DateTime<Utc>) {
        *self.0.lock().expect("no test panics while it holds the clock") = to;
    }
}

impl Default for FakeClock {
    fn default() -> Self {
        FakeClock::new()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("no test panics while it holds the clock")
    }
}
