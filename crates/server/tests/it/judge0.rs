//! The dialect of Judge0's clients, as far as it goes without running anything.

use platform::config::Executions;
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Database, Reply, TestApp};

const ENTRY: &str = "a-token-that-lets-in";
const MANAGEMENT: &str = "a-token-that-manages";

async fn guarded() -> TestApp {
    TestApp::with(Database::Sqlite, |config| {
        config.executions = Executions {
            entry_tokens: vec!["another-token-that-lets-in".into(), ENTRY.into()],
            management_tokens: vec![MANAGEMENT.into()],
            ..Executions::default()
        };
    })
    .await
}

async fn call(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Reply {
    app.call_with(method, path, None, headers, body).await
}

async fn status(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)]) -> u16 {
    call(app, method, path, headers, None).await.status.as_u16()
}

fn program() -> Value {
    json!({"source_code": "print(1)", "language_id": 71})
}

#[tokio::test]
async fn without_tokens_only_programs_of_this_machine_come_in() {
    let app = TestApp::init().await;
    assert_eq!(status(&app, Method::GET, "/judge0/about", &[]).await, 200);
    for passed_on in ["x-forwarded-for", "forwarded", "via", "x-real-ip"] {
        assert_eq!(status(&app, Method::GET, "/judge0/about", &[(passed_on, "203.0.113.9")]).await, 401, "{passed_on}");
    }
    let from_page = [("origin", "https://somewhere.example")];
    let reply = call(&app, Method::POST, "/judge0/submissions", &from_page, Some(program())).await;
    assert_eq!(reply.status, 401);
    assert!(reply.json["error"].as_str().is_some_and(|text| text.contains("JUDGE0_AUTHN_TOKEN")), "{}", reply.text);
    // Nobody may list or delete before there is a token for it.
    assert_eq!(status(&app, Method::GET, "/judge0/submissions", &[("x-auth-user", "")]).await, 403);
    let public =
        TestApp::with(Database::Sqlite, |config| config.public_url = Some("https://quest.example".into())).await;
    assert_eq!(status(&public, Method::GET, "/judge0/about", &[]).await, 401);
}

#[tokio::test]
async fn tokens_are_those_of_the_configuration() {
    let app = guarded().await;
    for (token, expected) in [("", 401), ("a-token-that-lets-i", 401), (MANAGEMENT, 401), (ENTRY, 200)] {
        assert_eq!(status(&app, Method::POST, "/judge0/authenticate", &[("x-auth-token", token)]).await, expected);
        assert_eq!(status(&app, Method::GET, "/judge0/languages", &[("X-Auth-Token", token)]).await, expected);
    }
    for (management, expected) in [("", 403), (ENTRY, 403), (MANAGEMENT, 200)] {
        let headers = [("x-auth-token", ENTRY), ("x-auth-user", management)];
        assert_eq!(status(&app, Method::POST, "/judge0/authorize", &headers).await, expected);
        assert_eq!(status(&app, Method::GET, "/judge0/submissions", &headers).await, expected);
    }
    assert_eq!(status(&app, Method::POST, "/judge0/authorize", &[("x-auth-user", MANAGEMENT)]).await, 401);
}

