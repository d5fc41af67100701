//! A connection to either database, with one way to ask.

use std::borrow::Cow;

use sqlx::{
    AssertSqlSafe, FromRow, PgConnection, Row, SqlSafeStr, SqliteConnection,
    pool::PoolConnection,
    postgres::{PgRow, Postgres},
    sqlite::{Sqlite, SqliteRow},
};

use crate::{Result, Value, value};

/// Which database a statement is for, where the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded database.
    Sqlite,
    /// The server.
    Postgres,
}

impl Dialect {
    /// The text for this database, of the two that a query has.
    #[must_use]
    pub(crate) fn pick(self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        }
    }
}

pub(crate) enum Inner {
    SqliteReader(PoolConnection<Sqlite>),
    SqliteOwned(Box<SqliteConnection>),
    PostgresReader(PoolConnection<Postgres>),
    PostgresTx(sqlx::Transaction<'static, Postgres>),
}

/// A connection, inside a transaction or for reading.
pub struct Conn(pub(crate) Inner);

/// A row of either database can be decoded into `T`; every `#[derive(sqlx::FromRow)]` of columns both have is.
pub(crate) trait Decode: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Decode for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

enum Rows {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

enum Backend<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

type Sql = Cow<'static, str>;

impl Conn {
    /// Which database this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.0 {
            Inner::SqliteReader(_) | Inner::SqliteOwned(_) => Dialect::Sqlite,
            Inner::PostgresReader(_) | Inner::PostgresTx(_) => Dialect::Postgres,
        }
    }

    fn backend(&mut self) -> Backend<'_> {
        match &mut self.0 {
            Inner::SqliteReader(conn) => Backend::Sqlite(conn),
            Inner::SqliteOwned(conn) => Backend::Sqlite(conn),
            Inner::PostgresReader(conn) => Backend::Postgres(conn),
            Inner::PostgresTx(tx) => Backend::Postgres(tx),
        }
    }

    // Not generic over the row type, so that the drivers' code is compiled once.
    async fn rows(&mut self, sql: Sql, args: Vec<Value>) -> Result<Rows> {
        let sql = text(sql);
        Ok(match self.backend() {
            Backend::Sqlite(conn) => Rows::Sqlite(sqlx::query_with(sql, value::sqlite(args)?).fetch_all(conn).await?),
            Backend::Postgres(conn) => {
                Rows::Postgres(sqlx::query_with(sql, value::postgres(args)?).fetch_all(conn).await?)
            }
        })
    }

    /// Runs a statement and returns how many rows it touched.
    pub(crate) async fn execute(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<u64> {
        let sql = text(sql.into());
        Ok(match self.backend() {
            Backend::Sqlite(conn) => sqlx::query_with(sql, value::sqlite(args)?).execute(conn).await?.rows_affected(),
            Backend::Postgres(conn) => {
                sqlx::query_with(sql, value::postgres(args)?).execute(conn).await?.rows_affected()
            }
        })
    }

    /// All rows.
    pub(crate) async fn all<T: Decode>(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Vec<T>> {
        let rows = self.rows(sql.into(), args).await?;
        let decoded: Result<Vec<T>, sqlx::Error> = match &rows {
            Rows::Sqlite(rows) => rows.iter().map(T::from_row).collect(),
            Rows::Postgres(rows) => rows.iter().map(T::from_row).collect(),
        };
        Ok(decoded?)
    }

    /// All rows of a query whose columns are texts.
    pub(crate) async fn texts(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Vec<Vec<Option<String>>>> {
        fn read<R: Row>(row: &R) -> Result<Vec<Option<String>>, sqlx::Error>
        where
            usize: sqlx::ColumnIndex<R>,
            for<'r> Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
        {
            (0..row.len()).map(|column| row.try_get(column)).collect()
        }
        let rows: Result<_, sqlx::Error> = match self.rows(sql.into(), args).await? {
            Rows::Sqlite(rows) => rows.iter().map(read).collect(),
            Rows::Postgres(rows) => rows.iter().map(read).collect(),
        };
        Ok(rows?)
    }

    /// The first row, if there is one.
    pub(crate) async fn optional<T: Decode>(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<Option<T>> {
        let mut rows = self.all::<T>(sql, args).await?;
        Ok(if rows.is_empty() { None } else { Some(rows.swap_remove(0)) })
    }

    /// The first row; an error when there is none.
    pub(crate) async fn one<T: Decode>(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<T> {
        self.optional(sql, args).await?.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    /// The integer in the first column of the first row: counts, sums and new numbers.
    pub(crate) async fn integer(&mut self, sql: impl Into<Sql>, args: Vec<Value>) -> Result<i64> {
        let value: Result<i64, sqlx::Error> = match self.rows(sql.into(), args).await? {
            Rows::Sqlite(rows) => rows.first().ok_or(sqlx::Error::RowNotFound).and_then(|row| row.try_get(0)),
            Rows::Postgres(rows) => rows.first().ok_or(sqlx::Error::RowNotFound).and_then(|row| row.try_get(0)),
        };
        Ok(value?)
    }
}

// Statements are constants of this crate, or built here from constants and numbered parameters: never from input.
fn text(sql: Sql) -> sqlx::SqlStr {
    match sql {
        Cow::Borrowed(text) => text.into_sql_str(),
        Cow::Owned(text) => AssertSqlSafe(text).into_sql_str(),
    }
}
