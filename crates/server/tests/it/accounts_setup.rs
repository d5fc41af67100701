//! The first administrator.

use model::Role;
use serde_json::json;
use testkit::{Database, PASSWORD, Reply, TestApp};

async fn link_token(app: &TestApp) -> String {
    let link = app.platform.accounts().setup_link().await.expect("the database answers").expect("there is none yet");
    let (address, token) = link.split_once("/setup?token=").expect("it is a set-up link");
    assert_eq!(address, app.base);
    token.to_owned()
}

async fn set_up(app: &TestApp, token: &str, email: &str) -> Reply {
    let body = json!({ "token": token, "email": email, "password": PASSWORD, "display_name": "Root" });
    app.post("/v1/setup", None, body).await
}

#[tokio::test]
async fn the_link_makes_one_administrator_signed_in_and_dies() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let token = link_token(&app).await;
        assert_eq!(app.get("/v1/setup", None).await.json["data"]["needs_admin"], true);
        assert_eq!(set_up(&app, "wrong", "root@example.org").await.json["error"]["code"], "INVALID_TOKEN");
        let made = set_up(&app, &token, "root@example.org").await;
        assert_eq!(made.status, 201, "{}", made.text);
        let user = &made.json["data"]["user"];
        assert_eq!((&user["role"], &user["email_verified"]), (&json!("admin"), &json!(true)));
        let access = made.json["data"]["access_token"].as_str().expect("a token");
        assert_eq!(app.get("/v1/admin/mail", Some(access)).await.status, 200);
        assert_eq!(set_up(&app, &token, "second@example.org").await.status, 400);
        assert!(app.platform.accounts().setup_link().await.expect("it answers").is_none());
        let state = app.get("/v1/setup", None).await.json["data"].clone();
        assert_eq!(state, json!({ "needs_admin": false, "mail": "outbox", "contact": "Root <root@example.org>" }));
    }
}

#[tokio::test]
async fn the_link_dies_once_any_administrator_exists() {
    let app = TestApp::init().await;
    let token = link_token(&app).await;
    app.staff(Role::Admin).await;
    assert_eq!(set_up(&app, &token, "root@example.org").await.status, 400);
}

#[tokio::test]
async fn other_roles_do_not_end_the_set_up() {
    let app = TestApp::init().await;
    let token = link_token(&app).await;
    app.staff(Role::SystemAdmin).await;
    app.learner("Ada").await;
    assert_eq!(set_up(&app, &token, "root@example.org").await.status, 201);
}

#[tokio::test]
async fn a_fresh_link_replaces_the_one_before() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let old = link_token(&app).await;
        let fresh = link_token(&app).await;
        assert_eq!(set_up(&app, &old, "root@example.org").await.status, 400);
        assert_eq!(set_up(&app, &fresh, "root@example.org").await.status, 201);
    }
}

#[tokio::test]
async fn a_mistake_does_not_use_the_link_up() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    let token = link_token(&app).await;
    assert_eq!(set_up(&app, &token, &ada.email).await.status, 409);
    assert_eq!(set_up(&app, &token, "no-address").await.status, 400);
    assert_eq!(set_up(&app, &token, "root@example.org").await.status, 201);
}

#[tokio::test]
async fn of_two_who_use_the_link_at_once_one_becomes_administrator() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let token = link_token(&app).await;
        let (one, two) = tokio::join!(set_up(&app, &token, "one@example.org"), set_up(&app, &token, "two@example.org"));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 400]);
    }
}

#[tokio::test]
async fn registering_before_the_set_up_gives_no_role() {
    let app = TestApp::init().await;
    let reply = super::accounts::register(&app, "early@example.org").await;
    assert_eq!(reply.json["data"]["user"]["role"], "learner");
    assert_eq!(app.get("/v1/setup", None).await.json["data"]["needs_admin"], true);
}
