//! Workers on other hosts: their tokens, and the processes that have said hello.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// A token to be kept.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Identity.
    pub id: Uuid,
    /// What the operator calls it.
    pub name: String,
    /// SHA-256 of the token.
    pub digest: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A token, without what proves it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TokenRow {
    /// Identity.
    pub id: Uuid,
    /// What the operator calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a worker last used it.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A worker process.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct WorkerRow {
    /// Identity, new at each hello.
    pub id: Uuid,
    /// The token that it uses.
    pub token_id: Uuid,
    /// The token's name.
    pub token_name: String,
    /// Name of its host.
    pub name: String,
    /// Its version of the program.
    pub version: String,
    /// Programs that it judges at once.
    pub slots: i64,
    /// Array of `{key, version}`.
    pub languages: sqlx::types::Json<serde_json::Value>,
    /// When it said hello.
    pub connected_at: DateTime<Utc>,
    /// When it was heard last.
    pub last_seen_at: DateTime<Utc>,
}

/// A worker process that says hello.
#[derive(Debug, Clone)]
pub struct NewWorker {
    /// Identity.
    pub id: Uuid,
    /// The token that it uses.
    pub token_id: Uuid,
    /// Name of its host.
    pub name: String,
    /// Its version of the program.
    pub version: String,
    /// Programs that it judges at once.
    pub slots: i64,
    /// Array of `{key, version}`.
    pub languages: serde_json::Value,
    /// When it said hello.
    pub now: DateTime<Utc>,
}

/// Keeps a token; false when another one that is not revoked has its name.
///
/// # Errors
/// Database errors.
pub async fn insert_token(tx: &mut Conn, new: &NewToken) -> Result<bool> {
    let inserted = tx
        .execute(
            "INSERT INTO worker_tokens (id, name, digest, created_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING",
            args![new.id, &new.name, new.digest.clone(), new.created_at],
        )
        .await?;
    Ok(inserted == 1)
}

/// Every token, newest first.
///
/// # Errors
/// Database errors.
pub async fn tokens(conn: &mut Conn) -> Result<Vec<TokenRow>> {
    conn.all(
        "SELECT id, name, created_at, last_seen_at, revoked_at FROM worker_tokens ORDER BY created_at DESC, id DESC",
        args![],
    )
    .await
}

/// The token with this digest, unless it was revoked.
///
/// # Errors
/// Database errors.
pub async fn token_of(conn: &mut Conn, digest: Vec<u8>) -> Result<Option<TokenRow>> {
    conn.optional(
        "SELECT id, name, created_at, last_seen_at, revoked_at FROM worker_tokens \
         WHERE digest = $1 AND revoked_at IS NULL",
        args![digest],
    )
    .await
}

/// Revokes the token with this name; its id, or nothing when there is none that is not revoked.
///
/// # Errors
/// Database errors.
pub async fn revoke_token(tx: &mut Conn, name: &str, now: DateTime<Utc>) -> Result<Option<Uuid>> {
    let row: Option<(Uuid,)> = tx
        .optional(
            "UPDATE worker_tokens SET revoked_at = $2 WHERE name = $1 AND revoked_at IS NULL RETURNING id",
            args![name, now],
        )
        .await?;
    Ok(row.map(|(id,)| id))
}

/// Writes down a worker that says hello.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Conn, new: &NewWorker) -> Result<()> {
    tx.execute(
        "INSERT INTO workers (id, token_id, name, version, slots, languages, connected_at, last_seen_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
        args![new.id, new.token_id, &new.name, &new.version, new.slots, new.languages.clone(), new.now],
    )
    .await?;
    see_token(tx, new.token_id, new.now).await
}

/// Notes that a worker was heard; false when there is none with this id and token.
///
/// # Errors
/// Database errors.
pub async fn see(tx: &mut Conn, id: Uuid, token_id: Uuid, now: DateTime<Utc>) -> Result<bool> {
    let seen = tx
        .execute("UPDATE workers SET last_seen_at = $3 WHERE id = $1 AND token_id = $2", args![id, token_id, now])
        .await?;
    see_token(tx, token_id, now).await?;
    Ok(seen == 1)
}

async fn see_token(tx: &mut Conn, token_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.execute("UPDATE worker_tokens SET last_seen_at = $2 WHERE id = $1", args![token_id, now]).await.map(drop)
}

const COLUMNS: &str = "SELECT workers.id, workers.token_id, worker_tokens.name AS token_name, workers.name, workers.version, \
     workers.slots, workers.languages, workers.connected_at, workers.last_seen_at \
     FROM workers JOIN worker_tokens ON worker_tokens.id = workers.token_id";

/// The worker with this id and token.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid, token_id: Uuid) -> Result<Option<WorkerRow>> {
    conn.optional(format!("{COLUMNS} WHERE workers.id = $1 AND workers.token_id = $2"), args![id, token_id]).await
}

/// Workers heard since a moment, whose token is not revoked, in the order in which they said hello.
///
/// # Errors
/// Database errors.
pub async fn heard_since(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<WorkerRow>> {
    conn.all(
        format!(
            "{COLUMNS} WHERE workers.last_seen_at >= $1 AND worker_tokens.revoked_at IS NULL \
             ORDER BY workers.connected_at, workers.id"
        ),
        args![since],
    )
    .await
}

/// The ids of the workers with a token.
///
/// # Errors
/// Database errors.
pub async fn ids_with_token(conn: &mut Conn, token_id: Uuid) -> Result<Vec<Uuid>> {
    let rows: Vec<(Uuid,)> =
        conn.all("SELECT id FROM workers WHERE token_id = $1 ORDER BY id", args![token_id]).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Forgets a worker.
///
/// # Errors
/// Database errors.
pub async fn delete(tx: &mut Conn, id: Uuid) -> Result<()> {
    tx.execute("DELETE FROM workers WHERE id = $1", args![id]).await.map(drop)
}

/// Forgets workers that were not heard since a moment.
///
/// # Errors
/// Database errors.
pub async fn delete_silent(tx: &mut Conn, since: DateTime<Utc>) -> Result<u64> {
    tx.execute("DELETE FROM workers WHERE last_seen_at < $1", args![since]).await
}
