//! How often things may be done.

use chrono::TimeDelta;
use model::Role;
use serde_json::json;
use testkit::{Database, PASSWORD, Reply, TestApp};

use super::accounts::{login, mailed_token, register};

async fn limited() -> TestApp {
    TestApp::with(Database::Sqlite, |config| config.rate_limits = true).await
}

fn wait_s(reply: &Reply) -> u64 {
    assert_eq!(reply.status, 429, "{}", reply.text);
    reply.headers["retry-after"].to_str().ok().and_then(|text| text.parse().ok()).expect("seconds")
}

#[tokio::test]
async fn after_five_wrong_passwords_an_account_waits_a_quarter_of_an_hour_and_others_do_not() {
    let app = limited().await;
    let (ada, bob) = (app.learner("Ada").await, app.learner("Bob").await);
    for _ in 0..5 {
        assert_eq!(login(&app, &ada.email, "Wrong-Horse-1").await.status, 401);
    }
    app.clock.advance(TimeDelta::seconds(600));
    let refused = login(&app, &ada.email, PASSWORD).await;
    assert_eq!((wait_s(&refused), &refused.json["error"]["code"]), (300, &json!("RATE_LIMITED")));
    assert_eq!(login(&app, &bob.email, PASSWORD).await.status, 200);
    app.clock.advance(TimeDelta::seconds(300));
    assert_eq!(login(&app, &ada.email, PASSWORD).await.status, 200);
}

#[tokio::test]
async fn right_passwords_do_not_count() {
    let app = limited().await;
    let ada = app.learner("Ada").await;
    for round in 0..4 {
        for _ in 0..4 {
            assert_eq!(login(&app, &ada.email, "Wrong-Horse-1").await.status, 401, "round {round}");
        }
        assert_eq!(login(&app, &ada.email, PASSWORD).await.status, 200, "round {round}");
    }
}

#[tokio::test]
async fn guesses_made_at_once_do_not_slip_through_together() {
    let app = limited().await;
    let ada = app.learner("Ada").await;
    let guess = || login(&app, &ada.email, "Wrong-Horse-1");
    let replies =
        tokio::join!(guess(), guess(), guess(), guess(), guess(), guess(), guess(), guess(), guess(), guess());
    let replies: [Reply; 10] = replies.into();
    assert_eq!(replies.iter().filter(|reply| reply.status == 401).count(), 5);
}

#[tokio::test]
async fn an_address_that_fails_with_many_accounts_is_held_back() {
    let app = TestApp::with(Database::Sqlite, |config| {
        config.rate_limits = true;
        config.login_failures_per_ip = 20;
    })
    .await;
    for number in 0..20 {
        assert_eq!(login(&app, &format!("nobody{number}@example.org"), "Wrong-Horse-1").await.status, 401);
    }
    assert_eq!(login(&app, "nobody@example.org", "Wrong-Horse-1").await.status, 429);
}

#[tokio::test]
async fn a_hundred_calls_a_minute_per_account_or_per_address_of_those_who_have_none() {
    let app = limited().await;
    let (ada, bob) = (app.learner("Ada").await, app.learner("Bob").await);
    for _ in 0..100 {
        assert_eq!(app.get("/v1/languages", None).await.status, 200);
        assert_eq!(app.get("/v1/users/me", Some(&ada.token)).await.status, 200);
    }
    assert!(wait_s(&app.get("/v1/languages", None).await) <= 60);
    let refused = app.get("/api/v1/users/me", Some(&ada.token)).await;
    wait_s(&refused);
    assert!(refused.json["error"].is_string(), "in the words of its dialect: {}", refused.text);
    assert_eq!(app.get("/v1/users/me", Some(&bob.token)).await.status, 200);
    // A token that is not good does not open a window of its own.
    assert_eq!(app.get("/v1/users/me", Some("made.up.token")).await.status, 429);
    assert_eq!(app.get("/health", None).await.status, 200);
    app.clock.advance(TimeDelta::seconds(60));
    assert_eq!(app.get("/v1/languages", None).await.status, 200);
}

#[tokio::test]
async fn a_class_behind_one_address_signs_up_and_in_within_a_minute() {
    let app = limited().await;
    for number in 0..30 {
        let email = format!("learner{number}@example.org");
        assert_eq!(app.get("/v1/setup", None).await.status, 200);
        assert_eq!(register(&app, &email).await.status, 200);
        let token = mailed_token(&app, &email).await;
        assert_eq!(app.post("/v1/auth/verify-email", None, json!({ "token": token })).await.status, 200);
        assert_eq!(login(&app, &email, "Wrong-Horse-1").await.status, 401);
        let session = login(&app, &email, PASSWORD).await;
        assert_eq!(session.status, 200, "{}", session.text);
        let access = session.json["data"]["access_token"].as_str().expect("a token");
        assert_eq!(app.get("/v1/users/me", Some(access)).await.status, 200);
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_callers_are_told_apart() {
    let app = TestApp::with(Database::Sqlite, |config| {
        config.rate_limits = true;
        config.trusted_proxies = vec![std::net::IpAddr::from([127, 0, 0, 1])];
    })
    .await;
    let from = |address: &'static str| {
        let headers = [("X-Forwarded-For", address)];
        let app = &app;
        async move { app.call_with(reqwest::Method::GET, "/v1/languages", None, &headers, None).await.status.as_u16() }
    };
    for _ in 0..100 {
        assert_eq!(from("198.51.100.1").await, 200);
    }
    assert_eq!((from("198.51.100.1").await, from("198.51.100.2").await), (429, 200));
}

#[tokio::test]
async fn ten_submissions_a_minute_and_thirty_runs() {
    let app = limited().await;
    let instructor = app.staff(Role::Instructor).await;
    let limits = app.platform.limits();
    for _ in 0..10 {
        assert!(limits.check_submission(instructor.id).await.is_ok());
    }
    let error = limits.check_submission(instructor.id).await.expect_err("refused");
    assert_eq!(error.message(), "Rate limit exceeded. Max 10 submissions per minute.");
    for _ in 0..30 {
        assert!(limits.check_run(instructor.id).await.is_ok());
    }
    assert!(limits.check_run(instructor.id).await.is_err());
}
