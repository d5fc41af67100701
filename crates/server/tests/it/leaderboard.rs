//! The board, as clients see it.

#![allow(clippy::unwrap_used, reason = "tests")]

use chrono::Duration;
use serde_json::{Value, json};
use testkit::TestApp;

use crate::people::{add_people, give, person};

fn names(reply: &Value) -> Vec<(u64, String, i64)> {
    let row = |row: &Value| {
        let name = row["user"]["display_name"].as_str().unwrap().to_owned();
        (row["rank"].as_u64().unwrap(), name, row["points"].as_i64().unwrap())
    };
    reply["data"].as_array().unwrap().iter().map(row).collect()
}

#[tokio::test]
async fn points_decide_and_equal_points_are_ordered_by_who_was_first() {
    let app = TestApp::init().await;
    add_people(&app, 3).await;
    let now = app.platform.now();
    give(&app, person(1), 50, now).await;
    give(&app, person(2), 50, now - Duration::seconds(1)).await;
    give(&app, person(3), 60, now).await;
    let reply = app.get("/v1/leaderboard", None).await;
    assert_eq!(reply.status, 200);
    assert_eq!(
        names(&reply.json),
        [(1, "Person 3".into(), 60), (2, "Person 2".into(), 50), (3, "Person 1".into(), 50)]
    );
    let meta = &reply.json["meta"];
    assert_eq!((&meta["page"], &meta["limit"], &meta["total"]), (&json!(1), &json!(100), &json!(3)));
    assert_eq!((&meta["timeframe"], &meta["me"], &meta["cursor"]), (&json!("all_time"), &json!(null), &json!(null)));
    assert_eq!(reply.headers["content-type"], "application/json");
}

#[tokio::test]
async fn a_change_shows_in_the_next_answer_and_counts_up() {
    let app = TestApp::init().await;
    add_people(&app, 2).await;
    let now = app.platform.now();
    give(&app, person(1), 10, now).await;
    let first = app.get("/v1/leaderboard", None).await.json;
    assert_eq!(app.get("/v1/leaderboard", None).await.json, first, "nothing changed");
    give(&app, person(2), 20, now).await;
    let second = app.get("/v1/leaderboard", None).await.json;
    assert_eq!(names(&second), [(1, "Person 2".into(), 20), (2, "Person 1".into(), 10)]);
    assert!(second["meta"]["seq"].as_u64() > first["meta"]["seq"].as_u64());
}

#[tokio::test]
async fn boards_are_the_same_after_a_restart() {
    let app = TestApp::init().await;
    add_people(&app, 5).await;
    let now = app.platform.now();
    for n in 1..=5 {
        give(&app, person(n), 10 * i64::try_from(n % 3 + 1).unwrap(), now - Duration::seconds(5)).await;
    }
    let before = app.get("/v1/leaderboard", None).await.json;
    app.platform.boards().rebuild().await.unwrap();
    let after = app.get("/v1/leaderboard", None).await.json;
    assert_eq!(before["data"], after["data"]);
    assert!(after["meta"]["seq"].as_u64() > before["meta"]["seq"].as_u64(), "a later state has a larger number");
}

