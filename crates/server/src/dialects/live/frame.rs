//! One state of one channel, encoded at most once for each kind of connection.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::OnceLock,
};

use axum::extract::ws::Utf8Bytes;
use bytes::Bytes;
use serde::Serialize;

use super::messages::{BoardTop, BoardUpdate, ExerciseStats, SubmissionUpdate};

/// A state of a channel.
#[derive(Debug)]
pub(crate) struct Frame {
    /// Differs from state to state; a client that names it has seen this state.
    pub(crate) version: u64,
    /// Nothing follows.
    pub(crate) is_last: bool,
    pub(crate) content: Content,
    sse: OnceLock<Bytes>,
    text: OnceLock<Utf8Bytes>,
}

/// What the state says.
#[derive(Debug)]
pub(crate) enum Content {
    Submission(SubmissionUpdate),
    Exercise(ExerciseStats),
    Board(Vec<BoardUpdate>),
    BoardTop(BoardTop),
}

impl Frame {
    pub(crate) fn new(version: u64, is_last: bool, content: Content) -> Self {
        Frame { version, is_last, content, sse: OnceLock::new(), text: OnceLock::new() }
    }

    /// As one server-sent event.
    pub(crate) fn sse(&self) -> &Bytes {
        self.sse.get_or_init(|| {
            let data = match &self.content {
                Content::Submission(update) => json(update),
                Content::Exercise(stats) => json(stats),
                Content::Board(updates) => json(updates),
                Content::BoardTop(top) => json(top),
            };
            Bytes::from(format!("id: {}\ndata: {data}\n\n", self.version))
        })
    }

    /// As one text message `{type, data}`.
    pub(crate) fn text(&self) -> &Utf8Bytes {
        self.text.get_or_init(|| {
            let (kind, data) = match &self.content {
                Content::Submission(update) => ("submission_update", json(update)),
                Content::Exercise(stats) => ("exercise_stats", json(stats)),
                Content::Board(updates) => ("leaderboard_changes", json(updates)),
                Content::BoardTop(top) => ("leaderboard", json(top)),
            };
            Utf8Bytes::from(format!(r#"{{"type":"{kind}","data":{data}}}"#))
        })
    }
}

/// The version of a state that does not count its changes: the same for the same state, across restarts too.
pub(crate) fn version_of(state: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    state.hash(&mut hasher);
    // What every client's number type can hold.
    hasher.finish() >> 11
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("messages have text keys and no foreign serializers")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATS: ExerciseStats = ExerciseStats { concurrent_solvers: 1, total_submissions: 2, completion_rate: 50 };

    #[test]
    fn one_state_has_one_text_in_each_encoding() {
        let frame = Frame::new(7, false, Content::Exercise(STATS));
        let data = r#"{"concurrent_solvers":1,"total_submissions":2,"completion_rate":50}"#;
        assert_eq!(frame.sse(), format!("id: 7\ndata: {data}\n\n").as_bytes());
        assert_eq!(frame.text().as_str(), format!(r#"{{"type":"exercise_stats","data":{data}}}"#));
    }

    #[test]
    fn versions_tell_states_apart_and_fit_every_client() {
        let other = ExerciseStats { total_submissions: 3, ..STATS };
        assert_eq!(version_of(&STATS), version_of(&STATS));
        assert_ne!(version_of(&STATS), version_of(&other));
        assert!(version_of(&STATS) < 1 << 53);
    }
}
