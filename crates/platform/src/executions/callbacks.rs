//! Telling clients of the end of their executions: a persisted queue, each callback by lease, again after a while.

use std::time::Duration;

use chrono::TimeDelta;
use store::jobs::{self, Claimed, Kind};

use super::{Execution, Executions};
use crate::{Error, Result};

/// How often a callback is tried at most.
pub const MAX_TRIES: i64 = 5;
/// How long the receiver may take to answer, all in all.
pub const TIMEOUT: Duration = Duration::from_secs(5);
/// Most callbacks that wait. What ends when so many do tells nobody, which its client finds by asking.
pub(crate) const MAX_WAITING: i64 = 1000;
/// Longer than a receiver may take, so that no callback is made by two.
const LEASE: TimeDelta = TimeDelta::seconds(60);

/// A callback that is to be made now.
#[derive(Debug)]
pub struct Callback {
    /// What ended.
    pub execution: Execution,
    /// Who is told.
    pub url: String,
    claimed: Claimed,
}

/// What came of a callback.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The receiver has taken it.
    Taken,
    /// The receiver did not answer well; it is tried again.
    Failed(String),
    /// It must not be made, for example because of its address.
    Refused(String),
}

/// When a callback is tried again after so many tries: 2 s, then three times as long each time.
fn back_off(tries: i64) -> TimeDelta {
    TimeDelta::seconds(2 * 3_i64.pow(u32::try_from(tries - 1).unwrap_or(0).min(6)))
}

impl Executions<'_> {
    /// The key that callbacks are signed with.
    #[must_use]
    pub fn callback_secret(&self) -> &[u8] {
        &self.0.0.callback_secret
    }

    /// Gives back the callbacks that an earlier process of a one-machine installation held. For the start of a server.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn resume_callbacks(&self) -> Result<()> {
        if self.0.store().dialect() == store::Dialect::Sqlite {
            let now = self.0.now();
            self.0.store().write(move |tx| Box::pin(jobs::release_all(tx, Kind::Callback, now))).await?;
        }
        Ok(())
    }

    /// Claims the next callback that is due, if there is one. For the loop of the server.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn next_callback(&self) -> Result<Option<Callback>> {
        loop {
            let now = self.0.now();
            let claimed =
                self.0.store().write(move |tx| Box::pin(jobs::claim(tx, Kind::Callback, now, now + LEASE))).await?;
            let Some(claimed) = claimed else { return Ok(None) };
            let row = store::executions::find(&mut self.0.store().read().await?, claimed.subject_id).await?;
            let execution: Option<Execution> = row.map(TryInto::try_into).transpose()?;
            let url = execution.as_ref().and_then(|execution| execution.callback_url.clone());
            match (execution, url) {
                (Some(execution), Some(url)) => return Ok(Some(Callback { execution, url, claimed })),
                // Deleted meanwhile: nobody is told of what is not there.
                _ => drop(self.0.store().write(move |tx| Box::pin(finish(tx, claimed))).await?),
            }
        }
    }

    /// Records what came of a callback.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn settle_callback(&self, callback: Callback, delivery: Delivery) -> Result<()> {
        let Callback { claimed, .. } = callback;
        let (again, why) = match delivery {
            Delivery::Taken => (false, None),
            Delivery::Failed(why) => (claimed.attempts < MAX_TRIES, Some(why)),
            Delivery::Refused(why) => (false, Some(why)),
        };
        if let Some(why) = &why {
            tracing::warn!(
                execution.id = %claimed.subject_id, attempts = claimed.attempts, again, why, "a callback was not taken"
            );
        }
        let now = self.0.now();
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    match again {
                        true => jobs::release(tx, &claimed, now + back_off(claimed.attempts), why.as_deref()).await?,
                        false => jobs::finish(tx, &claimed).await?,
                    };
                    Ok::<_, Error>(())
                })
            })
            .await
    }
}

async fn finish(tx: &mut store::Conn, claimed: Claimed) -> store::Result<bool> {
    jobs::finish(tx, &claimed).await
}

/// Notes in the transaction of a run's end how its execution ended, and queues its callback; true when there is one.
pub(crate) async fn conclude(
    tx: &mut store::Conn,
    id: model::RunId,
    report: &judge::RunReport,
    now: chrono::DateTime<chrono::Utc>,
) -> store::Result<bool> {
    let status = super::Status::of(report).number();
    if store::executions::conclude(tx, id, status.into()).await? {
        if jobs::waiting(tx, Kind::Callback).await? < MAX_WAITING {
            jobs::enqueue(tx, Kind::Callback, id, 0, now).await?;
            return Ok(true);
        }
        tracing::warn!(execution.id = %id, "too many callbacks are waiting; this one is not made");
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_threefold_with_each_try() {
        let seconds: Vec<i64> = (1..MAX_TRIES).map(|tries| back_off(tries).num_seconds()).collect();
        assert_eq!(seconds, [2, 6, 18, 54]);
    }
}
