//! What operators and their tools ask.

use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_server_that_lives_says_so() {
    let app = TestApp::init().await;
    let reply = app.get("/health", None).await;
    assert_eq!((reply.status.as_u16(), reply.json), (200, json!({"status": "ok"})));
}

#[tokio::test]
async fn a_server_without_workers_or_database_names_what_is_missing() {
    let app = TestApp::init().await;
    let reply = app.get("/ready", None).await;
    assert_eq!(reply.status, 503);
    assert_eq!(reply.json, json!({"status": "not_ready", "missing": ["workers"]}));
    app.platform.store().close().await;
    let reply = app.get("/ready", None).await;
    assert_eq!(reply.json["missing"], json!(["database", "workers"]));
}

#[tokio::test]
async fn requests_are_counted_by_route_and_status_and_never_by_address() {
    let app = TestApp::init().await;
    app.get("/v1/submissions/00000000-0000-7000-8000-00000000abcd", None).await;
    app.get("/no-such-page", None).await;
    let reply = app.get("/metrics", None).await;
    assert_eq!(reply.status, 200);
    let line = r#"codequest_http_requests_total{method="GET",route="/v1/submissions/{submission_id}",status="401"}"#;
    assert!(reply.text.contains(line), "{}", reply.text);
    assert!(reply.text.contains(r#"codequest_http_request_duration_seconds_bucket{route="#), "{}", reply.text);
    assert!(reply.text.contains(r#"codequest_jobs_waiting{kind="judge"} 0"#), "{}", reply.text);
    assert!(reply.text.contains("codequest_judging_slots 0"), "{}", reply.text);
    assert!(!reply.text.contains("abcd") && !reply.text.contains("no-such-page"), "{}", reply.text);
}
