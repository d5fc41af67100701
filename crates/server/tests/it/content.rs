//! What an import does to a server, and what it leaves alone.

use judge::Files;
use model::Role;
use platform::{
    Actor,
    content::{Change, Report, Source},
};
use reqwest::Method;
use serde_json::json;
use testkit::{Database, TestApp};

const FIRST: &str = "1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6a001";
const SECOND: &str = "1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6a002";
const FUNCTION: &str = "1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6a003";

/// A package that doubles a number, with its files under `problems/SLUG/`.
fn package(slug: &str, uuid: &str, title: &str, function: bool) -> Vec<(String, String)> {
    let function = match function {
        true => "  function:\n    entry: twice\n    params:\n      - {name: value, type: int}\n    returns: int\n",
        false => "",
    };
    let manifest = format!(
        "problem_format_version: 2025-09\nname: {title}\nuuid: {uuid}\ntype: pass-fail\nlicense: cc0\n\
         keywords: [Doubling, numbers]\nlimits:\n  time_limit: 1.5\n  memory: 128\ncodequest:\n  difficulty: 2\n  \
         topics: [digits]\n  hints: [First, Second]\n{function}"
    );
    let statement = "Double it.\n\n## Input\n\nA number.\n\n## Output\n\nIts double.\n";
    let files = [
        ("problem.yaml", manifest.as_str()),
        ("statement/problem.en.md", statement),
        ("data/sample/1.in", "2\n"),
        ("data/sample/1.ans", "4\n"),
        ("data/sample/1.yaml", "description: Twice two.\n"),
        ("data/secret/big.in", "777000\n"),
        ("data/secret/big.ans", "1554000\n"),
        ("submissions/accepted/a.py", "print(int(input()) * 2)  # reference solution\n"),
    ];
    files.into_iter().map(|(path, text)| (format!("problems/{slug}/{path}"), text.to_owned())).collect()
}

fn content(packages: &[Vec<(String, String)>], order: &[&str]) -> Files {
    let topics = "- uuid: 1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6b001\n  slug: numbers\n  name: Numbers\n  children:\n    \
                  - uuid: 1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6b002\n      slug: digits\n      name: Digits\n";
    let pathway = format!(
        "uuid: 1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6c001\ntitle: Course\nlevel: Beginner\nduration_weeks: 2\nmodules:\n  \
         - uuid: 1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6c002\n    title: Part one\n    problems: [{}]\n",
        order.join(", ")
    );
    let rest = [("topics.yaml".to_owned(), topics.to_owned()), ("pathways/course.yaml".to_owned(), pathway)];
    let files = packages.iter().flatten().cloned().chain(rest);
    files.map(|(path, text)| (path, text.into_bytes())).collect()
}

async fn start(app: &TestApp, digest: &str, files: Files) -> Option<Report> {
    let source = Source { digest: digest.into(), load: move || Ok(files) };
    app.platform.content().import_at_start(source).await.expect("the import works")
}

fn changes(report: &Report) -> Vec<(&str, Change)> {
    report.problems.iter().map(|outcome| (outcome.name.as_str(), outcome.change)).collect()
}

