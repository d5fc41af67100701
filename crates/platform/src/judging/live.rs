//! How far the submissions and runs are that this process is judging now. Not kept: the database has the rest.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use judge::{Task, TestReport};
use model::{RunId, SubmissionId, Verdict};

use super::worker::Engine;

/// The progress of what is being judged.
#[derive(Default)]
pub struct Live {
    submissions: Mutex<HashMap<SubmissionId, Progress>>,
    runs: Mutex<HashMap<RunId, Vec<TestReport>>>,
    judge: OnceLock<Arc<dyn Engine>>,
    slots: AtomicUsize,
}

/// How far a submission is.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Still before the first test.
    pub compiling: bool,
    /// Tests of the task.
    pub total: usize,
    /// Those that ended, in order.
    pub tests: Vec<LiveTest>,
}

/// The result of a test as its author may see it before the verdict: nothing of a hidden test's texts.
#[derive(Debug, Clone)]
pub struct LiveTest {
    /// Place in the order of the tests, from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Whether learners may see it.
    pub is_sample: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// CPU time in milliseconds.
    pub time_ms: u64,
    /// Peak memory in KiB.
    pub memory_kb: u64,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing panics while it holds one of these; if it did, the map would still be whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// Programs that this process judges at once; 0 when it judges nothing.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.slots.load(Ordering::Relaxed)
    }

    /// How often the supervisor of the sandboxes was started again.
    #[must_use]
    pub fn sandbox_restarts(&self) -> u64 {
        self.judge.get().map_or(0, |judge| judge.restarts())
    }

    pub(super) fn judged_by(&self, judge: Arc<dyn Engine>) {
        // The first one counts: a process judges with one.
        let _ = self.judge.set(judge);
    }

    pub(super) fn set_slots(&self, slots: usize) {
        self.slots.store(slots, Ordering::Relaxed);
    }

    /// How far a submission is that this process judges; `None` for others.
    #[must_use]
    pub fn submission(&self, id: SubmissionId) -> Option<Progress> {
        locked(&self.submissions).get(&id).cloned()
    }

    /// The results so far of a run that this process does.
    #[must_use]
    pub fn run(&self, id: RunId) -> Vec<TestReport> {
        locked(&self.runs).get(&id).cloned().unwrap_or_default()
    }

    pub(super) fn begin_submission(&self, id: SubmissionId, total: usize) {
        locked(&self.submissions).insert(id, Progress { compiling: true, total, tests: Vec::new() });
    }

    pub(super) fn progress_submission(&self, id: SubmissionId, task: &Task, progress: judge::Progress) {
        let mut submissions = locked(&self.submissions);
        let Some(state) = submissions.get_mut(&id) else { return };
        match progress {
            judge::Progress::Compiling => {}
            judge::Progress::Compiled(_) => state.compiling = false,
            judge::Progress::Test { index, result, .. } => {
                state.compiling = false;
                state.tests.push(LiveTest {
                    index,
                    name: result.name,
                    is_sample: task.tests.get(index).is_some_and(|test| test.is_sample),
                    verdict: result.verdict,
                    time_ms: result.cpu_ms,
                    memory_kb: result.memory_kb,
                });
            }
        }
    }

    pub(super) fn forget_submission(&self, id: SubmissionId) {
        locked(&self.submissions).remove(&id);
    }

    pub(super) fn progress_run(&self, id: RunId, progress: judge::RunProgress) {
        if let judge::Progress::Test { result, .. } = progress {
            locked(&self.runs).entry(id).or_default().push(*result);
        }
    }

    pub(super) fn forget_run(&self, id: RunId) {
        locked(&self.runs).remove(&id);
    }
}
