//! What can be watched while it changes: who may see it, and its present state.
//!
//! Events only say that something changed. Whoever tells a client reads the state here, so that a client that missed
//! events, or comes late, is told the same as one that was there.

use chrono::Duration;
use model::{ProblemId, SubmissionId, Verdict};
use store::{problems as problem_queries, watch as queries};

use crate::{Actor, Error, Permission, Platform, Result, judging::LiveTest};

/// Somebody whose draft or submission moved within this time is solving now.
const SOLVING: Duration = Duration::minutes(5);

/// How far a submission is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SubmissionState {
    /// Waiting, being judged, or judged.
    pub phase: Phase,
    /// Tests that have finished, in the order of the problem.
    pub tests: Vec<TestState>,
    /// Tests of the problem.
    pub tests_total: usize,
}

/// Where a submission is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Waiting for a worker.
    Pending,
    /// Being judged.
    Running,
    /// Judged; nothing follows.
    Finished {
        /// What the judge says.
        verdict: Verdict,
        /// 0 to 100.
        points: i64,
        /// Whether every test was passed.
        passed: bool,
    },
}

/// One finished test.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TestState {
    /// From 0, in the order of the problem.
    pub position: i64,
    /// The test's name.
    pub name: String,
    /// Whether everybody may see the test.
    pub is_sample: bool,
    /// What the judge says.
    pub verdict: Verdict,
    /// CPU time in milliseconds.
    pub time_ms: Option<i64>,
    /// Peak memory in KiB.
    pub memory_kb: Option<i64>,
}

/// Who works on an exercise, and what all submissions to it add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExerciseState {
    /// People whose draft or submission moved in the last five minutes.
    pub solving_now: i64,
    /// Submissions that count.
    pub total_submissions: i64,
    /// Those that passed every test.
    pub total_accepted: i64,
}

/// Use cases about watching.
pub struct Watch<'p>(&'p Platform);

impl Platform {
    /// Use cases about watching.
    #[must_use]
    pub fn watch(&self) -> Watch<'_> {
        Watch(self)
    }
}

impl Watch<'_> {
    /// Lets the actor watch a submission: its author, and who may read the submissions of others.
    ///
    /// # Errors
    /// `Unauthorized` when nobody has signed in, `NotFound` when there is none, `Forbidden` for everybody else.
    pub async fn may_watch_submission(&self, actor: &Actor, id: SubmissionId) -> Result<()> {
        let account = actor.signed_in()?;
        let author = queries::submission_author(&mut self.0.store().read().await?, id).await?;
        match author {
            None => Err(Error::not_found("submission")),
            Some(author) if author == account.id || actor.may(Permission::ReadAnySubmission) => Ok(()),
            Some(_) => Err(Error::forbidden("this submission belongs to somebody else")),
        }
    }

    /// How far a submission is. The caller has made sure of permission; the answer is the same for everybody.
    ///
    /// # Errors
    /// `NotFound` when there is none; `Internal` when the database cannot be read.
    pub async fn submission(&self, id: SubmissionId) -> Result<SubmissionState> {
        let mut conn = self.0.store().read().await?;
        // What is judged now is known before the row is read: if the verdict comes in between, the row has it.
        let progress = self.0.live().submission(id);
        let row = queries::submission(&mut conn, id).await?.ok_or_else(|| Error::not_found("submission"))?;
        let tests_total = usize::try_from(row.tests_total).unwrap_or(0);
        let phase = phase(&row);
        let tests = match (phase, progress) {
            (Phase::Finished { .. }, _) => {
                queries::submission_tests(&mut conn, id).await?.into_iter().map(recorded_test).collect()
            }
            (Phase::Running, Some(progress)) => progress.tests.into_iter().map(live_test).collect(),
            _ => Vec::new(),
        };
        Ok(SubmissionState { phase, tests, tests_total })
    }

    /// Lets the actor watch an exercise: whoever may see it.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn may_watch_exercise(&self, actor: &Actor, id: ProblemId) -> Result<()> {
        self.0.problems().find_visible(actor, id).await.map(drop)
    }

    /// Who works on an exercise now, and what all submissions to it add up to.
    ///
    /// # Errors
    /// `NotFound` when there is none; `Internal` when the database cannot be read.
    pub async fn exercise(&self, id: ProblemId) -> Result<ExerciseState> {
        let mut conn = self.0.store().read().await?;
        let totals = problem_queries::statistics(&mut conn, id).await?.ok_or_else(|| Error::not_found("exercise"))?;
        let since = self.0.now() - SOLVING;
        Ok(ExerciseState {
            solving_now: problem_queries::solving_now(&mut conn, id, since).await?,
            total_submissions: totals.total_submissions,
            total_accepted: totals.total_accepted,
        })
    }
}

fn phase(state: &queries::SubmissionState) -> Phase {
    match state.status.as_str() {
        "finished" => Phase::Finished {
            verdict: state.verdict.as_deref().and_then(Verdict::parse).unwrap_or(Verdict::InternalError),
            points: state.points,
            passed: state.passed,
        },
        "running" => Phase::Running,
        _ => Phase::Pending,
    }
}

fn recorded_test(test: queries::TestState) -> TestState {
    TestState {
        position: test.position,
        name: test.name,
        is_sample: test.is_sample,
        verdict: Verdict::parse(&test.verdict).unwrap_or(Verdict::InternalError),
        time_ms: test.time_ms,
        memory_kb: test.memory_kb,
    }
}

fn live_test(test: LiveTest) -> TestState {
    TestState {
        position: i64::try_from(test.index).unwrap_or(i64::MAX),
        name: test.name,
        is_sample: test.is_sample,
        verdict: test.verdict,
        time_ms: i64::try_from(test.time_ms).ok(),
        memory_kb: i64::try_from(test.memory_kb).ok(),
    }
}
