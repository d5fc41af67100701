//! What an import did.

use judge::{Complaint, Severity};
use serde::Serialize;

/// What an import did, or in a dry run would do.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Each problem.
    pub problems: Vec<Outcome>,
    /// Each pathway.
    pub pathways: Vec<Outcome>,
    /// Topics that were made or changed.
    pub topics_changed: usize,
    /// What is wrong, with file and line.
    pub complaints: Vec<Complaint>,
}

/// What happened to one problem or pathway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Slug of the problem, or title of the pathway.
    pub name: String,
    /// What happened.
    pub change: Change,
}

/// What happened to a problem or pathway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It has changed; a problem got a new version.
    Updated,
    /// It is the same.
    Unchanged,
    /// Its package has changed, but it was edited on the server: left as it is there.
    KeptEdited,
    /// Its package is gone: left as it is.
    PackageGone,
    /// It could not be written; a complaint says why.
    Refused,
}

impl Report {
    /// Whether a complaint is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.complaints.iter().any(|complaint| complaint.severity == Severity::Error)
    }

    /// How many problems had this outcome.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.problems.iter().filter(|outcome| outcome.change == change).count()
    }

    pub(super) fn outcome(&mut self, name: &str, change: Change) {
        self.problems.push(Outcome { name: name.to_owned(), change });
    }

    pub(super) fn error(&mut self, file: String, message: String) {
        self.complaints.push(Complaint { file, line: None, severity: Severity::Error, message });
    }

    /// Writes what an operator has to know into the log.
    pub(super) fn log(&self) {
        for complaint in &self.complaints {
            let (file, line, message) = (&complaint.file, complaint.line.unwrap_or(0), &complaint.message);
            match complaint.severity {
                Severity::Error => tracing::error!(file, line, message, "content"),
                Severity::Warning | Severity::Note => tracing::warn!(file, line, message, "content"),
            }
        }
        for outcome in &self.problems {
            match outcome.change {
                Change::KeptEdited => tracing::warn!(
                    problem.slug = outcome.name,
                    "the package of this problem has changed, but the problem was edited on the server: it was left alone"
                ),
                Change::PackageGone => {
                    tracing::info!(
                        problem.slug = outcome.name,
                        "the package of this problem is gone: the problem stays"
                    );
                }
                Change::Added | Change::Updated | Change::Unchanged | Change::Refused => {}
            }
        }
        tracing::info!(
            problems.added = self.count(Change::Added),
            problems.updated = self.count(Change::Updated),
            problems.unchanged = self.count(Change::Unchanged),
            topics.changed = self.topics_changed,
            "content imported"
        );
    }
}
