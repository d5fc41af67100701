//! Registering, mailed links, roles.

use chrono::TimeDelta;
use model::Role;
use platform::{Actor, accounts::StandingChange};
use serde_json::{Value, json};
use testkit::{Database, PASSWORD, Reply, TestApp};

/// The token of the newest mail to an address.
pub(crate) async fn mailed_token(app: &TestApp, email: &str) -> String {
    let mails = app.get(&format!("/dev/mailbox?to={email}"), None).await;
    let text = mails.json[0]["text"].as_str().expect("there is a mail");
    let (_, rest) = text.split_once("token=").expect("it has a link");
    rest.split_whitespace().next().expect("the link ends").to_owned()
}

pub(crate) async fn register(app: &TestApp, email: &str) -> Reply {
    let body = json!({ "email": email, "password": PASSWORD, "display_name": "Ada" });
    app.post("/v1/auth/register", None, body).await
}

pub(crate) async fn login(app: &TestApp, email: &str, password: &str) -> Reply {
    app.post("/v1/auth/login", None, json!({ "email": email, "password": password })).await
}

fn code(reply: &Reply) -> (u16, &str) {
    (reply.status.as_u16(), reply.json["error"]["code"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn an_account_signs_in_once_its_address_is_confirmed() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let registered = register(&app, "ada@example.org").await;
        assert_eq!(registered.status, 200, "{}", registered.text);
        let data = &registered.json["data"];
        assert_eq!((&data["user"]["role"], &data["user"]["email_verified"]), (&json!("learner"), &json!(false)));
        assert_eq!(data["access_token"], Value::Null);

        assert_eq!(code(&login(&app, "ada@example.org", PASSWORD).await), (403, "EMAIL_NOT_VERIFIED"));
        let token = mailed_token(&app, "ada@example.org").await;
        let confirm = json!({ "token": token });
        assert_eq!(app.post("/v1/auth/verify-email", None, confirm.clone()).await.status, 200);
        assert_eq!(code(&app.post("/v1/auth/verify-email", None, confirm).await), (400, "INVALID_TOKEN"));
        // Addresses that differ in case are the same.
        let session = login(&app, "Ada@Example.org", PASSWORD).await;
        assert_eq!((session.status.as_u16(), &session.json["data"]["expires_in"]), (200, &json!(3600)));
        assert_eq!(code(&register(&app, "ADA@example.org").await), (409, "CONFLICT"));

        let token = session.json["data"]["access_token"].as_str().expect("a token");
        let me = app.get("/v1/users/me", Some(token)).await;
        assert_eq!(me.json["data"]["permissions"], json!(["code.submit"]), "{}", me.text);
    }
}

#[tokio::test]
async fn a_link_that_confirms_an_address_is_good_for_a_day_and_a_new_one_is_sent() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        register(&app, "ada@example.org").await;
        let old = mailed_token(&app, "ada@example.org").await;
        app.clock.advance(TimeDelta::hours(24));
        let late = app.post("/v1/auth/verify-email", None, json!({ "token": old })).await;
        assert_eq!(code(&late), (400, "INVALID_TOKEN"));

        let address = json!({ "email": "ada@example.org" });
        let known = app.post("/v1/auth/resend-verification", None, address).await;
        let unknown = app.post("/v1/auth/resend-verification", None, json!({ "email": "bob@example.org" })).await;
        assert_eq!((known.status.as_u16(), &known.text), (200, &unknown.text));
        let token = mailed_token(&app, "ada@example.org").await;
        assert_eq!(app.post("/v1/auth/verify-email", None, json!({ "token": token })).await.status, 200);
    }
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_somebody_else() {
    let app = TestApp::init().await;
    register(&app, "ada@example.org").await;
    for _ in 0..20 {
        assert_eq!(
            app.post("/v1/auth/resend-verification", None, json!({ "email": "ada@example.org" })).await.status,
            200
        );
    }
    let mails = app.get("/dev/mailbox?to=ada@example.org", None).await;
    assert_eq!(mails.json.as_array().map(Vec::len), Some(5));
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let app = TestApp::init().await;
    let reply = app
        .post("/v1/auth/register", None, json!({ "email": "nowhere", "password": "short", "display_name": " " }))
        .await;
    let fields: Vec<&str> = reply.json["error"]["details"]
        .as_array()
        .expect("details")
        .iter()
        .filter_map(|detail| detail["field"].as_str())
        .collect();
    assert_eq!((code(&reply), fields), ((400, "VALIDATION_ERROR"), vec!["email", "password", "display_name"]));
}

