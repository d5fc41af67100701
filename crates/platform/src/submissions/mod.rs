//! Submissions: handing in, reading, listing. The verdict is the business of [`crate::judging`].

mod drafts;
mod intake;
mod view;

pub use drafts::Draft;
pub(crate) use intake::Intake;
pub use view::{State, Submission, TestResult};

use model::{ProblemId, SubmissionId, UserId};
use store::jobs;
use uuid::Uuid;

use crate::{Actor, Error, Permission, Platform, Result, events::Event};

/// Longest program that is accepted, in characters (rule R-SUB-01).
pub const MAX_SOURCE_CHARS: usize = 10_000;

/// Jobs of this priority are judged before those with a greater number.
pub(crate) const CODE_EXECUTION: i64 = 10;

/// Use cases about submissions and drafts.
pub struct Submissions<'p>(pub(super) &'p Platform);

impl Platform {
    /// Use cases about submissions and drafts.
    #[must_use]
    pub fn submissions(&self) -> Submissions<'_> {
        Submissions(self)
    }
}

/// A program that somebody hands in.
#[derive(Debug, Clone)]
pub struct NewSubmission {
    /// For which problem.
    pub problem_id: ProblemId,
    /// Any name of the language: its key, its name in the native API.
    pub language: String,
    /// The program.
    pub source: String,
}

/// Which submissions a list shows.
#[derive(Debug, Clone, Default)]
pub struct ListFilter {
    /// Of one problem only.
    pub problem_id: Option<ProblemId>,
    /// Of somebody else; needs the permission to read any submission.
    pub user_id: Option<UserId>,
    /// In this state only.
    pub state: Option<StateFilter>,
}

/// States that a list can be restricted to.
#[derive(Debug, Clone)]
pub enum StateFilter {
    /// Waiting for a judge.
    Pending,
    /// Being judged.
    Running,
    /// Finished with one of these verdicts (at most four).
    Verdicts(Vec<model::Verdict>),
    /// In a state that submissions never have.
    Never,
}

