//! What one database gives, the other takes.

use chrono::{DateTime, Utc};
use store::{
    Error, Store,
    archive::{self, Texts},
    counters::{self, Counter},
    jobs,
};
use tempfile::TempDir;
use testkit::Database;
use uuid::Uuid;

async fn dump(store: &Store) -> Vec<(&'static str, Vec<Texts>)> {
    let mut conn = store.snapshot().await.expect("a snapshot");
    let mut all = Vec::new();
    for table in archive::TABLES {
        let columns = archive::columns(&mut conn, table).await.expect("the columns");
        all.push((*table, archive::rows(&mut conn, table, &columns, 0).await.expect("the rows")));
    }
    all
}

async fn load(store: &Store, tables: Vec<(&'static str, Vec<Texts>)>) {
    store
        .write(move |tx| {
            Box::pin(async move {
                archive::begin_restore(tx).await?;
                for (table, rows) in tables {
                    let columns = archive::columns(tx, table).await?;
                    for row in rows {
                        archive::insert(tx, table, &columns, row).await?;
                    }
                }
                Ok::<_, Error>(())
            })
        })
        .await
        .expect("it loads");
}

#[tokio::test]
async fn rows_survive_the_way_to_the_other_database_and_back() {
    let folders = [TempDir::new().expect("a folder"), TempDir::new().expect("a folder")];
    let first = Database::Sqlite.fresh(folders[0].path()).await;
    let now: DateTime<Utc> = "2026-03-01T10:20:30.000450Z".parse().expect("a time");
    let subject = Uuid::now_v7();
    first
        .write(move |tx| {
            Box::pin(async move {
                counters::next(tx, Counter::Problems).await?;
                jobs::enqueue(tx, jobs::Kind::Mail, subject, 3, now).await?;
                jobs::claim(tx, jobs::Kind::Mail, now, now).await
            })
        })
        .await
        .expect("it writes");
    let before = dump(&first).await;
    let job = before.iter().find(|(table, _)| *table == "jobs").expect("the table").1[0].clone();
    assert_eq!(job[2].as_deref(), Some(subject.simple().to_string().as_str()));
    assert!(job.iter().any(Option::is_none), "a NULL is among the values: {job:?}");

    let second = Database::Postgres.fresh(folders[1].path()).await;
    assert!(archive::is_empty(&mut second.read().await.expect("a connection")).await.expect("an answer"));
    load(&second, before.clone()).await;
    let third = Database::Sqlite.fresh(folders[1].path()).await;
    load(&third, dump(&second).await).await;
    assert_eq!(normal(dump(&third).await), normal(before));
}

/// UUIDs and times in one spelling: PostgreSQL writes them with dashes and always to the microsecond.
fn normal(tables: Vec<(&'static str, Vec<Texts>)>) -> Vec<(&'static str, Vec<Texts>)> {
    let spelled = |text: String| match (Uuid::parse_str(&text), DateTime::parse_from_rfc3339(&text)) {
        (Ok(id), _) => id.to_string(),
        (_, Ok(time)) => time.with_timezone(&Utc).to_rfc3339(),
        _ => text,
    };
    let rows = |rows: Vec<Texts>| {
        rows.into_iter().map(|row| row.into_iter().map(|text| text.map(spelled)).collect()).collect()
    };
    tables.into_iter().map(|(table, all)| (table, rows(all))).collect()
}
