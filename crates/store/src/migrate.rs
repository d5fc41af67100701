//! The schema's history: one text for both databases, and the few statements that only one of them can have.

use sqlx::migrate::{Migration, Migrator};

use crate::Dialect;

static COMMON: Migrator = sqlx::migrate!("./migrations");
static SQLITE: Migrator = sqlx::migrate!("./migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("./migrations/postgres");

/// All migrations of a database in order of their number; numbers are unique over the three folders.
pub(crate) fn migrator(dialect: Dialect) -> Migrator {
    let own = match dialect {
        Dialect::Sqlite => &SQLITE,
        Dialect::Postgres => &POSTGRES,
    };
    let all: Vec<Migration> = COMMON.iter().chain(own.iter()).cloned().collect();
    Migrator::with_migrations(all)
}
