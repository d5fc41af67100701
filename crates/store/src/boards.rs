//! Queries of boards: sums over the ledger, and the people behind the lines.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{Conn, Result, Value, value::args};

/// What one person has on the boards of one scope, in each time frame.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Sums {
    /// `global`, `topic` or `pathway`.
    pub scope_kind: String,
    /// The topic or pathway; NULL for the global boards.
    pub scope_id: Option<Uuid>,
    /// Whose sums these are.
    pub user_id: Uuid,
    /// Sum of XP.
    pub xp: i64,
    /// Sum of improvements in points.
    pub points: i64,
    /// Problems that were solved.
    pub solved: i64,
    /// When `xp` last changed.
    pub xp_at: Option<DateTime<Utc>>,
    /// When `points` last changed.
    pub points_at: Option<DateTime<Utc>>,
    /// `xp` since the start of the month.
    pub month_xp: i64,
    /// `points` since the start of the month.
    pub month_points: i64,
    /// `solved` since the start of the month.
    pub month_solved: i64,
    /// `xp` since the start of the week.
    pub week_xp: i64,
    /// `points` since the start of the week.
    pub week_points: i64,
    /// `solved` since the start of the week.
    pub week_solved: i64,
}

/// Which rows of the ledger are summed.
#[derive(Debug, Clone, Copy)]
pub struct Selection {
    /// First moment of the month.
    pub month_start: DateTime<Utc>,
    /// First moment of the week.
    pub week_start: DateTime<Utc>,
    /// Only rows of this person.
    pub user_id: Option<Uuid>,
    /// Only rows before this moment.
    pub before: Option<DateTime<Utc>>,
}

/// Sums per scope and active person. A topic's scope takes in the topics below it.
///
/// # Errors
/// Database errors.
pub async fn sums(conn: &mut Conn, selection: &Selection) -> Result<Vec<Sums>> {
    let mut parameters: Vec<Value> = args![selection.month_start, selection.week_start];
    let mut condition = String::from("users.is_active");
    if let Some(user_id) = selection.user_id {
        parameters.push(user_id.into());
        condition += &format!(" AND xp_ledger.user_id = ${}", parameters.len());
    }
    if let Some(before) = selection.before {
        parameters.push(before.into());
        condition += &format!(" AND xp_ledger.created_at < ${}", parameters.len());
    }
    let sql = format!(
        "WITH RECURSIVE covers (topic_id, scope_id) AS (\
           SELECT id, id FROM topics \
           UNION SELECT covers.topic_id, topics.parent_topic_id FROM covers \
             JOIN topics ON topics.id = covers.scope_id WHERE topics.parent_topic_id IS NOT NULL), \
         scopes (problem_id, scope_kind, scope_id) AS (\
           SELECT problem_topics.problem_id, 'topic', covers.scope_id FROM problem_topics \
             JOIN covers ON covers.topic_id = problem_topics.topic_id \
           UNION SELECT module_problems.problem_id, 'pathway', modules.pathway_id FROM module_problems \
             JOIN modules ON modules.id = module_problems.module_id) \
         SELECT 'global' AS scope_kind, CAST(NULL AS UUID) AS scope_id, {SUMS} FROM xp_ledger \
           JOIN users ON users.id = xp_ledger.user_id WHERE {condition} GROUP BY xp_ledger.user_id \
         UNION ALL \
         SELECT scopes.scope_kind, scopes.scope_id, {SUMS} FROM xp_ledger \
           JOIN users ON users.id = xp_ledger.user_id \
           JOIN scopes ON scopes.problem_id = xp_ledger.problem_id \
           WHERE {condition} GROUP BY scopes.scope_kind, scopes.scope_id, xp_ledger.user_id"
    );
    conn.all(sql, parameters).await
}

const SUMS: &str = "xp_ledger.user_id AS user_id, \
    CAST(SUM(xp) AS BIGINT) AS xp, CAST(SUM(points) AS BIGINT) AS points, CAST(SUM(solved) AS BIGINT) AS solved, \
    MAX(xp_ledger.created_at) FILTER (WHERE xp <> 0) AS xp_at, \
    MAX(xp_ledger.created_at) FILTER (WHERE points <> 0) AS points_at, \
    CAST(COALESCE(SUM(xp) FILTER (WHERE xp_ledger.created_at >= $1), 0) AS BIGINT) AS month_xp, \
    CAST(COALESCE(SUM(points) FILTER (WHERE xp_ledger.created_at >= $1), 0) AS BIGINT) AS month_points, \
    CAST(COALESCE(SUM(solved) FILTER (WHERE xp_ledger.created_at >= $1), 0) AS BIGINT) AS month_solved, \
    CAST(COALESCE(SUM(xp) FILTER (WHERE xp_ledger.created_at >= $2), 0) AS BIGINT) AS week_xp, \
    CAST(COALESCE(SUM(points) FILTER (WHERE xp_ledger.created_at >= $2), 0) AS BIGINT) AS week_points, \
    CAST(COALESCE(SUM(solved) FILTER (WHERE xp_ledger.created_at >= $2), 0) AS BIGINT) AS week_solved";

/// What a board shows of a person besides the score.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    /// The account.
    pub id: Uuid,
    /// The name shown.
    pub display_name: String,
    /// The picture shown.
    pub avatar_url: Option<String>,
    /// Two letters (ISO 3166-1).
    pub country_code: Option<String>,
    /// All XP ever earned, from which the level follows.
    pub total_xp: i64,
    /// Days in a row, as of the last day of activity.
    pub current_streak: i64,
    /// The last day with activity.
    pub last_activity_date: Option<NaiveDate>,
}

/// The people with these ids, in no order; unknown ids are left out.
///
/// # Errors
/// Database errors.
pub async fn people(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Person>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|place| format!("${place}")).collect();
    let sql = format!(
        "SELECT id, display_name, avatar_url, country_code, total_xp, current_streak, last_activity_date \
         FROM users WHERE id IN ({})",
        places.join(", ")
    );
    conn.all(sql, ids.iter().map(|id| Value::from(*id)).collect()).await
}

/// From how many countries active people come.
///
/// # Errors
/// Database errors.
pub async fn count_countries(conn: &mut Conn) -> Result<i64> {
    conn.integer("SELECT COUNT(DISTINCT country_code) FROM users WHERE is_active", args![]).await
}

/// Whether there is such a topic.
///
/// # Errors
/// Database errors.
pub async fn topic_exists(conn: &mut Conn, id: Uuid) -> Result<bool> {
    Ok(conn.integer("SELECT COUNT(*) FROM topics WHERE id = $1", args![id]).await? > 0)
}

/// Whether there is such a pathway.
///
/// # Errors
/// Database errors.
pub async fn pathway_exists(conn: &mut Conn, id: Uuid) -> Result<bool> {
    Ok(conn.integer("SELECT COUNT(*) FROM pathways WHERE id = $1", args![id]).await? > 0)
}
