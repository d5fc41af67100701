//! What the judge says about a program.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The outcome of one test, or of a whole submission.
///
/// The words in JSON and in the database are the names in snake case (`wrong_answer`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The answer is right and every limit was kept.
    Accepted,
    /// The program ended well, but its answer is not the expected one.
    WrongAnswer,
    /// The program used more CPU time, or stayed longer, than it may.
    TimeLimitExceeded,
    /// The program needed more memory than it may use.
    MemoryLimitExceeded,
    /// The program wrote more than it may.
    OutputLimitExceeded,
    /// The program crashed, was stopped by a signal, or returned an exit code other than 0.
    RuntimeError,
    /// The source could not be compiled. No test was run.
    CompilationError,
    /// The judge itself failed. It says nothing about the program; the submission can be judged again.
    InternalError,
}

impl Verdict {
    /// All verdicts, in the order in which they are listed to people.
    pub const ALL: [Self; 8] = [
        Self::Accepted,
        Self::WrongAnswer,
        Self::TimeLimitExceeded,
        Self::MemoryLimitExceeded,
        Self::OutputLimitExceeded,
        Self::RuntimeError,
        Self::CompilationError,
        Self::InternalError,
    ];

    /// The word used in JSON and in the database, for example `time_limit_exceeded`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::WrongAnswer => "wrong_answer",
            Self::TimeLimitExceeded => "time_limit_exceeded",
            Self::MemoryLimitExceeded => "memory_limit_exceeded",
            Self::OutputLimitExceeded => "output_limit_exceeded",
            Self::RuntimeError => "runtime_error",
            Self::CompilationError => "compilation_error",
            Self::InternalError => "internal_error",
        }
    }

    /// The verdict with this word, if there is one.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == word)
    }

    /// Whether this is [`Verdict::Accepted`].
    pub fn is_accepted(self) -> bool {
        self == Self::Accepted
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict;

    #[test]
    fn every_verdict_is_found_again_by_its_word() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.as_str()), Some(verdict));
        }
        assert_eq!(Verdict::parse("Accepted"), None);
    }
}