#[tokio::test]
async fn the_service_tells_what_it_can() {
    let app = TestApp::init().await;
    let get = async |path: &str| app.get(path, None).await.json;
    assert_eq!(get("/judge0/about").await["version"], "1.13.1");
    assert_eq!(app.get("/judge0/version", None).await.text, "1.13.1");
    let statuses = get("/judge0/statuses").await;
    assert_eq!(statuses.as_array().map(Vec::len), Some(14));
    assert_eq!(statuses[10], json!({"id": 11, "description": "Runtime Error (NZEC)"}));
    let config = get("/judge0/config_info").await;
    for (name, value) in [
        ("cpu_time_limit", json!(5.0)),
        ("max_cpu_time_limit", json!(15.0)),
        ("memory_limit", json!(128_000)),
        ("max_queue_size", json!(100)),
        ("allow_enable_network", json!(false)),
        ("enable_submission_delete", json!(false)),
    ] {
        assert_eq!(config[name], value, "{name}");
    }
    let languages = get("/judge0/languages").await;
    let python = languages.as_array().and_then(|all| all.iter().find(|each| each["id"] == 71)).cloned();
    assert!(python.is_some_and(|python| python["name"].as_str().is_some_and(|name| name.starts_with("Python ("))));
    let cpp = get("/judge0/languages/54").await;
    assert_eq!((&cpp["source_file"], &cpp["is_archived"]), (&json!("main.cpp"), &json!(false)));
    assert!(cpp["compile_cmd"].as_str().is_some_and(|command| command.contains("g++")), "{cpp}");
    assert_eq!(get("/judge0/languages/71").await["compile_cmd"], Value::Null);
    assert_eq!(app.get("/judge0/languages/9999", None).await.status, 404);
    assert_eq!(get("/judge0/languages/all").await.as_array().map(|all| all.len() >= 5), Some(true));
    let workers = get("/judge0/workers").await;
    assert_eq!((&workers[0]["size"], &workers[0]["available"]), (&json!(0), &json!(0)));
    assert!(get("/judge0/system_info").await["CPU(s)"].is_string());
    let unknown = app.get("/judge0/no-such-thing", None).await;
    assert_eq!((unknown.status.as_u16(), unknown.json["error"].is_string()), (404, true), "{}", unknown.text);
}

#[tokio::test]
async fn what_is_wrong_with_a_submission_is_said_by_attribute_and_nothing_is_queued() {
    let app = TestApp::init().await;
    let complaints = async |query: &str, body: Value| {
        let reply = app.post(&format!("/judge0/submissions{query}"), None, body).await;
        assert_eq!(reply.status, 422, "{}", reply.text);
        reply.json
    };
    let with = |name: &str, value: Value| {
        let mut body = program();
        body[name] = value;
        body
    };
    let found = complaints("", json!({})).await;
    assert_eq!(found, json!({"source_code": ["can't be blank"], "language_id": ["can't be blank"]}));
    for (name, value, complaint) in [
        ("language_id", json!(9999), "language with id 9999 doesn't exist"),
        ("language_id", json!("python"), "is not a number"),
        ("cpu_time_limit", json!(15.5), "must be less than or equal to 15.0"),
        ("cpu_time_limit", json!("soon"), "is not a number"),
        ("cpu_extra_time", json!(-1), "must be greater than or equal to 0"),
        ("wall_time_limit", json!(0.5), "must be greater than or equal to 1"),
        ("memory_limit", json!(1000), "must be greater than or equal to 2048"),
        ("memory_limit", json!("512001"), "must be less than or equal to 512000"),
        ("stack_limit", json!(128_001), "must be less than or equal to 128000"),
        ("max_processes_and_or_threads", json!(0), "must be greater than 0"),
        ("max_file_size", json!(4097), "must be less than or equal to 4096"),
        ("number_of_runs", json!(21), "must be less than or equal to 20"),
        ("enable_network", json!(true), "enabling network is not allowed"),
        ("enable_per_process_and_thread_time_limit", json!(true), "this option cannot be enabled"),
        ("enable_per_process_and_thread_memory_limit", json!("true"), "this option cannot be enabled"),
        ("compiler_options", json!("-O3"), "setting compiler options is only allowed for compiled languages"),
        ("command_line_arguments", json!("a".repeat(513)), "is too long (maximum is 512 characters)"),
        ("command_line_arguments", json!("'a"), "has a ' without its second one"),
        ("additional_files", json!("???"), "is not valid Base64"),
        ("callback_url", json!("ftp://example.org/"), "must begin with http:// or https://"),
        ("callback_url", json!("https://user:secret@example.org/"), "must not hold a user name or password"),
        ("source_code", json!([1]), "is not a text"),
    ] {
        let found = complaints("", with(name, value)).await;
        assert_eq!(found[name][0], complaint, "{name}: {found}");
    }
    let found = complaints("?base64_encoded=true", with("stdin", json!("not base64!"))).await;
    assert_eq!(found["stdin"], json!(["is not valid Base64"]));
    let found = complaints("", with("additional_files", json!("aGVsbG8="))).await;
    assert!(
        found["additional_files"][0].as_str().is_some_and(|text| text.starts_with("is not a zip archive")),
        "{found}"
    );
    let found = complaints("", json!({"source_code": "x", "language_id": 89})).await;
    assert_eq!(found, json!({"source_code": ["must be blank"], "additional_files": ["can't be blank"]}));
    assert_eq!(app.get("/judge0/workers", None).await.json[0]["size"], 0);
    let reply = app.post("/judge0/submissions?fields=stdout,nonsense,*", None, program()).await;
    assert_eq!((reply.status.as_u16(), &reply.json), (400, &json!({"error": "invalid fields: [nonsense]"})));
    let large = json!({"source_code": "x".repeat(3 << 20), "language_id": 71});
    let reply = app.post("/judge0/submissions", None, large).await;
    assert_eq!((reply.status.as_u16(), reply.json["error"].is_string()), (413, true), "{}", reply.text);
}

