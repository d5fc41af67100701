//! Which board: scope, time frame and what is counted.

use model::{PathwayId, TopicId};
use ranking::Frame;

/// Whose problems count on a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// All of them.
    Global,
    /// Those of a topic and of the topics below it.
    Topic(TopicId),
    /// Those of a pathway's modules.
    Pathway(PathwayId),
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Metric {
    /// Sum of improvements in points.
    Points,
    /// Sum of XP.
    Xp,
}

/// One board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BoardKey {
    /// Whose problems count.
    pub scope: Scope,
    /// In which period.
    pub frame: Frame,
    /// What is counted.
    pub metric: Metric,
}

impl BoardKey {
    /// The board by points.
    #[must_use]
    pub fn points(scope: Scope, frame: Frame) -> Self {
        BoardKey { scope, frame, metric: Metric::Points }
    }

    /// The board by XP.
    #[must_use]
    pub fn xp(scope: Scope, frame: Frame) -> Self {
        BoardKey { scope, frame, metric: Metric::Xp }
    }
}
