//! What comes out of judging.

use model::Verdict;
use serde::{Deserialize, Serialize};

use crate::Points;

/// The result of one judging or one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The verdict on the whole: the one of the first test that was not accepted, in test order, else `accepted`.
    pub verdict: Verdict,
    /// How compiling went.
    pub compile: CompileReport,
    /// The tests that ran, in order.
    pub tests: Vec<TestReport>,
    /// The highest CPU time of a test, in milliseconds.
    pub cpu_ms: u64,
    /// The highest wall time of a test, in milliseconds.
    pub wall_ms: u64,
    /// The highest memory of a test, in KiB.
    pub memory_kb: u64,
}

/// A run has the same result as a judging; its `tests` are the request's cases.
pub type RunReport = Report;

/// A run reports its progress as a judging does.
pub type RunProgress = Progress;

/// How compiling (or, for Python and JavaScript, the check of the syntax) went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompileReport {
    /// What the compiler said, at most 16 KiB, without paths of the machine.
    pub output: String,
    /// The messages that name a line of the learner's source.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the program came from the cache of compiled programs.
    pub cached: bool,
}

/// One message of a compiler about the learner's source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Line in the learner's source, from 1.
    pub line: u32,
    /// Column in that line, from 1, when the compiler names one.
    pub column: Option<u32>,
    /// How bad it is.
    pub severity: Severity,
    /// The message, without file and position.
    pub message: String,
}

/// How bad a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot go on like this.
    Error,
    /// It works, but probably not as meant.
    Warning,
    /// More about the message before.
    Note,
}

/// The result of one test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestReport {
    /// Name of the test or case.
    pub name: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// CPU time in milliseconds, rounded up, user and system, all threads and processes.
    pub cpu_ms: u64,
    /// Wall time in milliseconds, rounded up.
    pub wall_ms: u64,
    /// Peak memory in KiB.
    pub memory_kb: u64,
    /// How often it ran: more than once when its time was near the limit, and then the fastest run is told of. 0 when the
    /// input was refused.
    #[serde(default = "once")]
    pub runs: u32,
    /// What the program printed, at most 64 KiB. Not for clients when the test is hidden.
    pub stdout: String,
    /// What the program wrote to standard error, at most 16 KiB. Not for clients when the test is hidden.
    pub stderr: String,
    /// What the learner's function returned, as JSON, at most 64 KiB; for function problems only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// The first difference to the expected answer. Not for clients when the test is hidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checker_message: Option<String>,
    /// What the problem's output validator says to whoever wrote the program, on hidden tests too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_message: Option<String>,
    /// The points that the problem's output validator gave; only an accepted test has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Points>,
    /// What is wrong with a program of the problem, when the verdict is `internal_error`. For operators only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judge_error: Option<String>,
    /// Which limit stopped the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_hit: Option<LimitHit>,
    /// How the program ended.
    pub exit: Exit,
    /// Whether `stdout`, `stderr` or `result` is shorter here than what the program wrote.
    pub truncated: bool,
}

fn once() -> u32 {
    1
}

/// Which limit stopped a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitHit {
    /// CPU time.
    CpuTime,
    /// Wall time: the program slept or waited.
    WallTime,
    /// Memory.
    Memory,
    /// Bytes written to standard output or standard error, or the size of a file.
    Output,
    /// Number of processes and threads.
    Processes,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// It ended itself with this code.
    Code(i32),
    /// This signal ended it.
    Signal(i32),
}

/// What happens while the judge works, in order: compiling, compiled, then one event per test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Compiling has begun.
    Compiling,
    /// Compiling has ended; no test follows if the verdict is going to be `compilation_error`.
    Compiled(CompileReport),
    /// A test has ended.
    Test {
        /// Its index, from 0.
        index: usize,
        /// Number of tests of the task.
        total: usize,
        /// What came out.
        result: Box<TestReport>,
    },
}
