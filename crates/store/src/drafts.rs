//! Drafts: what somebody has in the editor.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// A draft: one per person, problem and language.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct DraftRow {
    /// Identity.
    pub id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// For which problem.
    pub problem_id: Uuid,
    /// Key of the language.
    pub language: String,
    /// The text.
    pub source_code: String,
    /// When it was first saved.
    pub created_at: DateTime<Utc>,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
}

/// Saves a draft over the one that is there.
///
/// # Errors
/// Database errors.
pub async fn save(
    tx: &mut Conn,
    user_id: Uuid,
    problem_id: Uuid,
    language: &str,
    source_code: &str,
    now: DateTime<Utc>,
) -> Result<DraftRow> {
    tx.one(
        "INSERT INTO drafts (id, user_id, problem_id, language, source_code, created_at, saved_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6) \
         ON CONFLICT (user_id, problem_id, language) \
         DO UPDATE SET source_code = excluded.source_code, saved_at = excluded.saved_at \
         RETURNING id, user_id, problem_id, language, source_code, created_at, saved_at",
        args![Uuid::now_v7(), user_id, problem_id, language, source_code, now],
    )
    .await
}

/// The draft in a language, or the one saved last in any.
///
/// # Errors
/// Database errors.
pub async fn find(
    conn: &mut Conn,
    user_id: Uuid,
    problem_id: Uuid,
    language: Option<&str>,
) -> Result<Option<DraftRow>> {
    conn.optional(
        "SELECT id, user_id, problem_id, language, source_code, created_at, saved_at FROM drafts \
         WHERE user_id = $1 AND problem_id = $2 AND (CAST($3 AS TEXT) IS NULL OR language = $3) \
         ORDER BY saved_at DESC LIMIT 1",
        args![user_id, problem_id, language],
    )
    .await
}

/// Removes a draft.
///
/// # Errors
/// Database errors.
pub async fn delete(tx: &mut Conn, user_id: Uuid, problem_id: Uuid, language: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM drafts WHERE user_id = $1 AND problem_id = $2 AND language = $3",
        args![user_id, problem_id, language],
    )
    .await?;
    Ok(())
}
