//! What only tests need.

use sqlx::{Connection, Executor, PgConnection};

use crate::Result;

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

/// A table's column as the database describes it: table, column, whether it may be NULL.
pub type Column = (String, String, bool);
