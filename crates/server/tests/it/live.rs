//! Live connections, as clients see them.

#![allow(clippy::unwrap_used, reason = "tests")]

use serde_json::{Value, json};
use testkit::TestApp;
use uuid::Uuid;

use crate::people::{self, add_people, person};

/// Reads server-sent events one by one.
pub(crate) struct Events {
    response: reqwest::Response,
    text: String,
}

impl Events {
    pub(crate) async fn open(app: &TestApp, path: &str, last_id: Option<&str>) -> Self {
        let mut request = reqwest::Client::new().get(format!("{}{path}", app.base));
        if let Some(id) = last_id {
            request = request.header("Last-Event-ID", id);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        Events { response, text: String::new() }
    }

    /// The next event's id and data; `None` at the end of the stream.
    pub(crate) async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let event: String = self.text.drain(..end + 2).collect();
                let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
                if let Some(data) = field("data: ") {
                    return Some((field("id: ").unwrap(), serde_json::from_str(&data).unwrap()));
                }
                continue;
            }
            let chunk = self.response.chunk().await.unwrap()?;
            self.text += std::str::from_utf8(&chunk).unwrap();
        }
    }
}

async fn app_with_people(count: u128) -> TestApp {
    let app = TestApp::init().await;
    add_people(&app, count).await;
    app
}

async fn give(app: &TestApp, user_id: Uuid, points: i64) {
    people::give(app, user_id, points, app.platform.now()).await;
}

fn ranks(data: &Value) -> Vec<(&str, i64)> {
    data["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["user"]["display_name"].as_str().unwrap(), row["points"].as_i64().unwrap()))
        .collect()
}

#[tokio::test]
async fn a_board_is_told_as_it_is_and_then_as_it_changes() {
    let app = app_with_people(2).await;
    give(&app, person(1), 10).await;
    let mut events = Events::open(&app, "/v1/leaderboard/events?limit=5", None).await;
    let headers = events.response.headers();
    assert_eq!(headers["content-type"], "text/event-stream");
    assert_eq!(headers["cache-control"], "no-cache");

    let (first_id, first) = events.next().await.unwrap();
    assert_eq!(ranks(&first), [("Person 1", 10)]);
    assert_eq!((&first["total"], first["seq"].to_string()), (&json!(1), first_id.clone()));

    give(&app, person(2), 30).await;
    let (second_id, second) = events.next().await.unwrap();
    assert_eq!(ranks(&second), [("Person 2", 30), ("Person 1", 10)]);
    assert!(second_id > first_id);
}

#[tokio::test]
async fn who_has_the_present_state_is_told_only_the_next_one() {
    let app = app_with_people(1).await;
    give(&app, person(1), 10).await;
    let path = "/v1/leaderboard/events";
    let (id, _) = Events::open(&app, path, None).await.next().await.unwrap();
    let mut resumed = Events::open(&app, path, Some(&id)).await;
    // A second watcher proves that the hub has told the room, the resumed one included.
    assert_eq!(Events::open(&app, path, None).await.next().await.unwrap().0, id);
    give(&app, person(1), 5).await;
    let (next_id, next) = resumed.next().await.unwrap();
    assert_ne!(next_id, id);
    assert_eq!(ranks(&next), [("Person 1", 15)]);
}

#[tokio::test]
async fn many_changes_at_once_are_told_as_few() {
    let app = app_with_people(1).await;
    let mut events = Events::open(&app, "/v1/leaderboard/events", None).await;
    assert_eq!(ranks(&events.next().await.unwrap().1), []);
    for _ in 0..40 {
        give(&app, person(1), 1).await;
    }
    let begun = std::time::Instant::now();
    let mut told = 0;
    while ranks(&events.next().await.unwrap().1) != [("Person 1", 40)] {
        told += 1;
    }
    let beats = begun.elapsed().as_millis() / 100 + 6;
    assert!(told < beats, "{told} states in {beats} tenths of a second");
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let app = app_with_people(1).await;
    let mut events = Events::open(&app, "/v1/leaderboard/events", None).await;
    events.next().await.unwrap();
    app.state.end_live_connections();
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn a_submission_is_followed_only_by_who_may_see_it() {
    let app = TestApp::init().await;
    let path = format!("/v1/submissions/{}/events", person(9));
    let reply = app.get(&path, None).await;
    assert_eq!((reply.status.as_u16(), &reply.json["error"]["code"]), (401, &json!("UNAUTHORIZED")));
    let reply = app.get(&format!("{path}?access_token=not.a.token"), None).await;
    assert_eq!(reply.status, 401);
    let reply = app.get(&format!("/ws/exercises/{}/stats", person(9)), None).await;
    assert_eq!(reply.status, 401);
    let reply = app.get("/v1/leaderboard/events?limit=1000", None).await;
    assert_eq!((reply.status.as_u16(), &reply.json["error"]["details"][0]["field"]), (400, &json!("limit")));
}
