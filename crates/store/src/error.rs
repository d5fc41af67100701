//! What can go wrong in the database.

/// A failed query, connection or migration.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A unique constraint refused a row.
    #[error("the row exists already ({constraint})")]
    Conflict {
        /// What the database says of the constraint: its name, or `table.column` on SQLite.
        constraint: String,
    },
    /// Anything else that the driver reports.
    #[error("database: {0}")]
    Sql(#[source] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migrations: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database address is not one that can be used.
    #[error("{0}")]
    Address(String),
    /// An archive that does not fit the schema.
    #[error("{0}")]
    Archive(String),
    /// A transaction that was grouped with this one could not be committed, or the writer stopped.
    #[error("the transaction was not committed: {0}")]
    NotCommitted(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inner) if inner.is_unique_violation() => {
                let constraint = inner.constraint().map_or_else(|| inner.message().to_owned(), str::to_owned);
                Error::Conflict { constraint }
            }
            _ => Error::Sql(error),
        }
    }
}
