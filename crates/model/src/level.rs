//! The level that a person's XP amount to.

/// A level; its thresholds are rule R-XP-04: 0, 1000, 3000 and 6000 XP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// From 0 XP.
    Beginner,
    /// From 1000 XP.
    Intermediate,
    /// From 3000 XP.
    Advanced,
    /// From 6000 XP.
    Expert,
}

/// Where a person stands within the present level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The present level.
    pub level: Level,
    /// XP still missing to the next level; 0 at the top.
    pub xp_to_next_level: i64,
}

impl Level {
    /// All levels, the lowest first.
    pub const ALL: [Level; 4] = [Level::Beginner, Level::Intermediate, Level::Advanced, Level::Expert];

    /// The level of somebody with `xp` XP.
    #[must_use]
    pub fn of_xp(xp: i64) -> Self {
        Level::ALL.into_iter().rev().find(|level| xp >= level.threshold_xp()).unwrap_or(Level::Beginner)
    }

    /// XP from which the level is held.
    #[must_use]
    pub fn threshold_xp(self) -> i64 {
        match self {
            Level::Beginner => 0,
            Level::Intermediate => 1000,
            Level::Advanced => 3000,
            Level::Expert => 6000,
        }
    }

    /// The name shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Beginner => "Beginner",
            Level::Intermediate => "Intermediate",
            Level::Advanced => "Advanced",
            Level::Expert => "Expert",
        }
    }
}

impl Progress {
    /// The progress of somebody with `xp` XP.
    #[must_use]
    pub fn of_xp(xp: i64) -> Self {
        let level = Level::of_xp(xp);
        let next = Level::ALL.into_iter().find(|next| *next > level);
        Progress { level, xp_to_next_level: next.map_or(0, |next| next.threshold_xp() - xp) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_at_their_thresholds() {
        for (xp, name, missing) in [
            (0, "Beginner", 1000),
            (999, "Beginner", 1),
            (1000, "Intermediate", 2000),
            (2450, "Intermediate", 550),
            (6000, "Expert", 0),
        ] {
            let progress = Progress::of_xp(xp);
            assert_eq!((progress.level.name(), progress.xp_to_next_level), (name, missing), "{xp} XP");
        }
    }
}
