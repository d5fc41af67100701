//! What happens to submissions whose judge stops, fails or panics.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
    mpsc,
};

use judge::{CompileReport, Exit, Progress, Report, RunRequest, Task, TestReport};
use model::{Role, Verdict};
use platform::{
    Actor,
    judging::worker::Engine,
    submissions::{NewSubmission, State},
};
use serde_json::json;
use testkit::{Database, TestApp};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

type Judges = dyn Fn(&Task, &str) -> Result<Report, &'static str> + Send + Sync;

/// A judge whose verdicts the test writes.
pub(crate) struct Scripted {
    languages: Vec<(String, String)>,
    judges: Box<Judges>,
}

impl Scripted {
    pub(crate) fn new(
        app: &TestApp,
        judges: impl Fn(&Task, &str) -> Result<Report, &'static str> + Send + Sync + 'static,
    ) -> Arc<Self> {
        let languages = app.platform.languages().iter().filter(|language| language.available);
        let languages = languages.map(|language| (language.key.clone(), String::new())).collect();
        Arc::new(Scripted { languages, judges: Box::new(judges) })
    }
}

impl Engine for Scripted {
    fn languages(&self) -> Vec<(String, String)> {
        self.languages.clone()
    }

    fn restarts(&self) -> u64 {
        0
    }

    fn judge(
        &self,
        task: &Task,
        _language: &str,
        source: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> anyhow::Result<Report> {
        progress(Progress::Compiling);
        (self.judges)(task, source).map_err(anyhow::Error::msg)
    }

    fn run(&self, _request: &RunRequest, _progress: &mut dyn FnMut(Progress)) -> anyhow::Result<Report> {
        anyhow::bail!("not in this test")
    }
}

/// The report of a program that passes every test.
pub(crate) fn accepted(task: &Task) -> Report {
    let test = |test: &judge::Test| TestReport {
        name: test.name.clone(),
        verdict: Verdict::Accepted,
        cpu_ms: 1,
        wall_ms: 1,
        memory_kb: 1024,
        runs: 1,
        stdout: test.answer.clone(),
        stderr: String::new(),
        result: None,
        checker_message: None,
        team_message: None,
        points: None,
        judge_error: None,
        limit_hit: None,
        exit: Exit::Code(0),
        truncated: false,
    };
    Report {
        verdict: Verdict::Accepted,
        compile: CompileReport::default(),
        tests: task.tests.iter().map(test).collect(),
        cpu_ms: 1,
        wall_ms: 1,
        memory_kb: 1024,
    }
}

/// A published problem with two tests.
pub(crate) async fn problem(app: &TestApp) -> Uuid {
    let admin = app.staff(Role::Admin).await;
    let problem = json!({
        "slug": "echo", "title": "Echo", "description_markdown": "Print it.", "difficulty": 1,
        "test_cases": [{"input": "a", "expected_output": "a", "is_sample": true}, {"input": "b", "expected_output": "b"}],
    });
    let created = app.post("/v1/problems", Some(&admin.token), problem).await;
    let problem_id: Uuid = created.json["data"]["id"].as_str().and_then(|id| id.parse().ok()).expect("it is made");
    let path = format!("/v1/admin/content/problem/{problem_id}/approve");
    assert_eq!(app.post(&path, Some(&admin.token), json!({})).await.status, 200);
    problem_id
}

/// Somebody who has handed something in, and its id.
pub(crate) struct Author {
    pub(crate) actor: Actor,
    problem_id: Uuid,
}

impl Author {
    pub(crate) async fn of(app: &TestApp, problem_id: Uuid) -> Self {
        let person = app.learner("author").await;
        Author { actor: person.actor(Role::Learner), problem_id }
    }

    pub(crate) async fn submit(&self, app: &TestApp, source: &str) -> Uuid {
        let new = NewSubmission { problem_id: self.problem_id, language: "python".into(), source: source.into() };
        app.platform.submissions().create(&self.actor, new).await.expect("it is accepted")
    }

    /// Waits until the submission is in a state; `moved` is called before each look.
    pub(crate) async fn until(
        &self,
        app: &TestApp,
        id: Uuid,
        mut moved: impl FnMut(),
        reached: impl Fn(State) -> bool,
    ) -> State {
        let mut events = app.platform.events().subscribe();
        loop {
            moved();
            let state = app.platform.submissions().get(&self.actor, id).await.expect("it is there").state;
            if reached(state) {
                return state;
            }
            match events.recv().await {
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => panic!("no more events"),
            }
        }
    }

    pub(crate) async fn verdict(&self, app: &TestApp, id: Uuid) -> Verdict {
        // Failures are repeated after a pause by this clock.
        let advance = || app.clock.advance(chrono::Duration::seconds(2));
        match self.until(app, id, advance, |state| matches!(state, State::Finished(_))).await {
            State::Finished(verdict) => verdict,
            state => panic!("{state:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_was_handed_back_again_and_again_has_all_its_chances_left() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let author = Author::of(&app, problem(&app).await).await;
        let id = author.submit(&app, "print(input())").await;
        for _ in 0..4 {
            // Judges until the test is over.
            let (end, ended) = mpsc::channel::<()>();
            let ended = Mutex::new(ended);
            let never = Scripted::new(&app, move |_, _| {
                let _ = ended.lock().expect("one at a time").recv();
                Err("the server has stopped")
            });
            let slots = app.platform.start_judging(never, 1).await.expect("it starts");
            author.until(&app, id, || {}, |state| state == State::Running).await;
            slots.stop().await;
            drop(end);
            let state = app.platform.submissions().get(&author.actor, id).await.expect("it is there").state;
            assert_eq!(state, State::Pending, "{database:?}");
        }
        let failures = AtomicUsize::new(0);
        let fails_twice = Scripted::new(&app, move |task, _| match failures.fetch_add(1, Ordering::Relaxed) {
            0 | 1 => Err("the judge failed"),
            _ => Ok(accepted(task)),
        });
        let slots = app.platform.start_judging(fails_twice, 1).await.expect("it starts");
        assert_eq!(author.verdict(&app, id).await, Verdict::Accepted, "{database:?}");
        slots.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_over_which_the_judge_panics_ends_as_our_error_and_the_slot_judges_on() {
    for database in Database::BOTH {
        let app = TestApp::on(database).await;
        let author = Author::of(&app, problem(&app).await).await;
        let poison = author.submit(&app, "poison").await;
        let sound = author.submit(&app, "print(input())").await;
        let attempts = Arc::new(AtomicUsize::new(0));
        let counted = attempts.clone();
        let panics = Scripted::new(&app, move |task, source| {
            if source == "poison" {
                counted.fetch_add(1, Ordering::Relaxed);
                panic!("on purpose");
            }
            Ok(accepted(task))
        });
        let slots = app.platform.start_judging(panics, 1).await.expect("it starts");
        assert_eq!(author.verdict(&app, poison).await, Verdict::InternalError, "{database:?}");
        assert_eq!(attempts.load(Ordering::Relaxed), 3, "rule R-Q-05");
        assert_eq!(author.verdict(&app, sound).await, Verdict::Accepted, "{database:?}");
        slots.stop().await;
    }
}
