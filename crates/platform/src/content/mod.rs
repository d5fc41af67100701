//! Content that comes as files: problem packages, pathways, topics. And its approval.

mod import;
mod plan;
mod report;

pub use report::{Change, Outcome, Report};

use judge::Files;
use uuid::Uuid;

use crate::{Actor, Error, Permission, Platform, Result};

/// Under this name the digest of what the server imported last at its start is kept.
const AT_START: &str = "start";

/// Use cases about content.
pub struct Content<'p>(&'p Platform);

impl Platform {
    /// Use cases about content.
    #[must_use]
    pub fn content(&self) -> Content<'_> {
        Content(self)
    }
}

/// What a server imports at its start.
pub struct Source<F> {
    /// Changes when any file does.
    pub digest: String,
    /// Reads the files; only called when the digest is not the one of the last start.
    pub load: F,
}

impl Content<'_> {
    /// Imports what a server brings along: embedded, or a folder. Quick when nothing has changed since the last start;
    /// then there is no report. Complaints are logged and stop nothing.
    ///
    /// # Errors
    /// When the files cannot be read, or the database fails.
    pub async fn import_at_start<F>(&self, source: Source<F>) -> Result<Option<Report>>
    where
        F: FnOnce() -> anyhow::Result<Files> + Send + 'static,
    {
        let recorded = {
            let mut conn = self.0.store().read().await?;
            store::content::imported(&mut conn, AT_START).await?
        };
        if recorded.as_ref() == Some(&source.digest) {
            return Ok(None);
        }
        let loaded = tokio::task::spawn_blocking(move || (source.load)().map(|files| judge::load_content(&files)));
        let content = loaded.await.map_err(Error::internal)?.map_err(Error::internal)?;
        let report = self.import(&Actor::System, content, import::Extent::Everything, false).await?;
        report.log();
        // With errors the next start tries again: what is missing may be there by then.
        if !report.has_errors() {
            let (digest, now) = (source.digest, self.0.now());
            self.0
                .store()
                .write(move |tx| Box::pin(async move { store::content::record(tx, AT_START, &digest, now).await }))
                .await?;
        }
        Ok(Some(report))
    }

    /// Imports some packages, courses or topics beside what is there already. A dry run says what would change.
    ///
    /// # Errors
    /// `Forbidden` without the permission to approve content, or when the database fails. Faults of the content are in
    /// the report.
    pub async fn import_some(&self, actor: &Actor, content: judge::Content, dry_run: bool) -> Result<Report> {
        self.import(actor, content, import::Extent::Some, dry_run).await
    }

    /// Publishes something that a person wrote: a problem.
    ///
    /// # Errors
    /// `Forbidden` without the permission to approve, `ValidationError` for a type that does not exist, `NotFound`.
    pub async fn approve(&self, actor: &Actor, content_type: &str, id: &str, notes: Option<String>) -> Result<Uuid> {
        actor.require(Permission::ApproveContent)?;
        let id = id.parse::<Uuid>().map_err(|_| Error::not_found(content_type_name(content_type)));
        match content_type {
            "problem" => {
                let id = id?;
                self.0.problems().approve(actor, id, notes).await?;
                Ok(id)
            }
            "lesson" | "quiz" => Err(Error::not_found(content_type_name(content_type))),
            _ => Err(Error::field("content_type", "must be problem, lesson or quiz")),
        }
    }
}

fn content_type_name(word: &str) -> &'static str {
    match word {
        "lesson" => "lesson",
        "quiz" => "quiz",
        _ => "problem",
    }
}
