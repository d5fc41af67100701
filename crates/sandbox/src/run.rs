//! One run: what is asked for and what came of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A program to run and the limits it runs under.
#[derive(Debug, Clone)]
pub struct Command {
    /// Program and arguments. A name without `/` is looked up in `PATH` of `env`, else in `/usr/local/bin:/usr/bin:/bin`.
    pub argv: Vec<String>,
    /// The whole environment: nothing is added or inherited.
    pub env: Vec<(String, String)>,
    /// What the program reads on standard input, as a sealed file (it can seek in it).
    pub stdin: Arc<[u8]>,
    /// The limits of this run.
    pub limits: Limits,
    /// `false`: before this run `/workspace` holds exactly what `put` placed, whatever earlier runs did.
    /// `true`: files of earlier runs stay (compiling in several steps).
    pub keep_workspace: bool,
    /// Standard error goes where standard output goes, in the order in which the program writes.
    pub stderr_to_stdout: bool,
}

impl Command {
    /// Returns a command with an empty environment, empty input and the default limits.
    pub fn new(argv: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            argv: argv.into_iter().map(Into::into).collect(),
            env: Vec::new(),
            stdin: Arc::from(Vec::new()),
            limits: Limits::default(),
            keep_workspace: false,
            stderr_to_stdout: false,
        }
    }
}

/// What one run may use, all its processes taken together unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// CPU time, user and system, in microseconds.
    pub cpu_time_us: u64,
    /// Time on the (monotonic) clock in microseconds.
    pub wall_time_us: u64,
    /// Resident memory in bytes, at least 1 MiB (less is taken for that); address space is never limited.
    pub memory_bytes: u64,
    /// Stack of the main thread in bytes.
    pub stack_bytes: u64,
    /// Processes and threads that exist at the same time.
    pub processes: u32,
    /// Open descriptors of each process.
    pub open_files: u32,
    /// Size in bytes of each file the program writes.
    pub file_bytes: u64,
    /// Bytes of standard output; one more ends the run with [`Limit::Output`].
    pub stdout_bytes: u64,
    /// Bytes of standard error that are kept; what follows is dropped (and ends the run only after 64 MiB).
    pub stderr_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            cpu_time_us: 10_000_000,
            wall_time_us: 20_000_000,
            memory_bytes: 512 << 20,
            stack_bytes: 64 << 20,
            processes: 64,
            open_files: 256,
            file_bytes: 64 << 20,
            stdout_bytes: 16 << 20,
            stderr_bytes: 64 << 10,
        }
    }
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How the program ended. When a limit ended it this is the signal that did.
    pub exit: Exit,
    /// The limit that was hit, if one was.
    pub limit: Option<Limit>,
    /// CPU time of all processes of the run, in microseconds.
    pub cpu_time_us: u64,
    /// Time from the start of the program to its end, in microseconds.
    pub wall_time_us: u64,
    /// Highest memory use in bytes.
    pub peak_memory_bytes: u64,
    /// Standard output, at most `stdout_bytes`.
    pub stdout: Vec<u8>,
    /// Standard error, at most `stderr_bytes`.
    pub stderr: Vec<u8>,
    /// Whether standard output was longer than what is here.
    pub stdout_truncated: bool,
    /// Whether standard error was longer than what is here.
    pub stderr_truncated: bool,
    /// Most processes and threads at one time, where the kernel counts them.
    pub processes_peak: Option<u32>,
    /// What measured CPU time and memory.
    pub measured_by: Accounting,
}

impl Outcome {
    /// Says whether the program ended by itself with code 0 and within its limits.
    pub fn success(&self) -> bool {
        self.exit == Exit::Code(0) && self.limit.is_none()
    }
}

/// What came of two programs that talked with each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What came of the first.
    pub first: Outcome,
    /// What came of the second.
    pub second: Outcome,
    /// The first one read no more before the second one's output ended: it did not end because of that.
    pub first_left_first: bool,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// It returned this code.
    Code(i32),
    /// This signal ended it.
    Signal(i32),
}

/// A limit that a run hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// [`Limits::cpu_time_us`].
    CpuTime,
    /// [`Limits::wall_time_us`].
    WallTime,
    /// [`Limits::memory_bytes`].
    Memory,
    /// [`Limits::stdout_bytes`], or an endless flood of standard error.
    Output,
    /// [`Limits::processes`]: a process or thread was refused. The program may have gone on.
    Processes,
    /// [`Limits::file_bytes`]: the program was ended for it.
    FileSize,
}

/// What measured a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accounting {
    /// A version 2 cgroup.
    CgroupV2,
    /// Version 1 cgroups.
    CgroupV1,
    /// The resource usage of reaped processes, and samples of living ones.
    Rusage,
}

/// One entry below `/workspace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path below `/workspace`, with `/` between its parts. Bytes that are no UTF-8 are replaced.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Size in bytes (regular files; else 0).
    pub bytes: u64,
    /// Whether its owner may execute it.
    pub executable: bool,
}

/// What a directory entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A regular file: the only kind that `get` reads.
    File,
    /// A directory.
    Directory,
    /// A symbolic link; it is never followed.
    Symlink,
    /// A pipe, socket or anything else.
    Other,
}
