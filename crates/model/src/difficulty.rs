//! How hard a problem is.

use std::str::FromStr;

use crate::UnknownWord;

/// Difficulty of a problem, stored as 1 to 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Difficulty {
    /// 1
    Easy,
    /// 2
    Medium,
    /// 3
    Hard,
}

impl Difficulty {
    /// The number that is stored and sent: 1, 2 or 3.
    #[must_use]
    pub fn number(self) -> i64 {
        match self {
            Difficulty::Easy => 1,
            Difficulty::Medium => 2,
            Difficulty::Hard => 3,
        }
    }

    /// The difficulty of a stored number, if it is one.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        match number {
            1 => Some(Difficulty::Easy),
            2 => Some(Difficulty::Medium),
            3 => Some(Difficulty::Hard),
            _ => None,
        }
    }
}

impl FromStr for Difficulty {
    type Err = UnknownWord;

    /// Accepts `1`..`3` and the words of every client: `easy`, `beginner`, `medium`, `intermediate`, `hard`, `advanced`,
    /// in any case.
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        match word.to_ascii_lowercase().as_str() {
            "1" | "easy" | "beginner" => Ok(Difficulty::Easy),
            "2" | "medium" | "intermediate" => Ok(Difficulty::Medium),
            "3" | "hard" | "advanced" => Ok(Difficulty::Hard),
            _ => Err(UnknownWord { what: "difficulty", word: word.to_owned() }),
        }
    }
}
