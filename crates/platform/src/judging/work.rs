//! What a worker is given, and what it hands in. Both kinds of worker speak these words: the slots of a server and, with
//! HTTP in between, workers on other hosts.

use judge::{Report, RunReport, RunRequest, Task};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The proof that a job is somebody's for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lease {
    /// The job.
    pub job_id: Uuid,
    /// New at each claim.
    pub token: Uuid,
}

/// Work that a worker has claimed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkItem {
    /// To be shown with every word about it.
    pub lease: Lease,
    /// What is to be done.
    pub work: Work,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Judge a source against the tests of a problem's version.
    Judge {
        /// Key of the language.
        language: String,
        /// The program.
        source: String,
        /// The tests.
        task: TaskRef,
    },
    /// Run a program on given inputs.
    Run(Box<RunRequest>),
}

/// The name of a [`judge::Task`]: whoever has kept it need not fetch it again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaskRef {
    /// SHA-256 over the task as JSON, in hex.
    pub digest: String,
    /// How many tests it has.
    pub tests: usize,
}

/// What came of work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The judge's report, about a submission or a run.
    Judged(Box<RunReport>),
    /// The judge itself failed; this says why, for the log.
    Failed(String),
    /// Nothing is wrong: the worker stops.
    HandedBack,
}

impl Work {
    /// Key of the language that the worker must have.
    #[must_use]
    pub fn language(&self) -> &str {
        match self {
            Work::Judge { language, .. } => language,
            Work::Run(request) => &request.language,
        }
    }
}

impl Outcome {
    /// A report, without what is not kept anyway: what a program printed on hidden tests.
    #[must_use]
    pub fn judged(mut report: Report, task: Option<&Task>) -> Self {
        let hidden = report.tests.iter_mut().zip(task.into_iter().flat_map(|task| &task.tests));
        for (result, _) in hidden.filter(|(_, test)| !test.is_sample) {
            result.stdout.clear();
            result.stderr.clear();
            result.result = None;
            result.checker_message = None;
        }
        Outcome::Judged(Box::new(report))
    }

    /// Cuts the texts of a report to so many bytes each.
    pub fn shorten(&mut self, bytes: usize) {
        let Outcome::Judged(report) = self else { return };
        cut(&mut report.compile.output, bytes);
        for diagnostic in &mut report.compile.diagnostics {
            cut(&mut diagnostic.message, bytes);
        }
        for test in &mut report.tests {
            let texts = [Some(&mut test.stdout), Some(&mut test.stderr), test.result.as_mut()];
            // Not a short circuit: each of them is cut.
            test.truncated |=
                texts.into_iter().flatten().map(|text| cut(text, bytes)).fold(false, |any, one| any | one);
            test.checker_message.as_mut().map(|message| cut(message, bytes));
        }
    }
}

/// Cuts a text to so many bytes, at a character; whether it was longer.
fn cut(text: &mut String, bytes: usize) -> bool {
    let longer = text.len() > bytes;
    text.truncate(text.floor_char_boundary(bytes));
    longer
}
