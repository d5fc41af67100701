//! Problems on the native API: who sees which, filters, writing, and answers that are never stale.

use model::Role;
use platform::{Actor, problems::ProblemChange};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Database, Person, TestApp};

fn body(slug: &str) -> Value {
    json!({
        "slug": slug, "title": format!("Title of {slug}"), "description_markdown": "Print it *backwards*.",
        "difficulty": 2, "tags": ["Strings", "easy going"],
        "test_cases": [
            {"input": "ab", "expected_output": "ba", "is_sample": true, "points": 10, "explanation": "Backwards."},
            {"input": "hidden-input", "expected_output": "tupni-neddih"},
        ],
        "starter_code": {"python": "line = input()\n"},
    })
}

/// A problem that everybody sees.
async fn published(app: &TestApp, admin: &Person, body: Value) -> String {
    let created = app.post("/v1/problems", Some(&admin.token), body).await;
    assert_eq!(created.status, 201, "{}", created.text);
    let id = created.json["data"]["id"].as_str().unwrap_or_default().to_owned();
    let path = format!("/v1/admin/content/problem/{id}/approve");
    let approved = app.post(&path, Some(&admin.token), json!({ "notes": "ok" })).await;
    assert_eq!(approved.json["data"], json!({"id": id, "content_type": "problem", "is_published": true}));
    id
}

fn slugs(reply: &Value) -> Vec<&str> {
    reply["data"].as_array().into_iter().flatten().filter_map(|row| row["slug"].as_str()).collect()
}

#[tokio::test]
async fn a_draft_is_seen_by_its_author_and_administrators_alone_until_it_is_approved() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let (author, other) = (app.staff(Role::Instructor).await, app.staff(Role::Instructor).await);
        let (admin, learner) = (app.staff(Role::Admin).await, app.learner("Lea").await);
        let created = app.post("/v1/problems", Some(&author.token), body("draft")).await;
        assert_eq!(created.status, 201, "{}", created.text);
        let id = created.json["data"]["id"].as_str().unwrap_or_default().to_owned();
        let path = format!("/v1/problems/{id}");
        for (token, status) in
            [(None, 404), (Some(&learner), 404), (Some(&other), 404), (Some(&author), 200), (Some(&admin), 200)]
        {
            assert_eq!(app.get(&path, token.map(|person| person.token.as_str())).await.status, status);
        }
        let drafts = |person: &Person| {
            let token = person.token.clone();
            let app = &app;
            async move { app.get("/v1/problems?published=false", Some(&token)).await }
        };
        assert_eq!(slugs(&drafts(&author).await.json), ["draft"]);
        assert_eq!(slugs(&drafts(&admin).await.json), ["draft"]);
        assert!(slugs(&drafts(&other).await.json).is_empty());
        assert_eq!(drafts(&learner).await.status, 403);
        assert!(slugs(&app.get("/v1/problems", Some(&author.token)).await.json).is_empty());

        let approve = format!("/v1/admin/content/problem/{id}/approve");
        assert_eq!(app.post(&approve, Some(&author.token), json!({})).await.status, 403);
        assert_eq!(app.post(&approve, Some(&admin.token), json!({})).await.status, 200);
        assert_eq!(app.get(&path, None).await.status, 200);
    }
}

#[tokio::test]
async fn only_samples_are_shown_and_missing_starter_code_is_made() {
    let app = TestApp::init().await;
    let admin = app.staff(Role::Admin).await;
    let id = published(&app, &admin, body("shown")).await;
    let reply = app.get(&format!("/v1/problems/{id}"), None).await;
    assert!(!reply.text.contains("hidden-input") && !reply.text.contains("tupni-neddih"));
    let data = &reply.json["data"];
    let sample = json!([{"name": "sample/1", "input": "ab", "output": "ba", "explanation": "Backwards."}]);
    assert_eq!(data["sample_test_cases"], sample);
    assert_eq!(data["starter_code"]["python"], "line = input()\n");
    assert!(data["starter_code"]["cpp"].as_str().unwrap_or_default().contains("main"));
    assert_eq!((&data["time_limit_ms"], &data["memory_limit_kb"]), (&json!(2000), &json!(65_536)));
    assert!(data["user_progress"].is_null());
    let mine = app.get(&format!("/v1/problems/{id}"), Some(&admin.token)).await.json["data"]["user_progress"].clone();
    assert_eq!(mine, json!({"submission_count": 0, "best_submission_id": null, "solved": false}));
}