#[tokio::test]
async fn packages_become_problems_and_a_second_start_has_nothing_to_do() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let one = package("double", FIRST, "Double", false);
        let two = package("double-function", FUNCTION, "Double Function", true);
        let files = content(&[one, two], &["double-function", "double"]);
        let report = start(&app, "1", files.clone()).await.expect("the first start imports");
        assert!(!report.has_errors(), "{:?}", report.complaints);
        assert_eq!(changes(&report), [("double-function", Change::Added), ("double", Change::Added)]);
        assert!(start(&app, "1", Files::default()).await.is_none(), "the same digest is not read again");
        let again = start(&app, "2", files).await.expect("another digest is read");
        assert_eq!(again.count(Change::Unchanged), 2);

        let problem = app.get(&format!("/v1/problems/{FIRST}"), None).await.json["data"].clone();
        assert_eq!(problem["description_markdown"], "Double it.");
        assert!(problem["description_html"].as_str().unwrap_or_default().contains("<h2>Output</h2>"));
        assert_eq!((&problem["time_limit_ms"], &problem["memory_limit_kb"]), (&json!(1500), &json!(131_072)));
        assert_eq!(problem["tags"], json!(["doubling", "numbers"]));
        assert_eq!(problem["hints"], json!([{"level": 1, "text": "First"}, {"level": 2, "text": "Second"}]));
        let sample = &problem["sample_test_cases"][0];
        assert_eq!((&sample["input"], &sample["output"]), (&json!("2\n"), &json!("4\n")));
        assert_eq!(sample["explanation"], "Twice two.");
        assert_eq!(problem["sample_test_cases"].as_array().map(Vec::len), Some(1));
        assert!(problem["signature"].is_null());
        let function = app.get(&format!("/v1/problems/{FUNCTION}"), None).await.json["data"].clone();
        assert_eq!(function["signature"]["entry"], "twice");
        for language in ["python", "cpp", "java", "javascript"] {
            let code = function["starter_code"][language].as_str().unwrap_or_default();
            assert!(code.contains("twice"), "{language}: {code}");
            assert!(problem["starter_code"][language].is_string());
        }
    }
}

#[tokio::test]
async fn functions_are_not_taken_in_a_language_that_has_none() {
    let app = TestApp::init().await;
    let two = package("double-function", FUNCTION, "Double Function", true);
    let files = content(&[package("double", FIRST, "Double", false), two], &["double", "double-function"]);
    start(&app, "1", files).await;
    let admin = app.staff(Role::Admin).await;
    let starter = app.get(&format!("/v1/problems/{FUNCTION}"), None).await.json["data"]["starter_code"].clone();
    assert!(starter["bash"].is_null() && starter["python"].is_string(), "{starter}");
    for (problem, language, status) in [(FUNCTION, "bash", 400), (FIRST, "bash", 202), (FUNCTION, "python", 202)] {
        let code = json!({"problem_id": problem, "language": language, "code": "echo", "cases": [{"input": "1"}]});
        for path in ["/v1/submissions", "/v1/runs"] {
            let reply = app.post(path, Some(&admin.token), code.clone()).await;
            assert_eq!(reply.status, status, "{path} {problem} {language}: {}", reply.text);
            assert_eq!(reply.text.contains("choose another language"), status == 400, "{}", reply.text);
        }
    }
}

#[tokio::test]
async fn the_judge_gets_the_tests_back_in_clear_and_the_database_holds_them_sealed() {
    let app = TestApp::init().await;
    start(&app, "1", content(&[package("double", FIRST, "Double", false)], &["double"])).await;
    let id = FIRST.parse().expect("a uuid");
    let visible = app.platform.problems().find_visible(&Actor::Anonymous, id).await.expect("it is published");
    let task = app.platform.problems().task_of_version(visible.version_id).await.expect("the key is ours");
    let tests: Vec<_> =
        task.tests.iter().map(|test| (test.input.as_str(), test.answer.as_str(), test.points)).collect();
    assert_eq!(tests, [("2\n", "4\n", 50), ("777000\n", "1554000\n", 50)]);
    let mut conn = app.platform.store().read().await.expect("a connection");
    for row in store::problems::tests(&mut conn, visible.version_id, false).await.expect("rows") {
        for sealed in [&row.input, &row.answer] {
            assert!(!sealed.windows(4).any(|part| part == b"7770" || part == b"1554"));
        }
    }
}

