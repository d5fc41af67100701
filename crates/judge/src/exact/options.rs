//! How one run can differ from the way problems are run: exact limits, options of the compiler, files beside it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run that says itself what it may use. Nothing of a language's factors and allowances is added, the texts are bytes,
/// and so the report's `stdout` and `stderr` are Base64 and whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunOptions {
    /// The source in place of the request's; unused for a project.
    pub source: Base64,
    /// Standard input in place of the case's.
    pub stdin: Base64,
    /// What standard output must be, compared line by line without the white space at the ends of lines and of the whole.
    pub expected: Option<Base64>,
    /// A zip archive whose files stand beside the source.
    pub archive: Option<Base64>,
    /// The archive is the whole program: its scripts `compile` (if there is one) and `run` are run by a shell.
    pub project: bool,
    /// Further words for the compiler.
    pub compiler_options: Vec<String>,
    /// Further words for the program.
    pub arguments: Vec<String>,
    /// What each run may use.
    pub limits: RunLimits,
    /// How often it runs, at least once, until a run is not accepted. CPU time and memory are averages.
    pub runs: u32,
    /// Standard error goes into standard output.
    pub stderr_to_stdout: bool,
}

/// What one run may use, all its processes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunLimits {
    /// CPU time in milliseconds.
    pub cpu_ms: u64,
    /// How much longer a program is left alone before it is stopped, in milliseconds; it is over its limit all the same.
    pub cpu_extra_ms: u64,
    /// Wall time in milliseconds.
    pub wall_ms: u64,
    /// Resident memory in KiB.
    pub memory_kb: u64,
    /// Stack of the main thread in KiB.
    pub stack_kb: u64,
    /// Processes and threads at one time.
    pub processes: u32,
    /// Each file that the program writes, and its standard output, in KiB.
    pub file_kb: u64,
    /// All files of the archive, in KiB.
    pub extract_kb: u64,
}

/// Bytes that are Base64 in JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base64(pub Vec<u8>);

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encoded(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        STANDARD.decode(text.as_bytes()).map(Base64).map_err(serde::de::Error::custom)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Base64(bytes.to_vec())
    }
}

/// Bytes as Base64.
pub(super) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a text of a report that a run with [`RunOptions`] made; `None` when it is no Base64.
#[must_use]
pub fn report_bytes(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}
