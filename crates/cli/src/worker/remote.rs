//! Work that comes over HTTP.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{anyhow, bail};
use judge::{Progress, Task};
use platform::judging::{
    Lease, Outcome, Work, WorkItem,
    worker::{Source, Stop, until},
};
use reqwest::StatusCode;
use server::dialects::worker::{Advance, Beat, Claim, Goodbye, HandIn, Hello, MAX_REPORT_BYTES, Welcome};
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

use super::{
    call::{BackOff, Failure, Server},
    kept::Kept,
};

/// How long the server may wait before it says that there is no work.
const WAIT: Duration = Duration::from_secs(20);
/// How long a call may take beyond what it waits for.
const CALL: Duration = Duration::from_secs(10);
/// How long tests may take to be fetched, all attempts together.
const FETCH: Duration = Duration::from_secs(120);
/// How long a report is offered to a server that is away. Its leases have run out long before.
const OFFER: Duration = Duration::from_secs(300);
/// Messages of progress that go in one call.
const BATCH: usize = 64;
/// What a text of a report is cut to when the report is too large, first.
const CUT_BYTES: usize = 64 * 1024;

/// A server as the source of work.
pub(super) struct Remote {
    server: Server,
    hello: Hello,
    kept: Arc<Kept>,
    worker_id: Arc<Mutex<Uuid>>,
    progress: mpsc::UnboundedSender<(Lease, Progress)>,
}

/// The last words to a server.
pub(super) struct Farewell {
    server: Server,
    worker_id: Arc<Mutex<Uuid>>,
}

