//! Opening a database by its address, reading, and transactions.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, Connection, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Conn, Dialect, Error, Result, TxFuture, conn::Inner, migrate, writer::Writer};

/// What an acknowledged commit survives on SQLite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Synchronous {
    /// Power loss: every commit waits for the disk.
    #[default]
    Full,
    /// The end of the process, but a power loss may undo the last commits (never consistency).
    Normal,
}

/// How to open the database.
#[derive(Debug, Clone)]
pub struct Options {
    /// `sqlite:PATH`, `sqlite::memory:` is not supported, `postgres://…`.
    pub url: String,
    /// SQLite only.
    pub synchronous: Synchronous,
    /// Upper bound of pooled PostgreSQL connections, or SQLite readers.
    pub max_connections: u32,
}

impl Options {
    /// The defaults for an address.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Options { url: url.into(), synchronous: Synchronous::Full, max_connections: 0 }
    }

    /// The SQLite file in a data directory.
    #[must_use]
    pub fn sqlite_file(path: &Path) -> Self {
        Options::new(format!("sqlite:{}", path.display()))
    }
}

/// The database. Clones share its connections.
#[derive(Clone)]
pub struct Store(Pools);

#[derive(Clone)]
enum Pools {
    Sqlite { readers: SqlitePool, writer: Writer },
    Postgres(PgPool),
}

impl Store {
    /// Opens the database, creating the SQLite file when there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// [`Error::Address`] for an address of another kind; otherwise what the driver or a migration says.
    pub async fn open(options: &Options) -> Result<Self> {
        if options.url.starts_with("sqlite:") {
            Self::open_sqlite(options).await
        } else if options.url.starts_with("postgres://") || options.url.starts_with("postgresql://") {
            Self::open_postgres(options).await
        } else {
            Err(Error::Address("DATABASE_URL must begin with sqlite: or postgresql://".into()))
        }
    }

    async fn open_sqlite(options: &Options) -> Result<Self> {
        let synchronous = match options.synchronous {
            Synchronous::Full => SqliteSynchronous::Full,
            Synchronous::Normal => SqliteSynchronous::Normal,
        };
        let connect = SqliteConnectOptions::from_str(&options.url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .pragma("cache_size", "-8000")
            .pragma("temp_store", "memory")
            .disable_statement_logging();
        let mut writer = connect.connect().await?;
        migrate::migrator(Dialect::Sqlite).run(&mut writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(if options.max_connections == 0 { 4 } else { options.max_connections })
            .min_connections(1)
            .test_before_acquire(false)
            .connect_with(connect.create_if_missing(false).read_only(true).pragma("cache_size", "-2000"))
            .await?;
        Ok(Store(Pools::Sqlite { readers, writer: Writer::start(writer) }))
    }

    async fn open_postgres(options: &Options) -> Result<Self> {
        let connect = PgConnectOptions::from_str(&options.url)?.disable_statement_logging();
        let mut first = connect.connect().await?;
        migrate::migrator(Dialect::Postgres).run(&mut first).await?;
        first.close().await?;
        // Contract X-08: at most 25 connections, idle 30 s, connect 2 s, life 5 min.
        let pool = PgPoolOptions::new()
            .max_connections(if options.max_connections == 0 { 25 } else { options.max_connections })
            .acquire_timeout(Duration::from_secs(2))
            .idle_timeout(Duration::from_secs(30))
            .max_lifetime(Duration::from_secs(300))
            .test_before_acquire(false)
            .connect_with(connect)
            .await?;
        Ok(Store(Pools::Postgres(pool)))
    }

    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.0 {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// A connection for reading; on SQLite it cannot write.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn read(&self) -> Result<Conn> {
        Ok(Conn(match &self.0 {
            Pools::Sqlite { readers, .. } => Inner::SqliteReader(readers.acquire().await?),
            Pools::Postgres(pool) => Inner::PostgresReader(pool.acquire().await?),
        }))
    }

    /// A connection that sees one moment of the database, however long it reads.
    ///
    /// # Errors
    /// When no connection is to be had in time.
    pub async fn snapshot(&self) -> Result<Conn> {
        match &self.0 {
            Pools::Sqlite { readers, .. } => {
                // Out of the pool: it must not come back with a transaction open.
                let mut connection = readers.acquire().await?.detach();
                sqlx::Executor::execute(&mut connection, "BEGIN").await?;
                Ok(Conn(Inner::SqliteOwned(Box::new(connection))))
            }
            Pools::Postgres(pool) => {
                let mut tx = pool.begin().await?;
                sqlx::Executor::execute(&mut *tx, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?;
                Ok(Conn(Inner::PostgresTx(tx)))
            }
        }
    }

    /// Runs `body` in one transaction: all of it counts, or, when it returns an error or panics, none.
    ///
    /// Returns after the commit is durable. It goes on when the caller's future is dropped.
    ///
    /// # Errors
    /// What `body` returns, or [`Error::NotCommitted`] and the driver's errors.
    pub async fn write<F, T, E>(&self, body: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> TxFuture<'c, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.0 {
            Pools::Sqlite { writer, .. } => writer.transaction(body).await,
            Pools::Postgres(pool) => {
                let pool = pool.clone();
                let task = tokio::spawn(async move {
                    let mut conn = Conn(Inner::PostgresTx(pool.begin().await.map_err(Error::from)?));
                    let value = body(&mut conn).await?;
                    if let Inner::PostgresTx(tx) = conn.0 {
                        tx.commit().await.map_err(Error::from)?;
                    }
                    Ok(value)
                });
                task.await.unwrap_or_else(|end| Err(Error::NotCommitted(end.to_string()).into()))
            }
        }
    }

    /// Closes the connections after the work under way.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { readers, .. } => readers.close().await,
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
