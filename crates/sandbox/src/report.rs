//! What isolation is in force on this machine, in words.

use serde::{Deserialize, Serialize};

use crate::Accounting;

/// What the supervisor found and uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// What limits and measures memory, processes and CPU time.
    pub accounting: Accounting,
    /// Every wall, in force or not, for `codequest doctor`.
    pub features: Vec<Feature>,
}

impl Capabilities {
    /// Returns what is not in force.
    pub fn missing(&self) -> impl Iterator<Item = &Feature> {
        self.features.iter().filter(|feature| !feature.in_force)
    }
}

/// One wall of the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    /// Its name, for example `landlock`.
    pub name: String,
    /// Whether it is in force.
    pub in_force: bool,
    /// What is used, or why it is missing and what the operator can do.
    pub detail: String,
}
