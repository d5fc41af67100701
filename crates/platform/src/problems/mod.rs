//! Problems: finding, listing, writing and publishing them.
//!
//! A problem is an identity with immutable versions. Hidden tests leave this module only inside a [`judge::Task`].

mod changes;
mod detail;
mod list;
pub(crate) mod rules;
mod starter;
mod version;
mod write;

use judge::{Kind, Signature};
use model::{ProblemId, VersionId};
use store::problems::ProblemRow;

use crate::{Actor, Error, Permission, Platform, Result};

pub(crate) use changes::Changes;
pub use changes::Stamp;
pub use detail::{Detail, Hint, Related, Sample, Stats, TestCase, TopicRef, UserProgress};
pub use list::{Filter, Listed, ListedPage, SolveState, Sort};
pub use write::{Created, NewProblem, NewTestCase, ProblemChange};

pub(crate) use list::with_names;
pub(crate) use version::{Contents, TestData, hex, kind_word};

/// What every problem is worth when it is solved.
pub const POINTS: i64 = 100;

/// Use cases about problems.
pub struct Problems<'p>(&'p Platform);

impl Platform {
    /// Use cases about problems.
    #[must_use]
    pub fn problems(&self) -> Problems<'_> {
        Problems(self)
    }
}

/// A problem that an actor may see, as far as others need it to work with it.
#[derive(Debug, Clone)]
pub struct Visible {
    /// Identity.
    pub id: ProblemId,
    /// The integer that some clients see.
    pub number: i64,
    /// The version that is shown and judged now.
    pub version_id: VersionId,
    /// Name in addresses.
    pub slug: String,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
    /// Whether everybody sees it.
    pub is_published: bool,
    /// How a program gets its input.
    pub kind: Kind,
}

impl Problems<'_> {
    /// The problem, if the actor may see it: published ones everybody, the others their author and those who approve.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn find_visible(&self, actor: &Actor, id: ProblemId) -> Result<Visible> {
        let mut conn = self.0.store().read().await?;
        let row = visible_row(&mut conn, actor, id).await?;
        let version = version::find(&mut conn, row.current_version_id).await?;
        Ok(Visible {
            id: row.id,
            number: row.number,
            version_id: row.current_version_id,
            slug: row.slug,
            title: row.title,
            difficulty: row.difficulty,
            is_published: row.is_published,
            kind: version::kind(&version)?,
        })
    }

    /// A problem that the actor may see, and the version that judges it now.
    ///
    /// # Errors
    /// `NotFound`; `ValidationError` when it cannot be solved in the language.
    pub(crate) async fn find_to_solve(
        &self,
        actor: &Actor,
        id: ProblemId,
        language: &judge::Language,
    ) -> Result<(ProblemId, VersionId)> {
        let mut conn = self.0.store().read().await?;
        let row = visible_row(&mut conn, actor, id).await?;
        check_solvable(language, row.kind == "function")?;
        Ok((row.id, row.current_version_id))
    }

    /// What the judge needs of a version, the hidden tests included. Never for a client.
    ///
    /// # Errors
    /// `NotFound`; `Internal` when a test was sealed with another key.
    pub async fn task_of_version(&self, id: VersionId) -> Result<judge::Task> {
        let mut conn = self.0.store().read().await?;
        let version = version::find(&mut conn, id).await?;
        let tests = store::problems::tests(&mut conn, id, false).await?;
        drop(conn);
        version::task(&version, tests, self.0.sealer())
    }

    /// The present state of a problem, for keeping answers about it. Read it before reading the problem.
    #[must_use]
    pub fn stamp(&self, id: ProblemId) -> Stamp {
        self.0.events().problem_changes().stamp(id)
    }
}

/// Whether problems that ask for a function, if this is one, can be solved in the language.
pub(crate) fn check_solvable(language: &judge::Language, asks_for_function: bool) -> Result<()> {
    if asks_for_function && !language.has_functions() {
        let message = format!("this problem asks for a function, which {} does not have here", language.name);
        return Err(Error::field("language", format!("{message}: choose another language")));
    }
    Ok(())
}

/// The row of a problem that the actor may see.
async fn visible_row(conn: &mut store::Conn, actor: &Actor, id: ProblemId) -> Result<ProblemRow> {
    store::problems::find(conn, id).await?.filter(|row| sees(actor, row)).ok_or_else(|| Error::not_found("problem"))
}

fn sees(actor: &Actor, row: &ProblemRow) -> bool {
    row.is_published || may_change(actor, row)
}

/// Authors change their own problems, those who approve all of them.
fn may_change(actor: &Actor, row: &ProblemRow) -> bool {
    let own = row.author_id.is_some() && row.author_id == actor.user_id();
    actor.may(Permission::ApproveContent) || (own && actor.may(Permission::ManageContent))
}

/// The share of accepted submissions, 0 to 1; nothing before the first one.
#[must_use]
pub fn acceptance_rate(total_submissions: i64, total_accepted: i64) -> Option<f64> {
    // Counts of submissions are far below 2^53.
    (total_submissions > 0).then(|| total_accepted as f64 / total_submissions as f64)
}

/// The signature of a function problem.
fn signature_of(kind: &Kind) -> Option<&Signature> {
    match kind {
        Kind::Stdio => None,
        Kind::Function(signature) => Some(signature),
    }
}
