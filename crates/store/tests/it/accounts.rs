//! Accounts, sessions, links and mail.

use chrono::{DateTime, TimeDelta, Utc};
use store::{
    Error, Store,
    accounts::{self, NewUser, UserRow, links, links::Purpose, sessions},
    mail,
};
use tempfile::TempDir;
use testkit::Database;
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).expect("a time")
}

fn user(email: &str, role: &'static str) -> NewUser {
    NewUser {
        id: Uuid::now_v7(),
        supabase_user_id: None,
        email: email.to_owned(),
        email_key: email.to_lowercase(),
        password_hash: None,
        display_name: format!("The {email}"),
        role,
        email_verified: false,
    }
}

async fn insert(store: &Store, user: NewUser) -> Result<UserRow, Error> {
    store.write(move |tx| Box::pin(async move { accounts::insert(tx, &user, now()).await })).await
}

#[tokio::test]
async fn an_address_and_a_supabase_user_have_one_account_and_the_refusal_says_which() {
    for database in Database::BOTH {
        let folder = TempDir::new().expect("a folder");
        let store = database.fresh(folder.path()).await;
        let subject = Some(Uuid::new_v4());
        let first = insert(&store, NewUser { supabase_user_id: subject, ..user("a@x.org", "learner") }).await;
        assert_eq!(first.expect("it is new").number, 1);
        for (second, word) in [
            (user("A@x.org", "learner"), "email"),
            (NewUser { supabase_user_id: subject, ..user("b@x.org", "learner") }, "supabase"),
        ] {
            match insert(&store, second).await {
                Err(Error::Conflict { constraint }) => assert!(constraint.contains(word), "{database:?} {constraint}"),
                other => panic!("{database:?}: {other:?}"),
            }
        }
        // A refused account takes no number.
        assert_eq!(insert(&store, user("c@x.org", "learner")).await.expect("it is new").number, 2, "{database:?}");
    }
}

#[tokio::test]
async fn accounts_are_found_by_what_was_typed_and_nothing_in_it_is_a_pattern() {
    for database in Database::BOTH {
        let folder = TempDir::new().expect("a folder");
        let store = database.fresh(folder.path()).await;
        for email in ["ab@x.org", "a_b@x.org", "a%b@x.org", "a\\b@x.org"] {
            insert(&store, user(email, "learner")).await.expect("it is new");
        }
        let mut conn = store.read().await.expect("a connection");
        for (text, found) in [("", 4), ("A_B", 1), ("a%b", 1), ("a\\b", 1), ("the a", 4), ("nobody", 0)] {
            let (rows, total) = accounts::list(&mut conn, text, 2, 0).await.expect("it lists");
            assert_eq!(
                (total, rows.len()),
                (found, usize::try_from(found.min(2)).expect("small")),
                "{database:?} {text}"
            );
        }
    }
}

#[tokio::test]
async fn a_link_is_good_for_one_caller_and_its_own_purpose_until_it_ends() {
    for database in Database::BOTH {
        let folder = TempDir::new().expect("a folder");
        let store = database.fresh(folder.path()).await;
        let owner = insert(&store, user("a@x.org", "learner")).await.expect("it is new").id;
        let end = now() + TimeDelta::hours(1);
        store
            .write(move |tx| {
                Box::pin(async move {
                    links::insert(tx, Purpose::VerifyEmail, Some(owner), b"one", now(), Some(end)).await?;
                    links::insert(tx, Purpose::SetUp, None, b"two", now(), None).await
                })
            })
            .await
            .expect("they are kept");
        let uses = |purpose, hash: &'static [u8], at| {
            let store = store.clone();
            async move {
                let used = store.write(move |tx| Box::pin(links::use_up(tx, purpose, hash, at))).await;
                used.expect("the database answers")
            }
        };
        assert_eq!(uses(Purpose::ResetPassword, b"one", now()).await, None, "{database:?}");
        assert_eq!(uses(Purpose::VerifyEmail, b"one", end).await, None, "{database:?}");
        let (one, two) =
            tokio::join!(uses(Purpose::VerifyEmail, b"one", now()), uses(Purpose::VerifyEmail, b"one", now()));
        let mut both = [one, two];
        both.sort();
        assert_eq!(both, [None, Some(Some(owner))], "{database:?}");
        assert_eq!(uses(Purpose::SetUp, b"two", end).await, Some(None), "{database:?}");
    }
}

#[tokio::test]
async fn what_has_expired_is_deleted_and_nothing_else() {
    for database in Database::BOTH {
        let folder = TempDir::new().expect("a folder");
        let store = database.fresh(folder.path()).await;
        let owner = insert(&store, user("a@x.org", "learner")).await.expect("it is new").id;
        let (family, soon, late) = (Uuid::now_v7(), now() + TimeDelta::hours(1), now() + TimeDelta::hours(3));
        let left = store
            .write(move |tx| {
                Box::pin(async move {
                    sessions::insert(tx, owner, family, b"old", now(), soon).await?;
                    sessions::insert(tx, owner, family, b"new", now(), late).await?;
                    sessions::revoke_access(tx, "gone", soon).await?;
                    sessions::revoke_access(tx, "here", late).await?;
                    sessions::delete_expired(tx, now() + TimeDelta::hours(2)).await?;
                    Ok::<_, Error>((
                        sessions::find_for_update(tx, b"old").await?.is_some(),
                        sessions::find_for_update(tx, b"new").await?.is_some(),
                        accounts::standing(tx, owner, "gone").await?.is_some_and(|row| row.revoked),
                        accounts::standing(tx, owner, "here").await?.is_some_and(|row| row.revoked),
                    ))
                })
            })
            .await
            .expect("the database answers");
        assert_eq!(left, (false, true, false, true), "{database:?}");
    }
}

#[tokio::test]
async fn the_outbox_is_read_newest_first() {
    for database in Database::BOTH {
        let folder = TempDir::new().expect("a folder");
        let store = database.fresh(folder.path()).await;
        for (second, to) in ["a@x.org", "b@x.org", "a@x.org"].into_iter().enumerate() {
            let mail = mail::NewMail {
                to_address: to.to_uppercase(),
                to_key: to.to_owned(),
                subject: second.to_string(),
                body: "text".to_owned(),
            };
            let at = now() + TimeDelta::seconds(i64::try_from(second).expect("small"));
            store
                .write(move |tx| Box::pin(async move { mail::insert(tx, &mail, at).await }))
                .await
                .expect("it is kept");
        }
        let mut conn = store.read().await.expect("a connection");
        let subjects = |rows: Vec<mail::MailRow>| rows.into_iter().map(|row| row.subject).collect::<Vec<_>>();
        let (all, total) = mail::list(&mut conn, "", 2, 0).await.expect("it lists");
        assert_eq!((subjects(all), total), (vec!["2".to_owned(), "1".to_owned()], 3), "{database:?}");
        let (of_a, total) = mail::list(&mut conn, "a@x.org", 10, 0).await.expect("it lists");
        assert_eq!((subjects(of_a), total), (vec!["2".to_owned(), "0".to_owned()], 2), "{database:?}");
    }
}
