//! Queries of accounts: the rows of `users`. Sessions and mailed links have modules of their own.

pub mod links;
pub mod sessions;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    Conn, Result,
    counters::{self, Counter},
    value::args,
};

/// An account.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct UserRow {
    /// Identity.
    pub id: Uuid,
    /// The integer that ladder clients see.
    pub number: i64,
    /// The subject of its Supabase tokens, if it has such.
    pub supabase_user_id: Option<Uuid>,
    /// The address as it was written.
    pub email: String,
    /// The name shown to people.
    pub display_name: String,
    /// `model::Role`
    pub role: String,
    /// The address was confirmed.
    pub email_verified: bool,
    /// The account may be used.
    pub is_active: bool,
    /// Picture.
    pub avatar_url: Option<String>,
    /// What the person says of themselves.
    pub bio: Option<String>,
    /// Place.
    pub location: Option<String>,
    /// Address of a web page.
    pub website: Option<String>,
    /// Name at GitHub.
    pub github_username: Option<String>,
    /// Name at Twitter.
    pub twitter_username: Option<String>,
    /// Sum of the XP ledger.
    pub total_xp: i64,
    /// Score in practice challenges.
    pub practice_score: i64,
    /// Days in a row with activity, up to `last_activity_date`.
    pub current_streak: i64,
    /// The longest such row.
    pub longest_streak: i64,
    /// The last day (UTC) with activity.
    pub last_activity_date: Option<NaiveDate>,
    /// The last sign-in with the password.
    pub last_login_at: Option<DateTime<Utc>>,
    /// Registered.
    pub created_at: DateTime<Utc>,
    /// Last change of the profile.
    pub updated_at: DateTime<Utc>,
}

const COLUMNS: &str = "id, number, supabase_user_id, email, display_name, role, email_verified, is_active, avatar_url, \
     bio, location, website, github_username, twitter_username, total_xp, practice_score, current_streak, \
     longest_streak, last_activity_date, last_login_at, created_at, updated_at";

/// What signing in needs to know.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CredentialsRow {
    /// Identity.
    pub id: Uuid,
    /// bcrypt; none for accounts that sign in elsewhere.
    pub password_hash: Option<String>,
}

/// What checking a token needs to know.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StandingRow {
    /// Identity.
    pub id: Uuid,
    /// `model::Role`, as it is now.
    pub role: String,
    /// The account may be used.
    pub is_active: bool,
    /// Access tokens made before this are refused.
    pub tokens_valid_from: Option<DateTime<Utc>>,
    /// This very token was given back.
    pub revoked: bool,
}

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Identity.
    pub id: Uuid,
    /// The subject of its Supabase tokens.
    pub supabase_user_id: Option<Uuid>,
    /// The address as it was written.
    pub email: String,
    /// The address in the form in which two are the same.
    pub email_key: String,
    /// bcrypt
    pub password_hash: Option<String>,
    /// The name shown to people.
    pub display_name: String,
    /// `model::Role`
    pub role: &'static str,
    /// The address is confirmed already.
    pub email_verified: bool,
}

/// Inserts an account with the next number.
///
/// # Errors
/// [`crate::Error::Conflict`] when the address or the Supabase user has an account already.
pub async fn insert(tx: &mut Conn, user: &NewUser, now: DateTime<Utc>) -> Result<UserRow> {
    let number = counters::next(tx, Counter::Users).await?;
    tx.one(
        format!(
            "INSERT INTO users (id, number, supabase_user_id, email, email_key, password_hash, display_name, role, \
               email_verified, is_active, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING {COLUMNS}"
        ),
        args![
            user.id,
            number,
            user.supabase_user_id,
            &user.email,
            &user.email_key,
            user.password_hash.clone(),
            &user.display_name,
            user.role,
            user.email_verified,
            true,
            now
        ],
    )
    .await
}

/// The account with this id.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<UserRow>> {
    conn.optional(format!("SELECT {COLUMNS} FROM users WHERE id = $1"), args![id]).await
}

/// The account with this address.
///
/// # Errors
/// Database errors.
pub async fn find_by_email(conn: &mut Conn, email_key: &str) -> Result<Option<UserRow>> {
    conn.optional(format!("SELECT {COLUMNS} FROM users WHERE email_key = $1"), args![email_key]).await
}

/// The password of the account with this address.
///
/// # Errors
/// Database errors.
pub async fn credentials(conn: &mut Conn, email_key: &str) -> Result<Option<CredentialsRow>> {
    conn.optional("SELECT id, password_hash FROM users WHERE email_key = $1", args![email_key]).await
}

/// What is to be known of the holder of one of our tokens.
///
/// # Errors
/// Database errors.
pub async fn standing(conn: &mut Conn, id: Uuid, token_id: &str) -> Result<Option<StandingRow>> {
    conn.optional(
        "SELECT id, role, is_active, tokens_valid_from, \
           EXISTS (SELECT 1 FROM revoked_tokens WHERE token_id = $2) AS revoked \
         FROM users WHERE id = $1",
        args![id, token_id],
    )
    .await
}

