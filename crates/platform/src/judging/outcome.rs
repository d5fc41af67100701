//! What comes of work: signs of life, progress, the report, and jobs that are handed back.

use judge::Progress;
use store::jobs::{self, Claimed, Kind};

use super::{Judging, LEASE, Lease, MAX_FAILURES, Outcome, record, score, state::Subject};
use crate::{Code, Error, Platform, Result, events::Event};

impl Judging<'_> {
    /// Prolongs leases; those that are somebody else's now come back.
    pub(crate) async fn prolong(&self, leases: Vec<Lease>) -> Result<Vec<Lease>> {
        let until = self.0.now() + LEASE;
        let lost = self.0.store().write(move |tx| {
            Box::pin(async move {
                let mut lost = Vec::new();
                for lease in leases {
                    if !jobs::heartbeat(tx, lease.job_id, lease.token, until).await? {
                        lost.push(lease);
                    }
                }
                Ok::<_, store::Error>(lost)
            })
        });
        let lost = lost.await?;
        for lease in &lost {
            self.0.judging_state().end(*lease);
        }
        Ok(lost)
    }

    /// Shows how far work is. Nothing of it is kept.
    pub(crate) fn show(&self, lease: Lease, progress: Progress) {
        let state = self.0.judging_state();
        let Some(active) = state.of(lease) else { return };
        match &active.subject {
            Subject::Submission(row) => {
                let Some(prepared) = &active.prepared else { return };
                state.live.progress_submission(row.id, &prepared.task, progress);
                self.0.events().publish(Event::Submission { id: row.id, user_id: row.user_id });
            }
            Subject::Run(row) => {
                state.live.progress_run(row.id, progress);
                self.0.events().publish(Event::Run { id: row.id });
            }
        }
    }

    /// The job of a lease.
    ///
    /// # Errors
    /// `Conflict` when the lease is no longer the job's.
    pub(super) async fn held(&self, lease: Lease) -> Result<(Kind, Claimed)> {
        let held = jobs::held(&mut self.0.store().read().await?, lease.job_id, lease.token).await?;
        held.ok_or_else(|| {
            self.0.judging_state().end(lease);
            Error::new(Code::Conflict, "this job is finished or somebody else's now: throw the work away")
        })
    }

    /// The task of a submission that somebody holds, as it is sent.
    pub(crate) async fn task(&self, lease: Lease) -> Result<Vec<u8>> {
        let (kind, claimed) = self.held(lease).await?;
        let active = self.0.judging_state().recall(self.0, kind, &claimed).await?;
        active.prepared.ok_or_else(|| Error::not_found("task: a run has none"))?.bytes()
    }

    /// Records what came of work, once: a job whose lease is somebody else's is refused and changes nothing.
    pub(crate) async fn hand_in(&self, lease: Lease, outcome: Outcome) -> Result<()> {
        let (kind, claimed) = self.held(lease).await?;
        match outcome {
            Outcome::Judged(report) => {
                let recorded = match self.0.judging_state().recall(self.0, kind, &claimed).await {
                    Ok(active) => record::report(self.0, &claimed, active, &report).await,
                    Err(error) => Err(error),
                };
                if let Err(error) = recorded {
                    // Ours, not the program's.
                    failed(self.0, &claimed, &error.source_chain().unwrap_or_else(|| error.to_string())).await?;
                    return Err(error);
                }
                Ok(())
            }
            Outcome::Failed(why) => failed(self.0, &claimed, &why).await,
            Outcome::HandedBack => release(self.0, &claimed, None).await,
        }
    }
}

/// The judge failed, which says nothing about the program: it is repeated, and told after the last time (rule R-Q-05).
pub(super) async fn failed(platform: &Platform, claimed: &Claimed, why: &str) -> Result<()> {
    if claimed.failures + 1 < MAX_FAILURES {
        tracing::error!(job.id = %claimed.id, failures = claimed.failures + 1, why, "judging failed and will be repeated");
        return release(platform, claimed, Some(why.to_owned())).await;
    }
    let held = jobs::held(&mut platform.store().read().await?, claimed.id, claimed.lease_token).await?;
    let Some((kind, _)) = held else { return Ok(()) };
    match Subject::read(platform, kind, claimed.subject_id).await? {
        Some(subject) => give_up(platform, claimed, &subject, why).await,
        None => Ok(()),
    }
}

/// Ends a submission or run as an error of ours.
pub(super) async fn give_up(platform: &Platform, claimed: &Claimed, subject: &Subject, why: &str) -> Result<()> {
    let report = score::internal_error();
    match subject {
        Subject::Submission(row) => {
            tracing::error!(submission.id = %row.id, why, "gave up judging");
            record::submission(platform, claimed, row, &score::no_task(), &report).await
        }
        Subject::Run(row) => {
            tracing::error!(run.id = %row.id, why, "gave up running");
            record::run(platform, claimed, row.id, report).await
        }
    }
}

/// Puts the job of a worker that goes back in the queue.
pub(crate) async fn hand_back(platform: &Platform, claimed: &Claimed) -> Result<()> {
    release(platform, claimed, None).await
}

/// Puts a job back in the queue: at once, or after a failure with a pause that grows with each.
pub(super) async fn release(platform: &Platform, claimed: &Claimed, failure: Option<String>) -> Result<()> {
    let now = platform.now();
    let pause = match failure {
        Some(_) => chrono::Duration::milliseconds(500 * (claimed.failures + 1)),
        None => chrono::Duration::zero(),
    };
    let job = claimed.clone();
    let released = platform.store().write(move |tx| {
        Box::pin(async move {
            let released = jobs::release(tx, &job, now + pause, failure.as_deref()).await?;
            if released {
                store::submissions::back_to_pending(tx, job.subject_id, now).await?;
                store::runs::set_status(tx, job.subject_id, "pending").await?;
            }
            Ok::<_, store::Error>(released)
        })
    });
    if !released.await? {
        return Ok(());
    }
    if let Some(active) = platform.judging_state().end(claimed.into()) {
        platform.events().publish(match active.subject {
            Subject::Submission(row) => Event::Submission { id: row.id, user_id: row.user_id },
            Subject::Run(row) => Event::Run { id: row.id },
        });
    }
    // Somebody else may be idle.
    platform.events().publish(Event::JobQueued);
    Ok(())
}