#[tokio::test]
async fn what_is_wrong_with_a_new_problem_is_named_by_field() {
    let app = TestApp::init().await;
    let (author, learner) = (app.staff(Role::Instructor).await, app.learner("Lea").await);
    let mut wrong = body("Not A Slug");
    wrong["difficulty"] = json!(4);
    wrong["test_cases"] = json!([]);
    let reply = app.post("/v1/problems", Some(&author.token), wrong).await;
    assert_eq!((reply.status.as_u16(), &reply.json["error"]["code"]), (400, &json!("VALIDATION_ERROR")));
    let details = reply.json["error"]["details"].as_array().cloned().unwrap_or_default();
    let fields: Vec<_> = details.iter().filter_map(|detail| detail["field"].as_str()).collect();
    assert_eq!(fields, ["slug", "difficulty", "test_cases"]);

    let mut unknown = body("topics");
    unknown["topic_ids"] = json!(["1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6a001"]);
    let reply = app.post("/v1/problems", Some(&author.token), unknown).await;
    assert_eq!(reply.json["error"]["details"][0]["field"], "topic_ids[0]");
    assert_eq!(app.post("/v1/problems", Some(&learner.token), body("mine")).await.status, 403);
    assert_eq!(app.post("/v1/problems", None, body("mine")).await.status, 401);
    assert_eq!(app.post("/v1/problems", Some(&author.token), body("twice")).await.status, 201);
    assert_eq!(app.post("/v1/problems", Some(&author.token), body("twice")).await.status, 409);
}

#[tokio::test]
async fn the_list_keeps_every_filter_order_and_page() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let admin = app.staff(Role::Admin).await;
        for (slug, title, difficulty, tags) in [
            ("zebra", "Étude in Z", 1, json!(["stripes", "animals"])),
            ("ant", "100% ant_s", 3, json!(["animals"])),
            ("mole", "Mole", 2, json!(["animals", "stripes", "digging"])),
        ] {
            let mut body = body(slug);
            (body["title"], body["difficulty"], body["tags"]) = (json!(title), json!(difficulty), tags);
            published(&app, &admin, body).await;
        }
        for (query, expected) in [
            ("", vec!["zebra", "ant", "mole"]),
            ("tags=animals,Stripes", vec!["zebra", "mole"]),
            ("tags=animals,nothing", vec![]),
            ("difficulty=3", vec!["ant"]),
            ("difficulty=medium", vec!["mole"]),
            ("q=%C3%89TUDE", vec!["zebra"]),
            ("q=mol", vec!["mole"]),
            ("q=100%25", vec!["ant"]),
            ("q=_", vec!["ant"]),
            ("q=%25", vec!["ant"]),
            ("sort_by=difficulty&order=desc", vec!["ant", "mole", "zebra"]),
            ("sort_by=created_at&order=desc", vec!["mole", "ant", "zebra"]),
            ("sort_by=acceptance_rate", vec!["zebra", "ant", "mole"]),
            ("limit=1&page=2", vec!["ant"]),
            ("limit=2&page=9", vec![]),
            ("status=not_attempted", vec!["zebra", "ant", "mole"]),
            ("status=solved", vec![]),
            ("tags=%27%20OR%20%271%27%3D%271", vec![]),
            ("topic=no-such-topic", vec![]),
        ] {
            let reply = app.get(&format!("/v1/problems?{query}"), None).await;
            assert_eq!(reply.status, 200, "{database:?} {query}: {}", reply.text);
            assert_eq!(slugs(&reply.json), expected, "{database:?} {query}");
        }
        for wrong in
            ["page=0", "limit=-5", "page=x", "sort_by=%27", "order=up", "difficulty=9", "status=x", "topic_id=x"]
        {
            let reply = app.get(&format!("/v1/problems?{wrong}"), None).await;
            let field = wrong.split('=').next().unwrap_or_default();
            assert_eq!(reply.status, 400, "{wrong}");
            assert_eq!(reply.json["error"]["details"][0]["field"], field);
        }
        assert_eq!(app.get("/v1/problems?limit=1000", None).await.json["meta"]["limit"], 100);
    }
}

