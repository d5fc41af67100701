//! Runs for clients of the execution service.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// An execution to be inserted, with its run.
#[derive(Debug, Clone)]
pub struct NewExecution {
    /// Identity of the run.
    pub id: Uuid,
    /// Key of the language.
    pub language: String,
    /// Its number in the client's words.
    pub language_number: i64,
    /// `judge::RunOptions`.
    pub options: serde_json::Value,
    /// What the client asked for in its own words, without what is in the options: an object.
    pub request: serde_json::Value,
    /// Who is to be told of the end.
    pub callback_url: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// An execution.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ExecutionRow {
    /// Identity of the run.
    pub id: Uuid,
    /// Number of the language in the client's words.
    pub language_number: i64,
    /// What the client asked for.
    pub request: Json<serde_json::Value>,
    /// Who is to be told of the end.
    pub callback_url: Option<String>,
    /// `judge::RunOptions`.
    pub options: Option<Json<serde_json::Value>>,
    /// `pending`, `running` or `finished`.
    pub status: String,
    /// The judge's report, when finished.
    pub report: Option<Json<serde_json::Value>>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "runs.id, executions.language_number, executions.request, executions.callback_url, \
    runs.options, runs.status, runs.report, executions.created_at, runs.finished_at";

/// Inserts a pending execution.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Conn, new: &NewExecution) -> Result<()> {
    tx.execute(
        "INSERT INTO runs (id, language, source_code, cases, status, options, created_at) \
         VALUES ($1, $2, '', $3, 'pending', $4, $5)",
        args![new.id, &new.language, serde_json::json!([]), new.options.clone(), new.created_at],
    )
    .await?;
    tx.execute(
        "INSERT INTO executions (run_id, language_number, request, callback_url, created_at) VALUES ($1, $2, $3, $4, $5)",
        args![new.id, new.language_number, new.request.clone(), new.callback_url.clone(), new.created_at],
    )
    .await?;
    Ok(())
}

/// One execution.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<ExecutionRow>> {
    conn.optional(
        format!(
            "SELECT {COLUMNS} FROM executions JOIN runs ON runs.id = executions.run_id WHERE executions.run_id = $1"
        ),
        args![id],
    )
    .await
}

/// How far the run of an execution is: `pending`, `running` or `finished`.
///
/// # Errors
/// Database errors.
pub async fn run_status(conn: &mut Conn, id: Uuid) -> Result<Option<String>> {
    let row: Option<(String,)> = conn
        .optional(
            "SELECT runs.status FROM executions JOIN runs ON runs.id = executions.run_id WHERE executions.run_id = $1",
            args![id],
        )
        .await?;
    Ok(row.map(|(status,)| status))
}

/// One page, newest first, and how many there are.
///
/// # Errors
/// Database errors.
pub async fn list(conn: &mut Conn, limit: i64, offset: i64) -> Result<(Vec<ExecutionRow>, i64)> {
    let rows = conn
        .all(
            format!(
                "SELECT {COLUMNS} FROM executions JOIN runs ON runs.id = executions.run_id \
                 ORDER BY executions.created_at DESC, executions.run_id DESC LIMIT $1 OFFSET $2"
            ),
            args![limit, offset],
        )
        .await?;
    let total = conn.integer("SELECT CAST(COUNT(*) AS BIGINT) FROM executions", args![]).await?;
    Ok((rows, total))
}

/// Deletes a finished execution with its run; false when there is none.
///
/// # Errors
/// Database errors.
pub async fn delete_finished(tx: &mut Conn, id: Uuid) -> Result<bool> {
    let touched = tx
        .execute(
            "DELETE FROM runs WHERE id = $1 AND status = 'finished' \
             AND EXISTS (SELECT 1 FROM executions WHERE executions.run_id = runs.id)",
            args![id],
        )
        .await?;
    Ok(touched == 1)
}

/// Notes how a run ended, if it is an execution. True when somebody is to be told.
///
/// # Errors
/// Database errors.
pub async fn conclude(tx: &mut Conn, id: Uuid, status_number: i64) -> Result<bool> {
    let row: Option<(Option<String>,)> = tx
        .optional(
            "UPDATE executions SET status_number = $2 WHERE run_id = $1 RETURNING callback_url",
            args![id, status_number],
        )
        .await?;
    Ok(row.is_some_and(|(callback_url,)| callback_url.is_some()))
}

/// How many executions were made from a moment on.
///
/// # Errors
/// Database errors.
pub async fn count_since(conn: &mut Conn, from: DateTime<Utc>) -> Result<i64> {
    conn.integer("SELECT CAST(COUNT(*) AS BIGINT) FROM executions WHERE created_at >= $1", args![from]).await
}

/// How many executions there are of each language number, the most used first.
///
/// # Errors
/// Database errors.
pub async fn by_language(conn: &mut Conn) -> Result<Vec<(i64, i64)>> {
    conn.all(
        "SELECT language_number, CAST(COUNT(*) AS BIGINT) AS uses FROM executions \
         GROUP BY language_number ORDER BY uses DESC, language_number",
        args![],
    )
    .await
}

/// How many executions there are of each status number; those that have not ended have none.
///
/// # Errors
/// Database errors.
pub async fn by_status(conn: &mut Conn) -> Result<Vec<(Option<i64>, i64)>> {
    conn.all(
        "SELECT status_number, CAST(COUNT(*) AS BIGINT) FROM executions GROUP BY status_number ORDER BY status_number",
        args![],
    )
    .await
}
