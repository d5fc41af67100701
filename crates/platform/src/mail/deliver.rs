//! Sending: jobs of the outbox, by lease, again after a while when the mail server does not take them.

use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use store::{jobs, mail::MailRow};

use super::Mail;
use crate::{Config, Error, Result};

/// Longer than a mail server may take, so that no mail is sent by two.
const LEASE: TimeDelta = TimeDelta::minutes(5);
const TIMEOUT: Duration = Duration::from_secs(30);
const MAX_ATTEMPTS: i64 = 10;
/// How long to wait when there is nothing to do and nobody wakes us.
const IDLE: Duration = Duration::from_secs(10);

/// The connection to a mail server.
pub(crate) struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// The mail server of a configuration, if it names one.
    pub(crate) fn new(config: &Config) -> anyhow::Result<Option<Self>> {
        let Some(url) = &config.smtp_url else { return Ok(None) };
        let from = config.mail_from.parse().with_context(|| format!("invalid MAIL_FROM: `{}`", config.mail_from))?;
        // The address holds a password: it is not repeated.
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .context("invalid SMTP_URL: it must look like smtps://user:password@mail.example.org")?;
        Ok(Some(Mailer { transport: transport.timeout(Some(TIMEOUT)).build(), from }))
    }

    /// Sends one mail. `Err` holds whether it may be tried again, and why it failed.
    async fn send(&self, mail: &MailRow) -> Result<(), (bool, String)> {
        let refused = |error: &dyn std::fmt::Display| (false, error.to_string());
        let to = mail.to_address.parse().map_err(|error: lettre::address::AddressError| refused(&error))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.body.clone())
            .map_err(|error| refused(&error))?;
        self.transport.send(message).await.map(drop).map_err(|error| (!error.is_permanent(), error.to_string()))
    }
}

/// When a mail is tried again after so many failures: half a minute, doubling up to an hour.
fn back_off(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(7);
    TimeDelta::seconds(30 * i64::from(2_u32.pow(doublings))).min(TimeDelta::hours(1))
}

impl Mail<'_> {
    /// Sends mail until the process ends; returns at once when there is no mail server.
    pub async fn deliver(&self) {
        if !self.sends() {
            return;
        }
        let mut events = self.0.events().subscribe();
        loop {
            match self.deliver_next().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(error.source = error.source_chain(), "mail could not be taken from the outbox");
                }
            }
            let woken = async { while !matches!(events.recv().await, Ok(crate::events::Event::JobQueued) | Err(_)) {} };
            let _ = tokio::time::timeout(IDLE, woken).await;
        }
    }

    /// Sends the next mail that is due; false when there is none.
    ///
    /// # Errors
    /// Failures of the database; those of the mail server are noted with the mail.
    pub async fn deliver_next(&self) -> Result<bool> {
        let Some(mailer) = self.0.mailer() else { return Ok(false) };
        let now = self.0.now();
        let claimed =
            self.0.store().write(move |tx| Box::pin(jobs::claim(tx, jobs::Kind::Mail, now, now + LEASE))).await?;
        let Some(job) = claimed else { return Ok(false) };
        let mail = store::mail::find(&mut self.0.store().read().await?, job.subject_id).await?;
        let outcome = match &mail {
            Some(mail) => mailer.send(mail).await,
            None => Ok(()),
        };
        let now = self.0.now();
        if let Err((again, error)) = &outcome {
            tracing::warn!(mail.id = %job.subject_id, attempts = job.attempts, again, error, "mail was not taken");
        }
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let ours = match &outcome {
                        Err((true, error)) if job.attempts < MAX_ATTEMPTS => {
                            jobs::release(tx, &job, now + back_off(job.attempts), Some(error)).await?
                        }
                        _ => jobs::finish(tx, &job).await?,
                    };
                    if ours {
                        let (sent_at, error) = match &outcome {
                            Ok(()) => (Some(now), None),
                            Err((_, error)) => (None, Some(error.as_str())),
                        };
                        store::mail::note_attempt(tx, job.subject_id, sent_at, error).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_up_to_an_hour() {
        let seconds: Vec<i64> = (1..=10).map(|attempts| back_off(attempts).num_seconds()).collect();
        assert_eq!(seconds, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    }
}
