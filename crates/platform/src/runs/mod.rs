//! Ungraded runs: on samples, on own input, and the code execution of other clients.

use chrono::{DateTime, Utc};
use judge::{Kind, RunCase, RunReport, TestReport};
use model::{ProblemId, RunId, UserId};
use serde::{Deserialize, Serialize};
use store::jobs;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::{
    Actor, Code, Error, Permission, Platform, Result,
    events::Event,
    problems::check_solvable,
    submissions::{CODE_EXECUTION, check_source},
};

/// Most cases of one run.
pub const MAX_CASES: usize = 10;
/// Longest input or expected output of a case, in bytes.
pub const MAX_CASE_BYTES: usize = 64 * 1024;

/// How long [`Runs::execute`] waits.
pub const EXECUTE_WAIT: std::time::Duration = std::time::Duration::from_secs(8);

/// How long the result of a run is kept.
const KEPT: chrono::Duration = chrono::Duration::days(1);

/// Use cases about runs.
pub struct Runs<'p>(&'p Platform);

impl Platform {
    /// Use cases about runs.
    #[must_use]
    pub fn runs(&self) -> Runs<'_> {
        Runs(self)
    }
}

/// What is to be run.
#[derive(Debug, Clone)]
pub struct NewRun {
    /// The problem whose kind and limits hold; without one the program reads standard input under the default limits.
    pub problem_id: Option<ProblemId>,
    /// Key or API name of the language.
    pub language: String,
    /// The program.
    pub source: String,
    /// 1 to [`MAX_CASES`] inputs.
    pub cases: Vec<Case>,
}

/// One input.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Case {
    /// Name to find the result by.
    pub name: String,
    /// Standard input, or the arguments of a function, one JSON value a line.
    pub input: String,
    /// What is expected, if that is known.
    pub expected_output: Option<String>,
}

/// A run as its owner sees it.
#[derive(Debug, Clone)]
pub struct Run {
    /// Identity.
    pub id: RunId,
    /// Whose.
    pub user_id: UserId,
    /// The problem, if any.
    pub problem_id: Option<ProblemId>,
    /// Key of the language.
    pub language: String,
    /// What was asked.
    pub cases: Vec<Case>,
    /// How far it is.
    pub state: State,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// How far a run is.
#[derive(Debug, Clone)]
pub enum State {
    /// Waiting.
    Pending,
    /// Under way, with the results so far.
    Running(Vec<TestReport>),
    /// Done.
    Finished(Box<RunReport>),
}

impl Runs<'_> {
    /// Queues a run. It counts for nothing.
    ///
    /// # Errors
    /// As [`crate::submissions::Submissions::create`]; `ValidationError` also for no or too many cases and too long input.
    pub async fn create(&self, actor: &Actor, new: NewRun) -> Result<Run> {
        self.0.limits().check_run(actor.signed_in()?.id).await?;
        self.queue(actor, new).await
    }

    async fn queue(&self, actor: &Actor, new: NewRun) -> Result<Run> {
        let user_id = actor.signed_in()?.id;
        actor.require(Permission::SubmitCode)?;
        let language = self.0.language_for(&new.language).await?;
        check_source(&new.source)?;
        check_cases(&new.cases)?;
        let problem = match new.problem_id {
            Some(id) => Some(self.0.problems().find_visible(actor, id).await?),
            None => None,
        };
        check_solvable(language, problem.as_ref().is_some_and(|problem| matches!(problem.kind, Kind::Function(_))))?;
        let now = self.0.now();
        let row = store::runs::NewRun {
            id: Uuid::now_v7(),
            user_id,
            problem_id: problem.as_ref().map(|problem| problem.id),
            version_id: problem.as_ref().map(|problem| problem.version_id),
            language: language.key.clone(),
            source_code: new.source,
            cases: serde_json::to_value(&new.cases).map_err(Error::internal)?,
            created_at: now,
        };
        let id = row.id;
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    store::runs::insert(tx, &row).await?;
                    jobs::enqueue(tx, jobs::Kind::Run, row.id, CODE_EXECUTION, now).await
                })
            })
            .await?;
        self.0.events().publish(Event::JobQueued);
        self.get(actor, id).await
    }

    /// Runs something and waits for its end, at most [`EXECUTE_WAIT`]; then the run is given as it is.
    ///
    /// # Errors
    /// As [`Runs::create`], and `RateLimited` as for submissions (rule R-RATE-05).
    pub async fn execute(&self, actor: &Actor, new: NewRun) -> Result<Run> {
        // Listen before it is queued, so that its end is not missed.
        let mut events = self.0.events().subscribe();
        self.0.limits().check_submission(actor.signed_in()?.id).await?;
        let run = self.queue(actor, new).await?;
        let end = async {
            loop {
                match events.recv().await {
                    Ok(Event::Run { id }) if id != run.id => {}
                    Ok(Event::Run { .. }) | Err(RecvError::Lagged(_)) => {
                        let now = self.get(actor, run.id).await?;
                        if matches!(now.state, State::Finished(_)) {
                            return Ok(now);
                        }
                    }
                    Ok(_) => {}
                    Err(RecvError::Closed) => return Err(Error::new(Code::Unavailable, "the server is stopping")),
                }
            }
        };
        match tokio::time::timeout(EXECUTE_WAIT, end).await {
            Ok(ended) => ended,
            Err(_) => self.get(actor, run.id).await,
        }
    }

    /// Deletes runs that are older than a day: nobody's record, and each may be a megabyte.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn delete_expired(&self) -> Result<()> {
        let before = self.0.now() - KEPT;
        self.0.store().write(move |tx| Box::pin(store::runs::delete_before(tx, before))).await?;
        Ok(())
    }

    /// One of one's own runs.
    ///
    /// # Errors
    /// `NotFound`, also for somebody else's: runs are nobody else's business.
    pub async fn get(&self, actor: &Actor, id: RunId) -> Result<Run> {
        let account = actor.signed_in()?;
        let row = {
            let mut conn = self.0.store().read().await?;
            store::runs::find(&mut conn, id).await?
        };
        let row = row.filter(|row| row.user_id == Some(account.id)).ok_or_else(|| Error::not_found("run"))?;
        let state = match (row.status.as_str(), row.report) {
            ("finished", Some(report)) => State::Finished(serde_json::from_value(report.0).map_err(Error::internal)?),
            ("pending", _) => State::Pending,
            _ => State::Running(self.0.live().run(id)),
        };
        Ok(Run {
            id: row.id,
            user_id: account.id,
            problem_id: row.problem_id,
            language: row.language,
            cases: serde_json::from_value(row.cases.0).map_err(Error::internal)?,
            state,
            created_at: row.created_at,
        })
    }
}

fn check_cases(cases: &[Case]) -> Result<()> {
    if cases.is_empty() {
        return Err(Error::field("cases", "give at least one case"));
    }
    if cases.len() > MAX_CASES {
        return Err(Error::field("cases", "at most 10 cases can be run at once"));
    }
    for case in cases {
        let longest = case.input.len().max(case.expected_output.as_ref().map_or(0, String::len));
        if longest > MAX_CASE_BYTES {
            return Err(Error::field("cases", format!("`{}` is longer than 64 KiB", case.name)));
        }
    }
    Ok(())
}

impl From<Case> for RunCase {
    fn from(case: Case) -> Self {
        RunCase { name: case.name, input: case.input, expected: case.expected_output }
    }
}
