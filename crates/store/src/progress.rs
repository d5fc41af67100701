//! What people achieve: best results, XP, streaks, activity.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// How far somebody is with a problem.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct UserProblem {
    /// Best points of any submission, 0 to 100.
    pub best_points: i64,
    /// Graded submissions.
    pub submission_count: i64,
    /// When it was first solved.
    pub solved_at: Option<DateTime<Utc>>,
}

/// Makes sure that there is a row for the pair, and locks it until the transaction ends.
///
/// # Errors
/// Database errors.
pub async fn lock(tx: &mut Conn, user_id: Uuid, problem_id: Uuid, now: DateTime<Utc>) -> Result<UserProblem> {
    tx.execute(
        "INSERT INTO user_problems (user_id, problem_id, best_points, submission_count, first_submitted_at, \
         last_submitted_at) VALUES ($1, $2, 0, 0, $3, $3) ON CONFLICT (user_id, problem_id) DO NOTHING",
        args![user_id, problem_id, now],
    )
    .await?;
    // SQLite has one writer: the transaction is the lock.
    let sql = tx.dialect().pick(
        "SELECT best_points, submission_count, solved_at FROM user_problems WHERE user_id = $1 AND problem_id = $2",
        "SELECT best_points, submission_count, solved_at FROM user_problems WHERE user_id = $1 AND problem_id = $2 \
         FOR UPDATE",
    );
    tx.one(sql, args![user_id, problem_id]).await
}

/// What one graded submission changes of a locked [`UserProblem`].
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The submission.
    pub submission_id: Uuid,
    /// Its points.
    pub points: i64,
    /// Whether they are better than any before.
    pub is_best: bool,
    /// When it solved the problem, if it is the first that did.
    pub solved_at: Option<DateTime<Utc>>,
    /// When it was handed in.
    pub submitted_at: DateTime<Utc>,
}

/// Counts an attempt.
///
/// # Errors
/// Database errors.
pub async fn count_attempt(tx: &mut Conn, user_id: Uuid, problem_id: Uuid, attempt: &Attempt) -> Result<()> {
    tx.execute(
        "UPDATE user_problems SET submission_count = submission_count + 1, \
         best_points = CASE WHEN $3 THEN $4 ELSE best_points END, \
         best_submission_id = CASE WHEN $3 OR best_submission_id IS NULL THEN $5 ELSE best_submission_id END, \
         solved_at = COALESCE(solved_at, $6), \
         last_submitted_at = CASE WHEN last_submitted_at < $7 THEN $7 ELSE last_submitted_at END \
         WHERE user_id = $1 AND problem_id = $2",
        args![
            user_id,
            problem_id,
            attempt.is_best,
            attempt.points,
            attempt.submission_id,
            attempt.solved_at,
            attempt.submitted_at
        ],
    )
    .await?;
    Ok(())
}

/// A row of the ledger: where XP and points come from.
#[derive(Debug, Clone)]
pub struct Earned {
    /// Whose.
    pub user_id: Uuid,
    /// Such as `submission`.
    pub source_kind: &'static str,
    /// The submission.
    pub source_id: Uuid,
    /// The problem, if it is about one.
    pub problem_id: Option<Uuid>,
    /// XP; negative in corrections.
    pub xp: i64,
    /// Points; negative in corrections.
    pub points: i64,
    /// 1 when it made the problem solved.
    pub solved: i64,
}

/// Writes a ledger row and adds it to the person's totals; false, and nothing changes, when the source was counted before.
///
/// # Errors
/// Database errors.
pub async fn earn(tx: &mut Conn, earned: &Earned, now: DateTime<Utc>) -> Result<bool> {
    let inserted = tx
        .execute(
            "INSERT INTO xp_ledger (id, user_id, source_kind, source_id, problem_id, xp, points, solved, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (user_id, source_kind, source_id) DO NOTHING",
            args![
                Uuid::now_v7(),
                earned.user_id,
                earned.source_kind,
                earned.source_id,
                earned.problem_id,
                earned.xp,
                earned.points,
                earned.solved,
                now
            ],
        )
        .await?;
    if inserted == 0 {
        return Ok(false);
    }
    tx.execute(
        "UPDATE users SET total_xp = total_xp + $2, total_points = total_points + $3, \
         problems_solved = problems_solved + $4, updated_at = $5 WHERE id = $1",
        args![earned.user_id, earned.xp, earned.points, earned.solved, now],
    )
    .await?;
    Ok(true)
}

/// Adds to a person's day.
///
/// # Errors
/// Database errors.
pub async fn count_day(tx: &mut Conn, user_id: Uuid, day: NaiveDate, solved: i64, xp: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO user_daily_activity (user_id, day, submissions, solved, xp_earned) VALUES ($1, $2, 1, $3, $4) \
         ON CONFLICT (user_id, day) DO UPDATE SET submissions = user_daily_activity.submissions + 1, \
         solved = user_daily_activity.solved + excluded.solved, \
         xp_earned = user_daily_activity.xp_earned + excluded.xp_earned",
        args![user_id, day, solved, xp],
    )
    .await?;
    Ok(())
}