impl Submissions<'_> {
    /// Hands a program in: the submission and its judging are committed together, then it is judged. Returns its id.
    ///
    /// # Errors
    /// `Unauthorized`, `Forbidden`, `RateLimited`, `NotFound` for a problem that the actor cannot see,
    /// `ValidationError` for an empty or too long program, for an unknown language, one that is not installed, or one
    /// without functions for a problem that asks for one.
    pub async fn create(&self, actor: &Actor, new: NewSubmission) -> Result<SubmissionId> {
        let user_id = actor.signed_in()?.id;
        actor.require(Permission::SubmitCode)?;
        let language = self.0.language_for(&new.language).await?;
        check_source(&new.source)?;
        let (problem_id, version_id) = self.0.problems().find_to_solve(actor, new.problem_id, language).await?;
        self.0.limits().check_submission(user_id).await?;
        let id = Uuid::now_v7();
        let row = store::submissions::NewSubmission {
            id,
            user_id,
            problem_id,
            version_id,
            language: language.key.clone(),
            source_code: new.source,
            submitted_at: self.0.now(),
        };
        intake::write(self.0, row).await?;
        metrics::counter!("codequest_submissions_total").increment(1);
        self.0.events().publish(Event::JobQueued);
        self.0.events().publish(Event::Submission { id, user_id });
        self.0.events().publish(Event::Problem { id: problem_id });
        Ok(id)
    }

    /// One submission with the results of its tests; texts of tests only for samples.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` for somebody else's without the permission.
    pub async fn get(&self, actor: &Actor, id: SubmissionId) -> Result<Submission> {
        let account = actor.signed_in()?;
        let mut conn = self.0.store().read().await?;
        let row = store::submissions::find(&mut conn, id).await?.ok_or_else(|| Error::not_found("submission"))?;
        if row.user_id != account.id {
            actor.require(Permission::ReadAnySubmission)?;
        }
        let tests = match row.status.as_str() {
            "finished" => store::submissions::tests(&mut conn, id).await?,
            _ => Vec::new(),
        };
        let queue_position = match row.status.as_str() {
            "pending" => jobs::position(&mut conn, jobs::Kind::Judge, id).await?,
            _ => None,
        };
        let mut submission = view::submission(self.0, row)?;
        submission.tests = view::test_results(self.0, tests)?;
        submission.queue_position = queue_position;
        Ok(submission)
    }

    /// A page of submissions, newest first, and how many there are: one's own, or somebody's with the permission.
    ///
    /// # Errors
    /// `Unauthorized`; `Forbidden` for somebody else's without the permission; `NotFound` for a problem that the actor
    /// cannot see.
    pub async fn list(
        &self,
        actor: &Actor,
        filter: ListFilter,
        limit: i64,
        offset: i64,
    ) -> Result<(Vec<Submission>, i64)> {
        let account = actor.signed_in()?;
        let user_id = filter.user_id.unwrap_or(account.id);
        if user_id != account.id {
            actor.require(Permission::ReadAnySubmission)?;
        }
        if let Some(problem_id) = filter.problem_id {
            self.0.problems().find_visible(actor, problem_id).await?;
        }
        let (status, verdicts) = match filter.state {
            None => (None, Vec::new()),
            Some(StateFilter::Pending) => (Some("pending"), Vec::new()),
            Some(StateFilter::Running) => (Some("running"), Vec::new()),
            Some(StateFilter::Verdicts(verdicts)) => (Some("finished"), verdicts),
            Some(StateFilter::Never) => return Ok((Vec::new(), 0)),
        };
        let filter = store::submissions::Filter {
            user_id,
            problem_id: filter.problem_id,
            status: status.map(str::to_owned),
            verdicts: verdicts.into_iter().map(|verdict| verdict.as_str().to_owned()).collect(),
            published_only: false,
        };
        let mut conn = self.0.store().read().await?;
        let (rows, total) = store::submissions::list(&mut conn, &filter, limit, offset).await?;
        let rows = rows.into_iter().map(|row| view::submission(self.0, row)).collect::<Result<_>>()?;
        Ok((rows, total))
    }

    /// Somebody's newest submissions to published problems, for what everybody may see of them.
    pub(crate) async fn recent_of(&self, user_id: UserId, limit: i64) -> Result<Vec<Submission>> {
        let filter = store::submissions::Filter { user_id, published_only: true, ..Default::default() };
        let mut conn = self.0.store().read().await?;
        let (rows, _) = store::submissions::list(&mut conn, &filter, limit, 0).await?;
        rows.into_iter().map(|row| view::submission(self.0, row)).collect()
    }

    /// One of one's own submissions; somebody else's does not exist, whoever asks.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn get_own(&self, actor: &Actor, id: SubmissionId) -> Result<Submission> {
        match self.get(actor, id).await {
            Ok(submission) if Some(submission.user_id) == actor.user_id() => Ok(submission),
            Err(error) if error.code() != crate::Code::Forbidden => Err(error),
            _ => Err(Error::not_found("submission")),
        }
    }

    /// Own newest code for a problem: the draft or the submission, whichever is newer.
    ///
    /// # Errors
    /// `Unauthorized`; `NotFound` when there is neither.
    pub async fn latest_code(&self, actor: &Actor, problem_id: ProblemId) -> Result<LatestCode> {
        let user_id = actor.signed_in()?.id;
        let (draft, submission) = {
            let mut conn = self.0.store().read().await?;
            let draft = store::drafts::find(&mut conn, user_id, problem_id, None).await?;
            (draft, store::submissions::latest(&mut conn, user_id, problem_id).await?)
        };
        match (draft, submission) {
            (Some(draft), Some(submission)) if draft.saved_at > submission.submitted_at => {
                Ok(LatestCode::Draft(draft.into()))
            }
            (_, Some(submission)) => Ok(LatestCode::Submission(Box::new(self.get(actor, submission.id).await?))),
            (Some(draft), None) => Ok(LatestCode::Draft(draft.into())),
            (None, None) => Err(Error::not_found("saved code")),
        }
    }
}

/// Somebody's newest code for a problem.
#[derive(Debug, Clone)]
pub enum LatestCode {
    /// Saved, not handed in.
    Draft(Draft),
    /// Handed in.
    Submission(Box<Submission>),
}

impl Platform {
    /// The language with this key or API name, if programs can be run in it now.
    pub(crate) async fn language_for(&self, name: &str) -> Result<&judge::Language> {
        let languages = self.languages();
        let language = languages.by_api_name(name).or_else(|| languages.get(name));
        let language = language.ok_or_else(|| Error::field("language", "Unsupported language"))?;
        if language.available || self.workers().have(&language.key).await? {
            Ok(language)
        } else {
            // To whoever asks, a language that is not there is one like any other; the operator reads what would change it.
            let (name, hint) = (&language.name, &language.install_hint);
            Err(Error::field(
                "language",
                format!("Unsupported language: {name} is not installed on this server ({hint})"),
            ))
        }
    }
}

/// Rule R-SUB-01.
pub(crate) fn check_source(source: &str) -> Result<()> {
    if source.trim().is_empty() {
        return Err(Error::field("code", "Code cannot be empty"));
    }
    if source.chars().count() > MAX_SOURCE_CHARS {
        return Err(Error::field("code", "Code too long"));
    }
    Ok(())
}
