//! Kill the process anywhere: nothing acknowledged is lost, nothing counts twice.

use std::{fs, sync::Arc};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::Method;
use serde_json::json;
use tokio::sync::mpsc;

use crate::installation::{Installation, call, signal, unless_gone};

/// Moments at which the server is killed.
const KILLS: usize = 50;
/// People who submit at once.
const PEOPLE: usize = 4;

const WRONG: &str = "a, b = map(int, input().split())\nprint(a - b)\n";
const RIGHT: &str = "a, b = map(int, input().split())\nprint(a + b)\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_at_fifty_moments_loses_no_submission_and_counts_none_twice() {
    let seed: u64 = std::env::var("CRASH_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or_else(rand::random);
    println!("CRASH_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);

    let mut server = Installation::new();
    server.start();
    let problem = server.problem("hello-sum").await;
    let mut tokens = Vec::new();
    for person in 0..PEOPLE {
        tokens.push(server.account("learner", &format!("person{person}")).await);
    }
    let tokens = Arc::new(tokens);
    let mut acknowledged: Vec<(usize, String)> = Vec::new();

    for _ in 0..KILLS {
        // Everybody submits as fast as answers come; the server dies after some acknowledgements.
        let (told, mut hears) = mpsc::unbounded_channel();
        let submitters: Vec<_> = (0..PEOPLE)
            .map(|person| {
                let (client, base) = (server.client.clone(), server.base.clone());
                let (token, problem, told) = (tokens[person].clone(), problem.clone(), told.clone());
                let right: bool = random.random_bool(0.2);
                tokio::spawn(async move {
                    let code = if right { RIGHT } else { WRONG };
                    let body = json!({ "problem_id": problem, "language": "python3.10", "code": code });
                    while let Some(data) =
                        call(&client, &base, Method::POST, "/v1/submissions", &token, Some(body.clone())).await
                    {
                        let id = data["submission_id"].as_str().unwrap().to_owned();
                        if told.send((person, id)).is_err() {
                            return;
                        }
                        // One at a time each: the queue must stay short enough to be judged in the end.
                        let url = format!("{base}/v1/submissions/{}/events", data["submission_id"].as_str().unwrap());
                        let sent = client.get(url).bearer_auth(&token).send().await;
                        let Some(stream) = unless_gone(sent) else { return };
                        unless_gone(stream.bytes().await);
                    }
                })
            })
            .collect();
        drop(told);
        let moment = random.random_range(1..=6);
        for _ in 0..moment {
            acknowledged.extend(hears.recv().await);
        }
        // A part of a submission's way further on, without a clock: so many steps of this thread.
        for step in 0..random.random_range(0..2_000_000_u32) {
            std::hint::black_box(step);
        }
        server.kill();
        for submitter in submitters {
            submitter.await.unwrap();
        }
        while let Some(late) = hears.recv().await {
            acknowledged.push(late);
        }
        server.start();
    }

    let mut points = [0; PEOPLE];
    for (person, id) in &acknowledged {
        let submission = server.finished(&tokens[*person], id).await;
        let status = submission["status"].as_str().unwrap();
        assert!(["ACCEPTED", "FAILED"].contains(&status), "seed {seed}: {submission}");
        points[*person] = points[*person].max(submission["points"].as_i64().unwrap());
    }
    println!("{} submissions acknowledged over {KILLS} kills", acknowledged.len());
    for person in 0..PEOPLE {
        let dashboard = server.call(Method::GET, "/v1/users/me/dashboard", &tokens[person], None).await.unwrap();
        // Also submissions whose acknowledgement was cut off may count: but the problem only once, so 100 at most.
        let xp = dashboard["user"]["xp"].as_i64().unwrap();
        assert!(xp >= points[person] && xp <= 100, "seed {seed}: {xp} XP, best result {}", points[person]);
        let all = server.call(Method::GET, "/v1/submissions?limit=100", &tokens[person], None).await.unwrap();
        let best = all.as_array().unwrap().iter().map(|row| row["points"].as_i64().unwrap()).max().unwrap_or(0);
        assert!(xp >= best, "seed {seed}: {xp} XP, best listed result {best}");
        assert!(
            all.as_array().unwrap().iter().all(|row| row["status"] != "PENDING" && row["status"] != "RUNNING"),
            "seed {seed}: something is still pending"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_supervisor_costs_a_submission_nothing_but_time() {
    let mut server = Installation::new();
    server.start();
    let token = server.account("learner", "person").await;
    let problem = server.problem("hello-sum").await;
    let body = json!({ "problem_id": problem, "language": "python3.10", "code": RIGHT });
    for _ in 0..3 {
        let data = server.call(Method::POST, "/v1/submissions", &token, Some(body.clone())).await.unwrap();
        let id = data["submission_id"].as_str().unwrap().to_owned();
        let supervisor = supervisor_of(server.pid()).expect("the server has a supervisor");
        signal(supervisor, libc::SIGKILL);
        let submission = server.finished(&token, &id).await;
        assert_eq!(submission["status"], "ACCEPTED", "{submission}");
    }
    let dashboard = server.call(Method::GET, "/v1/users/me/dashboard", &token, None).await.unwrap();
    assert_eq!(dashboard["user"]["xp"], 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_asked_to_stop_hands_its_running_job_back_within_five_seconds() {
    // Some seconds of judging, most of them asleep.
    const SLOW: &str = "import time\na, b = map(int, input().split())\ntime.sleep(0.5)\nprint(a + b)\n";
    let mut server = Installation::new();
    server.start();
    let token = server.account("learner", "person").await;
    let problem = server.problem("hello-sum").await;
    let body = json!({ "problem_id": problem, "language": "python3.10", "code": SLOW });
    let data = server.call(Method::POST, "/v1/submissions", &token, Some(body)).await.unwrap();
    let id = data["submission_id"].as_str().unwrap().to_owned();
    server.running(&token, &id).await;
    let took = server.stop();
    assert!(took.as_secs_f64() < 5.0, "{took:?}");
    server.start();
    let submission = server.finished(&token, &id).await;
    assert_eq!(submission["status"], "ACCEPTED", "{submission}");
}

/// The child of a process that runs `sandboxd`.
fn supervisor_of(parent: u32) -> Option<i32> {
    fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok()).find(
        |pid| {
            let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            let command = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            status.lines().any(|line| line.split_whitespace().eq(["PPid:", &parent.to_string()]))
                && command.split(|byte| *byte == 0).any(|part| part == b"sandboxd")
        },
    )
}
