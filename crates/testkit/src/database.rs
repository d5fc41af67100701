//! The databases that tests run on: real ones.

use std::path::Path;

use store::{Options, Store};
use uuid::Uuid;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// A file in the test's own folder.
    Sqlite,
    /// A database of its own on the server that `make test` starts (`TEST_POSTGRES_URL`).
    Postgres,
}

impl Database {
    /// Both.
    pub const BOTH: [Database; 2] = [Database::Sqlite, Database::Postgres];

    /// The address of a fresh, empty database.
    ///
    /// # Panics
    /// Without `TEST_POSTGRES_URL`, which `make test` sets.
    pub async fn fresh_url(self, folder: &Path) -> String {
        match self {
            Database::Sqlite => format!("sqlite:{}", folder.join("codequest.sqlite").display()),
            Database::Postgres => {
                let server = std::env::var("TEST_POSTGRES_URL").expect(
                    "TEST_POSTGRES_URL is not set: run the tests with `make test`, or under scripts/with-postgres",
                );
                let name = format!("test_{}", Uuid::new_v4().simple());
                store::testing::create_database(&format!("{server}/postgres"), &name)
                    .await
                    .expect("the test server makes databases");
                format!("{server}/{name}")
            }
        }
    }

    /// A fresh database with the present schema.
    pub async fn fresh(self, folder: &Path) -> Store {
        Store::open(&Options::new(self.fresh_url(folder).await)).await.expect("the schema applies")
    }
}
