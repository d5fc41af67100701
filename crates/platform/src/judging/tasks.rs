//! Tasks in clear, ready for the judge. Only in memory, and only as many as fit.

use std::sync::Arc;

use judge::Task;
use model::VersionId;
use moka::sync::Cache;
use sha2::{Digest, Sha256};

use super::TaskRef;
use crate::{Error, Platform, Result, problems::hex};

/// Memory for tasks, in bytes of their texts.
const CAPACITY: u64 = 64 * 1024 * 1024;

/// A task with its name.
#[derive(Debug)]
pub struct Prepared {
    /// What the judge needs.
    pub task: Arc<Task>,
    /// The name under which workers keep it.
    pub named: TaskRef,
}

impl Prepared {
    /// The task as it is sent; its SHA-256 is the digest.
    ///
    /// # Errors
    /// `Internal`, never seen in practice.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        bytes(&self.task)
    }
}

fn bytes(task: &Task) -> Result<Vec<u8>> {
    serde_json::to_vec(task).map_err(Error::internal)
}

/// The digest of a task as it is sent, in hex.
#[must_use]
pub fn task_digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Versions never change, so that a task is read once.
pub(super) struct Tasks(Cache<VersionId, Arc<Prepared>>);

impl Default for Tasks {
    fn default() -> Self {
        let weight = |_: &VersionId, prepared: &Arc<Prepared>| {
            let texts = prepared.task.tests.iter().map(|test| test.input.len() + test.answer.len());
            u32::try_from(texts.sum::<usize>() + 1024).unwrap_or(u32::MAX)
        };
        Tasks(Cache::builder().weigher(weight).max_capacity(CAPACITY).build())
    }
}

impl Tasks {
    /// The task of a version.
    pub(super) async fn of_version(&self, platform: &Platform, id: VersionId) -> Result<Arc<Prepared>> {
        if let Some(prepared) = self.0.get(&id) {
            return Ok(prepared);
        }
        let task = platform.problems().task_of_version(id).await?;
        let named = TaskRef { digest: task_digest(&bytes(&task)?), tests: task.tests.len() };
        let prepared = Arc::new(Prepared { task: Arc::new(task), named });
        self.0.insert(id, prepared.clone());
        Ok(prepared)
    }
}
