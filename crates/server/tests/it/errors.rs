//! What is refused is refused in the words of the dialect that was called.

use serde_json::json;
use testkit::{Database, TestApp};

#[tokio::test]
async fn unknown_addresses_answer_in_the_form_of_their_dialect() {
    let app = TestApp::init().await;
    let native = app.get("/v1/nothing", None).await;
    assert_eq!(native.status, 404);
    assert_eq!((&native.json["success"], &native.json["error"]["code"]), (&false.into(), &"NOT_FOUND".into()));
    let wizardcore = app.get("/api/v1/nothing", None).await;
    assert_eq!(wizardcore.status, 404);
    assert!(wizardcore.json["error"].is_string());
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_an_id() {
    let app = TestApp::init().await;
    let reply = app.get("/v1/nothing", None).await;
    for name in [
        "x-content-type-options",
        "x-frame-options",
        "strict-transport-security",
        "content-security-policy",
        "x-request-id",
    ] {
        assert!(reply.headers.contains_key(name), "{name} is missing");
    }
}

#[tokio::test]
async fn the_character_that_a_database_cannot_keep_is_refused_with_its_name() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let learner = app.learner("Ada").await;
        let run = json!({ "language": "python", "code": "print(1)", "cases": [{ "input": "a\0b" }] });
        for refused in [
            app.get("/v1/problems?q=%00", None).await,
            app.post("/v1/runs", Some(&learner.token), run).await,
            app.post("/api/v1/code/execute", Some(&learner.token), json!({ "source_code": "a\0", "language_id": 71 }))
                .await,
        ] {
            assert_eq!(refused.status, 400, "{}", refused.text);
            assert!(refused.text.contains("NUL"), "{}", refused.text);
        }
    }
}
