//! The way in: submissions that arrive while others are being written go into one transaction together.
//!
//! Each is acknowledged after its own commit is durable. The numbers come from one row that stays locked until the
//! commit, so with a transaction for each, all of them would wait for the disk one after the other.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use store::{
    counters::{self, Counter},
    jobs,
    submissions::NewSubmission as NewRow,
};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::CODE_EXECUTION;
use crate::{Error, Platform, Result};

/// At most so many share one transaction.
const GROUP: usize = 64;

/// A submission on its way into the database. Its number is given there.
#[derive(Debug)]
struct Waiting {
    row: NewRow,
    written: oneshot::Sender<Result<()>>,
}

/// Submissions that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Intake(Mutex<Queue>);

#[derive(Debug, Default)]
struct Queue {
    waiting: Vec<Waiting>,
    /// Whether a task is at work that will write what is waiting.
    writing: bool,
}

impl Intake {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing panics while it is held; a queue is whole at any moment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds one; true when the caller has to start the task that writes.
    fn add(&self, waiting: Waiting) -> bool {
        let mut queue = self.queue();
        queue.waiting.push(waiting);
        !std::mem::replace(&mut queue.writing, true)
    }

    /// The next to be written together; nothing when the task may end.
    fn next_group(&self) -> Option<Vec<Waiting>> {
        let mut queue = self.queue();
        if queue.waiting.is_empty() {
            queue.writing = false;
            return None;
        }
        let size = queue.waiting.len().min(GROUP);
        Some(queue.waiting.drain(..size).collect())
    }
}

/// Writes a submission and its job; returns after the commit is durable. It goes on when the caller's future is dropped.
///
/// # Errors
/// Database errors; then neither is there.
pub(super) async fn write(platform: &Platform, row: NewRow) -> Result<()> {
    let (written, outcome) = oneshot::channel();
    if platform.intake().add(Waiting { row, written }) {
        tokio::spawn(write_all(platform.clone()));
    }
    outcome.await.unwrap_or_else(|_| Err(Error::internal(anyhow::anyhow!("the submission was not written"))))
}

async fn write_all(platform: Platform) {
    while let Some(group) = platform.intake().next_group() {
        let (rows, replies): (Vec<_>, Vec<_>) = group.into_iter().map(|one| (one.row, one.written)).unzip();
        // A task of its own, so that a panic in it ends one group and not this loop.
        let task = tokio::spawn(write_group(platform.clone(), rows));
        let Ok(outcomes) = task.await else { continue };
        for (reply, outcome) in replies.into_iter().zip(outcomes) {
            // The caller may have gone away; its submission counts all the same.
            let _ = reply.send(outcome);
        }
    }
}

async fn write_group(platform: Platform, rows: Vec<NewRow>) -> Vec<Result<()>> {
    let rows = Arc::<[NewRow]>::from(rows);
    match commit(&platform, rows.clone()).await {
        Ok(()) => rows.iter().map(|_| Ok(())).collect(),
        Err(error) if rows.len() == 1 => vec![Err(error)],
        // One of them cannot be written, for instance because its author is gone by now: the others can.
        Err(_) => {
            let mut outcomes = Vec::with_capacity(rows.len());
            for row in rows.iter() {
                outcomes.push(commit(&platform, Arc::new([row.clone()])).await);
            }
            outcomes
        }
    }
}

async fn commit(platform: &Platform, rows: Arc<[NewRow]>) -> Result<()> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let now = platform.now();
    platform
        .store()
        .write(move |tx| {
            Box::pin(async move {
                let count = i64::try_from(rows.len()).map_err(Error::internal)?;
                let first = counters::take(tx, Counter::Submissions, count).await?;
                store::submissions::insert_all(tx, first, &rows).await?;
                jobs::enqueue_all(tx, jobs::Kind::Judge, &ids, CODE_EXECUTION, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await
}
