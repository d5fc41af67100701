//! Workers on other hosts: their tokens, and what they may do with one.
//!
//! A worker knows no database. It says hello, claims work by lease, fetches the tests of what it holds, gives signs of
//! life, hands in what came of it, and says goodbye. A token opens nothing else.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use judge::Progress;
use sha2::{Digest, Sha256};
use store::{jobs::Claimer, workers as queries};
use uuid::Uuid;

use crate::{
    Actor, Code, Error, Platform, Result,
    events::Event,
    judging::{self, Lease, Outcome, WorkItem},
};

/// A worker that was not heard for so long is taken for lost.
const SILENCE: chrono::Duration = chrono::Duration::seconds(60);
/// How long one that is lost stays in the list.
const KEPT: chrono::Duration = chrono::Duration::days(1);
/// The longest that a claim waits, below what proxies cut.
const LONGEST_WAIT: Duration = Duration::from_secs(25);
/// Most programs that one worker judges at once.
pub const MAX_SLOTS: u32 = 1024;
/// Longest name of a token or host, in characters.
const MAX_NAME: usize = 100;

/// Use cases about workers on other hosts.
pub struct Workers<'p>(&'p Platform);

impl Platform {
    /// Use cases about workers on other hosts.
    #[must_use]
    pub fn workers(&self) -> Workers<'_> {
        Workers(self)
    }
}

/// What a worker says of itself.
#[derive(Debug, Clone)]
pub struct NewWorker {
    /// Name of its host.
    pub name: String,
    /// Its version of the program.
    pub version: String,
    /// Programs that it judges at once.
    pub slots: u32,
    /// Keys of its languages, each with a version.
    pub languages: Vec<(String, String)>,
}

/// A token as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What the operator calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a worker last used it.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

fn operator(actor: &Actor) -> Result<()> {
    match actor {
        Actor::System => Ok(()),
        _ => Err(Error::forbidden("tokens of workers are the business of whoever operates the server")),
    }
}

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn named(field: &'static str, name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(Error::field(field, "must have 1 to 100 characters, none of them a control character"));
    }
    Ok(name.to_owned())
}

