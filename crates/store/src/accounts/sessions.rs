//! Queries of sessions: refresh tokens with their families, and access tokens that were given back.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Dialect, Result, value::args};

/// A refresh token as it was given out; the token itself is not kept.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct RefreshRow {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// The sign-in it stems from.
    pub family_id: Uuid,
    /// No use after this.
    pub expires_at: DateTime<Utc>,
    /// Replaced by a newer one.
    pub rotated_at: Option<DateTime<Utc>>,
    /// SHA-256 of the key that came with the call that replaced it.
    pub rotation_key: Option<Vec<u8>>,
    /// Taken back, with its whole family.
    pub revoked_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "id, user_id, family_id, expires_at, rotated_at, rotation_key, revoked_at";

/// Keeps a new token of a family.
///
/// # Errors
/// Database errors.
pub async fn insert(
    tx: &mut Conn,
    user_id: Uuid,
    family_id: Uuid,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    tx.execute(
        "INSERT INTO refresh_tokens (id, user_id, family_id, token_hash, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![Uuid::now_v7(), user_id, family_id, token_hash.to_vec(), now, expires_at],
    )
    .await?;
    Ok(())
}

/// The token with this hash, with its account locked until the end of the transaction: whatever happens to the sessions
/// of one account happens one after another, as it does anyway on SQLite.
///
/// # Errors
/// Database errors.
pub async fn find_for_update(tx: &mut Conn, token_hash: &[u8]) -> Result<Option<RefreshRow>> {
    let hash = token_hash.to_vec();
    if tx.dialect() == Dialect::Postgres {
        let sql = "SELECT id FROM users WHERE id = (SELECT user_id FROM refresh_tokens WHERE token_hash = $1) \
                   FOR NO KEY UPDATE";
        tx.execute(sql, args![hash.clone()]).await?;
    }
    tx.optional(format!("SELECT {COLUMNS} FROM refresh_tokens WHERE token_hash = $1"), args![hash]).await
}

/// Marks a token as replaced.
///
/// # Errors
/// Database errors.
pub async fn mark_rotated(tx: &mut Conn, id: Uuid, rotation_key: Option<Vec<u8>>, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE refresh_tokens SET rotated_at = $2, rotation_key = $3 WHERE id = $1",
        args![id, now, rotation_key],
    )
    .await?;
    Ok(())
}

/// Takes back all tokens of a family.
///
/// # Errors
/// Database errors.
pub async fn revoke_family(tx: &mut Conn, family_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE refresh_tokens SET revoked_at = $2 WHERE family_id = $1 AND revoked_at IS NULL",
        args![family_id, now],
    )
    .await?;
    Ok(())
}

/// Takes back all refresh tokens of an account.
///
/// # Errors
/// Database errors.
pub async fn revoke_all(tx: &mut Conn, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE refresh_tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL",
        args![user_id, now],
    )
    .await?;
    Ok(())
}

/// Takes back one access token until it expires by itself.
///
/// # Errors
/// Database errors.
pub async fn revoke_access(tx: &mut Conn, token_id: &str, expires_at: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "INSERT INTO revoked_tokens (token_id, expires_at) VALUES ($1, $2) ON CONFLICT (token_id) DO NOTHING",
        args![token_id, expires_at],
    )
    .await?;
    Ok(())
}

/// Deletes what has expired and cannot be used any more.
///
/// # Errors
/// Database errors.
pub async fn delete_expired(tx: &mut Conn, now: DateTime<Utc>) -> Result<()> {
    tx.execute("DELETE FROM refresh_tokens WHERE expires_at < $1", args![now]).await?;
    tx.execute("DELETE FROM revoked_tokens WHERE expires_at < $1", args![now]).await?;
    tx.execute("DELETE FROM link_tokens WHERE expires_at < $1", args![now]).await?;
    Ok(())
}
