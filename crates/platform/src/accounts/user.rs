//! An account as use cases hand it out.

use chrono::{DateTime, Days, NaiveDate, Utc};
use model::{Role, UserId};
use store::accounts::UserRow;
use uuid::Uuid;

use crate::{Error, Result};

/// An account. Holds nothing secret, but the address is for its owner and for administrators.
#[derive(Debug, Clone)]
pub struct User {
    /// Identity.
    pub id: UserId,
    /// The subject of its Supabase tokens, if it signs in there.
    pub supabase_user_id: Option<Uuid>,
    /// The address.
    pub email: String,
    /// The name shown to people.
    pub display_name: String,
    /// Its role.
    pub role: Role,
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
    /// Days in a row with activity, today or yesterday included; 0 when the row is broken.
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

impl User {
    /// The account of a row, as seen at `now`.
    ///
    /// # Errors
    /// `Internal` when the row holds a role that does not exist.
    pub(crate) fn from_row(row: UserRow, now: DateTime<Utc>) -> Result<Self> {
        let yesterday = now.date_naive() - Days::new(1);
        let alive = row.last_activity_date.is_some_and(|day| day >= yesterday);
        Ok(User {
            id: row.id,
            supabase_user_id: row.supabase_user_id,
            email: row.email,
            display_name: row.display_name,
            role: row.role.parse().map_err(|error: model::UnknownWord| Error::internal(error))?,
            email_verified: row.email_verified,
            is_active: row.is_active,
            avatar_url: row.avatar_url,
            bio: row.bio,
            location: row.location,
            website: row.website,
            github_username: row.github_username,
            twitter_username: row.twitter_username,
            total_xp: row.total_xp,
            practice_score: row.practice_score,
            current_streak: if alive { row.current_streak } else { 0 },
            longest_streak: row.longest_streak,
            last_activity_date: row.last_activity_date,
            last_login_at: row.last_login_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
