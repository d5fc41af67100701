//! The slots of a server itself: a worker whose work comes straight from the database.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, anyhow};
use judge::{Progress, Task};
use store::jobs::{self, Claimer, Kind};
use tokio::{sync::watch, task::JoinHandle};

use super::{
    LEASE, Lease, Outcome, WorkItem,
    worker::{self, Engine, Source, Stop},
};
use crate::{Code, Platform, Result};

/// How long one look for work lasts; the loop begins the next.
const WAIT: Duration = Duration::from_secs(60);
/// After a claim that failed.
const PAUSE: Duration = Duration::from_secs(1);

/// The slots of this server.
pub struct Slots {
    platform: Platform,
    stop: watch::Sender<Stop>,
    worker: Option<JoinHandle<anyhow::Result<()>>>,
}

impl Platform {
    /// Takes up judging at the start of a server: jobs that an earlier process of a one-machine installation held in its
    /// own slots are given back, and workers on other hosts get time to be heard again.
    async fn resume_judging(&self) -> Result<()> {
        self.judging_state().open();
        if self.store().dialect() == store::Dialect::Sqlite {
            let now = self.now();
            self.store()
                .write(move |tx| {
                    Box::pin(async move {
                        jobs::release_all(tx, Kind::Judge, now).await?;
                        jobs::release_all(tx, Kind::Run, now).await?;
                        jobs::prolong_remote(tx, now + LEASE).await
                    })
                })
                .await?;
        }
        Ok(())
    }

    /// Judges up to `slots` programs at once in this process, with a judge of this machine.
    ///
    /// # Errors
    /// Database errors.
    pub async fn start_judging(&self, judge: Arc<dyn Engine>, slots: usize) -> Result<Slots> {
        self.resume_judging().await?;
        let languages = judge.languages().into_iter().map(|(key, _)| key).collect();
        self.live().judged_by(judge.clone());
        self.live().set_slots(slots);
        let source = Embedded { platform: self.clone(), claimer: Claimer { worker_id: None, languages } };
        let (stop, stopped) = watch::channel(Stop::No);
        let worker = tokio::spawn(worker::work(source, judge, slots, stopped));
        Ok(Slots { platform: self.clone(), stop, worker: Some(worker) })
    }

    /// Judges nothing in this process; workers on other hosts do.
    ///
    /// # Errors
    /// Database errors.
    pub async fn start_without_slots(&self) -> Result<Slots> {
        self.resume_judging().await?;
        Ok(Slots { platform: self.clone(), stop: watch::Sender::new(Stop::No), worker: None })
    }
}

impl Slots {
    /// Hands running jobs back, and ends the waiting of workers on other hosts.
    pub async fn stop(self) {
        self.platform.judging_state().close();
        self.stop.send_replace(Stop::HandBack);
        if let Some(worker) = self.worker
            && let Err(error) = worker.await
        {
            tracing::error!(%error, "the worker of this server had ended");
        }
        self.platform.live().set_slots(0);
    }
}

struct Embedded {
    platform: Platform,
    claimer: Claimer,
}

impl Source for Embedded {
    async fn claim(&self, max: usize, mut stop: watch::Receiver<Stop>) -> anyhow::Result<Vec<WorkItem>> {
        // The state of judging is closed before the worker is told to stop: nothing is claimed and then forgotten.
        match self.platform.judging().claim(&self.claimer, max, WAIT).await {
            Ok(items) => Ok(items),
            Err(error) => {
                tracing::error!(error.source = error.source_chain(), "cannot claim a job");
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    () = worker::until(&mut stop, Stop::Finish) => {}
                }
                Ok(Vec::new())
            }
        }
    }

    async fn task(&self, item: &WorkItem) -> anyhow::Result<Arc<Task>> {
        let active = self.platform.judging_state().of(item.lease).context("the job was given away")?;
        active.prepared.map(|prepared| prepared.task.clone()).ok_or_else(|| anyhow!("a run has no tests"))
    }

    async fn prolong(&self, leases: Vec<Lease>) -> Vec<Lease> {
        if leases.is_empty() {
            return leases;
        }
        match self.platform.judging().prolong(leases).await {
            Ok(lost) => lost,
            Err(error) => {
                // They may still hold: recording asks for them.
                tracing::warn!(error.source = error.source_chain(), "leases could not be prolonged");
                Vec::new()
            }
        }
    }

    fn progress(&self, item: &WorkItem, progress: Progress) {
        self.platform.judging().show(item.lease, progress);
    }

    async fn hand_in(&self, item: &WorkItem, outcome: Outcome) {
        match self.platform.judging().hand_in(item.lease, outcome).await {
            Ok(()) => {}
            Err(error) if error.code() == Code::Conflict => {
                tracing::warn!(job.id = %item.lease.job_id, "a late result was refused: the job is somebody else's now");
            }
            Err(error) => tracing::error!(
                job.id = %item.lease.job_id, error.source = error.source_chain(), "a result could not be recorded"
            ),
        }
    }
}
