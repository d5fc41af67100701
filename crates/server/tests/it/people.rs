//! People on boards, made without the calls of accounts and submissions.

use chrono::{DateTime, Utc};
use store::testing;
use testkit::TestApp;
use uuid::Uuid;

pub(crate) fn person(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Adds `Person 1` to `Person count`.
pub(crate) async fn add_people(app: &TestApp, count: u128) {
    let written = app.platform.store().write(move |tx| {
        Box::pin(async move {
            for n in 1..=count {
                testing::add_person(tx, person(n), &format!("Person {n}")).await?;
            }
            Ok::<_, store::Error>(())
        })
    });
    written.await.expect("the people are new");
}

/// Gives a person points and tells the boards, as the recording of a verdict does.
pub(crate) async fn give(app: &TestApp, user_id: Uuid, points: i64, at: DateTime<Utc>) {
    let written = app
        .platform
        .store()
        .write(move |tx| Box::pin(async move { testing::add_points(tx, user_id, None, points, at).await }));
    written.await.expect("the person exists");
    app.platform.boards().refresh_user(user_id).await;
}