fn current(worker_id: &Mutex<Uuid>) -> Uuid {
    *worker_id.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Remote {
    /// Says hello; waits for a server that is away. Nothing when the worker is to stop meanwhile.
    ///
    /// # Errors
    /// When the server refuses this worker.
    pub(super) async fn begin(
        server: Server,
        hello: Hello,
        kept: Kept,
        mut stop: watch::Receiver<Stop>,
    ) -> anyhow::Result<Option<Self>> {
        let worker_id = tokio::select! {
            welcomed = welcomed(&server, &hello) => welcomed?,
            () = until(&mut stop, Stop::Finish) => return Ok(None),
        };
        let (progress, told) = mpsc::unbounded_channel();
        tokio::spawn(tell(server.clone(), told));
        let worker_id = Arc::new(Mutex::new(worker_id));
        Ok(Some(Remote { server, hello, kept: Arc::new(kept), worker_id, progress }))
    }

    /// To be said when the work has ended.
    pub(super) fn farewell(&self) -> Farewell {
        Farewell { server: self.server.clone(), worker_id: self.worker_id.clone() }
    }

    async fn claimed(&self, max: usize) -> anyhow::Result<Vec<WorkItem>> {
        let mut pauses = BackOff::default();
        loop {
            let wait_ms = u64::try_from(WAIT.as_millis())?;
            let claim = Claim { worker_id: current(&self.worker_id), max, wait_ms };
            match self.server.call("claim", &claim, WAIT + CALL).await {
                Ok(items) => return Ok(items),
                Err(Failure::Refused(StatusCode::NOT_FOUND, _)) => {
                    let again = welcomed(&self.server, &self.hello).await?;
                    *self.worker_id.lock().unwrap_or_else(PoisonError::into_inner) = again;
                }
                Err(Failure::Refused(_, why)) => bail!("the server refuses this worker: {why}"),
                Err(Failure::Away(why)) => {
                    tracing::warn!(why, "the server is away; it is asked again");
                    tokio::time::sleep(pauses.next()).await;
                }
            }
        }
    }
}

/// Says hello until the server answers.
async fn welcomed(server: &Server, hello: &Hello) -> anyhow::Result<Uuid> {
    let mut pauses = BackOff::default();
    loop {
        match server.call::<Welcome>("hello", hello, CALL).await {
            Ok(welcome) => {
                if welcome.version != hello.version {
                    tracing::warn!(
                        server.version = welcome.version,
                        worker.version = hello.version,
                        "the server has another version of codequest: install the same one here"
                    );
                }
                tracing::info!(worker.id = %welcome.worker_id, "the server gives work");
                return Ok(welcome.worker_id);
            }
            Err(Failure::Refused(_, why)) => bail!("the server refuses this worker: {why}"),
            Err(Failure::Away(why)) => {
                tracing::warn!(why, "the server is away; it is asked again");
                tokio::time::sleep(pauses.next()).await;
            }
        }
    }
}

/// Tells the server of progress, what came together in one call. What does not arrive is not missed.
async fn tell(server: Server, mut told: mpsc::UnboundedReceiver<(Lease, Progress)>) {
    let mut batch = Vec::new();
    while told.recv_many(&mut batch, BATCH).await > 0 {
        let mut all: Vec<Advance> = Vec::new();
        for (lease, progress) in batch.drain(..) {
            match all.iter_mut().find(|advance| advance.lease == lease) {
                Some(advance) => advance.progress.push(progress),
                None => all.push(Advance { lease, progress: vec![progress] }),
            }
        }
        for advance in all {
            if let Err(failure) = server.call::<()>("progress", &advance, CALL).await {
                tracing::debug!(?failure, "progress could not be told");
            }
        }
    }
}

impl Source for Remote {
    async fn claim(&self, max: usize, mut stop: watch::Receiver<Stop>) -> anyhow::Result<Vec<WorkItem>> {
        tokio::select! {
            claimed = self.claimed(max) => claimed,
            // What was claimed in this moment goes back when the worker says goodbye.
            () = until(&mut stop, Stop::Finish) => Ok(Vec::new()),
        }
    }

    async fn task(&self, item: &WorkItem) -> anyhow::Result<Arc<Task>> {
        let Work::Judge { task, .. } = &item.work else { bail!("a run has no tests") };
        let (kept, digest) = (self.kept.clone(), task.digest.clone());
        if let Some(task) = tokio::task::spawn_blocking(move || kept.get(&digest)).await? {
            return Ok(task);
        }
        let (mut pauses, began) = (BackOff::default(), Instant::now());
        let bytes = loop {
            match self.server.bytes("task", &item.lease, FETCH).await {
                Ok(bytes) => break bytes,
                Err(Failure::Away(_)) if began.elapsed() < FETCH => tokio::time::sleep(pauses.next()).await,
                Err(Failure::Away(why) | Failure::Refused(_, why)) => {
                    return Err(anyhow!("the tests could not be fetched: {why}"));
                }
            }
        };
        let (kept, digest) = (self.kept.clone(), task.digest.clone());
        tokio::task::spawn_blocking(move || kept.put(&digest, &bytes)).await?
    }

    async fn prolong(&self, leases: Vec<Lease>) -> Vec<Lease> {
        let beat = Beat { worker_id: current(&self.worker_id), leases };
        match self.server.call("beat", &beat, CALL).await {
            Ok(lost) => lost,
            Err(failure) => {
                // They may still hold: the server says so when the report is handed in.
                tracing::warn!(?failure, "a sign of life was not heard");
                Vec::new()
            }
        }
    }

    fn progress(&self, item: &WorkItem, progress: Progress) {
        // What was printed is in the report; here only how far it is counts.
        let progress = match progress {
            Progress::Test { index, total, mut result } if matches!(item.work, Work::Judge { .. }) => {
                result.stdout.clear();
                result.stderr.clear();
                result.result = None;
                result.checker_message = None;
                Progress::Test { index, total, result }
            }
            other => other,
        };
        // An error says that the process ends.
        let _ = self.progress.send((item.lease, progress));
    }

    async fn hand_in(&self, item: &WorkItem, outcome: Outcome) {
        let hand_in = fitting(item.lease, outcome);
        let (mut pauses, began) = (BackOff::default(), Instant::now());
        loop {
            match self.server.call::<()>("report", &hand_in, CALL).await {
                Ok(()) => return,
                Err(Failure::Refused(status, why)) => {
                    tracing::warn!(job.id = %item.lease.job_id, %status, why, "a report was refused");
                    return;
                }
                Err(Failure::Away(_)) if began.elapsed() < OFFER => tokio::time::sleep(pauses.next()).await,
                Err(Failure::Away(why)) => {
                    tracing::error!(job.id = %item.lease.job_id, why, "a report could not be handed in");
                    return;
                }
            }
        }
    }
}

/// A report that the server takes: too long texts are cut.
fn fitting(lease: Lease, outcome: Outcome) -> HandIn {
    let mut hand_in = HandIn { lease, outcome };
    let mut bytes = CUT_BYTES;
    while bytes > 0 && serde_json::to_vec(&hand_in).is_ok_and(|text| text.len() > MAX_REPORT_BYTES) {
        hand_in.outcome.shorten(bytes);
        bytes /= 2;
    }
    hand_in
}

impl Farewell {
    /// Says goodbye, if the server hears it.
    pub(super) async fn say(self) {
        let goodbye = Goodbye { worker_id: current(&self.worker_id) };
        if let Err(failure) = self.server.call::<()>("goodbye", &goodbye, CALL).await {
            tracing::warn!(?failure, "the server did not hear the goodbye; leases will run out");
        }
    }
}