#[tokio::test]
async fn a_submission_waits_in_the_queue_and_shows_what_was_asked_for() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let body = json!({
            "source_code": "cHJpbnQoMSk=", "language_id": "54", "stdin": "aGk=", "cpu_time_limit": "2.5", "number_of_runs": 3,
            "compiler_options": "-O3 -Wall", "additional_files": "", "redirect_stderr_to_stdout": true,
            "callback_url": "https://example.org/hook",
        });
        let reply = app.post("/judge0/submissions?base64_encoded=true", None, body).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let token = reply.json["token"].as_str().map(str::to_owned).expect("a token");
        assert_eq!(reply.json.as_object().map(serde_json::Map::len), Some(1));
        let path = format!("/judge0/submissions/{token}");
        let shown = app.get(&path, None).await.json;
        let expected = json!({
            "token": token, "time": null, "memory": null, "stdout": null, "stderr": null, "compile_output": null,
            "message": null, "status": {"id": 1, "description": "In Queue"},
        });
        assert_eq!(shown, expected);
        let all = app.get(&format!("{path}?fields=*"), None).await.json;
        for (name, value) in [
            ("source_code", json!("print(1)")),
            ("stdin", json!("hi")),
            ("expected_output", Value::Null),
            ("language_id", json!(54)),
            ("status_id", json!(1)),
            ("cpu_time_limit", json!("2.5")),
            ("wall_time_limit", json!("10.0")),
            ("memory_limit", json!(128_000)),
            ("number_of_runs", json!(3)),
            ("compiler_options", json!("-O3 -Wall")),
            ("command_line_arguments", Value::Null),
            ("redirect_stderr_to_stdout", json!(true)),
            ("enable_network", json!(false)),
            ("additional_files", Value::Null),
            ("callback_url", json!("https://example.org/hook")),
            ("finished_at", Value::Null),
        ] {
            assert_eq!(all[name], value, "{name}: {all}");
        }
        assert!(all["created_at"].as_str().is_some_and(|time| time.ends_with('Z') && time.len() == 24), "{all}");
        let encoded = app.get(&format!("{path}?base64_encoded=true&fields=source_code"), None).await.json;
        assert_eq!(encoded, json!({"source_code": "cHJpbnQoMSk=\n"}));
        for unknown in ["/judge0/submissions/00000000-0000-4000-8000-000000000000", "/judge0/submissions/nonsense"] {
            assert_eq!(app.get(unknown, None).await.status, 404, "{unknown}");
        }
        let statistics = app.get("/judge0/statistics", None).await.json;
        assert_eq!(statistics["submissions"], json!({"total": 1, "today": 1}), "{statistics}");
        assert_eq!(statistics["statuses"], json!([{"status": {"id": 1, "description": "In Queue"}, "count": 1}]));
    }
}

