//! The judging loop: claims jobs by lease, judges, and records the outcome once.
//!
//! A job is claimed in one transaction and removed in the one that records its result; between the two nothing is
//! lost when the process or the supervisor dies: the lease runs out and somebody claims the job again.

mod live;
mod record;
mod score;

pub use live::{Live, LiveTest, Progress};

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use judge::{Judge, RunReport};
use store::jobs::{self, Claimed, Kind};
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
    time::{MissedTickBehavior, interval, timeout},
};

use crate::{Error, Platform, Result, events::Event, runs};

/// How long a claim holds without a sign of life.
const LEASE: chrono::Duration = chrono::Duration::seconds(15);
/// How often a worker gives one.
const HEARTBEAT: Duration = Duration::from_secs(4);
/// An idle worker looks at least this often: for leases that ran out and for jobs of other nodes.
const LOOK: Duration = Duration::from_secs(2);
/// After so many claims that the judge itself failed, the submission ends as `internal_error` (rule R-Q-05).
const MAX_ATTEMPTS: i64 = 3;

/// The workers of this process.
pub struct Judging {
    stop: watch::Sender<bool>,
    workers: Vec<JoinHandle<()>>,
}

impl Platform {
    /// Starts `slots` workers over a judge. Jobs that an earlier process of a one-machine installation held are given
    /// back first.
    ///
    /// # Errors
    /// Database errors.
    pub async fn start_judging(&self, judge: Arc<Judge>, slots: usize) -> Result<Judging> {
        if self.store().dialect() == store::Dialect::Sqlite {
            let now = self.now();
            self.store()
                .write(move |tx| {
                    Box::pin(async move {
                        jobs::release_all(tx, Kind::Judge, now).await?;
                        jobs::release_all(tx, Kind::Run, now).await
                    })
                })
                .await?;
        }
        self.live().judged_by(judge.clone());
        let (stop, stopped) = watch::channel(false);
        let wake = Arc::new(Notify::new());
        let workers = (0..slots.max(1))
            .map(|_| {
                let worker = Worker {
                    platform: self.clone(),
                    judge: judge.clone(),
                    wake: wake.clone(),
                    stopped: stopped.clone(),
                };
                tokio::spawn(worker.work())
            })
            .chain([tokio::spawn(wake_on_events(self.clone(), wake.clone(), stopped.clone()))])
            .collect();
        Ok(Judging { stop, workers })
    }
}

impl Judging {
    /// Hands running jobs back and ends the workers.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for worker in self.workers {
            let _ = worker.await;
        }
    }
}

/// Returns when the process is to stop.
async fn until_stopped(stopped: &mut watch::Receiver<bool>) {
    // An error says that the sender is gone, which is the same.
    drop(stopped.wait_for(|stopped| *stopped).await);
}

async fn wake_on_events(platform: Platform, wake: Arc<Notify>, mut stopped: watch::Receiver<bool>) {
    use tokio::sync::broadcast::error::RecvError;
    let mut events = platform.events().subscribe();
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Ok(Event::JobQueued) | Err(RecvError::Lagged(_)) => wake.notify_one(),
                Ok(_) => {}
                Err(RecvError::Closed) => return,
            },
            () = until_stopped(&mut stopped) => return,
        }
    }
}

struct Worker {
    platform: Platform,
    judge: Arc<Judge>,
    wake: Arc<Notify>,
    stopped: watch::Receiver<bool>,
}

enum Job {
    Submission {
        claimed: Claimed,
        row: Box<store::submissions::SubmissionRow>,
    },
    Run {
        claimed: Claimed,
        row: Box<store::runs::RunRow>,
    },
    /// What the job was about is gone.
    Gone,
}

impl Worker {
    async fn work(mut self) {
        let platform = self.platform.clone();
        let _worker = platform.live().count_worker();
        while !*self.stopped.borrow() {
            match self.claim().await {
                Ok(Some(job)) => {
                    // Somebody else may be idle while more is waiting.
                    self.wake.notify_one();
                    let _running = platform.live().count_running();
                    self.handle(job).await;
                }
                Ok(None) => self.idle().await,
                Err(error) => {
                    tracing::error!(error.source = error.source_chain(), "cannot claim a job");
                    self.idle().await;
                }
            }
        }
    }

