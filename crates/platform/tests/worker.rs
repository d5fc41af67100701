//! The loop of a worker, over a source and a judge that misbehave.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use judge::{Progress, Report, RunRequest, Task, TaskLimits};
use platform::judging::{
    Lease, Outcome, Work, WorkItem,
    worker::{Engine, Source, Stop, until, work},
};
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

/// A judge that does what the source says.
struct Obedient;

impl Engine for Obedient {
    fn languages(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    fn restarts(&self) -> u64 {
        0
    }

    fn judge(&self, _: &Task, _: &str, _: &str, _: &mut dyn FnMut(Progress)) -> anyhow::Result<Report> {
        anyhow::bail!("only runs in this test")
    }

    fn run(&self, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> anyhow::Result<Report> {
        progress(Progress::Compiling);
        assert_ne!(request.source, "judge panics", "on purpose");
        anyhow::bail!("{} was tried", request.source)
    }
}

/// Gives out the sources, one at each claim, and panics where one says so.
struct Misbehaving {
    waiting: Mutex<VecDeque<&'static str>>,
    handed_in: mpsc::UnboundedSender<(String, Outcome)>,
}

fn source_of(item: &WorkItem) -> &str {
    match &item.work {
        Work::Run(request) => &request.source,
        Work::Judge { source, .. } => source,
    }
}

impl Source for Misbehaving {
    async fn claim(&self, max: usize, mut stop: watch::Receiver<Stop>) -> anyhow::Result<Vec<WorkItem>> {
        assert!(max > 0, "nobody asks for nothing");
        let next = self.waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner).pop_front();
        let Some(source) = next else {
            until(&mut stop, Stop::Finish).await;
            return Ok(Vec::new());
        };
        assert_ne!(source, "claim panics", "on purpose");
        let request = RunRequest {
            language: "python".into(),
            source: source.into(),
            kind: judge::Kind::Stdio,
            limits: TaskLimits::default(),
            checker: judge::Checker::Trimmed,
            rules: judge::Rules::default(),
            cases: Vec::new(),
            options: None,
        };
        let lease = Lease { job_id: Uuid::new_v4(), token: Uuid::new_v4() };
        Ok(vec![WorkItem { lease, work: Work::Run(Box::new(request)) }])
    }

    async fn task(&self, _: &WorkItem) -> anyhow::Result<Arc<Task>> {
        anyhow::bail!("runs have none")
    }

    async fn prolong(&self, _: Vec<Lease>) -> Vec<Lease> {
        panic!("on purpose")
    }

    fn progress(&self, item: &WorkItem, _: Progress) {
        assert_ne!(source_of(item), "progress panics", "on purpose");
    }

    async fn hand_in(&self, item: &WorkItem, outcome: Outcome) {
        assert_ne!(source_of(item), "handing in panics", "on purpose");
        self.handed_in.send((source_of(item).to_owned(), outcome)).expect("the test listens");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_panic_on_the_way_of_a_job_takes_a_slot_along() {
    const ALL: [&str; 6] =
        ["claim panics", "judge panics", "progress panics", "handing in panics", "claim panics", "the last"];
    let (handed_in, mut hears) = mpsc::unbounded_channel();
    let source = Misbehaving { waiting: Mutex::new(ALL.into()), handed_in };
    let (stop, stopped) = watch::channel(Stop::No);
    // One slot: if it were lost, nothing would come after.
    let working = tokio::spawn(work(source, Arc::new(Obedient), 1, stopped));
    let mut heard = Vec::new();
    while let Some((source, outcome)) = hears.recv().await {
        let Outcome::Failed(why) = outcome else { panic!("{outcome:?}") };
        let last = source == "the last";
        heard.push((source, why));
        if last {
            break;
        }
    }
    let sources: Vec<_> = heard.iter().map(|(source, _)| source.as_str()).collect();
    assert_eq!(sources, ["judge panics", "progress panics", "the last"]);
    assert!(heard[0].1.contains("panicked") && heard[1].1.contains("panicked"), "{heard:?}");
    assert_eq!(heard[2].1, "the last was tried");
    stop.send_replace(Stop::Finish);
    working.await.expect("the loop does not panic").expect("the source did not end it");
}