#[tokio::test]
async fn a_text_that_is_no_utf_8_needs_base64() {
    let app = TestApp::init().await;
    let body = json!({"source_code": "//4=", "language_id": 71});
    let token = app.post("/judge0/submissions?base64_encoded=true", None, body).await.json["token"].clone();
    let path = format!("/judge0/submissions/{}", token.as_str().unwrap_or_default());
    assert_eq!(app.get(&format!("{path}?fields=status"), None).await.status, 200);
    let reply = app.get(&format!("{path}?fields=source_code"), None).await;
    assert_eq!(reply.status, 400);
    assert!(reply.json["error"].as_str().is_some_and(|text| text.contains("base64_encoded=true")), "{}", reply.text);
}

#[tokio::test]
async fn batches_have_their_bounds_and_each_submission_its_own_answer() {
    let app = TestApp::init().await;
    let batch = async |submissions: Vec<Value>| {
        app.post("/judge0/submissions/batch", None, json!({ "submissions": submissions })).await
    };
    assert_eq!(batch(Vec::new()).await.status, 400);
    let reply = batch(vec![program(); 21]).await;
    let message = "number of submissions in a batch should be less than or equal to 20";
    assert_eq!((reply.status.as_u16(), reply.json), (400, json!({"error": message})));
    let reply = batch(vec![json!({"language_id": 71}), json!(7)]).await;
    assert_eq!((reply.status.as_u16(), &reply.json[0]), (422, &json!({"source_code": ["can't be blank"]})));
    let reply = batch(vec![program(), json!({"language_id": 71}), program()]).await;
    assert_eq!(reply.status, 201);
    assert_eq!(reply.json[1], json!({"source_code": ["can't be blank"]}));
    let (first, last) = (reply.json[0]["token"].as_str().unwrap_or(""), reply.json[2]["token"].as_str().unwrap_or(""));
    let path = format!("/judge0/submissions/batch?tokens={last},nonsense,{first}&fields=token,status_id");
    let expected = json!({"submissions": [{"token": last, "status_id": 1}, null, {"token": first, "status_id": 1}]});
    assert_eq!(app.get(&path, None).await.json, expected);
    assert_eq!(app.get("/judge0/submissions/batch?tokens=", None).await.status, 400);
}

#[tokio::test]
async fn the_queue_is_bounded_and_a_refused_batch_leaves_nothing() {
    let app = guarded().await;
    let headers = [("x-auth-token", ENTRY), ("x-auth-user", MANAGEMENT)];
    let batch = async |size: usize| {
        let body = json!({"submissions": vec![program(); size]});
        call(&app, Method::POST, "/judge0/submissions/batch", &headers, Some(body)).await
    };
    for _ in 0..4 {
        assert_eq!(batch(20).await.status, 201);
    }
    assert_eq!(batch(15).await.status, 201);
    let refused = batch(6).await;
    assert_eq!((refused.status.as_u16(), refused.json), (503, json!({"error": "queue is full"})));
    let page =
        call(&app, Method::GET, "/judge0/submissions?page=10&per_page=10&fields=token", &headers, None).await.json;
    let meta = json!({"current_page": 10, "next_page": null, "prev_page": 9, "total_pages": 10, "total_count": 95});
    assert_eq!((&page["meta"], page["submissions"].as_array().map(Vec::len)), (&meta, Some(5)));
    for wrong in ["page=0", "page=x", "per_page=-2"] {
        let path = format!("/judge0/submissions?{wrong}");
        assert_eq!(status(&app, Method::GET, &path, &headers).await, 400, "{wrong}");
    }
    let path = format!("/judge0/submissions/{}", page["submissions"][0]["token"].as_str().unwrap_or_default());
    let waiting = call(&app, Method::DELETE, &path, &headers, None).await;
    let message = "submission cannot be deleted because its status is 1 (In Queue)";
    assert_eq!((waiting.status.as_u16(), waiting.json), (400, json!({"error": message})));
    assert_eq!(status(&app, Method::DELETE, &path, &headers[..1]).await, 403);
}
