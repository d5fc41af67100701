//! Supabase tokens, and accounts on every dialect.

use chrono::TimeDelta;
use model::Role;
use serde_json::json;
use testkit::{Database, TestApp, supabase_token};
use uuid::Uuid;

#[tokio::test]
async fn a_user_of_supabase_gets_a_profile_and_is_the_same_person_everywhere() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let subject = Uuid::new_v4();
        let token = supabase_token(subject, "merlin@example.org");
        let none = app.get("/api/v1/users/me", Some(&token)).await;
        assert_eq!(none.status, 404, "{}", none.text);
        assert_eq!(app.get("/v1/users/me", Some(&token)).await.status, 401);

        let body = json!({ "email": "merlin@example.org" });
        let made = app.post("/api/v1/users", Some(&token), body.clone()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!((&made.json["display_name"], &made.json["supabase_user_id"]), (&json!("merlin"), &json!(subject)));
        assert_eq!(app.post("/api/v1/users", Some(&token), body).await.status, 409);
        let native = app.get("/v1/users/me", Some(&token)).await;
        assert_eq!(native.json["data"]["id"], made.json["id"]);
        assert_eq!(native.json["data"]["email_verified"], true);
    }
}

#[tokio::test]
async fn nobody_makes_a_profile_for_somebody_else() {
    let app = TestApp::init().await;
    let body = json!({ "email": "a@example.org" });
    let anonymous = app.post("/api/v1/users", None, body).await;
    assert_eq!((anonymous.status.as_u16(), &anonymous.json["error"]), (401, &json!("Authorization header required")));
    let token = supabase_token(Uuid::new_v4(), "a@example.org");
    let foreign = json!({ "email": "a@example.org", "supabase_user_id": Uuid::new_v4() });
    assert_eq!(app.post("/api/v1/users", Some(&token), foreign).await.status, 403);
    // An address that Supabase does not vouch for is not taken as confirmed.
    let made = app.post("/api/v1/users", Some(&token), json!({ "email": "other@example.org" })).await;
    assert_eq!(made.status, 201);
    assert_eq!(app.get("/v1/users/me", Some(&token)).await.json["data"]["email_verified"], false);
    // Nor is its owner led into the account of the one who named it.
    for path in ["/v1/auth/forgot-password", "/v1/auth/resend-verification"] {
        assert_eq!(app.post(path, None, json!({ "email": "other@example.org" })).await.status, 200, "{path}");
    }
    assert_eq!(app.get("/dev/mailbox?to=other@example.org", None).await.json, json!([]));
}

#[tokio::test]
async fn an_address_of_another_account_is_not_taken_over() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    let token = supabase_token(Uuid::new_v4(), &ada.email);
    assert_eq!(app.post("/api/v1/auth/session", Some(&token), json!({})).await.status, 409);
    assert_eq!(app.post("/api/v1/users", Some(&token), json!({ "email": ada.email })).await.status, 409);
}

#[tokio::test]
async fn a_session_makes_the_profile_once_however_many_ask() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let token = supabase_token(Uuid::new_v4(), "merlin@example.org");
        let open = || app.call(reqwest::Method::POST, "/api/v1/auth/session", Some(&token), None);
        let (one, two, three) = tokio::join!(open(), open(), open());
        for reply in [&one, &two, &three] {
            assert_eq!(reply.status, 200, "{}", reply.text);
            assert_eq!(reply.json["user"]["id"], one.json["user"]["id"]);
        }
    }
}

#[tokio::test]
async fn our_own_accounts_are_known_to_wizardcore() {
    let app = TestApp::init().await;
    let ada = app.learner("Ada").await;
    let row = app.get("/api/v1/users/me", Some(&ada.token)).await;
    assert_eq!((&row.json["id"], &row.json["supabase_user_id"]), (&json!(ada.id), &json!(ada.id)));
    assert_eq!(row.json["total_xp"], 0);
}

#[tokio::test]
async fn every_refused_token_has_its_documented_text() {
    let app = TestApp::init().await;
    let wizard = app.wizard().await;
    let text = |header: String| {
        let app = &app;
        async move {
            let headers = [("Authorization", header.as_str())];
            let reply = app.call_with(reqwest::Method::GET, "/api/v1/users/me", None, &headers, None).await;
            assert_eq!(reply.status, 401);
            reply.json["error"].as_str().unwrap_or_default().to_owned()
        }
    };
    assert_eq!(text(format!("bearer {}", wizard.token)).await, "Invalid authorization header format");
    assert_eq!(text(format!("Bearer {} more", wizard.token)).await, "Invalid authorization header format");
    assert_eq!(text(format!("Bearer {}x", wizard.token)).await, "Invalid token");
    app.clock.advance(TimeDelta::hours(2));
    assert_eq!(text(format!("Bearer {}", wizard.token)).await, "Invalid token");
}

#[tokio::test]
async fn signing_out_takes_a_supabase_token_back_here() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let wizard = app.wizard().await;
        assert_eq!(app.get("/api/v1/users/me", Some(&wizard.token)).await.status, 200);
        let out = app.post("/api/v1/auth/logout", Some(&wizard.token), json!({})).await;
        assert_eq!((out.status.as_u16(), &out.json["message"]), (200, &json!("Logged out")));
        assert_eq!(app.get("/api/v1/users/me", Some(&wizard.token)).await.json["error"], "Invalid token");
    }
}

#[tokio::test]
async fn the_role_is_the_one_in_the_database_whatever_the_token_says() {
    let app = TestApp::init().await;
    let admin = app.staff(Role::Admin).await;
    app.staff(Role::Admin).await;
    let body = json!({ "role": "learner" });
    let path = format!("/v1/admin/users/{}", admin.id);
    assert_eq!(app.call(reqwest::Method::PATCH, &path, Some(&admin.token), Some(body)).await.status, 200);
    assert_eq!(app.get("/v1/admin/users", Some(&admin.token)).await.status, 403);
}
