//! The job queue: a table, claimed by lease.
//!
//! A job is written in the transaction that makes it necessary and deleted in the one that records its result. A worker
//! holds it by a lease; when the lease ran out, somebody else may claim it, and the late worker's token no longer fits.

mod look;

pub use look::{Queued, active, claimable, held, position, queued, waiting};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// Jobs in one statement at most: each number of them is a statement that the database prepares and keeps.
const ROWS: usize = 16;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Judge a submission.
    Judge,
    /// Do an ungraded run.
    Run,
    /// Send a mail.
    Mail,
    /// Tell a client of the execution service that a run has ended.
    Callback,
}

impl Kind {
    /// The word in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Judge => "judge",
            Kind::Run => "run",
            Kind::Mail => "mail",
            Kind::Callback => "callback",
        }
    }
}

/// A job that this worker holds.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claimed {
    /// The job.
    pub id: Uuid,
    /// What it is about.
    pub subject_id: Uuid,
    /// Proof that the lease is ours.
    pub lease_token: Uuid,
    /// How often it was claimed, this time included.
    pub attempts: i64,
    /// How often the judge itself failed at it. Hand-backs do not count.
    pub failures: i64,
    /// How often its lease ran out.
    pub losses: i64,
}

/// Who claims a job of judging.
#[derive(Debug, Clone)]
pub struct Claimer {
    /// The worker on another host; none for the slots of a server itself.
    pub worker_id: Option<Uuid>,
    /// Keys of the languages that it has.
    pub languages: Vec<String>,
}

/// Queues a job; one that exists already for the subject stays as it is.
///
/// # Errors
/// Database errors.
pub async fn enqueue(tx: &mut Conn, kind: Kind, subject_id: Uuid, priority: i64, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "INSERT INTO jobs (id, kind, subject_id, priority, available_at, created_at) VALUES ($1, $2, $3, $4, $5, $5) \
         ON CONFLICT (kind, subject_id) DO NOTHING",
        args![Uuid::now_v7(), kind.as_str(), subject_id, priority, now],
    )
    .await?;
    Ok(())
}

/// Queues jobs of one kind about several subjects, as [`enqueue`] does.
///
/// # Errors
/// Database errors.
pub async fn enqueue_all(
    tx: &mut Conn,
    kind: Kind,
    subject_ids: &[Uuid],
    priority: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    for chunk in subject_ids.chunks(ROWS) {
        let mut args = args![kind.as_str(), priority, now];
        for subject_id in chunk {
            args.extend(args![Uuid::now_v7(), *subject_id]);
        }
        let row = |index: usize| format!("(${}, $1, ${}, $2, $3, $3)", 4 + 2 * index, 5 + 2 * index);
        let rows = (0..chunk.len()).map(row).collect::<Vec<_>>().join(", ");
        let sql = format!(
            "INSERT INTO jobs (id, kind, subject_id, priority, available_at, created_at) VALUES {rows} \
             ON CONFLICT (kind, subject_id) DO NOTHING"
        );
        tx.execute(sql, args).await?;
    }
    Ok(())
}