#[tokio::test]
async fn a_packages_own_validator_reaches_the_judge_and_lies_sealed_in_the_database() {
    let app = TestApp::init().await;
    let mut files = package("double", FIRST, "Double", false);
    files.push(("problems/double/output_validator/v.py".into(), "import sys\nsys.exit(42)  # only the judge".into()));
    files.push(("problems/double/data/test_group.yaml".into(), "output_validator_args: [strict]\n".into()));
    start(&app, "1", content(&[files], &["double"])).await;
    let id = FIRST.parse().expect("a uuid");
    let visible = app.platform.problems().find_visible(&Actor::Anonymous, id).await.expect("it is published");
    let task = app.platform.problems().task_of_version(visible.version_id).await.expect("the key is ours");
    let validator = task.rules.validator.expect("a validator");
    assert_eq!(validator.checkers[0].files[0].1, "import sys\nsys.exit(42)  # only the judge");
    assert!(task.tests.iter().all(|test| task.rules.test_args[&test.name] == ["strict"]));
    let mut conn = app.platform.store().read().await.expect("a connection");
    let row = store::problems::version(&mut conn, visible.version_id).await.expect("a query").expect("a row");
    let sealed = row.rules.expect("rules");
    assert!(!sealed.windows(5).any(|part| part == b"judge" || part == b"stric"));
}

#[tokio::test]
async fn a_changed_package_is_a_new_version_and_what_was_edited_on_the_server_stays() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let admin = app.staff(Role::Admin).await;
        let both = |title: &str| {
            content(&[package("one", FIRST, title, false), package("two", SECOND, title, false)], &["one", "two"])
        };
        start(&app, "1", both("Before")).await;
        let before = app.platform.problems().find_visible(&Actor::Anonymous, FIRST.parse().expect("a uuid")).await;
        let before = before.expect("it is published").version_id;
        let path = format!("/v1/problems/{SECOND}");
        let edited = app.call(Method::PUT, &path, Some(&admin.token), Some(json!({ "title": "Ours" }))).await;
        assert_eq!(edited.status, 200, "{}", edited.text);

        let report = start(&app, "2", both("After")).await.expect("another digest is read");
        assert_eq!(changes(&report), [("one", Change::Updated), ("two", Change::KeptEdited)]);
        let one = app.get(&format!("/v1/problems/{FIRST}"), None).await.json["data"].clone();
        assert_eq!((&one["title"], &one["version"]), (&json!("After"), &json!(2)));
        assert_eq!(app.get(&path, None).await.json["data"]["title"], "Ours");
        assert!(app.platform.problems().task_of_version(before).await.is_ok(), "old versions stay");

        let report = start(&app, "3", content(&[package("one", FIRST, "After", false)], &["one"])).await;
        let report = report.expect("another digest is read");
        assert_eq!(changes(&report), [("one", Change::Unchanged), ("two", Change::PackageGone)]);
        assert_eq!(app.get(&path, None).await.status, 200);
    }
}

#[tokio::test]
async fn a_dry_run_says_what_would_change_and_changes_nothing() {
    let app = TestApp::init().await;
    let files = content(&[package("double", FIRST, "Double", false)], &["double"]);
    let content = judge::load_content(&files);
    let report =
        app.platform.content().import_some(&Actor::System, content.clone(), true).await.expect("a report").problems;
    assert_eq!(report[0].change, Change::Added);
    assert_eq!(app.get("/v1/problems", None).await.json["meta"]["total"], 0);
    assert_eq!(app.get("/v1/topics", None).await.json["data"], json!([]));
    app.platform.content().import_some(&Actor::System, content, false).await.expect("a report");
    assert_eq!(app.get("/v1/problems", None).await.json["meta"]["total"], 1);
}