/// A person's streak as stored: it may have ended since.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Streak {
    /// Days in a row up to `last_activity_date`.
    pub current_streak: i64,
    /// The longest ever.
    pub longest_streak: i64,
    /// The last day with activity (UTC).
    pub last_activity_date: Option<NaiveDate>,
}

/// The stored streak of somebody, locked until the transaction ends: two results of one person that are recorded at the
/// same time are counted one after the other.
///
/// # Errors
/// Database errors; when there is no such person.
pub async fn lock_streak(tx: &mut Conn, user_id: Uuid) -> Result<Streak> {
    // SQLite has one writer. On PostgreSQL a stronger lock would wait for every row that refers to the person.
    let sql = tx.dialect().pick(
        "SELECT current_streak, longest_streak, last_activity_date FROM users WHERE id = $1",
        "SELECT current_streak, longest_streak, last_activity_date FROM users WHERE id = $1 FOR NO KEY UPDATE",
    );
    tx.one(sql, args![user_id]).await
}

/// The stored streak of somebody.
///
/// # Errors
/// Database errors; when there is no such person.
pub async fn streak(conn: &mut Conn, user_id: Uuid) -> Result<Streak> {
    conn.one("SELECT current_streak, longest_streak, last_activity_date FROM users WHERE id = $1", args![user_id]).await
}

/// Stores a streak.
///
/// # Errors
/// Database errors.
pub async fn set_streak(tx: &mut Conn, user_id: Uuid, streak: &Streak) -> Result<()> {
    tx.execute(
        "UPDATE users SET current_streak = $2, longest_streak = $3, last_activity_date = $4 WHERE id = $1",
        args![user_id, streak.current_streak, streak.longest_streak, streak.last_activity_date],
    )
    .await?;
    Ok(())
}

/// Counts a submission in the statistics of its problem.
///
/// # Errors
/// Database errors.
pub async fn count_problem(tx: &mut Conn, problem_id: Uuid, accepted: bool) -> Result<()> {
    tx.execute(
        "UPDATE problems SET total_submissions = total_submissions + 1, total_accepted = total_accepted + $2 \
         WHERE id = $1",
        args![problem_id, i64::from(accepted)],
    )
    .await?;
    Ok(())
}

/// A day of somebody's activity.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Day {
    /// The day (UTC).
    pub day: NaiveDate,
    /// Graded submissions.
    pub submissions: i64,
    /// XP earned.
    pub xp_earned: i64,
}

/// The days with activity from `since` on, in order.
///
/// # Errors
/// Database errors.
pub async fn days_since(conn: &mut Conn, user_id: Uuid, since: NaiveDate) -> Result<Vec<Day>> {
    conn.all(
        "SELECT day, submissions, xp_earned FROM user_daily_activity WHERE user_id = $1 AND day >= $2 ORDER BY day",
        args![user_id, since],
    )
    .await
}

/// Somebody's counts.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Counts {
    /// Graded submissions.
    pub submissions: i64,
    /// Problems with at least one.
    pub attempted: i64,
    /// Problems solved.
    pub solved: i64,
}

/// Counts somebody's graded submissions and problems.
///
/// # Errors
/// Database errors.
pub async fn counts(conn: &mut Conn, user_id: Uuid) -> Result<Counts> {
    conn.one(
        "SELECT CAST(COALESCE(SUM(submission_count), 0) AS BIGINT) AS submissions, \
         CAST(COUNT(*) AS BIGINT) AS attempted, CAST(COUNT(solved_at) AS BIGINT) AS solved \
         FROM user_problems WHERE user_id = $1",
        args![user_id],
    )
    .await
}

/// A problem that somebody could do next.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct NextProblem {
    /// The problem.
    pub id: Uuid,
    /// Its title.
    pub title: String,
}

/// Published problems that somebody has not solved: those begun first, the easier first.
///
/// # Errors
/// Database errors.
pub async fn next_problems(conn: &mut Conn, user_id: Uuid, limit: i64) -> Result<Vec<NextProblem>> {
    conn.all(
        "SELECT p.id, p.title FROM problems p \
         LEFT JOIN user_problems up ON up.problem_id = p.id AND up.user_id = $1 \
         WHERE p.is_published AND up.solved_at IS NULL \
         ORDER BY CASE WHEN up.problem_id IS NULL THEN 1 ELSE 0 END, p.difficulty, p.number LIMIT $2",
        args![user_id, limit],
    )
    .await
}

/// Somebody's name and totals.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Totals {
    /// Their name.
    pub display_name: String,
    /// Their picture.
    pub avatar_url: Option<String>,
    /// What they say of themselves.
    pub bio: Option<String>,
    /// XP in all.
    pub total_xp: i64,
    /// Thanks of others.
    pub reputation: i64,
    /// False when the account was switched off.
    pub is_active: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// Somebody's name and totals.
///
/// # Errors
/// Database errors.
pub async fn totals(conn: &mut Conn, user_id: Uuid) -> Result<Option<Totals>> {
    conn.optional(
        "SELECT display_name, avatar_url, bio, total_xp, reputation, is_active, created_at FROM users WHERE id = $1",
        args![user_id],
    )
    .await
}
