//! What boards are summed from.

#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, Utc};
use store::{
    Conn, Error, Store, TxFuture, Value,
    boards::{Selection, Sums, sums},
    testing,
};
use tempfile::TempDir;
use testkit::Database;
use uuid::Uuid;

const ANNA: Uuid = Uuid::from_u128(0xA);
const BERT: Uuid = Uuid::from_u128(0xB);
const TREE: Uuid = Uuid::from_u128(1);
const LEAF: Uuid = Uuid::from_u128(2);
const TWIG: Uuid = Uuid::from_u128(3);
const PROBLEM: Uuid = Uuid::from_u128(4);
const PATHWAY: Uuid = Uuid::from_u128(5);
const MODULE: Uuid = Uuid::from_u128(6);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A topic tree in which one problem hangs on two branches, a pathway with it, and two people.
fn scene(tx: &mut Conn) -> TxFuture<'_, (), Error> {
    Box::pin(async move {
        let now = Value::from(at("2026-01-01T00:00:00Z"));
        for (id, parent) in [(TREE, None), (TWIG, Some(TREE)), (LEAF, Some(TWIG))] {
            let sql = "INSERT INTO topics (id, parent_topic_id, slug, name, display_order) VALUES ($1, $2, $3, $3, 0)";
            testing::execute(tx, sql, vec![id.into(), parent.into(), id.to_string().into()]).await?;
        }
        let sql = "INSERT INTO problems (id, number, slug, title, difficulty, kind, source, is_published, is_premium, \
                   search_text, created_at, updated_at) \
                   VALUES ($1, 1, 'p', 'P', 1, 'stdio', 'package', TRUE, FALSE, '', $2, $2)";
        testing::execute(tx, sql, vec![PROBLEM.into(), now.clone()]).await?;
        for topic in [LEAF, TWIG] {
            let sql = "INSERT INTO problem_topics (problem_id, topic_id) VALUES ($1, $2)";
            testing::execute(tx, sql, vec![PROBLEM.into(), topic.into()]).await?;
        }
        let sql = "INSERT INTO pathways (id, title, level, duration_weeks, sort_order, package_digest, created_at, \
                   updated_at) VALUES ($1, 'Way', 'easy', 1, 0, '', $2, $2)";
        testing::execute(tx, sql, vec![PATHWAY.into(), now]).await?;
        let sql = "INSERT INTO modules (id, pathway_id, title, sort_order) VALUES ($1, $2, 'One', 0)";
        testing::execute(tx, sql, vec![MODULE.into(), PATHWAY.into()]).await?;
        let sql = "INSERT INTO module_problems (module_id, problem_id, sort_order) VALUES ($1, $2, 0)";
        testing::execute(tx, sql, vec![MODULE.into(), PROBLEM.into()]).await?;
        testing::add_person(tx, ANNA, "Anna").await?;
        testing::add_person(tx, BERT, "Bert").await?;
        testing::add_points(tx, ANNA, Some(PROBLEM), 60, at("2026-10-20T00:00:00Z")).await?;
        testing::add_points(tx, ANNA, Some(PROBLEM), 40, at("2026-11-10T00:00:00.000001Z")).await?;
        testing::add_points(tx, ANNA, None, 100, at("2026-11-16T00:00:00Z")).await?;
        testing::add_points(tx, BERT, Some(PROBLEM), 100, at("2026-11-18T00:00:00.5Z")).await
    })
}

async fn read(store: &Store, user_id: Option<Uuid>, before: Option<&str>) -> Vec<Sums> {
    let selection = Selection {
        month_start: at("2026-11-01T00:00:00Z"),
        week_start: at("2026-11-16T00:00:00Z"),
        user_id,
        before: before.map(at),
    };
    let mut rows = sums(&mut store.read().await.unwrap(), &selection).await.unwrap();
    rows.sort_by_key(|row| (row.scope_kind.clone(), row.scope_id, row.user_id));
    rows
}

#[tokio::test]
async fn sums_are_per_scope_and_frame_and_count_a_problem_once_in_a_topic_above_it() {
    for database in Database::BOTH {
        let folder = TempDir::new().unwrap();
        let store = database.fresh(folder.path()).await;
        store.write(scene).await.unwrap();

        let all = read(&store, None, None).await;
        let scopes: Vec<_> = all.iter().map(|row| (row.scope_kind.as_str(), row.scope_id, row.user_id)).collect();
        let mut expected = vec![("global", None, ANNA), ("global", None, BERT)];
        expected.extend([("pathway", Some(PATHWAY), ANNA), ("pathway", Some(PATHWAY), BERT)]);
        for topic in [TREE, LEAF, TWIG] {
            expected.extend([("topic", Some(topic), ANNA), ("topic", Some(topic), BERT)]);
        }
        assert_eq!(scopes, expected, "{database:?}");

        let anna = &all[0];
        assert_eq!((anna.points, anna.month_points, anna.week_points), (200, 140, 100), "{database:?}");
        assert_eq!((anna.xp, anna.solved, anna.week_solved), (200, 1, 1), "{database:?}");
        assert_eq!(anna.points_at, Some(at("2026-11-16T00:00:00Z")), "{database:?}");
        for row in all.iter().filter(|row| row.scope_id.is_some() && row.user_id == ANNA) {
            assert_eq!((row.points, row.month_points, row.week_points), (100, 40, 0), "{database:?} {row:?}");
            assert_eq!(row.xp_at, Some(at("2026-11-10T00:00:00.000001Z")), "{database:?}");
        }

        let of_bert: Vec<Sums> = all.iter().filter(|row| row.user_id == BERT).cloned().collect();
        assert_eq!(read(&store, Some(BERT), None).await, of_bert, "{database:?}");
        let earlier = read(&store, Some(ANNA), Some("2026-11-10T00:00:00.000001Z")).await;
        assert!(earlier.iter().all(|row| row.points == 60), "{database:?} {earlier:?}");
    }
}

fn switch_anna_off(tx: &mut Conn) -> TxFuture<'_, (), Error> {
    Box::pin(testing::execute(tx, "UPDATE users SET is_active = FALSE WHERE id = $1", vec![ANNA.into()]))
}

#[tokio::test]
async fn who_was_switched_off_is_on_no_board() {
    for database in Database::BOTH {
        let folder = TempDir::new().unwrap();
        let store = database.fresh(folder.path()).await;
        store.write(scene).await.unwrap();
        store.write(switch_anna_off).await.unwrap();
        assert!(read(&store, None, None).await.iter().all(|row| row.user_id == BERT), "{database:?}");
        assert_eq!(read(&store, Some(ANNA), None).await, [], "{database:?}");
    }
}
