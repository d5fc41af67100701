//! Ungraded runs.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// A run to be inserted.
#[derive(Debug, Clone)]
pub struct NewRun {
    /// Identity.
    pub id: Uuid,
    /// Who runs it.
    pub user_id: Uuid,
    /// The problem whose kind and limits hold, if any.
    pub problem_id: Option<Uuid>,
    /// Its version.
    pub version_id: Option<Uuid>,
    /// Key of the language.
    pub language: String,
    /// The program.
    pub source_code: String,
    /// Array of `{name, input, expected_output}`.
    pub cases: serde_json::Value,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// A run.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RunRow {
    /// Identity.
    pub id: Uuid,
    /// Who runs it; nobody of the platform when it has options.
    pub user_id: Option<Uuid>,
    /// The problem whose kind and limits hold, if any.
    pub problem_id: Option<Uuid>,
    /// Its version.
    pub version_id: Option<Uuid>,
    /// Key of the language.
    pub language: String,
    /// The program.
    pub source_code: String,
    /// Array of `{name, input, expected_output}`.
    pub cases: sqlx::types::Json<serde_json::Value>,
    /// `pending`, `running` or `finished`.
    pub status: String,
    /// The judge's report, when finished.
    pub report: Option<sqlx::types::Json<serde_json::Value>>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// `judge::RunOptions` of an execution, in place of source and cases.
    pub options: Option<sqlx::types::Json<serde_json::Value>>,
}

/// Inserts a pending run.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Conn, new: &NewRun) -> Result<()> {
    tx.execute(
        "INSERT INTO runs (id, user_id, problem_id, version_id, language, source_code, cases, status, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8)",
        args![
            new.id,
            new.user_id,
            new.problem_id,
            new.version_id,
            &new.language,
            &new.source_code,
            new.cases.clone(),
            new.created_at
        ],
    )
    .await?;
    Ok(())
}

/// One run.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<RunRow>> {
    conn.optional(
        "SELECT id, user_id, problem_id, version_id, language, source_code, cases, status, report, created_at, options \
         FROM runs WHERE id = $1",
        args![id],
    )
    .await
}

/// Sets the status of an unfinished run.
///
/// # Errors
/// Database errors.
pub async fn set_status(tx: &mut Conn, id: Uuid, status: &'static str) -> Result<()> {
    tx.execute("UPDATE runs SET status = $2 WHERE id = $1 AND status <> 'finished'", args![id, status]).await?;
    Ok(())
}

/// Records the report of a run.
///
/// # Errors
/// Database errors.
pub async fn finish(tx: &mut Conn, id: Uuid, report: serde_json::Value, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE runs SET status = 'finished', report = $2, finished_at = $3 WHERE id = $1",
        args![id, report, now],
    )
    .await?;
    Ok(())
}

/// Forgets runs made before a moment; they are nobody's record.
///
/// # Errors
/// Database errors.
pub async fn delete_before(tx: &mut Conn, moment: DateTime<Utc>) -> Result<u64> {
    tx.execute("DELETE FROM runs WHERE created_at < $1", args![moment]).await
}