#[tokio::test]
async fn only_an_administrator_gives_roles() {
    let app = TestApp::init().await;
    let body = |email: &str| json!({ "email": email, "password": PASSWORD, "display_name": "x", "role": "instructor" });
    assert_eq!(code(&app.post("/v1/auth/register", None, body("a@example.org")).await), (403, "FORBIDDEN"));
    let instructor = app.staff(Role::Instructor).await;
    let refused = app.post("/v1/auth/register", Some(&instructor.token), body("b@example.org")).await;
    assert_eq!(code(&refused), (403, "FORBIDDEN"));
    let admin = app.staff(Role::Admin).await;
    let made = app.post("/v1/auth/register", Some(&admin.token), body("c@example.org")).await;
    assert_eq!((made.status.as_u16(), &made.json["data"]["user"]["role"]), (200, &json!("instructor")));
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_its_link_is_good_once_for_an_hour() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let ada = app.learner("Ada").await;
        let forgot = || app.post("/v1/auth/forgot-password", None, json!({ "email": ada.email }));
        assert_eq!(forgot().await.status, 200);
        let late = mailed_token(&app, &ada.email).await;
        app.clock.advance(TimeDelta::hours(1));
        let body = |token: &str| json!({ "token": token, "new_password": "Another-Horse-2" });
        assert_eq!(code(&app.post("/v1/auth/reset-password", None, body(&late)).await), (400, "INVALID_TOKEN"));

        let session = login(&app, &ada.email, PASSWORD).await.json["data"].clone();
        let access = session["access_token"].as_str().expect("a token");
        assert_eq!(app.get("/v1/users/me", Some(access)).await.status, 200);
        forgot().await;
        let token = mailed_token(&app, &ada.email).await;
        app.clock.advance(TimeDelta::seconds(1));
        let weak = json!({ "token": token, "new_password": "weak" });
        assert_eq!(code(&app.post("/v1/auth/reset-password", None, weak).await), (400, "VALIDATION_ERROR"));
        assert_eq!(app.post("/v1/auth/reset-password", None, body(&token)).await.status, 200);
        assert_eq!(code(&app.post("/v1/auth/reset-password", None, body(&token)).await), (400, "INVALID_TOKEN"));

        assert_eq!(app.get("/v1/users/me", Some(access)).await.status, 401);
        let refresh = json!({ "refresh_token": session["refresh_token"] });
        assert_eq!(code(&app.post("/v1/auth/refresh", None, refresh).await), (401, "INVALID_TOKEN"));
        assert_eq!(code(&login(&app, &ada.email, PASSWORD).await), (401, "INVALID_CREDENTIALS"));
        assert_eq!(login(&app, &ada.email, "Another-Horse-2").await.status, 200);
    }
}

#[tokio::test]
async fn unknown_addresses_and_wrong_passwords_are_answered_alike() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    let wizard = app.wizard().await;
    let wrong = login(&app, &ada.email, "Wrong-Horse-1").await;
    for email in ["nobody@example.org", &wizard.email] {
        let reply = login(&app, email, "Wrong-Horse-1").await;
        assert_eq!((reply.status, &reply.text), (wrong.status, &wrong.text));
    }
    assert_eq!(code(&wrong), (401, "INVALID_CREDENTIALS"));
    assert_eq!(code(&login(&app, "no-address", "x").await), (400, "VALIDATION_ERROR"));
}

