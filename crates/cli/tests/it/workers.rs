//! A server that judges nothing itself, and workers beside it.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::installation::{Installation, signal};

const RIGHT: &str = "a, b = map(int, input().split())\nprint(a + b)\n";
/// Some seconds of judging, most of them asleep.
const SLOW: &str = "import time\na, b = map(int, input().split())\ntime.sleep(0.5)\nprint(a + b)\n";

/// A worker with a data directory of its own; it ends with the test.
struct Worker {
    child: Child,
    _folder: TempDir,
}

impl Worker {
    fn command(server: &Installation, token: &str) -> (Command, TempDir) {
        let folder = TempDir::new().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_codequest"));
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("CODEQUEST_DATA", folder.path())
            .env("CODEQUEST_WORKER_TOKEN", token)
            .env("LOG_LEVEL", "error")
            .current_dir(folder.path())
            .args(["worker", "--slots", "1", "--server", &server.base])
            .stdout(Stdio::piped());
        (command, folder)
    }

    fn start(server: &Installation, token: &str) -> Self {
        let (mut command, folder) = Self::command(server, token);
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.any(|line| line.unwrap() == "codequest worker ready");
        assert!(ready, "the worker says that it is ready");
        Worker { child, _folder: folder }
    }

    fn signal(&self, number: i32) {
        signal(i32::try_from(self.child.id()).unwrap(), number);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A server without slots, somebody who may submit, and the id of a problem.
async fn server() -> (Installation, String, String) {
    let mut server = Installation::new();
    server.set("JUDGE_SLOTS", "0");
    server.start();
    let person = server.account("learner", "person").await;
    let problem = server.problem("hello-sum").await;
    (server, person, problem)
}

fn token(server: &Installation, name: &str) -> String {
    let made = server.run(&["worker-token", "create", name]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

async fn submit(server: &Installation, person: &str, problem: &str, code: &str) -> String {
    let body = json!({ "problem_id": problem, "language": "python3.10", "code": code });
    let data = server.call(Method::POST, "/v1/submissions", person, Some(body)).await.unwrap();
    data["submission_id"].as_str().unwrap().to_owned()
}

/// Speaks as a worker.
async fn say(server: &Installation, token: &str, path: &str, body: &Value) -> (StatusCode, Value) {
    let url = format!("{}/internal/worker/v1/{path}", server.base);
    let response = server.client.post(url).bearer_auth(token).json(body).send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

fn hello(protocol: u32) -> Value {
    let languages = judge::Languages::builtin();
    let python = languages.by_api_name("python3.10").unwrap().key.clone();
    let languages = [(python, "3")];
    json!({ "protocol": protocol, "name": "test", "version": "0", "slots": 1, "languages": languages })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_work_of_a_killed_worker_is_judged_by_another_and_counts_once() {
    let (server, person, problem) = server().await;
    let ready = server.client.get(format!("{}/ready", server.base)).send().await.unwrap();
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    let token = token(&server, "hosts");
    let killed = Worker::start(&server, &token);
    let ready = server.client.get(format!("{}/ready", server.base)).send().await.unwrap();
    assert_eq!(ready.status(), StatusCode::OK);

    let mut ids = vec![submit(&server, &person, &problem, SLOW).await];
    server.running(&person, &ids[0]).await;
    let _other = Worker::start(&server, &token);
    for _ in 0..4 {
        ids.push(submit(&server, &person, &problem, RIGHT).await);
    }
    killed.signal(libc::SIGKILL);
    for id in &ids {
        let submission = server.finished(&person, id).await;
        assert_eq!(submission["status"], "ACCEPTED", "{submission}");
    }
    let dashboard = server.call(Method::GET, "/v1/users/me/dashboard", &person, None).await.unwrap();
    assert_eq!(dashboard["user"]["xp"], 100);
    let path = format!("/v1/problems/{problem}");
    let shown = server.call(Method::GET, &path, &person, None).await.unwrap();
    assert_eq!(shown["total_submissions"], 5, "each counts once: {shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_report_is_refused_and_changes_nothing() {
    let (server, person, problem) = server().await;
    let token = token(&server, "hosts");
    let id = submit(&server, &person, &problem, RIGHT).await;
    let (status, welcome) = say(&server, &token, "hello", &hello(1)).await;
    assert_eq!(status, StatusCode::OK, "{welcome}");
    let claim = json!({ "worker_id": welcome["worker_id"], "max": 1, "wait_ms": 20_000 });
    let (status, items) = say(&server, &token, "claim", &claim).await;
    assert_eq!((status, items.as_array().unwrap().len()), (StatusCode::OK, 1), "{items}");
    let lease = &items[0]["lease"];
    let (status, task) = say(&server, &token, "task", lease).await;
    assert_eq!((status, task["tests"].is_array()), (StatusCode::OK, true), "whoever holds it gets the tests");
    let (status, _) = say(&server, &token, "goodbye", &json!({ "worker_id": welcome["worker_id"] })).await;
    assert_eq!(status, StatusCode::OK);

    let _worker = Worker::start(&server, &token);
    let before = server.finished(&person, &id).await;
    assert_eq!(before["status"], "ACCEPTED", "{before}");
    let report = json!({ "verdict": "wrong_answer", "compile": serde_json::to_value(judge::CompileReport::default()).unwrap(),
        "tests": [], "cpu_ms": 0, "wall_ms": 0, "memory_kb": 0 });
    for outcome in [json!({ "judged": report }), json!({ "failed": "late" }), json!("handed_back")] {
        let (status, said) = say(&server, &token, "report", &json!({ "lease": lease, "outcome": outcome })).await;
        assert_eq!(status, StatusCode::CONFLICT, "{outcome}: {said}");
    }
    let (status, _) = say(&server, &token, "task", lease).await;
    assert_eq!(status, StatusCode::CONFLICT, "nor does anybody else get the tests");
    let path = format!("/v1/submissions/{id}");
    assert_eq!(server.call(Method::GET, &path, &person, None).await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_asked_to_stop_finishes_what_it_has_and_takes_nothing_more() {
    let (server, person, problem) = server().await;
    let token = token(&server, "hosts");
    let mut worker = Worker::start(&server, &token);
    let first = submit(&server, &person, &problem, SLOW).await;
    server.running(&person, &first).await;
    let second = submit(&server, &person, &problem, RIGHT).await;
    worker.signal(libc::SIGTERM);
    assert!(worker.child.wait().unwrap().success());
    let path = |id: &str| format!("/v1/submissions/{id}");
    let finished = server.call(Method::GET, &path(&first), &person, None).await.unwrap();
    assert_eq!(finished["status"], "ACCEPTED", "{finished}");
    let waiting = server.call(Method::GET, &path(&second), &person, None).await.unwrap();
    assert_eq!(waiting["status"], "PENDING", "{waiting}");
    let ready = server.client.get(format!("{}/ready", server.base)).send().await.unwrap();
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE, "it has said goodbye");
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_revoked_tokens_and_other_protocols_are_refused_in_words() {
    let (server, person, _) = server().await;
    let token = token(&server, "hosts");
    for stranger in ["nonsense", person.as_str()] {
        let (status, said) = say(&server, stranger, "hello", &hello(1)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{said}");
    }
    let (status, said) = say(&server, &token, "hello", &hello(2)).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(said["error"].as_str().unwrap().contains("protocol 1"), "{said}");
    let (status, said) = say(&server, &token, "hello", &json!({ "protocol": 1 })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{said}");
    // Nor does it open anything else.
    let mine = server.client.get(format!("{}/v1/users/me/dashboard", server.base)).bearer_auth(&token).send().await;
    assert_eq!(mine.unwrap().status(), StatusCode::UNAUTHORIZED);

    let again = server.run(&["worker-token", "create", "hosts"]);
    assert!(!again.status.success());
    assert!(server.run(&["worker-token", "revoke", "hosts"]).status.success());
    let listed = server.run(&["worker-token", "list"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("hosts") && listed.contains("revoked") && !listed.contains(&token), "{listed}");
    let (mut command, _folder) = Worker::command(&server, &token);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!child.wait().unwrap().success());
    assert!(said.contains("revoked"), "{said}");
}
