//! Sessions: refreshing, repeating a refresh, signing out.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use testkit::{Database, Reply, TestApp};

const KEY: &str = "0123456789abcdef";

async fn refresh(app: &TestApp, token: &str, key: Option<&str>) -> Reply {
    let headers: Vec<(&str, &str)> = key.map(|key| ("Idempotency-Key", key)).into_iter().collect();
    let body = json!({ "refresh_token": token });
    app.call_with(Method::POST, "/v1/auth/refresh", None, &headers, Some(body)).await
}

fn tokens(reply: &Reply) -> (String, String) {
    let token = |name: &str| reply.json["data"][name].as_str().unwrap_or_else(|| panic!("{}", reply.text)).to_owned();
    (token("access_token"), token("refresh_token"))
}

fn refused(reply: &Reply) -> bool {
    reply.status == 401 && reply.json["error"]["code"] == "INVALID_TOKEN"
}

#[tokio::test]
async fn a_refresh_token_is_replaced_and_its_reuse_ends_the_session() {
    for database in Database::BOTH {
        for key in [None, Some(KEY)] {
            let app = TestApp::on(database).await;
            let ada = app.learner("Ada").await;
            let (access, next) = tokens(&refresh(&app, &ada.refresh, key).await);
            assert_ne!(next, ada.refresh);
            assert_eq!(app.get("/v1/users/me", Some(&access)).await.status, 200);
            // Somebody else has it: they do not know the key of the call that replaced it.
            assert!(refused(&refresh(&app, &ada.refresh, Some("fedcba9876543210")).await));
            assert!(refused(&refresh(&app, &next, key).await));
        }
    }
}

#[tokio::test]
async fn another_session_of_the_same_account_goes_on() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    let other = app.platform.accounts().start_session(ada.id).await.expect("the account exists").refresh_token;
    refresh(&app, &ada.refresh, None).await;
    assert!(refused(&refresh(&app, &ada.refresh, None).await));
    assert_eq!(refresh(&app, &other, None).await.status, 200);
}

#[tokio::test]
async fn a_refresh_whose_answer_was_lost_can_be_repeated_with_its_key() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let ada = app.learner("Ada").await;
        let (_, lost) = tokens(&refresh(&app, &ada.refresh, Some(KEY)).await);
        app.clock.advance(TimeDelta::hours(23));
        let (access, next) = tokens(&refresh(&app, &ada.refresh, Some(KEY)).await);
        assert_eq!(next, lost);
        assert_eq!(app.get("/v1/users/me", Some(&access)).await.status, 200);
        // The new token is in use: the old one is no longer anybody's last.
        let (_, after) = tokens(&refresh(&app, &next, Some("another-key-of-16+")).await);
        assert!(refused(&refresh(&app, &ada.refresh, Some(KEY)).await));
        assert!(refused(&refresh(&app, &after, None).await));
    }
}

#[tokio::test]
async fn a_refresh_can_be_repeated_for_a_day_only() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    refresh(&app, &ada.refresh, Some(KEY)).await;
    app.clock.advance(TimeDelta::hours(24));
    assert!(refused(&refresh(&app, &ada.refresh, Some(KEY)).await));
}

#[tokio::test]
async fn tabs_that_refresh_at_once_with_one_key_get_one_answer() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let ada = app.learner("Ada").await;
        let tab = || refresh(&app, &ada.refresh, Some(KEY));
        let (one, two, three) = tokio::join!(tab(), tab(), tab());
        let next = tokens(&one).1;
        assert_eq!((tokens(&two).1, tokens(&three).1), (next.clone(), next.clone()));
        assert_eq!(refresh(&app, &next, None).await.status, 200);
    }
}

#[tokio::test]
async fn of_two_at_once_without_a_key_at_most_one_goes_on() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let ada = app.learner("Ada").await;
        let (one, two) = tokio::join!(refresh(&app, &ada.refresh, None), refresh(&app, &ada.refresh, None));
        assert_eq!([&one, &two].iter().filter(|reply| refused(reply)).count(), 1);
        // The reuse has ended the session of the other, too.
        let winner = if refused(&one) { &two } else { &one };
        assert!(refused(&refresh(&app, &tokens(winner).1, None).await));
    }
}

#[tokio::test]
async fn a_malformed_key_is_refused_and_costs_nothing() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    assert_eq!(refresh(&app, &ada.refresh, Some("short")).await.status, 400);
    assert_eq!(refresh(&app, &ada.refresh, Some(KEY)).await.status, 200);
}

#[tokio::test]
async fn access_lasts_an_hour_and_a_session_thirty_days_from_its_last_refresh() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    app.clock.advance(TimeDelta::seconds(3598));
    assert_eq!(app.get("/v1/users/me", Some(&ada.token)).await.status, 200);
    app.clock.advance(TimeDelta::seconds(2));
    assert_eq!(app.get("/v1/users/me", Some(&ada.token)).await.status, 401);
    app.clock.advance(TimeDelta::days(29));
    let (_, next) = tokens(&refresh(&app, &ada.refresh, None).await);
    app.clock.advance(TimeDelta::days(29));
    let (_, last) = tokens(&refresh(&app, &next, None).await);
    app.platform.accounts().delete_expired().await.expect("it deletes");
    app.clock.advance(TimeDelta::days(30));
    assert!(refused(&refresh(&app, &last, None).await));
}

#[tokio::test]
async fn signing_out_takes_back_both_tokens() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let ada = app.learner("Ada").await;
        assert_eq!(app.get("/v1/users/me", Some(&ada.token)).await.status, 200);
        let body = json!({ "refresh_token": ada.refresh });
        let reply = app.post("/v1/auth/logout", Some(&ada.token), body).await;
        assert_eq!((reply.status.as_u16(), reply.text.as_str()), (204, ""));
        assert_eq!(app.get("/v1/users/me", Some(&ada.token)).await.status, 401);
        assert_eq!(app.get("/api/v1/users/me", Some(&ada.token)).await.json["error"], "Invalid token");
        assert!(refused(&refresh(&app, &ada.refresh, None).await));
    }
}

#[tokio::test]
async fn signing_out_works_without_or_with_an_expired_access_token() {
    let app = TestApp::init().await;
    let (ada, bob) = (app.learner("Ada").await, app.learner("Bob").await);
    assert_eq!(app.post("/v1/auth/logout", None, json!({ "refresh_token": ada.refresh })).await.status, 204);
    assert!(refused(&refresh(&app, &ada.refresh, None).await));
    app.clock.advance(TimeDelta::hours(2));
    let body = json!({ "refresh_token": bob.refresh });
    assert_eq!(app.post("/v1/auth/logout", Some(&bob.token), body).await.status, 204);
    assert!(refused(&refresh(&app, &bob.refresh, None).await));
    assert_eq!(app.post("/v1/auth/logout", None, json!({ "refresh_token": "unknown" })).await.status, 204);
}
