//! Answers kept as the bytes that were sent, each with the state it was made from.
//!
//! An answer is given again only while that state is still the present one, so that a change shows in the next answer.

use std::hash::Hash;

use bytes::Bytes;
use moka::sync::Cache;

/// How many answers are kept at most.
const CAPACITY: u64 = 256;

/// Kept answers to questions `Q`, made from states `S`.
pub(crate) struct Answers<Q, S>(Cache<Q, (S, Bytes)>);

impl<Q, S> Answers<Q, S>
where
    Q: Hash + Eq + Send + Sync + 'static,
    S: PartialEq + Clone + Send + Sync + 'static,
{
    pub(crate) fn new() -> Self {
        Answers(Cache::new(CAPACITY))
    }

    /// The answer to a question, if there is one from this state.
    pub(crate) fn get(&self, question: &Q, state: &S) -> Option<Bytes> {
        self.0.get(question).filter(|(made_from, _)| made_from == state).map(|(_, bytes)| bytes)
    }

    /// Keeps an answer. `state` is read before the answer is made, so that a change in between is noticed.
    pub(crate) fn keep(&self, question: Q, state: S, answer: Bytes) {
        self.0.insert(question, (state, answer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_from_another_state_is_not_given() {
        let answers = Answers::new();
        answers.keep("who leads?", 1, Bytes::from_static(b"nobody"));
        assert_eq!(answers.get(&"who leads?", &1), Some(Bytes::from_static(b"nobody")));
        assert_eq!(answers.get(&"who leads?", &2), None);
        assert_eq!(answers.get(&"who follows?", &1), None);
    }
}
