//! What somebody has achieved: dashboard and public profile.

pub(crate) mod streak;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use model::{ProblemId, Progress as LevelProgress, UserId};

use crate::{
    Actor, Error, Platform, Result,
    submissions::{State, Submission},
};

/// Days that the dashboard's chart shows.
const CHART_DAYS: i64 = 30;
/// Rows of recent activity.
const RECENT: i64 = 10;

/// Use cases about progress.
pub struct Progress<'p>(&'p Platform);

impl Platform {
    /// Use cases about progress.
    #[must_use]
    pub fn progress(&self) -> Progress<'_> {
        Progress(self)
    }
}

/// What somebody sees of themselves first.
#[derive(Debug, Clone)]
pub struct Dashboard {
    /// Whose.
    pub user_id: UserId,
    /// Their name.
    pub display_name: String,
    /// XP in all.
    pub xp: i64,
    /// Level and what is missing to the next.
    pub level: LevelProgress,
    /// Graded submissions.
    pub total_submissions: i64,
    /// Problems solved.
    pub problems_solved: i64,
    /// Problems with at least one submission.
    pub problems_attempted: i64,
    /// Days in a row up to today or yesterday (UTC).
    pub current_streak_days: i64,
    /// The longest row ever.
    pub longest_streak_days: i64,
    /// The last 30 days, today last; days without activity are there with zeros.
    pub days: Vec<DayActivity>,
    /// Newest submissions.
    pub recent: Vec<Submission>,
    /// Problems to go on with.
    pub next: Vec<NextProblem>,
}

/// One day of activity.
#[derive(Debug, Clone)]
pub struct DayActivity {
    /// The day (UTC).
    pub date: NaiveDate,
    /// Graded submissions.
    pub submissions: i64,
    /// XP earned.
    pub xp_earned: i64,
}

/// A problem to go on with.
#[derive(Debug, Clone)]
pub struct NextProblem {
    /// The problem.
    pub id: ProblemId,
    /// Its title.
    pub title: String,
}

/// What everybody may see of somebody.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Who.
    pub user_id: UserId,
    /// Their name.
    pub display_name: String,
    /// Their picture.
    pub avatar_url: Option<String>,
    /// What they say of themselves.
    pub bio: Option<String>,
    /// XP in all.
    pub xp: i64,
    /// Thanks of others.
    pub reputation: i64,
    /// Since when.
    pub joined_at: DateTime<Utc>,
    /// Problems solved.
    pub problems_solved: i64,
    /// Graded submissions.
    pub total_submissions: i64,
    /// Problems solved per submission, 0 to 1.
    pub acceptance_rate: f64,
    /// Newest submissions: what and how it ended, no code.
    pub recent: Vec<Submission>,
}

impl Progress<'_> {
    /// One's own dashboard.
    ///
    /// # Errors
    /// `Unauthorized`.
    pub async fn dashboard(&self, actor: &Actor) -> Result<Dashboard> {
        let user_id = actor.signed_in()?.id;
        let today = self.0.now().date_naive();
        let since = today - Duration::days(CHART_DAYS - 1);
        let mut conn = self.0.store().read().await?;
        let user = store::progress::totals(&mut conn, user_id).await?.ok_or_else(|| Error::not_found("account"))?;
        let counts = store::progress::counts(&mut conn, user_id).await?;
        let active = store::progress::days_since(&mut conn, user_id, since).await?;
        let next = store::progress::next_problems(&mut conn, user_id, 3).await?;
        let streak = store::progress::streak(&mut conn, user_id).await?;
        drop(conn);
        let (recent, _) = self.0.submissions().list(actor, Default::default(), RECENT, 0).await?;
        let days = since
            .iter_days()
            .take(CHART_DAYS as usize)
            .map(|date| {
                let day = active.iter().find(|day| day.day == date);
                DayActivity {
                    date,
                    submissions: day.map_or(0, |day| day.submissions),
                    xp_earned: day.map_or(0, |day| day.xp_earned),
                }
            })
            .collect();
        Ok(Dashboard {
            user_id,
            display_name: user.display_name,
            xp: user.total_xp,
            level: LevelProgress::of_xp(user.total_xp),
            total_submissions: counts.submissions,
            problems_solved: counts.solved,
            problems_attempted: counts.attempted,
            current_streak_days: streak::as_of(&streak, today),
            longest_streak_days: streak.longest_streak,
            days,
            recent,
            next: next.into_iter().map(|row| NextProblem { id: row.id, title: row.title }).collect(),
        })
    }

    /// What everybody may see of somebody.
    ///
    /// # Errors
    /// `NotFound`, also for an account that was switched off.
    pub async fn profile(&self, user_id: UserId) -> Result<Profile> {
        let mut conn = self.0.store().read().await?;
        let user = store::progress::totals(&mut conn, user_id).await?;
        let user = user.filter(|user| user.is_active).ok_or_else(|| Error::not_found("person"))?;
        let counts = store::progress::counts(&mut conn, user_id).await?;
        drop(conn);
        let recent = self.0.submissions().recent_of(user_id, RECENT).await?;
        let rate = if counts.submissions == 0 { 0.0 } else { counts.solved as f64 / counts.submissions as f64 };
        Ok(Profile {
            user_id,
            display_name: user.display_name,
            avatar_url: user.avatar_url,
            bio: user.bio,
            xp: user.total_xp,
            reputation: user.reputation,
            joined_at: user.created_at,
            problems_solved: counts.solved,
            total_submissions: counts.submissions,
            acceptance_rate: (rate * 100.0).round() / 100.0,
            recent: recent.into_iter().filter(|row| matches!(row.state, State::Finished(_))).collect(),
        })
    }
}
