//! Executions: runs for clients of the execution service, who are no users of the platform. A client says itself what a
//! run may use, and whoever knows an execution's id may see it.

mod callbacks;
mod status;

pub(crate) use callbacks::conclude;
pub use callbacks::{Callback, Delivery, MAX_TRIES as CALLBACK_MAX_TRIES, TIMEOUT as CALLBACK_TIMEOUT};
pub use status::{Status, message};

use std::time::Duration;

use chrono::{DateTime, Utc};
use judge::{RunOptions, RunReport};
use model::RunId;
use store::{executions::ExecutionRow, jobs};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::{Actor, Code, Error, Platform, Result, events::Event};

/// Most runs and executions that may wait; more are refused.
pub const MAX_QUEUE: i64 = 100;

/// After those of people, who wait with the editor open.
const PRIORITY: i64 = 20;

/// Use cases about executions.
pub struct Executions<'p>(&'p Platform);

impl Platform {
    /// Use cases about executions.
    #[must_use]
    pub fn executions(&self) -> Executions<'_> {
        Executions(self)
    }
}

/// What a caller shows, and where it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Credentials<'c> {
    /// The token that lets in.
    pub entry: &'c str,
    /// The token that allows to list and delete.
    pub management: &'c str,
    /// Whether the caller is a program on this machine.
    pub local: bool,
}

/// What is to be run.
#[derive(Debug, Clone)]
pub struct NewExecution {
    /// Key of the language.
    pub language: String,
    /// Its number in the client's words.
    pub language_number: i64,
    /// What is run under which limits.
    pub options: RunOptions,
    /// What else the client said, to be told again: an object.
    pub request: serde_json::Value,
    /// Who is to be told of the end.
    pub callback_url: Option<String>,
}

/// An execution.
#[derive(Debug, Clone)]
pub struct Execution {
    /// Identity; to know it is to be allowed to see it.
    pub id: RunId,
    /// Number of the language in the client's words.
    pub language_number: i64,
    /// What was run under which limits.
    pub options: RunOptions,
    /// What else the client said.
    pub request: serde_json::Value,
    /// Who is told of the end.
    pub callback_url: Option<String>,
    /// How far it is.
    pub status: Status,
    /// The judge's report, after the end.
    pub report: Option<Box<RunReport>>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

/// How much the service is used, of what is kept.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// Executions that are kept.
    pub total: i64,
    /// Those of the present day, UTC.
    pub today: i64,
    /// Number of a language and of its executions.
    pub languages: Vec<(i64, i64)>,
    /// A status and the number of executions that stand so; those that have not ended count as waiting.
    pub statuses: Vec<(Status, i64)>,
}

