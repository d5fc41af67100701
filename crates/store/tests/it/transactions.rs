//! What a transaction promises.

use store::{Conn, Error, TxFuture, counters, counters::Counter};
use tempfile::TempDir;
use testkit::Database;

fn next(tx: &mut Conn) -> TxFuture<'_, i64, Error> {
    Box::pin(counters::next(tx, Counter::Users))
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_and_its_neighbours_count() {
    for database in Database::BOTH {
        let folder = TempDir::new().expect("a folder");
        let store = database.fresh(folder.path()).await;
        let refused = store.write(|tx| {
            Box::pin(async move {
                counters::next(tx, Counter::Users).await?;
                Err::<i64, Error>(Error::Address("refused".into()))
            })
        });
        let (refused, one, two) = tokio::join!(refused, store.write(next), store.write(next));
        assert!(refused.is_err(), "{database:?}");
        let mut numbers = [one.expect("counts"), two.expect("counts")];
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2], "{database:?}");
    }
}

#[tokio::test]
async fn a_panic_inside_a_transaction_undoes_it_and_the_next_one_works() {
    for database in Database::BOTH {
        let folder = TempDir::new().expect("a folder");
        let store = database.fresh(folder.path()).await;
        let outcome: Result<i64, Error> = store
            .write(|tx| {
                Box::pin(async move {
                    counters::next(tx, Counter::Users).await?;
                    panic!("on purpose")
                })
            })
            .await;
        assert!(outcome.is_err(), "{database:?}");
        assert_eq!(store.write(next).await.expect("counts"), 1, "{database:?}");
    }
}
