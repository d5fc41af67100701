//! Queries of the outbox.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// A mail.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct MailRow {
    /// Identity.
    pub id: Uuid,
    /// The recipient's address.
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// Written.
    pub created_at: DateTime<Utc>,
    /// Handed to a mail server; never without one.
    pub sent_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "id, to_address, subject, body, created_at, sent_at";

/// A mail to be written.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// The recipient's address.
    pub to_address: String,
    /// The address in the form in which two are the same.
    pub to_key: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Puts a mail into the outbox and returns its id.
///
/// # Errors
/// Database errors.
pub async fn insert(tx: &mut Conn, mail: &NewMail, now: DateTime<Utc>) -> Result<Uuid> {
    let id = Uuid::now_v7();
    tx.execute(
        "INSERT INTO mails (id, to_address, to_key, subject, body, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        args![id, &mail.to_address, &mail.to_key, &mail.subject, &mail.body, now],
    )
    .await?;
    Ok(id)
}

/// The mail with this id.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<MailRow>> {
    conn.optional(format!("SELECT {COLUMNS} FROM mails WHERE id = $1"), args![id]).await
}

/// Notes an attempt to send: at `sent_at` it succeeded, otherwise it failed with `error`.
///
/// # Errors
/// Database errors.
pub async fn note_attempt(tx: &mut Conn, id: Uuid, sent_at: Option<DateTime<Utc>>, error: Option<&str>) -> Result<()> {
    tx.execute(
        "UPDATE mails SET attempts = attempts + 1, sent_at = $2, last_error = $3 WHERE id = $1",
        args![id, sent_at, error],
    )
    .await?;
    Ok(())
}

/// One page of the outbox, newest first, and how many there are; to one address, or to all when `to_key` is empty.
///
/// # Errors
/// Database errors.
pub async fn list(conn: &mut Conn, to_key: &str, limit: i64, offset: i64) -> Result<(Vec<MailRow>, i64)> {
    let rows = conn
        .all(
            format!(
                "SELECT {COLUMNS} FROM mails WHERE ($1 = '' OR to_key = $1) \
                 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
            ),
            args![to_key, limit, offset],
        )
        .await?;
    let total = conn
        .integer("SELECT CAST(COUNT(*) AS BIGINT) FROM mails WHERE ($1 = '' OR to_key = $1)", args![to_key])
        .await?;
    Ok((rows, total))
}