#[tokio::test]
async fn a_faulty_package_stays_out_and_keeps_nobody_else_out() {
    let app = TestApp::init().await;
    let mut faulty = package("faulty", SECOND, "Faulty", false);
    faulty.retain(|(path, _)| !path.ends_with("big.ans"));
    let files = content(&[package("double", FIRST, "Double", false), faulty], &["double"]);
    let report = start(&app, "1", files.clone()).await.expect("a report");
    assert!(report.has_errors());
    assert!(report.complaints.iter().any(|complaint| complaint.file.starts_with("problems/faulty/")));
    assert_eq!(changes(&report), [("double", Change::Added)]);
    assert!(start(&app, "1", files).await.is_some(), "with errors the next start tries again");
}

#[tokio::test]
async fn a_slug_that_is_taken_is_refused_and_said() {
    let app = TestApp::init().await;
    let admin = app.staff(Role::Admin).await;
    let body = json!({"slug": "double", "title": "Taken", "description_markdown": "x", "difficulty": 1,
        "test_cases": [{"input": "1", "expected_output": "1"}]});
    assert_eq!(app.post("/v1/problems", Some(&admin.token), body).await.status, 201);
    let report = start(&app, "1", content(&[package("double", FIRST, "Double", false)], &[])).await;
    let report = report.expect("a report");
    assert_eq!(changes(&report), [("double", Change::Refused)]);
    assert!(report.complaints.iter().any(|complaint| complaint.message.contains("slug `double`")));
}

#[tokio::test]
async fn pathways_and_exercises_show_the_course_and_mask_hidden_cases() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let wizard = app.wizard().await;
        let token = Some(wizard.token.as_str());
        let packages = [package("one", FIRST, "One", false), package("two", SECOND, "Two", false)];
        start(&app, "1", content(&packages, &["two"])).await;

        let list = app.get("/api/v1/pathways", token).await.json;
        let pathway = &list["pathways"][0];
        assert_eq!((&pathway["title"], &pathway["module_count"]), (&json!("Course"), &json!(1)));
        let id = pathway["id"].as_str().unwrap_or_default();
        let detail = app.get(&format!("/api/v1/pathways/{id}"), token).await.json;
        let module = detail["pathway"]["modules"][0].clone();
        assert_eq!((&module["title"], &module["xp_reward"]), (&json!("Part one"), &json!(100)));

        let module_id = module["id"].as_str().unwrap_or_default();
        let exercises = app.get(&format!("/api/v1/modules/{module_id}/exercises"), token).await.json;
        assert_eq!(exercises["exercises"][0]["id"], SECOND);
        assert_eq!(exercises["exercises"].as_array().map(Vec::len), Some(1));

        let inside = app.get(&format!("/api/v1/exercises/{SECOND}"), token).await;
        let exercise = &inside.json["exercise"];
        assert_eq!((&exercise["module_id"], &exercise["difficulty"]), (&module["id"], &json!("INTERMEDIATE")));
        assert_eq!((&exercise["language_id"], &exercise["points"]), (&json!(71), &json!(100)));
        let hidden = &exercise["test_cases"][1];
        assert_eq!((&hidden["is_hidden"], &hidden["points"]), (&json!(true), &json!(50)));
        assert!(hidden["input"].is_null() && hidden["expected_output"].is_null());
        assert!(!inside.text.contains("777000") && !inside.text.contains("reference solution"));
    }
}

#[tokio::test]
async fn problems_in_no_module_are_listed_under_the_nil_module() {
    let app = TestApp::init().await;
    let wizard = app.wizard().await;
    let packages = [package("one", FIRST, "One", false), package("two", SECOND, "Two", false)];
    start(&app, "1", content(&packages, &["two"])).await;
    let nil = "00000000-0000-0000-0000-000000000000";
    let outside = app.get(&format!("/api/v1/exercises/{FIRST}"), Some(&wizard.token)).await.json;
    assert_eq!(outside["exercise"]["module_id"], nil);
    let list = app.get(&format!("/api/v1/modules/{nil}/exercises"), Some(&wizard.token)).await.json;
    assert_eq!(list["exercises"][0]["id"], FIRST);
    assert_eq!(list["exercises"].as_array().map(Vec::len), Some(1));
}
