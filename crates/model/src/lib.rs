//! The words of the domain: ids, roles, difficulty, levels. Pure: no I/O, no clock, no wire formats.

mod difficulty;
mod level;
mod role;
mod verdict;

pub use difficulty::Difficulty;
pub use level::{Level, Progress};
pub use role::Role;
pub use verdict::Verdict;

use uuid::Uuid;

/// Identity of a person's account (UUIDv7 made by us).
pub type UserId = Uuid;
/// Identity of a problem; stable over its versions, taken from its package.
pub type ProblemId = Uuid;
/// Identity of one immutable version of a problem.
pub type VersionId = Uuid;
/// Identity of one graded submission.
pub type SubmissionId = Uuid;
/// Identity of one ungraded run.
pub type RunId = Uuid;
/// Identity of a topic, the subject tree.
pub type TopicId = Uuid;
/// Identity of a pathway, the ordered course.
pub type PathwayId = Uuid;

/// A word that is not one of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a {what}")]
pub struct UnknownWord {
    /// What was expected, such as `role`.
    pub what: &'static str,
    /// The word that was given.
    pub word: String,
}
