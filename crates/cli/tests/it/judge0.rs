//! Judge0's API with programs that really run, and callbacks to a receiver of the test.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::installation::Installation;

/// An answer of the API: its status and its body.
async fn call(server: &Installation, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
    let mut request = server.client.request(method, format!("{}/judge0{path}", server.base));
    // As the official Python client does.
    request = request.header("X-Judge0-App", "Judge0 Python SDK").header("X-Judge0-App-Version", "0.0.8");
    request = request.header("X-Auth-Token", TOKEN).header("X-Auth-User", MANAGER);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

const TOKEN: &str = "the-token-of-the-test";
const MANAGER: &str = "the-other-token-of-the-test";

fn started() -> Installation {
    let mut server = Installation::new();
    server.set("JUDGE0_AUTHN_TOKEN", TOKEN);
    server.set("JUDGE0_AUTHZ_TOKEN", MANAGER);
    server.start();
    server
}

async fn run(server: &Installation, body: Value) -> Value {
    let (status, answer) = call(server, Method::POST, "/submissions?wait=true&fields=*", Some(body)).await;
    assert_eq!(status, 201, "{answer}");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_run_and_every_end_is_told_apart() {
    let server = started();
    let python = |source: &str| json!({"source_code": source, "language_id": 71});
    let cpp = |source: &str| json!({"source_code": source, "language_id": 54});
    let with = |mut body: Value, name: &str, value: Value| {
        body[name] = value;
        body
    };

    let sum = with(python("a, b = map(int, input().split())\nprint(a + b)"), "stdin", json!("1 2"));
    let answer = run(&server, sum.clone()).await;
    assert_eq!((&answer["status_id"], &answer["stdout"]), (&json!(3), &json!("3\n")), "{answer}");
    assert_eq!((&answer["exit_code"], &answer["message"]), (&json!(0), &Value::Null));
    assert_eq!((&answer["stderr"], &answer["compile_output"]), (&Value::Null, &Value::Null));
    let seconds = |name: &str| answer[name].as_str().unwrap().parse::<f64>().unwrap();
    assert!(seconds("time") > 0.0 && seconds("wall_time") > 0.0 && answer["memory"].as_u64() > Some(0), "{answer}");
    assert!(answer["finished_at"].is_string());
    let wrong = run(&server, with(sum, "expected_output", json!("4"))).await;
    assert_eq!(wrong["status"], json!({"id": 4, "description": "Wrong Answer"}));

    for (body, status, message) in [
        (with(python("while True: pass"), "cpu_time_limit", json!(0.2)), 5, "Time limit exceeded"),
        (
            with(python("import time\ntime.sleep(30)"), "wall_time_limit", json!(1)),
            5,
            "Time limit exceeded (wall clock)",
        ),
        (cpp("int main() { __builtin_trap(); }"), 12, "Caught fatal signal 4"),
        (cpp("#include <cstdlib>\nint main() { std::abort(); }"), 10, "Caught fatal signal 6"),
        (cpp("int main() { int* volatile p = nullptr; return *p; }"), 7, "Caught fatal signal 11"),
        (cpp("int main() { return 5; }"), 11, "Exited with error status 5"),
        (with(python("print('x' * 9999)"), "max_file_size", json!(1)), 8, "Output or file size limit exceeded"),
        (
            with(
                cpp("#include <cstring>\n#include <cstdlib>\nint main() { memset(malloc(300 << 20), 1, 300 << 20); }"),
                "compiler_options",
                json!("-O0 -fno-builtin"),
            ),
            12,
            "Caught fatal signal 9 (memory limit exceeded)",
        ),
    ] {
        let answer = run(&server, body.clone()).await;
        assert_eq!((&answer["status_id"], &answer["message"]), (&json!(status), &json!(message)), "{body}: {answer}");
    }
    let answer = run(&server, cpp("int main() { oops }")).await;
    assert_eq!((&answer["status_id"], &answer["time"]), (&json!(6), &Value::Null), "{answer}");
    assert!(answer["compile_output"].as_str().unwrap().contains("oops"), "{answer}");

    let (_, statistics) = call(&server, Method::GET, "/statistics", None).await;
    assert_eq!(statistics["submissions"]["total"], 11, "{statistics}");
    let path = format!("/submissions/{}?fields=stdout,token", answer["token"].as_str().unwrap());
    let (status, last) = call(&server, Method::DELETE, &path, None).await;
    assert_eq!((status.as_u16(), last), (200, json!({"stdout": null, "token": answer["token"]})));
    assert_eq!(call(&server, Method::DELETE, &path, None).await.0, 404);
}

/// The requests of the official Python client (0.0.8) for a list of programs, in its order.
#[tokio::test(flavor = "multi_thread")]
async fn the_requests_of_the_official_python_client_are_answered() {
    let server = started();
    assert_eq!(call(&server, Method::GET, "/languages", None).await.0, 200);
    let (_, config) = call(&server, Method::GET, "/config_info", None).await;
    assert_eq!(config["max_submission_batch_size"], 20);
    assert_eq!(call(&server, Method::GET, "/about", None).await.1["version"], "1.13.1");
    // `print(input())` with the inputs `a` and `b`, and an archive with `hello.py`.
    let submissions = json!({"submissions": [
        {"source_code": "cHJpbnQoaW5wdXQoKSk=", "language_id": 71, "stdin": "YQ==", "expected_output": "YQ=="},
        {"source_code": "cHJpbnQoaW5wdXQoKSk=", "language_id": 71, "stdin": "Yg==", "expected_output": "YQ=="},
    ]});
    let path = "/submissions/batch?base64_encoded=true";
    let (status, tokens) = call(&server, Method::POST, path, Some(submissions)).await;
    assert_eq!(status, 201, "{tokens}");
    let tokens: Vec<&str> = tokens.as_array().unwrap().iter().map(|each| each["token"].as_str().unwrap()).collect();
    let path = format!("/submissions/batch?base64_encoded=true&fields=*&tokens={}", tokens.join(","));
    let finished = loop {
        let (_, answer) = call(&server, Method::GET, &path, None).await;
        let all = answer["submissions"].as_array().unwrap().clone();
        if all.iter().all(|each| each["status"]["id"].as_u64() > Some(2)) {
            break all;
        }
    };
    let ends: Vec<_> = finished.iter().map(|each| (&each["status"]["id"], &each["stdout"])).collect();
    assert_eq!(ends, [(&json!(3), &json!("YQo=\n")), (&json!(4), &json!("Ygo=\n"))]);
    assert_eq!(finished[0]["source_code"], "cHJpbnQoaW5wdXQoKSk=\n");
    assert_eq!(finished[0]["language"]["id"], 71);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_judge0_elsewhere_judges_for_the_platform() {
    let remote = started();
    let mut server = Installation::new();
    server.set("JUDGE0_API_URL", format!("{}/judge0/", remote.base));
    server.set("JUDGE0_API_KEY", TOKEN);
    server.start();
    let learner = server.account("learner", "ada").await;
    let problem = server.problem("hello-sum").await;
    for (code, verdict) in [
        ("a, b = map(int, input().split())\nprint(a + b)\n", "accepted"),
        ("a, b = map(int, input().split())\nprint(a - b)\n", "wrong_answer"),
        ("print(1 // 0)\n", "runtime_error"),
        ("print(\n", "compilation_error"),
    ] {
        let body = json!({ "problem_id": problem, "language": "python3.10", "code": code });
        let made = server.call(Method::POST, "/v1/submissions", &learner, Some(body)).await.unwrap();
        let ended = server.finished(&learner, made["submission_id"].as_str().unwrap()).await;
        assert_eq!(ended["verdict"], verdict, "{ended}");
    }
    let (_, statistics) = call(&remote, Method::GET, "/statistics", None).await;
    assert!(statistics["submissions"]["total"].as_i64() >= Some(4), "it was all run there: {statistics}");
    let program = json!({"source_code": "print(1)", "language_id": 71});
    let url = format!("{}/judge0/submissions", server.base);
    let refused = server.client.post(url).json(&program).send().await.unwrap();
    assert_eq!(refused.status(), 503, "the remote one is to be called instead");
}

/// Reads one request and answers it; its head and its body.
fn receive(stream: TcpStream, answer: &str) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).unwrap() > 0, "the connection ended: {head}");
    }
    let length = head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap()];
    reader.read_exact(&mut body).unwrap();
    let answer = format!("HTTP/1.1 {answer}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    reader.into_inner().write_all(answer.as_bytes()).unwrap();
    (head, String::from_utf8(body).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_callback_outlives_the_server_and_goes_only_where_it_may() {
    let mut server = Installation::new();
    let refused = TcpListener::bind("127.0.0.1:0").unwrap();
    let receiver = TcpListener::bind("127.0.0.2:0").unwrap();
    let address = receiver.local_addr().unwrap();
    server.set("JUDGE0_AUTHN_TOKEN", TOKEN);
    server.set("JUDGE0_CALLBACK_NETWORKS", "127.0.0.2");
    server.start();
    let program =
        |callback_url: String| json!({"source_code": "print('told')", "language_id": 71, "callback_url": callback_url});
    run(&server, program(format!("http://{}/no", refused.local_addr().unwrap()))).await;
    let first = thread::spawn({
        let receiver = receiver.try_clone().unwrap();
        move || receive(receiver.accept().unwrap().0, "500 Not Now")
    });
    let answer = run(&server, program(format!("http://{address}/hook?x=1"))).await;
    let (head, body) = first.join().unwrap();
    assert!(head.starts_with("PUT /hook?x=1 HTTP/1.1\r\n"), "{head}");
    let told: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((&told["token"], &told["stdout"]), (&answer["token"], &json!("dG9sZAo=\n")));
    assert_eq!(told["status"]["id"], 3);
    let secret = std::fs::read_to_string(server.folder.path().join("callback_secret")).unwrap();
    let signed = |head: &str| {
        let head = head.to_lowercase();
        head.lines().find_map(|line| line.strip_prefix("x-codequest-signature: sha256=").map(str::to_owned)).unwrap()
    };
    assert_eq!(signed(&head), hmac(secret.trim().as_bytes(), body.as_bytes()));

    // Nobody took it. Another process tries again.
    server.kill();
    server.start();
    let (again, body) = receive(receiver.accept().unwrap().0, "200 OK");
    assert_eq!(signed(&again), hmac(secret.trim().as_bytes(), body.as_bytes()));
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["token"], answer["token"]);

    refused.set_nonblocking(true).unwrap();
    assert!(refused.accept().is_err(), "a network that is not named was called");
}

/// HMAC-SHA256 (RFC 2104) in hex, for keys of at most 64 bytes.
fn hmac(key: &[u8], message: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let pad = |with: u8| {
        let mut block = [with; 64];
        block.iter_mut().zip(key).for_each(|(block, key)| *block ^= key);
        block
    };
    let inner = Sha256::new().chain_update(pad(0x36)).chain_update(message).finalize();
    let outer = Sha256::new().chain_update(pad(0x5c)).chain_update(inner).finalize();
    outer.iter().map(|byte| format!("{byte:02x}")).collect()
}
