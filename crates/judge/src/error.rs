//! Why the judge could not do its work. A wrong program is never an error: it has a verdict.

/// A failure of the judge itself.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No language has this key.
    #[error("there is no language `{0}`")]
    UnknownLanguage(String),
    /// The language's compiler or runtime is not on this machine.
    #[error("{language} is not installed here: {hint}")]
    LanguageUnavailable {
        /// Name of the language.
        language: String,
        /// How to install it.
        hint: String,
    },
    /// Functions cannot be written in the language, only whole programs.
    #[error("{0} has no function problems, only whole programs: choose another language")]
    NoFunctions(String),
    /// The input of a function test does not fit its signature.
    #[error("input of test `{test}`: {message}")]
    BadInput {
        /// Name of the test.
        test: String,
        /// What is wrong with it, and in which line.
        message: String,
    },
    /// The expected answer of a function test does not fit its signature.
    #[error("answer of test `{test}`: {message}")]
    BadAnswer {
        /// Name of the test.
        test: String,
        /// What is wrong with it.
        message: String,
    },
    /// A program of the package, for example its output validator, cannot be used.
    #[error("{name}: {message}")]
    Helper {
        /// Its name within the package.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// The problem's validator runs beside the program, and there are not enough sandboxes for both.
    #[error("judging this problem takes {needed} sandboxes at the same time: set JUDGE_SLOTS to {needed} or more")]
    TooFewSandboxes {
        /// How many it takes.
        needed: usize,
    },
    /// The service that runs programs elsewhere cannot be used.
    #[error("the service that runs programs: {0}")]
    Service(String),
    /// The table of languages is wrong.
    #[error("languages.toml: {0}")]
    Languages(String),
    /// The sandbox could not run a program.
    #[error("the sandbox could not run a program")]
    Sandbox(#[from] sandbox::Error),
}
