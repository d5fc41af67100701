//! Claiming: from a job of the queue to work that a worker can do.

use std::time::Duration;

use judge::RunRequest;
use store::{
    jobs::{self, Claimed, Claimer, Kind},
    runs::RunRow,
    submissions::SubmissionRow,
};
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Instant, sleep_until},
};

use super::{Active, Judging, LEASE, Lease, MAX_LOSSES, Subject, Work, WorkItem, outcome};
use crate::{Error, Platform, Result, events::Event, runs};

/// Somebody who waits for work looks at least this often: for leases that ran out and for jobs of other nodes.
const LOOK: Duration = Duration::from_secs(2);

enum Job {
    Submission(Claimed, Box<SubmissionRow>),
    Run(Claimed, Box<RunRow>),
}

impl Judging<'_> {
    /// Claims up to `max` jobs in the claimer's languages; waits for the first one until the time is over or the
    /// server stops. The caller has made sure of who is claiming.
    pub(crate) async fn claim(&self, claimer: &Claimer, max: usize, wait: Duration) -> Result<Vec<WorkItem>> {
        // Listen before looking, so that nothing is missed in between.
        let mut events = self.0.events().subscribe();
        let mut closing = self.0.judging_state().closing();
        let deadline = Instant::now() + wait;
        loop {
            if *closing.borrow() {
                return Ok(Vec::new());
            }
            let work = self.claim_now(claimer, max).await?;
            if !work.is_empty() || Instant::now() >= deadline {
                return Ok(work);
            }
            let queued = async {
                loop {
                    match events.recv().await {
                        Ok(Event::JobQueued) | Err(RecvError::Lagged(_)) => return,
                        Ok(_) => {}
                        Err(RecvError::Closed) => std::future::pending().await,
                    }
                }
            };
            tokio::select! {
                () = queued => {}
                () = sleep_until(deadline.min(Instant::now() + LOOK)) => {}
                _ = closing.wait_for(|closing| *closing) => {}
            }
        }
    }

    async fn claim_now(&self, claimer: &Claimer, max: usize) -> Result<Vec<WorkItem>> {
        let now = self.0.now();
        // Readers never wait, and most looks find nothing.
        if !jobs::claimable(&mut self.0.store().read().await?, claimer, now).await? {
            return Ok(Vec::new());
        }
        let mut work = Vec::new();
        for job in self.take(claimer, max).await? {
            let claimed = match &job {
                Job::Submission(claimed, _) | Job::Run(claimed, _) => claimed.clone(),
            };
            if claimed.losses >= MAX_LOSSES {
                let why = format!("{} workers were lost over it", claimed.losses);
                settled(&claimed, outcome::give_up(self.0, &claimed, &job.into_subject(), &why).await);
                continue;
            }
            match self.prepare(job).await {
                Ok(item) => work.push(item),
                Err(error) => {
                    tracing::error!(job.id = %claimed.id, error.source = error.source_chain(), "a job cannot be judged");
                    settled(&claimed, outcome::failed(self.0, &claimed, &error.to_string()).await);
                }
            }
        }
        Ok(work)
    }

    /// Claims jobs and marks what they are about as running, in one transaction. Runs come first: somebody waits for
    /// them with the editor open, and they are short.
    async fn take(&self, claimer: &Claimer, max: usize) -> Result<Vec<Job>> {
        let now = self.0.now();
        let claimer = claimer.clone();
        let taken = self.0.store().write(move |tx| {
            Box::pin(async move {
                let mut taken = Vec::new();
                while taken.len() < max {
                    if let Some(claimed) = jobs::claim_work(tx, Kind::Run, &claimer, now, now + LEASE).await? {
                        match store::runs::find(tx, claimed.subject_id).await? {
                            Some(row) => {
                                store::runs::set_status(tx, row.id, "running").await?;
                                taken.push(Job::Run(claimed, Box::new(row)));
                            }
                            None => drop(jobs::finish(tx, &claimed).await?),
                        }
                        continue;
                    }
                    let claimed = jobs::claim_work(tx, Kind::Judge, &claimer, now, now + LEASE).await?;
                    let Some(claimed) = claimed else { break };
                    match store::submissions::find(tx, claimed.subject_id).await? {
                        Some(row) => {
                            store::submissions::start(tx, row.id, now).await?;
                            taken.push(Job::Submission(claimed, Box::new(row)));
                        }
                        None => drop(jobs::finish(tx, &claimed).await?),
                    }
                }
                Ok::<_, store::Error>(taken)
            })
        });
        Ok(taken.await?)
    }

    /// Makes work of a job and remembers that somebody is at it.
    async fn prepare(&self, job: Job) -> Result<WorkItem> {
        let state = self.0.judging_state();
        match job {
            Job::Submission(claimed, row) => {
                let prepared = state.tasks.of_version(self.0, row.version_id).await?;
                let work = Work::Judge {
                    language: row.language.clone(),
                    source: row.source_code.clone(),
                    task: prepared.named.clone(),
                };
                let event = Event::Submission { id: row.id, user_id: row.user_id };
                state.live.begin_submission(row.id, prepared.task.tests.len());
                let lease = state.begin(&claimed, Active::new(&claimed, Subject::Submission(row), Some(prepared)));
                self.0.events().publish(event);
                Ok(WorkItem { lease, work })
            }
            Job::Run(claimed, row) => {
                let request = run_request(self.0, &row).await?;
                let event = Event::Run { id: row.id };
                state.live.forget_run(row.id);
                let lease = state.begin(&claimed, Active::new(&claimed, Subject::Run(row), None));
                self.0.events().publish(event);
                Ok(WorkItem { lease, work: Work::Run(Box::new(request)) })
            }
        }
    }
}

/// The others that were claimed with it must not suffer from one that cannot be settled.
fn settled(claimed: &Claimed, outcome: Result<()>) {
    if let Err(error) = outcome {
        tracing::error!(
            job.id = %claimed.id, error.source = error.source_chain(), "a job could not be given back; its lease will run out"
        );
    }
}

impl Job {
    fn into_subject(self) -> Subject {
        match self {
            Job::Submission(_, row) => Subject::Submission(row),
            Job::Run(_, row) => Subject::Run(row),
        }
    }
}

impl From<&Claimed> for Lease {
    fn from(claimed: &Claimed) -> Self {
        Lease { job_id: claimed.id, token: claimed.lease_token }
    }
}

/// What the judge needs to know of a run.
async fn run_request(platform: &Platform, row: &RunRow) -> Result<RunRequest> {
    let cases: Vec<runs::Case> = serde_json::from_value(row.cases.0.clone()).map_err(Error::internal)?;
    let (kind, limits, checker, rules) = match row.version_id {
        Some(version_id) => {
            let prepared = platform.judging_state().tasks.of_version(platform, version_id).await?;
            let task = &prepared.task;
            (task.kind.clone(), task.limits, task.checker.clone(), task.rules.clone())
        }
        None => (judge::Kind::Stdio, judge::TaskLimits::default(), judge::Checker::Trimmed, judge::Rules::default()),
    };
    let options = row.options.as_ref().map(|options| serde_json::from_value(options.0.clone()));
    Ok(RunRequest {
        language: row.language.clone(),
        source: row.source_code.clone(),
        kind,
        limits,
        checker,
        rules,
        cases: cases.into_iter().map(Into::into).collect(),
        options: options.transpose().map_err(Error::internal)?,
    })
}