#[tokio::test]
async fn a_week_ends_on_monday_without_any_change() {
    let app = TestApp::init().await;
    add_people(&app, 1).await;
    app.clock.set("2026-11-22T23:59:59Z".parse().unwrap());
    give(&app, person(1), 10, app.platform.now()).await;
    assert_eq!(names(&app.get("/v1/leaderboard?timeframe=weekly", None).await.json).len(), 1);
    app.clock.advance(Duration::seconds(1));
    assert_eq!(names(&app.get("/v1/leaderboard?timeframe=weekly", None).await.json), []);
    assert_eq!(names(&app.get("/v1/leaderboard?timeframe=monthly", None).await.json).len(), 1);
    app.clock.set("2026-12-01T00:00:00Z".parse().unwrap());
    assert_eq!(names(&app.get("/v1/leaderboard?timeframe=monthly", None).await.json), []);
    assert_eq!(names(&app.get("/v1/leaderboard", None).await.json).len(), 1);
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps() {
    let app = TestApp::init().await;
    add_people(&app, 5).await;
    let now = app.platform.now();
    for n in 1..=5 {
        give(&app, person(n), 100 - i64::try_from(n).unwrap(), now).await;
    }
    let mut ranks = Vec::new();
    for page in 1..=4 {
        let reply = app.get(&format!("/v1/leaderboard?limit=2&page={page}"), None).await.json;
        assert_eq!((&reply["meta"]["page"], &reply["meta"]["total"]), (&json!(page), &json!(5)));
        ranks.extend(names(&reply).into_iter().map(|(rank, ..)| rank));
    }
    assert_eq!(ranks, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn a_wrong_parameter_is_refused_by_its_name() {
    let app = TestApp::init().await;
    for (query, field) in [
        ("timeframe=daily", "timeframe"),
        ("topic_id=nine", "topic_id"),
        ("topic_id=00000000-0000-0000-0000-000000000009", "topic_id"),
        ("pathway_id=x", "pathway_id"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("around=you", "around"),
    ] {
        let reply = app.get(&format!("/v1/leaderboard?{query}"), None).await;
        assert_eq!(reply.status, 400, "{query}");
        let error = &reply.json["error"];
        assert_eq!((&error["code"], &error["details"][0]["field"]), (&json!("VALIDATION_ERROR"), &json!(field)));
    }
    assert_eq!(app.get("/v1/leaderboard?around=me", None).await.status, 401);
    assert_eq!(app.get("/api/v1/leaderboard", None).await.status, 401);
}

#[tokio::test]
async fn trends_compare_with_the_beginning_of_the_day() {
    let app = TestApp::init().await;
    let (ada, bob, new) = (app.wizard().await, app.wizard().await, app.wizard().await);
    let today = app.platform.now();
    give(&app, ada.id, 100, today - Duration::days(1)).await;
    give(&app, bob.id, 50, today - Duration::days(1)).await;
    give(&app, bob.id, 80, today).await;
    give(&app, new.id, 60, today).await;
    let reply = app.get("/api/v1/leaderboard", Some(&bob.token)).await.json;
    let row = |row: &Value| json!([row["rank"], row["user_id"], row["xp"], row["trend"], row["previous_rank"]]);
    let rows: Vec<Value> = reply["leaderboard"].as_array().unwrap().iter().map(row).collect();
    assert_eq!(
        rows,
        [json!([1, bob.id, 130, "up", 2]), json!([2, ada.id, 100, "down", 1]), json!([3, new.id, 60, "same", null]),]
    );
    let stats = &reply["stats"];
    assert_eq!((&stats["current_user_rank"], &stats["current_user_change"]), (&json!(1), &json!(1)));
    assert_eq!((&stats["total_learners"], &stats["top_xp"]), (&json!(3), &json!(130)));
}

#[tokio::test]
async fn the_own_line_is_appended_when_it_is_outside_the_page_and_only_then() {
    let app = TestApp::init().await;
    let (first, second, idle) = (app.wizard().await, app.wizard().await, app.wizard().await);
    let now = app.platform.now();
    give(&app, first.id, 20, now).await;
    give(&app, second.id, 10, now).await;
    for (person, ranks) in [(&first, json!([1])), (&second, json!([1, 2])), (&idle, json!([1, 3]))] {
        let reply = app.get("/api/v1/leaderboard?limit=1&include_self=true", Some(&person.token)).await.json;
        let rows = reply["leaderboard"].as_array().unwrap();
        assert_eq!(Value::from_iter(rows.iter().map(|row| row["rank"].clone())), ranks);
        let own = rows.iter().filter(|row| row["is_current_user"] == true).map(|row| &row["user_id"]);
        assert_eq!(own.collect::<Vec<_>>(), [&json!(person.id)]);
    }
    let idle = app.get("/api/v1/leaderboard?limit=1&offset=1", Some(&idle.token)).await.json;
    assert_eq!(idle["pagination"], json!({"total": 2, "page": 2, "per_page": 1}));
    assert_eq!(idle["stats"]["current_user_rank"], json!(null), "who has no XP is not on the board");
}

#[tokio::test]
async fn a_signed_in_caller_sees_the_own_line_and_its_neighbours() {
    let app = TestApp::init().await;
    add_people(&app, 6).await;
    let me = app.learner("Ada").await;
    let now = app.platform.now();
    for n in 1..=6 {
        give(&app, person(n), 100 - 10 * i64::try_from(n).unwrap(), now).await;
    }
    give(&app, me.id, 55, now).await;
    let reply = app.get("/v1/leaderboard?around=me&limit=3", Some(&me.token)).await.json;
    assert_eq!(names(&reply), [(4, "Person 4".into(), 60), (5, "Ada".into(), 55), (6, "Person 5".into(), 50)]);
    assert_eq!(reply["data"][1]["is_me"], true);
    assert_eq!(reply["meta"]["me"], json!({"rank": 5, "points": 55, "problems_solved": 0}));

    let change = json!({"display_name": "Countess"});
    app.call(reqwest::Method::PATCH, "/v1/users/me", Some(&me.token), Some(change)).await;
    let anonymous = app.get("/v1/leaderboard", None).await.json;
    assert!(names(&anonymous).iter().any(|(_, name, _)| name == "Countess"), "a new name shows in the next answer");
}
