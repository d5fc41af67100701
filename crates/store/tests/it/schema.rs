//! The two databases have one schema.

use store::{archive, testing};
use tempfile::TempDir;
use testkit::Database;

#[tokio::test]
async fn both_databases_have_the_same_tables_columns_and_indexes() {
    let folder = TempDir::new().expect("a folder");
    let mut schemas = Vec::new();
    for database in Database::BOTH {
        let store = database.fresh(folder.path()).await;
        let mut conn = store.read().await.expect("a connection");
        let columns = testing::schema(&mut conn).await.expect("the schema");
        assert!(columns.len() > 50, "{database:?}: {} columns", columns.len());
        schemas.push((columns, testing::indexes(&mut conn).await.expect("the indexes")));
    }
    assert_eq!(schemas[0], schemas[1]);
}

#[tokio::test]
async fn an_archive_holds_every_table() {
    let folder = TempDir::new().expect("a folder");
    let store = Database::Sqlite.fresh(folder.path()).await;
    let mut conn = store.read().await.expect("a connection");
    let mut tables: Vec<String> =
        testing::schema(&mut conn).await.expect("the schema").into_iter().map(|column| column.0).collect();
    tables.dedup();
    let mut archived: Vec<&str> = archive::TABLES.to_vec();
    archived.sort_unstable();
    assert_eq!(tables, archived);
}
