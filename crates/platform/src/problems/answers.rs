//! The answers that callers who are not signed in get, kept ready as bytes.
//!
//! A dialect asks [`Answers::get`] first, and otherwise makes the answer and hands it in. Whatever changes a problem in
//! this process takes its answer away before the change is reported to anybody ([`crate::events::Bus`]), so that the
//! very next answer shows it. What another process changes (another node, `codequest import`) shows after
//! [`Answers::LIFETIME`].

use std::{
    collections::HashMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use model::ProblemId;

/// Kept answers by problem.
#[derive(Default)]
pub struct Answers {
    kept: RwLock<HashMap<ProblemId, Kept>>,
    /// Counts the changes, so that an answer that was made before one is not kept after it.
    changes: AtomicU64,
}

struct Kept {
    answer: Bytes,
    until: Instant,
}

/// The moment before an answer is made; see [`Answers::begin`].
#[derive(Debug, Clone, Copy)]
pub struct Begun(u64);

impl Answers {
    /// How long an answer is kept at most.
    pub const LIFETIME: Duration = Duration::from_secs(2);

    /// At most so many answers are kept; more make room by starting again.
    const CAPACITY: usize = 10_000;

    /// The answer about a problem, if there is one.
    #[must_use]
    pub fn get(&self, id: ProblemId) -> Option<Bytes> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(&id).filter(|kept| kept.until > Instant::now()).map(|kept| kept.answer.clone())
    }

    /// Call it before reading what the answer is made of.
    #[must_use]
    pub fn begin(&self) -> Begun {
        Begun(self.changes.load(Ordering::SeqCst))
    }

    /// Keeps an answer, unless something has changed since its making began.
    pub fn put(&self, begun: Begun, id: ProblemId, answer: Bytes) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if self.changes.load(Ordering::SeqCst) != begun.0 {
            return;
        }
        if kept.len() >= Self::CAPACITY {
            kept.clear();
        }
        kept.insert(id, Kept { answer, until: Instant::now() + Self::LIFETIME });
    }

    /// Takes the answer about a problem away.
    pub(crate) fn forget(&self, id: ProblemId) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        self.changes.fetch_add(1, Ordering::SeqCst);
        kept.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_made_before_a_change_is_not_kept_after_it() {
        let answers = Answers::default();
        let id = ProblemId::nil();
        let begun = answers.begin();
        answers.forget(id);
        answers.put(begun, id, Bytes::from_static(b"old"));
        assert_eq!(answers.get(id), None);
        answers.put(answers.begin(), id, Bytes::from_static(b"new"));
        assert_eq!(answers.get(id), Some(Bytes::from_static(b"new")));
        answers.forget(id);
        assert_eq!(answers.get(id), None);
    }
}