impl Workers<'_> {
    /// Makes a token. It is given here once and not kept.
    ///
    /// # Errors
    /// `Forbidden` but for the operator; `ValidationError` for a malformed name; `Conflict` for one that is taken.
    pub async fn create_token(&self, actor: &Actor, name: &str) -> Result<String> {
        operator(actor)?;
        let name = named("name", name)?;
        let token = format!("cqw_{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
        let new = queries::NewToken { id: Uuid::now_v7(), name, digest: digest(&token), created_at: self.0.now() };
        let made = self.0.store().write(move |tx| Box::pin(async move { queries::insert_token(tx, &new).await }));
        match made.await? {
            true => Ok(token),
            false => Err(Error::new(Code::Conflict, "a token with this name exists: revoke it first, or take another")),
        }
    }

    /// Every token, newest first.
    ///
    /// # Errors
    /// `Forbidden` but for the operator.
    pub async fn tokens(&self, actor: &Actor) -> Result<Vec<Token>> {
        operator(actor)?;
        let rows = queries::tokens(&mut self.0.store().read().await?).await?;
        let token = |row: queries::TokenRow| Token {
            name: row.name,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            revoked_at: row.revoked_at,
        };
        Ok(rows.into_iter().map(token).collect())
    }

    /// Revokes a token; what its workers hold is judged by others.
    ///
    /// # Errors
    /// `Forbidden` but for the operator; `NotFound` when no valid token has the name.
    pub async fn revoke_token(&self, actor: &Actor, name: &str) -> Result<()> {
        operator(actor)?;
        let (name, now) = (name.trim().to_owned(), self.0.now());
        let revoked =
            self.0.store().write(move |tx| Box::pin(async move { queries::revoke_token(tx, &name, now).await }));
        let token_id = revoked.await?.ok_or_else(|| Error::not_found("token that is still valid"))?;
        let workers = queries::ids_with_token(&mut self.0.store().read().await?, token_id).await?;
        for worker in workers {
            self.leave(worker).await?;
        }
        Ok(())
    }

    /// Who shows this token.
    ///
    /// # Errors
    /// `Unauthorized` when it is unknown or was revoked.
    pub async fn authenticate(&self, token: &str) -> Result<Actor> {
        let row = queries::token_of(&mut self.0.store().read().await?, digest(token)).await?;
        let row = row.ok_or_else(|| {
            Error::new(Code::Unauthorized, "this worker token is unknown or was revoked: make one on the server")
        })?;
        Ok(Actor::Worker { token_id: row.id })
    }

    /// A worker begins; returns its id.
    ///
    /// # Errors
    /// `Unauthorized`; `ValidationError` for a worker without languages, or with more slots than anybody has.
    pub async fn hello(&self, actor: &Actor, new: NewWorker) -> Result<Uuid> {
        let token_id = token_of(actor)?;
        if !(1..=MAX_SLOTS).contains(&new.slots) {
            return Err(Error::field("slots", format!("must be 1 to {MAX_SLOTS}")));
        }
        if new.languages.is_empty() || new.languages.len() > 1000 {
            return Err(Error::field("languages", "a worker needs at least one language: install a compiler first"));
        }
        let languages =
            new.languages.iter().map(|(key, version)| serde_json::json!({ "key": key, "version": version }));
        let now = self.0.now();
        let row = queries::NewWorker {
            id: Uuid::now_v7(),
            token_id,
            name: named("name", &new.name)?,
            version: named("version", &new.version)?,
            slots: new.slots.into(),
            languages: languages.collect(),
            now,
        };
        let (id, name) = (row.id, row.name.clone());
        let written = self.0.store().write(move |tx| {
            Box::pin(async move {
                queries::delete_silent(tx, now - KEPT).await?;
                queries::insert(tx, &row).await
            })
        });
        written.await?;
        tracing::info!(worker.id = %id, worker.name = name, slots = new.slots, "a worker has come");
        Ok(id)
    }

    /// Claims up to `max` pieces of work in the worker's languages; waits for the first, 25 seconds at most.
    ///
    /// # Errors
    /// `Unauthorized`; `NotFound` for a worker that has to say hello (again).
    pub async fn claim(&self, actor: &Actor, worker_id: Uuid, max: usize, wait: Duration) -> Result<Vec<WorkItem>> {
        let worker = self.seen(actor, worker_id).await?;
        let slots = usize::try_from(worker.slots).unwrap_or(1);
        let claimer = Claimer { worker_id: Some(worker_id), languages: languages_of(&worker) };
        self.0.judging().claim(&claimer, max.clamp(1, slots), wait.min(LONGEST_WAIT)).await
    }

    /// The tests of a submission that the worker holds, as JSON; the digest that came with the work is of these bytes.
    ///
    /// # Errors
    /// `Unauthorized`; `Conflict` when the lease is no longer the worker's.
    pub async fn task(&self, actor: &Actor, lease: Lease) -> Result<Vec<u8>> {
        token_of(actor)?;
        self.0.judging().task(lease).await
    }

    /// A sign of life: prolongs leases; those that are somebody else's now come back.
    ///
    /// # Errors
    /// `Unauthorized`; `NotFound` for a worker that has to say hello (again).
    pub async fn beat(&self, actor: &Actor, worker_id: Uuid, leases: Vec<Lease>) -> Result<Vec<Lease>> {
        self.seen(actor, worker_id).await?;
        self.0.judging().prolong(leases).await
    }

    /// Shows how far work is. Nothing of it is kept.
    ///
    /// # Errors
    /// `Unauthorized`.
    pub fn progress(&self, actor: &Actor, lease: Lease, all: Vec<Progress>) -> Result<()> {
        token_of(actor)?;
        for progress in all {
            self.0.judging().show(lease, progress);
        }
        Ok(())
    }

    /// Hands in what came of work, once.
    ///
    /// # Errors
    /// `Unauthorized`; `Conflict` when the job is finished or somebody else's now: the report changes nothing.
    pub async fn hand_in(&self, actor: &Actor, lease: Lease, outcome: Outcome) -> Result<()> {
        token_of(actor)?;
        self.0.judging().hand_in(lease, outcome).await
    }

    /// A worker ends; what it still holds is judged by others at once.
    ///
    /// # Errors
    /// `Unauthorized`; `NotFound` for a worker that is not there.
    pub async fn goodbye(&self, actor: &Actor, worker_id: Uuid) -> Result<()> {
        self.seen(actor, worker_id).await?;
        self.leave(worker_id).await?;
        tracing::info!(worker.id = %worker_id, "a worker has gone");
        Ok(())
    }

    async fn leave(&self, worker_id: Uuid) -> Result<()> {
        self.0.store().write(move |tx| Box::pin(async move { queries::delete(tx, worker_id).await })).await?;
        let held = store::jobs::held_by(&mut self.0.store().read().await?, worker_id).await?;
        for claimed in &held {
            judging::hand_back(self.0, claimed).await?;
        }
        self.0.events().publish(Event::JobQueued);
        Ok(())
    }

    async fn seen(&self, actor: &Actor, worker_id: Uuid) -> Result<queries::WorkerRow> {
        let (token_id, now) = (token_of(actor)?, self.0.now());
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    queries::see(tx, worker_id, token_id, now).await?;
                    queries::find(tx, worker_id, token_id).await
                })
            })
            .await?
            .ok_or_else(|| Error::not_found("worker here: say hello again"))
    }

    /// Workers that were heard lately.
    pub(crate) async fn present(&self) -> Result<Vec<queries::WorkerRow>> {
        let since = self.0.now() - SILENCE;
        Ok(queries::heard_since(&mut self.0.store().read().await?, since).await?)
    }

    /// Whether a worker that was heard lately has a language.
    pub(crate) async fn have(&self, language: &str) -> Result<bool> {
        Ok(self.present().await?.iter().any(|worker| languages_of(worker).iter().any(|key| key == language)))
    }
}

fn token_of(actor: &Actor) -> Result<Uuid> {
    match actor {
        Actor::Worker { token_id } => Ok(*token_id),
        _ => Err(Error::new(Code::Unauthorized, "show the token of a worker")),
    }
}

fn languages_of(worker: &queries::WorkerRow) -> Vec<String> {
    let all = worker.languages.0.as_array().into_iter().flatten();
    all.filter_map(|language| language["key"].as_str().map(str::to_owned)).collect()
}
