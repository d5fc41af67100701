//! Queries of single-use links: mailed ones, and the one that makes the first administrator.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Confirms an address.
    VerifyEmail,
    /// Sets a new password.
    ResetPassword,
    /// Makes the first administrator.
    SetUp,
}

impl Purpose {
    /// The word in the table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::VerifyEmail => "verify_email",
            Purpose::ResetPassword => "reset_password",
            Purpose::SetUp => "set_up",
        }
    }
}

/// Keeps a link; the token itself is not kept.
///
/// # Errors
/// Database errors.
pub async fn insert(
    tx: &mut Conn,
    purpose: Purpose,
    user_id: Option<Uuid>,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
) -> Result<()> {
    tx.execute(
        "INSERT INTO link_tokens (id, kind, user_id, token_hash, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![Uuid::now_v7(), purpose.as_str(), user_id, token_hash.to_vec(), now, expires_at],
    )
    .await?;
    Ok(())
}

/// Uses a link up: true and whose it is, when it was good; it is good for one caller only.
///
/// # Errors
/// Database errors.
pub async fn use_up(
    tx: &mut Conn,
    purpose: Purpose,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<Option<Uuid>>> {
    let row: Option<(Option<Uuid>,)> = tx
        .optional(
            "UPDATE link_tokens SET used_at = $3 WHERE token_hash = $1 AND kind = $2 AND used_at IS NULL \
               AND (expires_at IS NULL OR expires_at > $3) RETURNING user_id",
            args![token_hash.to_vec(), purpose.as_str(), now],
        )
        .await?;
    Ok(row.map(|(user_id,)| user_id))
}

/// Uses up every open link of a purpose that an account has.
///
/// # Errors
/// Database errors.
pub async fn use_up_all(tx: &mut Conn, purpose: Purpose, user_id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE link_tokens SET used_at = $3 WHERE user_id = $1 AND kind = $2 AND used_at IS NULL",
        args![user_id, purpose.as_str(), now],
    )
    .await?;
    Ok(())
}

/// Deletes the links of a purpose that belong to no account.
///
/// # Errors
/// Database errors.
pub async fn delete_unowned(tx: &mut Conn, purpose: Purpose) -> Result<()> {
    tx.execute("DELETE FROM link_tokens WHERE kind = $1 AND user_id IS NULL", args![purpose.as_str()]).await?;
    Ok(())
}

/// How many links of a purpose an account was given since.
///
/// # Errors
/// Database errors.
pub async fn count_since(conn: &mut Conn, purpose: Purpose, user_id: Uuid, since: DateTime<Utc>) -> Result<i64> {
    conn.integer(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM link_tokens WHERE user_id = $1 AND kind = $2 AND created_at > $3",
        args![user_id, purpose.as_str(), since],
    )
    .await
}
