//! What this process knows of the work that it gave out. All of it can be read again from the database.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use model::{RunId, SubmissionId};
use store::{
    jobs::{Claimed, Kind},
    runs::RunRow,
    submissions::SubmissionRow,
};
use tokio::sync::watch;
use uuid::Uuid;

use super::{
    Lease, Live,
    tasks::{Prepared, Tasks},
};
use crate::{Error, Platform, Result};

/// Nobody judges for so long; and what is forgotten too early is read again.
const FORGOTTEN: Duration = Duration::from_secs(3600);

/// What a job is about.
#[derive(Debug, Clone)]
pub(super) enum Subject {
    /// A submission.
    Submission(Box<SubmissionRow>),
    /// An ungraded run.
    Run(Box<RunRow>),
}

/// A job that somebody holds.
#[derive(Debug, Clone)]
pub(super) struct Active {
    pub(super) token: Uuid,
    pub(super) subject: Subject,
    /// The task of a submission.
    pub(super) prepared: Option<Arc<Prepared>>,
    pub(super) since: Instant,
}

/// The state of judging in this process.
pub(crate) struct State {
    pub(crate) live: Live,
    pub(super) tasks: Tasks,
    active: Mutex<HashMap<Uuid, Active>>,
    closing: watch::Sender<bool>,
}

impl Default for State {
    fn default() -> Self {
        State {
            live: Live::default(),
            tasks: Tasks::default(),
            active: Mutex::default(),
            closing: watch::Sender::new(false),
        }
    }
}

impl Subject {
    /// Reads what a job is about; `None` when it is gone.
    pub(super) async fn read(platform: &Platform, kind: Kind, id: Uuid) -> Result<Option<Self>> {
        let mut conn = platform.store().read().await?;
        Ok(match kind {
            Kind::Run => store::runs::find(&mut conn, id).await?.map(|row| Subject::Run(Box::new(row))),
            _ => store::submissions::find(&mut conn, id).await?.map(|row| Subject::Submission(Box::new(row))),
        })
    }
}

impl Active {
    pub(super) fn new(claimed: &Claimed, subject: Subject, prepared: Option<Arc<Prepared>>) -> Self {
        Active { token: claimed.lease_token, subject, prepared, since: Instant::now() }
    }

    /// The submission, if it is one.
    pub(super) fn submission(&self) -> Option<SubmissionId> {
        match &self.subject {
            Subject::Submission(row) => Some(row.id),
            Subject::Run(_) => None,
        }
    }

    /// The run, if it is one.
    pub(super) fn run(&self) -> Option<RunId> {
        match &self.subject {
            Subject::Run(row) => Some(row.id),
            Subject::Submission(_) => None,
        }
    }
}

impl State {
    /// Tells when the server is to stop.
    pub(super) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Lets people wait for work again.
    pub(super) fn open(&self) {
        self.closing.send_replace(false);
    }

    /// Ends the waiting of everybody who waits for work.
    pub(super) fn close(&self) {
        self.closing.send_replace(true);
    }

    fn active(&self) -> MutexGuard<'_, HashMap<Uuid, Active>> {
        // Nothing panics while it is held.
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers that somebody has claimed a job; whoever held it before is forgotten.
    pub(super) fn begin(&self, claimed: &Claimed, active: Active) -> Lease {
        let mut all = self.active();
        // Those that ended in other processes.
        all.retain(|_, active| active.since.elapsed() < FORGOTTEN);
        all.insert(claimed.id, active);
        claimed.into()
    }

    /// Forgets a job that is no longer held by this lease.
    pub(super) fn end(&self, lease: Lease) -> Option<Active> {
        let mut all = self.active();
        let ended = all.get(&lease.job_id).is_some_and(|active| active.token == lease.token);
        let active = if ended { all.remove(&lease.job_id) } else { None };
        drop(all);
        if let Some(active) = &active {
            active.submission().into_iter().for_each(|id| self.live.forget_submission(id));
            active.run().into_iter().for_each(|id| self.live.forget_run(id));
        }
        active
    }

    /// What is known of a held job; `None` when it was given out by another process, or before this one began.
    pub(super) fn of(&self, lease: Lease) -> Option<Active> {
        self.active().get(&lease.job_id).filter(|active| active.token == lease.token).cloned()
    }

    /// What a held job is about, from the database if this process did not give it out.
    pub(super) async fn recall(&self, platform: &Platform, kind: Kind, claimed: &Claimed) -> Result<Active> {
        if let Some(active) = self.of(claimed.into()) {
            return Ok(active);
        }
        let subject = Subject::read(platform, kind, claimed.subject_id).await?;
        let subject = subject.ok_or_else(|| Error::not_found("submission or run any more"))?;
        let prepared = match &subject {
            Subject::Submission(row) => {
                let prepared = self.tasks.of_version(platform, row.version_id).await?;
                self.live.begin_submission(row.id, prepared.task.tests.len());
                Some(prepared)
            }
            Subject::Run(_) => None,
        };
        let active = Active::new(claimed, subject, prepared);
        self.begin(claimed, active.clone());
        Ok(active)
    }
}