#[tokio::test]
async fn an_edit_shows_in_the_very_next_answer_and_is_a_new_version_when_it_changes_the_judging() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let (author, admin) = (app.staff(Role::Instructor).await, app.staff(Role::Admin).await);
        let (learner, other) = (app.learner("Lea").await, app.staff(Role::Instructor).await);
        let created = app.post("/v1/problems", Some(&author.token), body("edited")).await.json;
        let id = created["data"]["id"].as_str().unwrap_or_default().to_owned();
        app.post(&format!("/v1/admin/content/problem/{id}/approve"), Some(&admin.token), json!({})).await;
        let path = format!("/v1/problems/{id}");
        let shown = || async { app.get(&path, None).await.json["data"].clone() };
        for round in 0..20 {
            assert_eq!(shown().await["id"], json!(id));
            let title = format!("Title {round}");
            let reply = app.call(Method::PUT, &path, Some(&author.token), Some(json!({ "title": title }))).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            assert_eq!(shown().await["title"], json!(title));
        }
        assert_eq!(shown().await["version"], 1, "a title judges nothing");
        let tests = json!({"test_cases": [{"input": "1", "expected_output": "1", "is_sample": true}], "tags": ["new"]});
        app.call(Method::PUT, &path, Some(&author.token), Some(tests)).await;
        let now = shown().await;
        assert_eq!((&now["version"], &now["tags"]), (&json!(2), &json!(["new"])));
        assert_eq!(now["sample_test_cases"][0]["input"], "1");
        assert_eq!(now["description_markdown"], "Print it *backwards*.");
        for (person, status) in [(&learner, 403), (&other, 403), (&admin, 200)] {
            let change = Some(json!({"difficulty": 3}));
            let reply = app.call(Method::PUT, &path, Some(&person.token), change).await;
            assert_eq!(reply.status, status, "{}", reply.text);
        }
    }
}

#[tokio::test]
async fn a_verdict_shows_in_the_very_next_answer() {
    let app = TestApp::init().await;
    let admin = app.staff(Role::Admin).await;
    let id = published(&app, &admin, body("judged")).await;
    let path = format!("/v1/problems/{id}");
    let problem = id.parse().expect("a uuid");
    assert_eq!(app.get(&path, None).await.json["data"]["total_submissions"], 0);
    for count in 1..20_i64 {
        let counted = app.platform.store().write(move |tx| {
            Box::pin(async move {
                store::progress::count_problem(tx, problem, true).await?;
                Ok::<_, store::Error>(())
            })
        });
        counted.await.expect("the row exists");
        app.platform.events().publish(platform::events::Event::Problem { id: problem });
        assert_eq!(app.get(&path, None).await.json["data"]["total_submissions"], count);
    }
}

#[tokio::test]
async fn nobody_but_staff_changes_problems_on_any_way() {
    let app = TestApp::init().await;
    let admin = app.staff(Role::Admin).await;
    let id = published(&app, &admin, body("kept")).await.parse().expect("a uuid");
    let (learner, operator) = (app.learner("Lea").await, app.staff(Role::SystemAdmin).await);
    let actors = [Actor::Anonymous, learner.actor(Role::Learner), operator.actor(Role::SystemAdmin)];
    for actor in actors {
        let change = ProblemChange { title: Some("taken over".into()), ..ProblemChange::default() };
        assert!(app.platform.problems().edit(&actor, id, change).await.is_err());
        assert!(app.platform.content().approve(&actor, "problem", &id.to_string(), None).await.is_err());
    }
}

