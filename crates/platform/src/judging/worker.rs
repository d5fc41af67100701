//! A worker: claims work, judges it, tells what came of it. The same for the slots of a server and for other hosts; they
//! differ in where the work comes from.

use std::{
    collections::HashMap,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::anyhow;
use futures_util::FutureExt;
pub use judge::elsewhere::{Elsewhere, Order, Ran, Service};
use judge::{Progress, Report, RunRequest, Task, exact::PROJECT};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};
use uuid::Uuid;

use super::{HEARTBEAT, Lease, Outcome, Work, WorkItem};

/// After a claim that panicked, before the next one.
const PAUSE: Duration = Duration::from_secs(1);
/// How long handing back may take.
const HAND_BACK: Duration = Duration::from_secs(4);

/// What judges.
pub trait Engine: Send + Sync + 'static {
    /// Keys of the languages that it has, each with its version.
    fn languages(&self) -> Vec<(String, String)>;

    /// How often the supervisor of its sandboxes was started again.
    fn restarts(&self) -> u64;

    /// Judges a source; blocks.
    ///
    /// # Errors
    /// Failures of the judge itself, which say nothing about the source.
    fn judge(
        &self,
        task: &Task,
        language: &str,
        source: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> anyhow::Result<Report>;

    /// Runs a source on inputs; blocks.
    ///
    /// # Errors
    /// As [`Engine::judge`].
    fn run(&self, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> anyhow::Result<Report>;
}

impl Engine for judge::Judge {
    fn languages(&self) -> Vec<(String, String)> {
        let installed = self.languages().iter().filter(|language| language.available);
        let keys = installed.map(|language| (language.key.clone(), language.version.clone().unwrap_or_default()));
        // Programs of several files with scripts of their own are in no language, or in all of them.
        let projects = self.languages().runs_projects().then(|| (PROJECT.to_owned(), String::new()));
        keys.chain(projects).collect()
    }

    fn restarts(&self) -> u64 {
        self.sandbox_restarts()
    }

    fn judge(
        &self,
        task: &Task,
        language: &str,
        source: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> anyhow::Result<Report> {
        let known = self.languages().get(language).ok_or_else(|| anyhow!("there is no language `{language}`"))?;
        Ok(self.judge(task, known, source, progress)?)
    }

    fn run(&self, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> anyhow::Result<Report> {
        Ok(self.run(request, progress)?)
    }
}

impl<S: Service> Engine for Elsewhere<S> {
    fn languages(&self) -> Vec<(String, String)> {
        let there = self.languages().iter().filter(|language| language.available);
        there.map(|language| (language.key.clone(), String::new())).collect()
    }

    fn restarts(&self) -> u64 {
        0
    }

    fn judge(
        &self,
        task: &Task,
        language: &str,
        source: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> anyhow::Result<Report> {
        Ok(self.judge(task, language, source, progress)?)
    }

    fn run(&self, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> anyhow::Result<Report> {
        Ok(self.run(request, progress)?)
    }
}

/// Where work comes from, and where it is told what came of it. What can be repeated, an implementation repeats itself.
pub trait Source: Send + Sync + 'static {
    /// Claims up to `max` pieces of work; waits some time for the first. Ends early when the worker is to stop.
    ///
    /// # Errors
    /// When this worker will never get work again: it ends.
    fn claim(
        &self,
        max: usize,
        stop: watch::Receiver<Stop>,
    ) -> impl Future<Output = anyhow::Result<Vec<WorkItem>>> + Send;

    /// The tests of a piece of work.
    ///
    /// # Errors
    /// When they cannot be had now.
    fn task(&self, item: &WorkItem) -> impl Future<Output = anyhow::Result<Arc<Task>>> + Send;

    /// Prolongs leases; those that are somebody else's now come back. Called also without any, as a sign of life.
    fn prolong(&self, leases: Vec<Lease>) -> impl Future<Output = Vec<Lease>> + Send;

    /// Tells of progress; called on the thread that judges, must not block.
    fn progress(&self, item: &WorkItem, progress: Progress);

    /// Hands in what came of work.
    fn hand_in(&self, item: &WorkItem, outcome: Outcome) -> impl Future<Output = ()> + Send;
}

/// Whether a worker is to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// No.
    No,
    /// It claims nothing more and finishes what it has.
    Finish,
    /// It hands back what it has.
    HandBack,
}

/// Returns when a worker is to stop in this way at least.
pub async fn until(stop: &mut watch::Receiver<Stop>, way: Stop) {
    // An error says that the sender is gone, which means the same.
    drop(stop.wait_for(|stop| *stop >= way).await);
}

/// What the tasks of one worker share.
struct Shift<S> {
    source: S,
    engine: Arc<dyn Engine>,
    stop: watch::Receiver<Stop>,
    /// Leases that are held, each with the way to say that it was lost.
    held: Mutex<HashMap<Uuid, (Lease, watch::Sender<bool>)>>,
}

/// Works until it is told to stop: judges up to `slots` programs at once.
///
/// # Errors
/// When the source will never give work again.
pub async fn work<S: Source>(
    source: S,
    engine: Arc<dyn Engine>,
    slots: usize,
    mut stop: watch::Receiver<Stop>,
) -> anyhow::Result<()> {
    let shift = Arc::new(Shift { source, engine, stop: stop.clone(), held: Mutex::default() });
    let beating = tokio::spawn(beat(shift.clone()));
    let places = Arc::new(Semaphore::new(slots));
    let mut at_work = JoinSet::new();
    let ended = loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place.map_err(anyhow::Error::from)?,
            () = until(&mut stop, Stop::Finish) => break Ok(()),
        };
        while at_work.try_join_next().is_some() {}
        let max = 1 + places.available_permits();
        let claimed = AssertUnwindSafe(shift.source.claim(max, stop.clone())).catch_unwind().await;
        let items = match claimed {
            Ok(Ok(items)) => items,
            Ok(Err(error)) => break Err(error),
            Err(_) => {
                tracing::error!("claiming work panicked; it is tried again");
                let mut stop = stop.clone();
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    () = until(&mut stop, Stop::Finish) => {}
                }
                continue;
            }
        };
        let mut place = Some(place);
        for item in items {
            // Only this loop takes places, so that those counted above are still free.
            let place = place.take().or_else(|| places.clone().try_acquire_owned().ok());
            at_work.spawn(shift.clone().handle(item, place));
        }
    };
    while !at_work.is_empty() && *stop.borrow() < Stop::HandBack && ended.is_ok() {
        tokio::select! {
            _ = at_work.join_next() => {}
            () = until(&mut stop, Stop::HandBack) => {}
        }
    }
    let handing_back = async { while at_work.join_next().await.is_some() {} };
    if ended.is_ok() && tokio::time::timeout(HAND_BACK, handing_back).await.is_err() {
        tracing::warn!("some work could not be handed back in time; its leases will run out");
    }
    beating.abort();
    ended
}

