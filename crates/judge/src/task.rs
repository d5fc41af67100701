//! What is to be judged: the tests, the limits and the way answers are compared.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Checker, RunOptions, Scoring, Signature, Validator};

/// One problem version as the judge sees it. It holds the hidden tests: it never goes to a client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// How the program gets its input and gives its answer.
    pub kind: Kind,
    /// What one test may use, before the language's own factors and allowances.
    pub limits: TaskLimits,
    /// How an answer is compared with the expected one.
    pub checker: Checker,
    /// The tests, in the order in which they run.
    pub tests: Vec<Test>,
    /// Whether the tests after the first failed one run too.
    pub on_failure: OnFailure,
    /// What is more to judging than the tests and the comparison.
    #[serde(default)]
    pub rules: Rules,
}

/// What is more to judging than tests and a comparison. It holds programs that know the answers: it never goes to a client.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// The programs that judge the answers in place of [`Task::checker`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validator: Option<Validator>,
    /// The arguments of these programs, by the name of the test, where they are not those of the validator.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub test_args: BTreeMap<String, Vec<String>>,
    /// How the tests make a score; nothing when every test counts the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scoring: Option<Scoring>,
}

impl Rules {
    /// Whether there is nothing more to judging.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How a program gets its input and gives its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The whole program is the learner's: it reads standard input and writes standard output.
    Stdio,
    /// The learner writes one function; a generated driver reads the arguments, calls it and hands back its result.
    Function(Signature),
}

/// What one test may use. A language adds its factors and allowances to these (see [`crate::Language`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLimits {
    /// CPU time in milliseconds.
    pub time_ms: u64,
    /// Resident memory in KiB.
    pub memory_kb: u64,
    /// Bytes written to standard output, in KiB.
    pub output_kb: u64,
}

impl Default for TaskLimits {
    /// The limits of a problem that names none: 2 s, 64 MiB, 8 MiB of output.
    fn default() -> Self {
        Self { time_ms: 2_000, memory_kb: 64 * 1024, output_kb: 8 * 1024 }
    }
}

/// One test case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Test {
    /// Name within the problem, for example `sample/1` or `secret/03-empty`.
    pub name: String,
    /// Standard input; for a function one JSON value per line, one line per parameter.
    pub input: String,
    /// The expected answer; for a function one JSON value.
    pub answer: String,
    /// Whether learners may see this test.
    pub is_sample: bool,
    /// Points this test is worth; 0 when the problem is judged as a whole.
    pub points: u32,
}

/// What happens after the first test that is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// The remaining tests do not run and are absent from the report.
    Stop,
    /// Every test runs.
    RunAll,
}

/// A program to run on given inputs, without grading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRequest {
    /// Key of the language (`python`, `cpp`, `java`, `javascript`).
    pub language: String,
    /// The source text.
    pub source: String,
    /// How the program gets its input.
    pub kind: Kind,
    /// What one case may use.
    pub limits: TaskLimits,
    /// How answers are compared, for cases that have an expected one.
    pub checker: Checker,
    /// What is more to judging; arguments of tests are those of the case with the same name.
    #[serde(default)]
    pub rules: Rules,
    /// The cases; each of them runs, whatever the ones before it did.
    pub cases: Vec<RunCase>,
    /// A run that says itself what it may use; it has one case, and its kind, limits and checker do not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub options: Option<Box<RunOptions>>,
}

/// One input of a [`RunRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCase {
    /// Name to find the result by.
    pub name: String,
    /// Standard input; for a function one JSON value per line, one line per parameter.
    pub input: String,
    /// The expected answer. Without one, a run that ends well is `accepted`.
    pub expected: Option<String>,
}