    async fn idle(&mut self) {
        let mut stopped = self.stopped.clone();
        tokio::select! {
            _ = timeout(LOOK, self.wake.notified()) => {}
            () = until_stopped(&mut stopped) => {}
        }
    }

    /// Claims the next job and marks what it is about as running, in one transaction. Runs come first: somebody waits
    /// for them with the editor open, and they are short.
    async fn claim(&self) -> Result<Option<Job>> {
        let now = self.platform.now();
        let job = self.platform.store().write(move |tx| {
            Box::pin(async move {
                if let Some(claimed) = jobs::claim(tx, Kind::Run, now, now + LEASE).await? {
                    return match store::runs::find(tx, claimed.subject_id).await? {
                        Some(row) => {
                            store::runs::set_status(tx, row.id, "running").await?;
                            Ok(Some(Job::Run { claimed, row: Box::new(row) }))
                        }
                        None => jobs::finish(tx, &claimed).await.map(|_| Some(Job::Gone)),
                    };
                }
                let Some(claimed) = jobs::claim(tx, Kind::Judge, now, now + LEASE).await? else { return Ok(None) };
                match store::submissions::find(tx, claimed.subject_id).await? {
                    Some(row) => {
                        store::submissions::start(tx, row.id, now).await?;
                        Ok(Some(Job::Submission { claimed, row: Box::new(row) }))
                    }
                    None => jobs::finish(tx, &claimed).await.map(|_| Some(Job::Gone)),
                }
            })
        });
        Ok(job.await?)
    }

    async fn handle(&mut self, job: Job) {
        let (claimed, outcome) = match job {
            Job::Submission { claimed, row } => {
                let outcome = self.submission(&claimed, *row).await;
                self.platform.live().forget_submission(claimed.subject_id);
                (claimed, outcome)
            }
            Job::Run { claimed, row } => {
                let outcome = self.run(&claimed, *row).await;
                self.platform.live().forget_run(claimed.subject_id);
                (claimed, outcome)
            }
            Job::Gone => return,
        };
        if let Err(error) = outcome {
            tracing::error!(job.id = %claimed.id, error.source = error.source_chain(), "judging failed and will be repeated");
            self.give_back(&claimed, Some(error.to_string())).await;
        }
    }

    async fn submission(&mut self, claimed: &Claimed, row: store::submissions::SubmissionRow) -> Result<()> {
        let started = std::time::Instant::now();
        let (task, report) = match self.judged(claimed, &row).await {
            Ok(Some(judged)) => judged,
            Ok(None) => return Ok(()),
            // Ours, not the program's: tried again, then told.
            Err(error) if claimed.attempts < MAX_ATTEMPTS => return Err(error),
            Err(error) => {
                tracing::error!(submission.id = %row.id, error.source = error.source_chain(), "gave up judging");
                (score::no_task(), score::internal_error())
            }
        };
        metrics::histogram!("codequest_judging_seconds").record(started.elapsed().as_secs_f64());
        metrics::counter!("codequest_verdicts_total", "verdict" => report.verdict.as_str()).increment(1);
        record::submission(&self.platform, claimed, &row, &task, &report).await
    }

    /// What the judge says; `None` when the job is no longer ours.
    async fn judged(
        &mut self,
        claimed: &Claimed,
        row: &store::submissions::SubmissionRow,
    ) -> Result<Option<(judge::Task, judge::Report)>> {
        let (id, user_id) = (row.id, row.user_id);
        let task = self.platform.problems().task_of_version(row.version_id).await?;
        self.platform.live().begin_submission(id, task.tests.len());
        self.platform.events().publish(Event::Submission { id, user_id });
        let language = self.platform.languages().get(&row.language).cloned();
        let language = language.with_context(|| format!("no language `{}`", row.language)).map_err(Error::internal)?;
        let (platform, judge) = (self.platform.clone(), self.judge.clone());
        let (source, judged_task) = (row.source_code.clone(), task.clone());
        let work = tokio::task::spawn_blocking(move || {
            judge.judge(&judged_task, &language, &source, &mut |progress| {
                platform.live().progress_submission(id, &judged_task, progress);
                platform.events().publish(Event::Submission { id, user_id });
            })
        });
        let Some(report) = self.keep_alive(claimed, work).await? else { return Ok(None) };
        Ok(Some((task, report.map_err(Error::internal)?)))
    }