#[tokio::test]
async fn role_and_activity_count_from_the_next_call_on() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let (admin, ada) = (app.staff(Role::Admin).await, app.learner("Ada").await);
        let mail = || app.get("/v1/admin/mail", Some(&ada.token));
        assert_eq!(mail().await.status, 403);
        let path = format!("/v1/admin/users/{}", ada.id);
        let patch = |body| app.call(reqwest::Method::PATCH, &path, Some(&admin.token), Some(body));
        assert_eq!(patch(json!({ "role": "admin" })).await.json["data"]["role"], "admin");
        assert_eq!(mail().await.status, 200);
        assert_eq!(patch(json!({ "is_active": false })).await.status, 200);
        assert_eq!(code(&mail().await), (401, "UNAUTHORIZED"));
        assert_eq!(code(&login(&app, &ada.email, PASSWORD).await), (403, "FORBIDDEN"));
        let refresh = json!({ "refresh_token": ada.refresh });
        assert_eq!(app.post("/v1/auth/refresh", None, refresh).await.status, 401);
    }
}

#[tokio::test]
async fn somebody_stays_administrator() {
    let app = TestApp::init().await;
    let admin = app.staff(Role::Admin).await;
    let accounts = app.platform.accounts();
    for change in [
        StandingChange { role: Some(Role::Learner), is_active: None },
        StandingChange { role: None, is_active: Some(false) },
    ] {
        let error = accounts.change_standing(&Actor::System, admin.id, change).await.expect_err("refused");
        assert_eq!(error.code(), platform::Code::Conflict);
    }
    assert_eq!(app.get("/v1/admin/users", Some(&admin.token)).await.status, 200);
}

#[tokio::test]
async fn administrators_find_and_confirm_accounts() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let admin = app.staff(Role::Admin).await;
        register(&app, "under_score@example.org").await;
        register(&app, "underXscore@example.org").await;
        let found = app.get("/v1/admin/users?q=Under_Score", Some(&admin.token)).await;
        assert_eq!(found.json["meta"]["total"], 1, "{}", found.text);
        let id = found.json["data"][0]["id"].as_str().expect("an id");
        let confirmed = app.post(&format!("/v1/admin/users/{id}/verify-email"), Some(&admin.token), json!({})).await;
        assert_eq!(confirmed.json["data"]["email_verified"], true);
        assert_eq!(login(&app, "under_score@example.org", PASSWORD).await.status, 200);
        let learner = app.learner("Ada").await;
        assert_eq!(code(&app.get("/v1/admin/users", Some(&learner.token)).await), (403, "FORBIDDEN"));
        assert_eq!(code(&app.get("/v1/admin/users", None).await), (401, "UNAUTHORIZED"));
    }
}

#[tokio::test]
async fn people_change_their_own_profile() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let ada = app.learner("Ada").await;
        let patch = |body| app.call(reqwest::Method::PATCH, "/v1/users/me", Some(&ada.token), Some(body));
        let changed = patch(json!({ "display_name": " Ada L. ", "bio": "counts" })).await;
        assert_eq!(
            (&changed.json["data"]["display_name"], &changed.json["data"]["bio"]),
            (&json!("Ada L."), &json!("counts"))
        );
        assert_eq!(patch(json!({ "bio": "" })).await.json["data"]["bio"], Value::Null);
        assert_eq!(code(&patch(json!({ "display_name": "" })).await), (400, "VALIDATION_ERROR"));
        assert_eq!(app.get("/v1/users/me", Some(&ada.token)).await.json["data"]["display_name"], "Ada L.");
    }
}

#[tokio::test]
async fn no_secret_is_kept_as_it_is() {
    let app = TestApp::init().await;
    register(&app, "ada@example.org").await;
    let ada = app.learner("Ada").await;
    let folder = app.platform.config().data_dir.clone();
    let kept: Vec<u8> = ["codequest.sqlite", "codequest.sqlite-wal"]
        .iter()
        .flat_map(|name| std::fs::read(folder.join(name)).expect("the database"))
        .collect();
    let holds = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds(&ada.email), "the search finds what is kept");
    for secret in [&ada.refresh, &ada.token, &PASSWORD.to_owned()] {
        assert!(!holds(secret));
    }
}

#[test]
fn passwords_cost_twelve_rounds_unless_a_test_says_otherwise() {
    assert_eq!(platform::Config::default().password_cost, 12);
}