/// Claims the next job of a kind, if one is waiting or its lease ran out.
///
/// # Errors
/// Database errors.
pub async fn claim(
    tx: &mut Conn,
    kind: Kind,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<Claimed>> {
    // SQLite has one writer, so nobody else can be looking at the row.
    let sql = tx.dialect().pick(
        "UPDATE jobs SET lease_token = $1, lease_until = $2, attempts = attempts + 1 WHERE id = (\
           SELECT id FROM jobs WHERE kind = $3 AND available_at <= $4 AND (lease_until IS NULL OR lease_until < $4) \
           ORDER BY priority, available_at, id LIMIT 1) \
         RETURNING id, subject_id, lease_token, attempts, failures, losses",
        "UPDATE jobs SET lease_token = $1, lease_until = $2, attempts = attempts + 1 WHERE id = (\
           SELECT id FROM jobs WHERE kind = $3 AND available_at <= $4 AND (lease_until IS NULL OR lease_until < $4) \
           ORDER BY priority, available_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) \
         RETURNING id, subject_id, lease_token, attempts, failures, losses",
    );
    tx.optional(sql, args![Uuid::new_v4(), lease_until, kind.as_str(), now]).await
}

/// Claims the next job about a program in one of the claimer's languages, if one is waiting or its lease ran out. A job
/// whose subject is gone is anybody's. `kind` is [`Kind::Judge`] or [`Kind::Run`].
///
/// # Errors
/// Database errors.
pub async fn claim_work(
    tx: &mut Conn,
    kind: Kind,
    claimer: &Claimer,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<Claimed>> {
    let lock = tx.dialect().pick("", "FOR UPDATE OF job SKIP LOCKED");
    let sql = format!(
        "UPDATE jobs SET lease_token = $1, lease_until = $2, worker_id = $5, attempts = attempts + 1, \
           losses = losses + CASE WHEN lease_token IS NULL THEN 0 ELSE 1 END \
         WHERE id = (SELECT job.id {} ORDER BY job.priority, job.available_at, job.id LIMIT 1 {lock}) \
         RETURNING id, subject_id, lease_token, attempts, failures, losses",
        look::claimable_by(tx.dialect(), kind, ["$3", "$4", "$6"]),
    );
    let languages = serde_json::json!(claimer.languages);
    tx.optional(sql, args![Uuid::new_v4(), lease_until, kind.as_str(), now, claimer.worker_id, languages]).await
}

/// Prolongs a lease; false when it is no longer ours.
///
/// # Errors
/// Database errors.
pub async fn heartbeat(tx: &mut Conn, id: Uuid, lease_token: Uuid, lease_until: DateTime<Utc>) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE jobs SET lease_until = $3 WHERE id = $1 AND lease_token = $2",
            args![id, lease_token, lease_until],
        )
        .await?;
    Ok(touched == 1)
}

/// Removes a finished job inside the transaction that records its result; false when the lease is no longer ours, and
/// then the result must not be recorded.
///
/// # Errors
/// Database errors.
pub async fn finish(tx: &mut Conn, job: &Claimed) -> Result<bool> {
    let touched =
        tx.execute("DELETE FROM jobs WHERE id = $1 AND lease_token = $2", args![job.id, job.lease_token]).await?;
    Ok(touched == 1)
}

/// Gives a job back, to be claimed from `available_at` on; with an error it counts as a failure.
///
/// # Errors
/// Database errors.
pub async fn release(tx: &mut Conn, job: &Claimed, available_at: DateTime<Utc>, error: Option<&str>) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE jobs SET lease_token = NULL, lease_until = NULL, worker_id = NULL, available_at = $3, \
             last_error = COALESCE($4, last_error), failures = failures + CASE WHEN $4 IS NULL THEN 0 ELSE 1 END \
             WHERE id = $1 AND lease_token = $2",
            args![job.id, job.lease_token, available_at, error],
        )
        .await?;
    Ok(touched == 1)
}

/// Gives back every job of a kind that a server's own slots hold: for the start of a machine whose only server this is.
///
/// # Errors
/// Database errors.
pub async fn release_all(tx: &mut Conn, kind: Kind, now: DateTime<Utc>) -> Result<u64> {
    tx.execute(
        "UPDATE jobs SET lease_token = NULL, lease_until = NULL, available_at = $2 \
         WHERE kind = $1 AND lease_token IS NOT NULL AND worker_id IS NULL",
        args![kind.as_str(), now],
    )
    .await
}

/// Prolongs the leases of all workers on other hosts: they could not be heard while their only server was away.
///
/// # Errors
/// Database errors.
pub async fn prolong_remote(tx: &mut Conn, lease_until: DateTime<Utc>) -> Result<u64> {
    tx.execute(
        "UPDATE jobs SET lease_until = $1 WHERE lease_token IS NOT NULL AND worker_id IS NOT NULL AND lease_until < $1",
        args![lease_until],
    )
    .await
}

/// The jobs that a worker on another host holds.
///
/// # Errors
/// Database errors.
pub async fn held_by(conn: &mut Conn, worker_id: Uuid) -> Result<Vec<Claimed>> {
    conn.all(
        "SELECT id, subject_id, lease_token, attempts, failures, losses FROM jobs \
         WHERE worker_id = $1 AND lease_token IS NOT NULL ORDER BY id",
        args![worker_id],
    )
    .await
}