    async fn run(&mut self, claimed: &Claimed, row: store::runs::RunRow) -> Result<()> {
        let id = row.id;
        let report = match self.tried(claimed, row).await {
            Ok(Some(report)) => report,
            Ok(None) => return Ok(()),
            Err(error) if claimed.attempts < MAX_ATTEMPTS => return Err(error),
            Err(error) => {
                tracing::error!(run.id = %id, error.source = error.source_chain(), "gave up running");
                score::internal_error()
            }
        };
        record::run(&self.platform, claimed, id, &report).await
    }

    /// What came of a run; `None` when the job is no longer ours.
    async fn tried(&mut self, claimed: &Claimed, row: store::runs::RunRow) -> Result<Option<RunReport>> {
        let id = row.id;
        self.platform.events().publish(Event::Run { id });
        let language = self.platform.languages().get(&row.language).cloned();
        let language = language.with_context(|| format!("no language `{}`", row.language)).map_err(Error::internal)?;
        let cases: Vec<runs::Case> = serde_json::from_value(row.cases.0.clone()).map_err(Error::internal)?;
        let (kind, limits, checker) = match row.version_id {
            Some(version_id) => {
                let task = self.platform.problems().task_of_version(version_id).await?;
                (task.kind.clone(), task.limits, task.checker.clone())
            }
            None => (judge::Kind::Stdio, judge::TaskLimits::default(), judge::Checker::Trimmed),
        };
        let request = judge::RunRequest {
            language: language.key.clone(),
            source: row.source_code.clone(),
            kind,
            limits,
            checker,
            cases: cases.into_iter().map(Into::into).collect(),
        };
        let (platform, judge) = (self.platform.clone(), self.judge.clone());
        let work = tokio::task::spawn_blocking(move || {
            judge.run(&request, &mut |progress| {
                platform.live().progress_run(id, progress);
                platform.events().publish(Event::Run { id });
            })
        });
        let Some(report) = self.keep_alive(claimed, work).await? else { return Ok(None) };
        Ok(Some(report.map_err(Error::internal)?))
    }

    /// Waits for the judge and prolongs the lease meanwhile. `None`: the job is no longer ours, or was handed back
    /// because the process stops; what the judge still says is thrown away.
    async fn keep_alive<T>(&mut self, claimed: &Claimed, mut work: JoinHandle<T>) -> Result<Option<T>> {
        let mut heartbeat = interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.tick().await;
        let mut stopped = self.stopped.clone();
        loop {
            tokio::select! {
                done = &mut work => return done.map(Some).map_err(Error::internal),
                _ = heartbeat.tick() => {
                    match self.heartbeat(claimed).await {
                        Ok(true) => {}
                        Ok(false) => {
                            tracing::warn!(job.id = %claimed.id, "the lease was lost; the result is not recorded");
                            return Ok(None);
                        }
                        // The lease may still hold: recording asks for it.
                        Err(error) => tracing::warn!(
                            job.id = %claimed.id, error.source = error.source_chain(), "a lease could not be prolonged"
                        ),
                    }
                }
                () = until_stopped(&mut stopped) => {
                    self.give_back(claimed, None).await;
                    return Ok(None);
                }
            }
        }
    }

    async fn heartbeat(&self, claimed: &Claimed) -> Result<bool> {
        let (claimed, until) = (claimed.clone(), self.platform.now() + LEASE);
        Ok(self
            .platform
            .store()
            .write(move |tx| Box::pin(async move { jobs::heartbeat(tx, &claimed, until).await }))
            .await?)
    }

    async fn give_back(&self, claimed: &Claimed, error: Option<String>) {
        let now = self.platform.now();
        // A failure is repeated after a pause that grows with each attempt.
        let pause = if error.is_some() {
            chrono::Duration::milliseconds(500 * claimed.attempts)
        } else {
            chrono::Duration::zero()
        };
        let job = claimed.clone();
        let released = self.platform.store().write(move |tx| {
            Box::pin(async move {
                if jobs::release(tx, &job, now + pause, error.as_deref()).await? {
                    store::submissions::back_to_pending(tx, job.subject_id, now).await?;
                    store::runs::set_status(tx, job.subject_id, "pending").await?;
                }
                Ok::<_, store::Error>(())
            })
        });
        if let Err(error) = released.await {
            tracing::error!(%error, job.id = %claimed.id, "cannot give a job back; its lease will run out");
        }
    }
}
