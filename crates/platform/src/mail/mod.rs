//! Mail: everything goes into the outbox, and from there to a mail server when there is one.

mod deliver;
pub(crate) mod templates;

use chrono::{DateTime, Utc};
use store::{Conn, jobs, mail::NewMail};
use uuid::Uuid;

pub(crate) use deliver::Mailer;

use crate::{Actor, Code, Error, Permission, Platform, Result, accounts::email_key, events::Event};

/// How urgent mail is among the jobs: after code and reviews.
const PRIORITY: i64 = 30;

/// The outbox.
pub struct Mail<'p>(&'p Platform);

/// A mail of the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Identity.
    pub id: Uuid,
    /// The recipient's address.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// Written.
    pub created_at: DateTime<Utc>,
    /// Handed to a mail server; never without one.
    pub sent_at: Option<DateTime<Utc>>,
}

impl Platform {
    /// The outbox.
    #[must_use]
    pub fn mail(&self) -> Mail<'_> {
        Mail(self)
    }
}

/// Puts a mail into the outbox, and a job that sends it when mail is sent.
pub(crate) async fn put(tx: &mut Conn, mail: &NewMail, sends: bool, now: DateTime<Utc>) -> Result<()> {
    let id = store::mail::insert(tx, mail, now).await?;
    if sends {
        jobs::enqueue(tx, jobs::Kind::Mail, id, PRIORITY, now).await?;
    }
    Ok(())
}

impl Mail<'_> {
    /// True when mail goes to a mail server (`SMTP_URL`), false when it stays in the outbox.
    #[must_use]
    pub fn sends(&self) -> bool {
        self.0.mailer().is_some()
    }

    /// One page of the outbox, newest first, and how many there are; to one address when `to` is not empty.
    ///
    /// # Errors
    /// `Unauthorized`, `Forbidden`.
    pub async fn list(&self, actor: &Actor, to: &str, limit: i64, offset: i64) -> Result<(Vec<Letter>, i64)> {
        actor.require(Permission::ManageUsers)?;
        self.read(to, limit, offset).await
    }

    /// The newest 100 mails to an address, for tests of a server started with `CODEQUEST_DEV`.
    ///
    /// # Errors
    /// `NotFound` without that variable.
    pub async fn mailbox(&self, to: &str) -> Result<Vec<Letter>> {
        if !self.0.config().dev {
            return Err(Error::new(Code::NotFound, "there is nothing at this address"));
        }
        Ok(self.read(to, 100, 0).await?.0)
    }

    async fn read(&self, to: &str, limit: i64, offset: i64) -> Result<(Vec<Letter>, i64)> {
        let mut conn = self.0.store().read().await?;
        let (rows, total) = store::mail::list(&mut conn, &email_key(to), limit, offset).await?;
        let letter = |row: store::mail::MailRow| Letter {
            id: row.id,
            to: row.to_address,
            subject: row.subject,
            text: row.body,
            created_at: row.created_at,
            sent_at: row.sent_at,
        };
        Ok((rows.into_iter().map(letter).collect(), total))
    }

    /// Tells the delivery that there is something to send.
    pub(crate) fn wake(&self) {
        if self.sends() {
            self.0.events().publish(Event::JobQueued);
        }
    }
}
