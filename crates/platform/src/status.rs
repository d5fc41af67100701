//! How the server is doing, for operators and their tools.

use store::jobs::{self, Kind};

use crate::{Platform, Result};

/// Figures of this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Jobs that nobody has claimed, by kind; empty when the database does not answer.
    pub jobs_waiting: Vec<(&'static str, i64)>,
    /// Programs that this process judges at once.
    pub slots: usize,
    /// Programs that workers on other hosts can judge at once.
    pub remote_slots: i64,
    /// Submissions and runs that are being judged now; 0 when the database does not answer.
    pub running: i64,
    /// How often the supervisor of the sandboxes was started again.
    pub sandbox_restarts: u64,
}

impl Platform {
    /// What is missing for the server to do its work; nothing when it is ready.
    pub async fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if let Err(error) = self.jobs_waiting().await {
            tracing::warn!(error.source = error.source_chain(), "the database does not answer");
            missing.push("database");
        }
        let present = self.workers().present().await.unwrap_or_default();
        if self.live().slots() == 0 && present.is_empty() {
            missing.push("workers");
        }
        missing
    }

    /// Figures of this moment.
    pub async fn status(&self) -> Status {
        let live = self.live();
        Status {
            jobs_waiting: self.jobs_waiting().await.unwrap_or_default(),
            slots: live.slots(),
            remote_slots: self.workers().present().await.unwrap_or_default().iter().map(|worker| worker.slots).sum(),
            running: self.jobs_running().await.unwrap_or_default(),
            sandbox_restarts: live.sandbox_restarts(),
        }
    }

    async fn jobs_running(&self) -> Result<i64> {
        Ok(jobs::active(&mut self.store().read().await?, self.now()).await?)
    }

    async fn jobs_waiting(&self) -> Result<Vec<(&'static str, i64)>> {
        let mut conn = self.store().read().await?;
        let mut waiting = Vec::new();
        for kind in [Kind::Judge, Kind::Run, Kind::Mail, Kind::Callback] {
            waiting.push((kind.as_str(), jobs::waiting(&mut conn, kind).await?));
        }
        Ok(waiting)
    }
}
