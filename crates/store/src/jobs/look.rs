//! Looking at the queue without changing it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Claimed, Claimer, Kind};
use crate::{Conn, Dialect, Result, value::args};

/// `FROM` and `WHERE` of the jobs of a kind that somebody may claim. `parameters` are the places of the kind, of the time
/// now and of the languages.
pub(super) fn claimable_by(dialect: Dialect, kind: Kind, parameters: [&str; 3]) -> String {
    let [place_of_kind, now, languages] = parameters;
    let subject = match kind {
        Kind::Judge => "submissions",
        Kind::Run | Kind::Mail | Kind::Callback => "runs",
    };
    let each = dialect.pick("SELECT value FROM json_each", "SELECT jsonb_array_elements_text");
    format!(
        "FROM jobs job LEFT JOIN {subject} subject ON subject.id = job.subject_id \
         WHERE job.kind = {place_of_kind} AND job.available_at <= {now} \
           AND (job.lease_until IS NULL OR job.lease_until < {now}) \
           AND (subject.id IS NULL OR subject.language IN ({each}({languages})))"
    )
}

/// Whether [`super::claim_work`] would find anything.
///
/// # Errors
/// Database errors.
pub async fn claimable(conn: &mut Conn, claimer: &Claimer, now: DateTime<Utc>) -> Result<bool> {
    let dialect = conn.dialect();
    let sql = format!(
        "SELECT CAST(CASE WHEN EXISTS (SELECT 1 {}) OR EXISTS (SELECT 1 {}) THEN 1 ELSE 0 END AS BIGINT)",
        claimable_by(dialect, Kind::Run, ["'run'", "$1", "$2"]),
        claimable_by(dialect, Kind::Judge, ["'judge'", "$1", "$2"]),
    );
    Ok(conn.integer(sql, args![now, serde_json::json!(claimer.languages)]).await? == 1)
}

#[derive(sqlx::FromRow)]
struct Held {
    kind: String,
    id: Uuid,
    subject_id: Uuid,
    lease_token: Uuid,
    attempts: i64,
    failures: i64,
    losses: i64,
}

/// A job of judging, if this is the token of its lease.
///
/// # Errors
/// Database errors.
pub async fn held(conn: &mut Conn, id: Uuid, lease_token: Uuid) -> Result<Option<(Kind, Claimed)>> {
    let row: Option<Held> = conn
        .optional(
            "SELECT kind, id, subject_id, lease_token, attempts, failures, losses FROM jobs \
             WHERE id = $1 AND lease_token = $2 AND kind IN ('judge', 'run')",
            args![id, lease_token],
        )
        .await?;
    Ok(row.map(|row| {
        let kind = if row.kind == "run" { Kind::Run } else { Kind::Judge };
        let Held { id, subject_id, lease_token, attempts, failures, losses, .. } = row;
        (kind, Claimed { id, subject_id, lease_token, attempts, failures, losses })
    }))
}

/// How many jobs of a kind wait without a lease.
///
/// # Errors
/// Database errors.
pub async fn waiting(conn: &mut Conn, kind: Kind) -> Result<i64> {
    conn.integer(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM jobs WHERE kind = $1 AND lease_token IS NULL",
        args![kind.as_str()],
    )
    .await
}

/// How many submissions and runs somebody judges now.
///
/// # Errors
/// Database errors.
pub async fn active(conn: &mut Conn, now: DateTime<Utc>) -> Result<i64> {
    conn.integer(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM jobs WHERE kind IN ('judge', 'run') AND lease_until >= $1",
        args![now],
    )
    .await
}

/// How many waiting jobs of the kind come before the one about `subject_id`; `None` when that one is not waiting.
///
/// # Errors
/// Database errors.
pub async fn position(conn: &mut Conn, kind: Kind, subject_id: Uuid) -> Result<Option<i64>> {
    let row: Option<(i64,)> = conn
        .optional(
            "SELECT (SELECT CAST(COUNT(*) AS BIGINT) FROM jobs ahead WHERE ahead.kind = mine.kind \
               AND ahead.lease_token IS NULL \
               AND (ahead.priority, ahead.available_at, ahead.id) < (mine.priority, mine.available_at, mine.id)) \
             FROM jobs mine WHERE mine.kind = $1 AND mine.subject_id = $2 AND mine.lease_token IS NULL",
            args![kind.as_str(), subject_id],
        )
        .await?;
    Ok(row.map(|(ahead,)| ahead))
}

/// What the queue knows of a job that is not finished.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Queued {
    /// From when on it may be claimed.
    pub available_at: DateTime<Utc>,
    /// Until when somebody holds it.
    pub lease_until: Option<DateTime<Utc>>,
    /// How often the judge itself failed at it.
    pub failures: i64,
    /// How often its lease ran out.
    pub losses: i64,
}

/// The job of a kind about `subject_id`, if it is not finished.
///
/// # Errors
/// Database errors.
pub async fn queued(conn: &mut Conn, kind: Kind, subject_id: Uuid) -> Result<Option<Queued>> {
    conn.optional(
        "SELECT available_at, lease_until, failures, losses FROM jobs WHERE kind = $1 AND subject_id = $2",
        args![kind.as_str(), subject_id],
    )
    .await
}
