//! What can be subscribed to, by the names that clients use.

use std::{fmt, str::FromStr};

use model::{ProblemId, SubmissionId};
use platform::boards::{BoardKey, Frame, Scope};

/// Something that can be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Channel {
    /// How far a submission is: `submission:{id}`.
    Submission(SubmissionId),
    /// Who works on an exercise now.
    Exercise(ProblemId),
    /// The people whose place on a board by points changed: `leaderboard:{scope}:{frame}`.
    Board(BoardKey),
    /// The first lines of a board by points, so many.
    BoardTop(BoardKey, usize),
}

impl Channel {
    /// The board that it is about, if it is about one.
    pub(crate) fn board(&self) -> Option<&BoardKey> {
        match self {
            Channel::Board(key) | Channel::BoardTop(key, _) => Some(key),
            Channel::Submission(_) | Channel::Exercise(_) => None,
        }
    }

    /// Whether it is about a board.
    pub(crate) fn is_board(&self) -> bool {
        self.board().is_some()
    }
}

/// The text names no channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnknownChannel;

impl FromStr for Channel {
    type Err = UnknownChannel;

    fn from_str(name: &str) -> Result<Self, UnknownChannel> {
        let parts: Vec<&str> = name.split(':').collect();
        let id = |text: &str| text.parse().map_err(|_| UnknownChannel);
        let board = |scope: Scope, frame: &str| {
            let frame = frame.parse::<Frame>().map_err(|_| UnknownChannel)?;
            Ok(Channel::Board(BoardKey::points(scope, frame)))
        };
        match parts.as_slice() {
            ["submission", submission] => Ok(Channel::Submission(id(submission)?)),
            ["leaderboard", "global", frame] => board(Scope::Global, frame),
            ["leaderboard", "topic", topic, frame] => board(Scope::Topic(id(topic)?), frame),
            ["leaderboard", "pathway", pathway, frame] => board(Scope::Pathway(id(pathway)?), frame),
            _ => Err(UnknownChannel),
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Channel::Submission(id) => write!(f, "submission:{id}"),
            Channel::Exercise(id) => write!(f, "exercise:{id}"),
            Channel::Board(key) | Channel::BoardTop(key, _) => match key.scope {
                Scope::Global => write!(f, "leaderboard:global:{}", key.frame),
                Scope::Topic(id) => write!(f, "leaderboard:topic:{id}:{}", key.frame),
                Scope::Pathway(id) => write!(f, "leaderboard:pathway:{id}:{}", key.frame),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn names_are_read_back() {
        let id = "3f1c9c1e-6c1f-4a57-9d0a-2b8f6d1c7a10";
        for name in [
            format!("submission:{id}"),
            "leaderboard:global:all_time".to_owned(),
            format!("leaderboard:topic:{id}:weekly"),
            format!("leaderboard:pathway:{id}:monthly"),
        ] {
            assert_eq!(name.parse::<Channel>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn other_names_are_no_channels() {
        for name in [
            "",
            "submission",
            "submission:5",
            "submission:",
            "leaderboard:global",
            "leaderboard:global:daily",
            "a:b:c:d:e",
        ] {
            assert_eq!(name.parse::<Channel>(), Err(UnknownChannel), "{name}");
        }
    }
}
