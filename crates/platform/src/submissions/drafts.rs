//! Drafts: what somebody has in the editor, kept on the server.

use chrono::{DateTime, Utc};
use model::ProblemId;
use uuid::Uuid;

use super::{MAX_SOURCE_CHARS, Submissions};
use crate::{Actor, Error, Permission, Result, events::Event};

/// A draft.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Identity.
    pub id: Uuid,
    /// For which problem.
    pub problem_id: ProblemId,
    /// Key of the language.
    pub language: String,
    /// The text.
    pub source: String,
    /// When it was first saved.
    pub created_at: DateTime<Utc>,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
}

impl From<store::drafts::DraftRow> for Draft {
    fn from(row: store::drafts::DraftRow) -> Self {
        Draft {
            id: row.id,
            problem_id: row.problem_id,
            language: row.language,
            source: row.source_code,
            created_at: row.created_at,
            saved_at: row.saved_at,
        }
    }
}

impl Submissions<'_> {
    /// Saves what is in the editor. It may be empty, and in a language that is not installed.
    ///
    /// # Errors
    /// `Unauthorized`, `Forbidden`, `NotFound` for the problem, `ValidationError` for a text that is too long or an
    /// unknown language.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        problem_id: ProblemId,
        language: &str,
        source: String,
    ) -> Result<Draft> {
        let user_id = actor.signed_in()?.id;
        actor.require(Permission::SubmitCode)?;
        let language = self.language_key(language)?;
        if source.chars().count() > MAX_SOURCE_CHARS {
            return Err(Error::field("code", "Code too long"));
        }
        self.0.problems().find_visible(actor, problem_id).await?;
        let now = self.0.now();
        let row = self
            .0
            .store()
            .write(move |tx| {
                Box::pin(async move { store::drafts::save(tx, user_id, problem_id, &language, &source, now).await })
            })
            .await?;
        self.0.events().publish(Event::Problem { id: problem_id });
        Ok(row.into())
    }

    /// Own draft in a language, or the one saved last in any.
    ///
    /// # Errors
    /// `Unauthorized`; `NotFound` when there is none; `ValidationError` for an unknown language.
    pub async fn draft(&self, actor: &Actor, problem_id: ProblemId, language: Option<&str>) -> Result<Draft> {
        let user_id = actor.signed_in()?.id;
        let language = language.map(|name| self.language_key(name)).transpose()?;
        let mut conn = self.0.store().read().await?;
        let row = store::drafts::find(&mut conn, user_id, problem_id, language.as_deref()).await?;
        row.map(Draft::from).ok_or_else(|| Error::not_found("draft"))
    }

    /// Removes own draft; nothing happens when there is none.
    ///
    /// # Errors
    /// `Unauthorized`; `ValidationError` for an unknown language.
    pub async fn delete_draft(&self, actor: &Actor, problem_id: ProblemId, language: &str) -> Result<()> {
        let user_id = actor.signed_in()?.id;
        let language = self.language_key(language)?;
        self.0
            .store()
            .write(move |tx| Box::pin(async move { store::drafts::delete(tx, user_id, problem_id, &language).await }))
            .await?;
        Ok(())
    }

    fn language_key(&self, name: &str) -> Result<String> {
        let languages = self.0.languages();
        let language = languages.by_api_name(name).or_else(|| languages.get(name));
        language.map(|language| language.key.clone()).ok_or_else(|| Error::field("language", "Unsupported language"))
    }
}
