//! A backup of a running server restores into an empty data directory.

use reqwest::Method;
use serde_json::json;

use crate::installation::{Installation, PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn what_a_running_server_holds_comes_back_from_its_backup() {
    let mut first = Installation::new();
    first.start();
    let token = first.account("learner", "keeper").await;
    let problem = first.problem("hello-sum").await;
    let code = "a, b = map(int, input().split())\nprint(a + b)\n";
    let body = json!({ "problem_id": problem, "language": "python3.10", "code": code });
    let data = first.call(Method::POST, "/v1/submissions", &token, Some(body)).await.unwrap();
    let id = data["submission_id"].as_str().unwrap().to_owned();
    let before = first.finished(&token, &id).await;

    let file = first.folder.path().join("backup.tar.gz");
    let file = file.to_str().unwrap();
    let made = first.run(&["backup", file]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let again = first.run(&["backup", file]);
    assert!(!again.status.success(), "an existing file is not overwritten");
    let refused = first.run(&["restore", file]);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("in use"), "{why}");

    let mut second = Installation::new();
    let restored = second.run(&["restore", file]);
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    second.start();
    // The same password signs in, and the session of before goes on: the keys came along.
    let login = json!({ "email": "keeper@example.com", "password": PASSWORD });
    assert!(second.call(Method::POST, "/v1/auth/login", "", Some(login)).await.is_some());
    let after = second.call(Method::GET, &format!("/v1/submissions/{id}"), &token, None).await.unwrap();
    assert_eq!(after, before);
}

#[test]
fn a_damaged_backup_is_refused_and_changes_nothing() {
    let installation = Installation::new();
    let file = installation.folder.path().join("damaged.tar.gz");
    std::fs::write(&file, b"no archive").unwrap();
    let refused = installation.run(&["restore", file.to_str().unwrap()]);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("not a sound backup"), "{why}");
    assert!(!installation.folder.path().join("codequest.sqlite").exists());
}