/// Gives signs of life.
async fn beat<S: Source>(shift: Arc<Shift<S>>) {
    let mut heartbeat = interval(HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        heartbeat.tick().await;
        let leases = shift.held().values().map(|(lease, _)| *lease).collect();
        let Ok(lost) = AssertUnwindSafe(shift.source.prolong(leases)).catch_unwind().await else { continue };
        for lease in lost {
            if let Some((held, lost)) = shift.held().get(&lease.job_id)
                && *held == lease
            {
                tracing::warn!(job.id = %lease.job_id, "the lease was lost; what comes of the work is thrown away");
                lost.send_replace(true);
            }
        }
    }
}

impl<S: Source> Shift<S> {
    fn held(&self) -> MutexGuard<'_, HashMap<Uuid, (Lease, watch::Sender<bool>)>> {
        // Nothing panics while it is held.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does one piece of work, whatever happens on the way.
    async fn handle(self: Arc<Self>, item: WorkItem, place: Option<OwnedSemaphorePermit>) {
        let (lost, mut is_lost) = watch::channel(false);
        let lease = item.lease;
        self.held().insert(lease.job_id, (lease, lost));
        let item = Arc::new(item);
        let place = Arc::new(place);
        let done = self.judged(item.clone(), place.clone(), &mut is_lost);
        let outcome = match AssertUnwindSafe(done).catch_unwind().await {
            Ok(outcome) => outcome,
            Err(_) => Some(Outcome::Failed("the worker panicked over it".into())),
        };
        if let Some(outcome) = outcome {
            let handed_in = AssertUnwindSafe(self.source.hand_in(&item, outcome)).catch_unwind().await;
            if handed_in.is_err() {
                tracing::error!(job.id = %lease.job_id, "handing work in panicked; its lease will run out");
            }
        }
        let mut held = self.held();
        if held.get(&lease.job_id).is_some_and(|(held, _)| *held == lease) {
            held.remove(&lease.job_id);
        }
    }

    /// What comes of work; `None` when the lease was lost.
    async fn judged(
        self: &Arc<Self>,
        item: Arc<WorkItem>,
        place: Arc<Option<OwnedSemaphorePermit>>,
        is_lost: &mut watch::Receiver<bool>,
    ) -> Option<Outcome> {
        let task = match &item.work {
            Work::Judge { .. } => match self.source.task(&item).await {
                Ok(task) => Some(task),
                Err(error) => return Some(Outcome::Failed(format!("{error:#}"))),
            },
            Work::Run(_) => None,
        };
        let (shift, judged_task) = (self.clone(), task.clone());
        let judging = tokio::task::spawn_blocking(move || {
            // A place is free again when the judge is, not when nobody waits for it any more.
            let _place = place;
            tracing::debug!(job.id = %item.lease.job_id, "a job begins");
            let mut progress = |progress| shift.source.progress(&item, progress);
            match (&item.work, task) {
                (Work::Judge { language, source, .. }, Some(task)) => {
                    shift.engine.judge(&task, language, source, &mut progress)
                }
                (Work::Judge { .. }, None) => Err(anyhow!("the task is missing")),
                (Work::Run(request), _) => shift.engine.run(request, &mut progress),
            }
        });
        let mut stop = self.stop.clone();
        tokio::select! {
            report = judging => Some(match report {
                Ok(Ok(report)) => Outcome::judged(report, judged_task.as_deref()),
                Ok(Err(error)) => Outcome::Failed(format!("{error:#}")),
                Err(error) => Outcome::Failed(format!("the judge panicked: {error}")),
            }),
            lost = is_lost.wait_for(|lost| *lost) => {
                drop(lost);
                None
            }
            () = until(&mut stop, Stop::HandBack) => Some(Outcome::HandedBack),
        }
    }
}