impl Executions<'_> {
    /// Finds out who is calling. Without tokens in the configuration only programs on this machine are let in, and
    /// nobody when people reach the server under a public address.
    ///
    /// # Errors
    /// `Unauthorized`.
    pub fn admit(&self, shown: Credentials<'_>) -> Result<Actor> {
        let config = &self.0.config().executions;
        let manages = any_is(&config.management_tokens, shown.management);
        let open = config.entry_tokens.is_empty() && shown.local && self.0.config().public_url.is_none();
        if open || any_is(&config.entry_tokens, shown.entry) {
            return Ok(Actor::Service { manages });
        }
        let message = match config.entry_tokens.is_empty() {
            true => "only programs on the server's own machine may call this until JUDGE0_AUTHN_TOKEN is set",
            false => "send a valid token in the header X-Auth-Token",
        };
        Err(Error::new(Code::Unauthorized, message))
    }

    /// Queues executions, all or none; returns their ids in order.
    ///
    /// # Errors
    /// `Unauthorized`; `Unavailable` when too many are waiting.
    pub async fn create(&self, actor: &Actor, new: Vec<NewExecution>) -> Result<Vec<RunId>> {
        service(actor)?;
        if self.0.config().judge0_url.is_some() {
            let message = "this server leaves running programs to the service of its JUDGE0_API_URL; call that one";
            return Err(Error::new(Code::Unavailable, message));
        }
        let now = self.0.now();
        let rows = new
            .into_iter()
            .map(|new| {
                Ok(store::executions::NewExecution {
                    // Not in the order of time: whoever knows one must not be able to guess another.
                    id: Uuid::new_v4(),
                    language: new.language,
                    language_number: new.language_number,
                    options: serde_json::to_value(&new.options).map_err(Error::internal)?,
                    request: new.request,
                    callback_url: new.callback_url,
                    created_at: now,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let added = i64::try_from(rows.len()).map_err(Error::internal)?;
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    if jobs::waiting(tx, jobs::Kind::Run).await? + added > MAX_QUEUE {
                        return Err(Error::new(Code::Unavailable, "queue is full"));
                    }
                    for row in &rows {
                        store::executions::insert(tx, row).await?;
                        jobs::enqueue(tx, jobs::Kind::Run, row.id, PRIORITY, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.0.events().publish(Event::JobQueued);
        Ok(ids)
    }

    /// Waits for the end of an execution, at most so long; then it is given as it is.
    ///
    /// # Errors
    /// As [`Executions::get`].
    pub async fn wait(&self, actor: &Actor, id: RunId, at_most: Duration) -> Result<Execution> {
        let mut events = self.0.events().subscribe();
        let end = async {
            while !self.has_ended(id).await? {
                loop {
                    match events.recv().await {
                        Ok(Event::Run { id: other }) if other != id => {}
                        Ok(Event::Run { .. }) | Err(RecvError::Lagged(_)) => break,
                        Ok(_) => {}
                        Err(RecvError::Closed) => {
                            return Err(Error::new(Code::Unavailable, "the server is stopping"));
                        }
                    }
                }
            }
            Ok(())
        };
        if let Ok(ended) = tokio::time::timeout(at_most, end).await {
            ended?;
        }
        self.get(actor, id).await
    }

    async fn has_ended(&self, id: RunId) -> Result<bool> {
        let status = store::executions::run_status(&mut self.0.store().read().await?, id).await?;
        Ok(status.is_none_or(|status| status == "finished"))
    }

    /// One execution.
    ///
    /// # Errors
    /// `Unauthorized`, `NotFound`.
    pub async fn get(&self, actor: &Actor, id: RunId) -> Result<Execution> {
        service(actor)?;
        let row = store::executions::find(&mut self.0.store().read().await?, id).await?;
        row.ok_or_else(|| Error::not_found("submission"))?.try_into()
    }

    /// One page, newest first, with the number of all. Pages count from 1.
    ///
    /// # Errors
    /// `Unauthorized`; `Forbidden` without the token that allows it.
    pub async fn list(&self, actor: &Actor, page: i64, per_page: i64) -> Result<(Vec<Execution>, i64)> {
        manager(actor)?;
        let offset = page.saturating_sub(1).saturating_mul(per_page);
        let (rows, total) = store::executions::list(&mut self.0.store().read().await?, per_page, offset.max(0)).await?;
        let executions = rows.into_iter().map(TryInto::try_into).collect::<Result<_>>()?;
        Ok((executions, total))
    }

    /// Deletes an execution that has ended, and gives it a last time.
    ///
    /// # Errors
    /// `Unauthorized`; `Forbidden` without the token that allows it; `NotFound`; `Conflict` before its end.
    pub async fn delete(&self, actor: &Actor, id: RunId) -> Result<Execution> {
        manager(actor)?;
        let last = self.get(actor, id).await?;
        let deleted = self.0.store().write(move |tx| Box::pin(store::executions::delete_finished(tx, id))).await?;
        match deleted {
            true => Ok(last),
            false => {
                let (number, name) = (last.status.number(), last.status.description());
                let message = format!("submission cannot be deleted because its status is {number} ({name})");
                Err(Error::new(Code::Conflict, message))
            }
        }
    }

    /// How much the service is used.
    ///
    /// # Errors
    /// `Unauthorized`.
    pub async fn statistics(&self, actor: &Actor) -> Result<Statistics> {
        service(actor)?;
        let midnight = self.0.now().date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
        let mut conn = self.0.store().read().await?;
        let by_status = store::executions::by_status(&mut conn).await?;
        let status = |number: Option<i64>| number.and_then(Status::from_number).unwrap_or(Status::InQueue);
        Ok(Statistics {
            total: by_status.iter().map(|(_, count)| count).sum(),
            today: store::executions::count_since(&mut conn, midnight).await?,
            languages: store::executions::by_language(&mut conn).await?,
            statuses: by_status.into_iter().map(|(number, count)| (status(number), count)).collect(),
        })
    }

    /// How many runs and executions are waiting.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn waiting(&self) -> Result<i64> {
        Ok(jobs::waiting(&mut self.0.store().read().await?, jobs::Kind::Run).await?)
    }
}

/// Compares in a time that says nothing of how much is right.
fn any_is(tokens: &[String], shown: &str) -> bool {
    let same = |token: &String| {
        token.len() == shown.len()
            && token.bytes().zip(shown.bytes()).fold(0, |different, (a, b)| different | (a ^ b)) == 0
    };
    !shown.is_empty() && tokens.iter().fold(false, |found, token| found | same(token))
}

fn service(actor: &Actor) -> Result<bool> {
    match actor {
        Actor::Service { manages } => Ok(*manages),
        Actor::System => Ok(true),
        Actor::Anonymous | Actor::User(_) | Actor::Worker { .. } => {
            Err(Error::new(Code::Unauthorized, "this is for clients of the service"))
        }
    }
}

fn manager(actor: &Actor) -> Result<()> {
    match service(actor)? {
        true => Ok(()),
        false => Err(Error::forbidden(
            "send the token of JUDGE0_AUTHZ_TOKEN in the header X-Auth-User; without that setting nobody may do this",
        )),
    }
}

impl TryFrom<ExecutionRow> for Execution {
    type Error = Error;

    fn try_from(row: ExecutionRow) -> Result<Self> {
        let options = row.options.ok_or_else(|| Error::internal(anyhow::anyhow!("an execution without options")))?;
        let report = match row.report {
            Some(report) => Some(Box::new(serde_json::from_value(report.0).map_err(Error::internal)?)),
            None => None,
        };
        let status = match (row.status.as_str(), &report) {
            ("finished", Some(report)) => Status::of(report),
            ("pending", _) => Status::InQueue,
            _ => Status::Processing,
        };
        Ok(Execution {
            id: row.id,
            language_number: row.language_number,
            options: serde_json::from_value(options.0).map_err(Error::internal)?,
            request: row.request.0,
            callback_url: row.callback_url,
            status,
            report,
            created_at: row.created_at,
            finished_at: row.finished_at,
        })
    }
}