/// What is to be known of the holder of a Supabase token.
///
/// # Errors
/// Database errors.
pub async fn standing_of_supabase(conn: &mut Conn, subject: Uuid, token_id: &str) -> Result<Option<StandingRow>> {
    conn.optional(
        "SELECT id, role, is_active, tokens_valid_from, \
           EXISTS (SELECT 1 FROM revoked_tokens WHERE token_id = $2) AS revoked \
         FROM users WHERE supabase_user_id = $1",
        args![subject, token_id],
    )
    .await
}

/// True when an administrator exists.
///
/// # Errors
/// Database errors.
pub async fn admin_exists(conn: &mut Conn) -> Result<bool> {
    Ok(first_admin(conn).await?.is_some())
}

/// Name and address of the administrator who came first.
///
/// # Errors
/// Database errors.
pub async fn first_admin(conn: &mut Conn) -> Result<Option<(String, String)>> {
    let sql = "SELECT display_name, email FROM users WHERE role = 'admin' ORDER BY created_at, id LIMIT 1";
    conn.optional(sql, args![]).await
}

/// Notes a sign-in.
///
/// # Errors
/// Database errors.
pub async fn note_login(tx: &mut Conn, id: Uuid, now: DateTime<Utc>) -> Result<()> {
    tx.execute("UPDATE users SET last_login_at = $2 WHERE id = $1", args![id, now]).await?;
    Ok(())
}

/// Confirms the address.
///
/// # Errors
/// Database errors.
pub async fn confirm_email(tx: &mut Conn, id: Uuid, now: DateTime<Utc>) -> Result<Option<UserRow>> {
    tx.optional(
        format!("UPDATE users SET email_verified = $2, updated_at = $3 WHERE id = $1 RETURNING {COLUMNS}"),
        args![id, true, now],
    )
    .await
}

/// Replaces the password; access tokens made before now are refused from here on.
///
/// # Errors
/// Database errors.
pub async fn set_password(tx: &mut Conn, id: Uuid, hash: &str, now: DateTime<Utc>) -> Result<()> {
    tx.execute(
        "UPDATE users SET password_hash = $2, tokens_valid_from = $3, updated_at = $3 WHERE id = $1",
        args![id, hash, now],
    )
    .await?;
    Ok(())
}

/// Changes what is given of the profile.
///
/// # Errors
/// Database errors.
pub async fn update_profile(
    tx: &mut Conn,
    id: Uuid,
    display_name: Option<&str>,
    bio: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<UserRow>> {
    tx.optional(
        format!(
            "UPDATE users SET display_name = COALESCE($2, display_name), bio = COALESCE($3, bio), updated_at = $4 \
             WHERE id = $1 RETURNING {COLUMNS}"
        ),
        args![id, display_name, bio, now],
    )
    .await
}

/// Changes what is given of an account's standing.
///
/// # Errors
/// Database errors.
pub async fn update_standing(
    tx: &mut Conn,
    id: Uuid,
    role: Option<&str>,
    is_active: Option<bool>,
    now: DateTime<Utc>,
) -> Result<Option<UserRow>> {
    tx.optional(
        format!(
            "UPDATE users SET role = COALESCE($2, role), is_active = COALESCE($3, is_active), updated_at = $4 \
             WHERE id = $1 RETURNING {COLUMNS}"
        ),
        args![id, role, is_active, now],
    )
    .await
}

/// How many administrators can sign in. Until the transaction ends nobody else changes that: two administrators who
/// remove each other at the same time do so one after the other.
///
/// # Errors
/// Database errors.
pub async fn lock_admins(tx: &mut Conn) -> Result<i64> {
    if tx.dialect() == crate::Dialect::Postgres {
        let sql = "SELECT id FROM users WHERE role = 'admin' ORDER BY id FOR NO KEY UPDATE";
        tx.execute(sql, args![]).await?;
    }
    count_active_admins(tx).await
}

/// How many administrators can sign in.
///
/// # Errors
/// Database errors.
pub async fn count_active_admins(conn: &mut Conn) -> Result<i64> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM users WHERE role = 'admin' AND is_active = $1";
    conn.integer(sql, args![true]).await
}

// `%`, `_` and the escape itself mean themselves in what people type.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for character in text.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

const MATCHES: &str = "($1 = '' OR email_key LIKE $2 ESCAPE '\\' OR LOWER(display_name) LIKE $2 ESCAPE '\\')";

/// One page of the accounts whose address or name contains `text`, newest first, and how many there are.
///
/// # Errors
/// Database errors.
pub async fn list(conn: &mut Conn, text: &str, limit: i64, offset: i64) -> Result<(Vec<UserRow>, i64)> {
    let rows = conn
        .all(
            format!("SELECT {COLUMNS} FROM users WHERE {MATCHES} ORDER BY created_at DESC, id DESC LIMIT $3 OFFSET $4"),
            args![text, pattern(text), limit, offset],
        )
        .await?;
    let total = conn
        .integer(format!("SELECT CAST(COUNT(*) AS BIGINT) FROM users WHERE {MATCHES}"), args![text, pattern(text)])
        .await?;
    Ok((rows, total))
}
