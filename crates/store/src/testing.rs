//! What only tests need.

use sqlx::{Connection, Executor, PgConnection};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, Value, counters, counters::Counter, value::args};

/// Makes an empty database on a PostgreSQL server.
///
/// # Errors
/// When the server cannot be reached or refuses.
pub async fn create_database(server_url: &str, name: &str) -> Result<()> {
    let mut connection = PgConnection::connect(server_url).await?;
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
    connection.close().await?;
    Ok(())
}

/// Runs any statement.
///
/// # Errors
/// Database errors.
pub async fn execute(tx: &mut Conn, sql: &'static str, parameters: Vec<Value>) -> Result<()> {
    tx.execute(sql, parameters).await.map(drop)
}

/// Adds an active, confirmed learner.
///
/// # Errors
/// Database errors.
pub async fn add_person(tx: &mut Conn, id: Uuid, name: &str) -> Result<()> {
    let number = counters::next(tx, Counter::Users).await?;
    let now = DateTime::<Utc>::UNIX_EPOCH;
    tx.execute(
        "INSERT INTO users (id, number, email, email_key, display_name, role, email_verified, is_active, created_at, updated_at) \
         VALUES ($1, $2, $3, $3, $4, 'learner', TRUE, TRUE, $5, $5)",
        args![id, number, format!("{id}@example.org"), name, now],
    )
    .await?;
    Ok(())
}

/// Adds a row to the ledger: so many XP and as many points for solving a problem.
///
/// # Errors
/// Database errors.
pub async fn add_points(
    tx: &mut Conn,
    user_id: Uuid,
    problem_id: Option<Uuid>,
    points: i64,
    at: DateTime<Utc>,
) -> Result<()> {
    tx.execute(
        "INSERT INTO xp_ledger (id, user_id, source_kind, source_id, problem_id, xp, points, solved, created_at) \
         VALUES ($1, $2, 'submission', $1, $3, $4, $4, $5, $6)",
        args![Uuid::now_v7(), user_id, problem_id, points, i64::from(points == 100), at],
    )
    .await?;
    Ok(())
}

/// A column as a database describes it: table, column, type, whether it may be NULL, place.
pub type Described = (String, String, String, bool, i64);

/// Every column of the schema, in order; types in PostgreSQL's short names.
///
/// # Errors
/// Database errors.
pub async fn schema(conn: &mut Conn) -> Result<Vec<Described>> {
    let sql = conn.dialect().pick(
        "SELECT m.name, c.name, c.type, NOT c.\"notnull\", CAST(c.cid + 1 AS BIGINT) \
         FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name <> '_sqlx_migrations' \
         ORDER BY m.name, c.cid",
        "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), \
         UPPER(CASE data_type WHEN 'timestamp with time zone' THEN 'timestamptz' ELSE data_type END), \
         is_nullable = 'YES', CAST(ordinal_position AS BIGINT) \
         FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations' \
         ORDER BY table_name COLLATE \"C\", ordinal_position",
    );
    conn.all(sql, args![]).await
}

/// Names of all indexes that the migrations make.
///
/// # Errors
/// Database errors.
pub async fn indexes(conn: &mut Conn) -> Result<Vec<String>> {
    let sql = conn.dialect().pick(
        "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        "SELECT CAST(indexname AS TEXT) FROM pg_indexes WHERE schemaname = current_schema() \
         AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key' ORDER BY indexname COLLATE \"C\"",
    );
    let rows: Vec<(String,)> = conn.all(sql, args![]).await?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}
