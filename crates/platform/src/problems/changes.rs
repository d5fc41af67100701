//! Which state of a problem an answer was made from, so that dialects can keep answers without keeping them too long.
//!
//! Whatever changes a problem in this process is counted before anybody is told of it ([`crate::events::Bus`]), so that
//! the very next answer shows it. What another process changes (another node, `codequest import`) shows after
//! [`Changes::LIFETIME`] at the latest.

use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

use model::ProblemId;

/// The state of a problem; another one means that the problem may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    changes: u64,
    window: u128,
}

/// Counts the changes of each problem.
pub(crate) struct Changes {
    counts: RwLock<HashMap<ProblemId, u64>>,
    started: Instant,
}

impl Changes {
    /// How long a state counts as the present one without a known change.
    pub(crate) const LIFETIME: Duration = Duration::from_secs(2);

    pub(crate) fn new() -> Self {
        Changes { counts: RwLock::default(), started: Instant::now() }
    }

    /// The present state of a problem. Read it before reading the problem.
    pub(crate) fn stamp(&self, id: ProblemId) -> Stamp {
        let counts = self.counts.read().unwrap_or_else(PoisonError::into_inner);
        let changes = counts.get(&id).copied().unwrap_or(0);
        Stamp { changes, window: self.started.elapsed().as_millis() / Self::LIFETIME.as_millis() }
    }

    /// Counts a change of a problem.
    pub(crate) fn count(&self, id: ProblemId) {
        *self.counts.write().unwrap_or_else(PoisonError::into_inner).entry(id).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_gives_that_problem_another_stamp() {
        let changes = Changes::new();
        let (one, two) = (ProblemId::from_u128(1), ProblemId::from_u128(2));
        let before = (changes.stamp(one).changes, changes.stamp(two).changes);
        changes.count(one);
        assert_ne!(changes.stamp(one).changes, before.0);
        assert_eq!(changes.stamp(two).changes, before.1);
    }
}