#[tokio::test]
async fn approval_knows_its_types() {
    let app = TestApp::init().await;
    let admin = app.staff(Role::Admin).await;
    let id = "1f6e3f5a-3c53-4a5e-9d8d-2f8a35d6a001";
    for (content_type, status) in [("problem", 404), ("lesson", 404), ("quiz", 404), ("poem", 400)] {
        let path = format!("/v1/admin/content/{content_type}/{id}/approve");
        assert_eq!(app.post(&path, Some(&admin.token), json!({})).await.status, status, "{content_type}");
    }
}

#[tokio::test]
async fn languages_have_all_their_names() {
    let app = TestApp::init().await;
    let reply = app.get("/v1/languages", None).await.json;
    let python = reply["data"].as_array().into_iter().flatten().find(|row| row["key"] == "python");
    let python = python.expect("there is Python");
    assert_eq!((&python["api_name"], &python["judge0_id"]), (&json!("python3.10"), &json!(71)));
    assert_eq!((&python["file_name"], &python["file_extension"]), (&json!("main.py"), &json!("py")));
}

#[tokio::test]
async fn a_public_profile_does_not_name_drafts() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let admin = app.staff(Role::Admin).await;
        let open = published(&app, &admin, body("open")).await;
        let draft = app.post("/v1/problems", Some(&admin.token), body("draft")).await.json["data"]["id"].clone();
        for id in [json!(open), draft] {
            let code = json!({ "problem_id": id, "language": "python", "code": "print(1)" });
            let accepted = app.post("/v1/submissions", Some(&admin.token), code).await;
            assert_eq!(accepted.status, 202, "{}", accepted.text);
            let submission = accepted.json["data"]["submission_id"].as_str().and_then(|id| id.parse().ok());
            finish(&app, submission.expect("a uuid")).await;
        }
        let own = app.get("/v1/submissions", Some(&admin.token)).await.json;
        assert_eq!(own["meta"]["total"], 2, "{own}");
        let profile = app.get(&format!("/v1/users/{}/profile", admin.id), None).await.json;
        assert!(profile["data"].is_object(), "{profile}");
        let named = profile["data"]["recent_submissions"].as_array().into_iter().flatten();
        assert_eq!(named.map(|row| &row["problem_title"]).collect::<Vec<_>>(), ["Title of open"], "{profile}");
    }
}

/// Ends a submission as if nothing had fitted.
async fn finish(app: &TestApp, id: uuid::Uuid) {
    let outcome = store::submissions::Outcome {
        verdict: "wrong_answer",
        passed: false,
        points: 0,
        test_points: 0,
        tests_passed: 0,
        compile_output: None,
        diagnostics: json!([]),
        max_time_ms: None,
        max_memory_kb: None,
        xp_earned: 0,
    };
    let now = platform::Clock::now(&*app.clock);
    let written = app
        .platform
        .store()
        .write(move |tx| Box::pin(async move { store::submissions::finish(tx, id, &outcome, now).await }));
    assert!(written.await.expect("the row exists"));
}

#[tokio::test]
async fn a_text_longer_than_any_title_is_not_searched_for() {
    let app = TestApp::init().await;
    assert_eq!(app.get(&format!("/v1/problems?q={}", "a".repeat(200)), None).await.status, 200);
    // So long a pattern is an error in the database.
    let refused = app.get(&format!("/v1/problems?q={}", "a".repeat(51_000)), None).await;
    assert_eq!((refused.status.as_u16(), &refused.json["error"]["details"][0]["field"]), (400, &json!("q")));
}
