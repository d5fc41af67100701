//! Submissions and exercises watched over sockets and event streams, by who may and who may not.

#![allow(clippy::unwrap_used, reason = "tests")]

use futures_util::{SinkExt, StreamExt};
use platform::events::Event;
use serde_json::{Value, json};
use store::{Value as Parameter, testing};
use testkit::{Person, TestApp};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};
use uuid::Uuid;

use crate::live::Events;

const PROBLEM: Uuid = Uuid::from_u128(0x9);
const VERSION: Uuid = Uuid::from_u128(0x9_1);
const SUBMISSION: Uuid = Uuid::from_u128(0x9_2);

/// A published problem with two tests, and a submission of `author` that waits.
async fn submission_of(app: &TestApp, author: Uuid) {
    let now = Parameter::from(app.platform.now());
    let written = app.platform.store().write(move |tx| {
        Box::pin(async move {
            let list = || Parameter::from(json!([]));
            let object = || Parameter::from(json!({}));
            let sql = "INSERT INTO problems (id, number, slug, title, difficulty, kind, source, is_published, is_premium, \
                       search_text, current_version_id, created_at, updated_at) \
                       VALUES ($1, 1, 'p', 'P', 1, 'stdio', 'package', TRUE, FALSE, '', $2, $3, $3)";
            testing::execute(tx, sql, vec![PROBLEM.into(), VERSION.into(), now.clone()]).await?;
            let sql = "INSERT INTO problem_versions (id, problem_id, number, digest, description_markdown, \
                       description_html, time_limit_ms, memory_limit_kb, output_limit_kb, checker, hints, starter_code, \
                       stop_at_failure, created_at) VALUES ($1, $2, 1, '', '', '', 1000, 65536, 64, $3, $4, $3, FALSE, $5)";
            testing::execute(tx, sql, vec![VERSION.into(), PROBLEM.into(), object(), list(), now.clone()]).await?;
            for position in 0..2_i64 {
                let sql = "INSERT INTO problem_tests (id, version_id, position, name, is_sample, points, input, answer) \
                           VALUES ($1, $2, $3, $4, FALSE, 50, $5, $5)";
                let name = format!("test {position}");
                let id = Uuid::from_u128(100 + u128::from(position.unsigned_abs()));
                let sealed = Parameter::from(vec![0_u8]);
                testing::execute(tx, sql, vec![id.into(), VERSION.into(), position.into(), name.into(), sealed]).await?;
            }
            let sql = "INSERT INTO submissions (id, number, user_id, problem_id, version_id, language, source_code, status, \
                       passed, points, test_points, tests_passed, tests_total, diagnostics, xp_earned, submitted_at, updated_at) \
                       VALUES ($1, 1, $2, $3, $4, 'python', '', 'pending', FALSE, 0, 0, 0, 2, $5, 0, $6, $6)";
            let ids = [SUBMISSION, author, PROBLEM, VERSION].map(Parameter::from);
            testing::execute(tx, sql, ids.into_iter().chain([list(), now]).collect()).await
        })
    });
    written.await.unwrap();
}

/// Moves the submission on, as the judging loop does.
async fn set(app: &TestApp, author: Uuid, sql: &'static str) {
    let written =
        app.platform.store().write(move |tx| Box::pin(async move { testing::execute(tx, sql, Vec::new()).await }));
    written.await.unwrap();
    app.platform.events().publish(Event::Submission { id: SUBMISSION, user_id: author });
}

const RUNNING: &str = "UPDATE submissions SET status = 'running'";
const ACCEPTED: &str = "UPDATE submissions SET status = 'finished', verdict = 'accepted', passed = TRUE, points = 100";

type Web = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Opens a WebSocket; the status that refused it otherwise.
async fn open(app: &TestApp, path: &str) -> Result<Web, u16> {
    use tokio_tungstenite::tungstenite::Error;
    match connect_async(format!("{}{path}", app.base.replace("http", "ws"))).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

async fn text(socket: &mut Web) -> String {
    loop {
        match socket.next().await.unwrap().unwrap() {
            Message::Text(text) if text.as_str() == "2" => socket.send(Message::text("3")).await.unwrap(),
            Message::Text(text) => return text.to_string(),
            _ => {}
        }
    }
}

/// A Socket.IO client of its wire protocol: `0` opens, `40` connects, `44` refuses, `42` carries events.
struct SocketIo(Web);

impl SocketIo {
    /// Connects with this handshake; the refusal's message otherwise.
    async fn connect(app: &TestApp, auth: Value) -> Result<Self, String> {
        let mut socket = open(app, "/socket.io/?EIO=4&transport=websocket").await.unwrap();
        assert!(text(&mut socket).await.starts_with('0'));
        socket.send(Message::text(format!("40{auth}"))).await.unwrap();
        let answer = text(&mut socket).await;
        match answer.strip_prefix("44") {
            Some(refusal) => {
                Err(serde_json::from_str::<Value>(refusal).unwrap()["message"].as_str().unwrap().to_owned())
            }
            None => {
                assert!(answer.starts_with("40"), "{answer}");
                Ok(SocketIo(socket))
            }
        }
    }

    async fn of(app: &TestApp, person: &Person) -> Self {
        Self::connect(app, json!({ "token": person.token })).await.unwrap()
    }

    async fn emit(&mut self, event: &str, channel: &str) {
        let packet = json!([event, { "channel": channel }]);
        self.0.send(Message::text(format!("42{packet}"))).await.unwrap();
    }

    /// The next event's name and data.
    async fn next(&mut self) -> (String, Value) {
        let packet = text(&mut self.0).await;
        let Value::Array(mut parts) = serde_json::from_str(packet.strip_prefix("42").unwrap()).unwrap() else {
            panic!("{packet}")
        };
        let data = parts.pop().unwrap();
        (parts.pop().unwrap().as_str().unwrap().to_owned(), data)
    }

    async fn next_status(&mut self) -> String {
        let (event, data) = self.next().await;
        assert_eq!(event, "submission:update");
        data["status"].as_str().unwrap().to_owned()
    }
}

fn channel() -> String {
    format!("submission:{SUBMISSION}")
}

#[tokio::test]
async fn socket_io_takes_own_and_supabase_tokens_and_refuses_all_others() {
    let app = TestApp::init().await;
    let (learner, wizard) = (app.learner("Ada").await, app.wizard().await);
    for person in [&learner, &wizard] {
        SocketIo::of(&app, person).await;
    }
    for auth in [json!({}), json!({"token": ""}), json!({"token": format!("{}x", learner.token)}), json!({"token": 5})]
    {
        assert_eq!(SocketIo::connect(&app, auth).await.err().as_deref(), Some("Authentication error"));
    }
}

#[tokio::test]
async fn a_submission_is_told_to_its_author_from_the_present_state_to_the_verdict() {
    let app = TestApp::init().await;
    let author = app.learner("Ada").await;
    submission_of(&app, author.id).await;
    let mut socket = SocketIo::of(&app, &author).await;
    socket.emit("subscribe", &channel()).await;
    socket.emit("subscribe", &channel()).await;
    assert_eq!(socket.next_status().await, "PENDING");
    set(&app, author.id, RUNNING).await;
    assert_eq!(socket.next_status().await, "RUNNING");
    set(&app, author.id, ACCEPTED).await;
    let (_, last) = socket.next().await;
    assert_eq!((&last["status"], &last["points"], &last["passed"]), (&json!("ACCEPTED"), &json!(100), &json!(true)));
    // Subscribing twice, and the news that nothing changed, bring nothing: the next event is another channel's.
    app.platform.events().publish(Event::Submission { id: SUBMISSION, user_id: author.id });
    give_points(&app, author.id).await;
    socket.emit("subscribe", "leaderboard:global:weekly").await;
    let (event, data) = socket.next().await;
    assert_eq!((event.as_str(), &data["user_id"]), ("leaderboard:update", &json!(author.id)));
    assert_eq!((&data["rank"], &data["points"]), (&json!(1), &json!(7)));
    assert_eq!(data["channel"], "leaderboard:global:weekly");
}

async fn give_points(app: &TestApp, person: Uuid) {
    crate::people::give(app, person, 7, app.platform.now()).await;
}

#[tokio::test]
async fn strangers_are_told_nothing_of_a_submission_and_staff_may_watch() {
    let app = TestApp::init().await;
    let (author, stranger) = (app.learner("Ada").await, app.learner("Eve").await);
    let instructor = app.staff(model::Role::Instructor).await;
    submission_of(&app, author.id).await;
    give_points(&app, stranger.id).await;
    let mut eve = SocketIo::of(&app, &stranger).await;
    eve.emit("subscribe", &channel()).await;
    eve.emit("subscribe", "submission:nonsense").await;
    eve.emit("subscribe", "leaderboard:global:all_time").await;
    let mut staff = SocketIo::of(&app, &instructor).await;
    staff.emit("subscribe", &channel()).await;
    assert_eq!(staff.next_status().await, "PENDING");
    assert_eq!(eve.next().await.0, "leaderboard:update", "the first event is not of the submission");
    let stream = format!("/v1/submissions/{SUBMISSION}/events");
    assert_eq!(app.get(&stream, Some(&stranger.token)).await.status, 403);
    assert_eq!(app.get(&format!("{stream}?access_token={}", stranger.token), None).await.status, 403);
    let missing = format!("/v1/submissions/{}/events", Uuid::from_u128(77));
    assert_eq!(app.get(&missing, Some(&author.token)).await.status, 404);
}

#[tokio::test]
async fn after_unsubscribing_nothing_more_is_told() {
    let app = TestApp::init().await;
    let author = app.learner("Ada").await;
    submission_of(&app, author.id).await;
    give_points(&app, author.id).await;
    let mut socket = SocketIo::of(&app, &author).await;
    socket.emit("subscribe", &channel()).await;
    socket.emit("unsubscribe", &channel()).await;
    socket.emit("subscribe", "leaderboard:global:monthly").await;
    while socket.next().await.0 != "leaderboard:update" {}
    // The commands have taken effect in their order; the verdict goes to nobody.
    set(&app, author.id, ACCEPTED).await;
    give_points(&app, author.id).await;
    assert_eq!(socket.next().await.0, "leaderboard:update");
}

#[tokio::test]
async fn the_event_stream_of_a_submission_ends_with_its_verdict_and_resumes_by_version() {
    let app = TestApp::init().await;
    let author = app.learner("Ada").await;
    submission_of(&app, author.id).await;
    let path = format!("/v1/submissions/{SUBMISSION}/events?access_token={}", author.token);
    let mut events = Events::open(&app, &path, None).await;
    assert_eq!(events.next().await.unwrap().1["status"], "PENDING");
    set(&app, author.id, RUNNING).await;
    let (running, state) = events.next().await.unwrap();
    assert_eq!((&state["status"], &state["progress"]), (&json!("RUNNING"), &json!(0)));
    set(&app, author.id, ACCEPTED).await;
    let (last, state) = events.next().await.unwrap();
    assert_eq!((&state["status"], &state["test_results"]), (&json!("ACCEPTED"), &json!([])));
    assert_eq!(events.next().await, None, "nothing follows the verdict");

    let mut late = Events::open(&app, &path, Some(&running)).await;
    assert_eq!(late.next().await.unwrap().0, last);
    let mut informed = Events::open(&app, &path, Some(&last)).await;
    assert_eq!(informed.next().await, None, "who has the verdict is told nothing");
}

#[tokio::test]
async fn an_exercise_tells_who_works_on_it_to_everybody_signed_in() {
    let app = TestApp::init().await;
    let (author, wizard) = (app.learner("Ada").await, app.wizard().await);
    submission_of(&app, author.id).await;
    let path = format!("/ws/exercises/{PROBLEM}/stats");
    assert_eq!(open(&app, &path).await.err(), Some(401));
    assert_eq!(open(&app, &format!("{path}?token=not.a.token")).await.err(), Some(401));
    let other = format!("/ws/exercises/{}/stats?token={}", Uuid::from_u128(5), wizard.token);
    assert_eq!(open(&app, &other).await.err(), Some(404));

    let mut socket = open(&app, &format!("{path}?token={}", wizard.token)).await.unwrap();
    let message: Value = serde_json::from_str(&text(&mut socket).await).unwrap();
    assert_eq!(
        message,
        json!({"type": "exercise_stats", "data": {"concurrent_solvers": 1, "total_submissions": 0, "completion_rate": 0}})
    );
    let count = "UPDATE problems SET total_submissions = 3, total_accepted = 1";
    let written =
        app.platform.store().write(move |tx| Box::pin(async move { testing::execute(tx, count, Vec::new()).await }));
    written.await.unwrap();
    app.platform.events().publish(Event::Problem { id: PROBLEM });
    let message: Value = serde_json::from_str(&text(&mut socket).await).unwrap();
    assert_eq!((&message["data"]["total_submissions"], &message["data"]["completion_rate"]), (&json!(3), &json!(33)));
}
