//! The first administrator: made with the link that the server prints, and only while there is none.

use model::Role;
use store::accounts::links::{self, Purpose};

use super::{Accounts, NewAccount, SignedIn, register, secret};
use crate::{Actor, Code, Error, Result};

/// What somebody who opens the server for the first time has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupState {
    /// No administrator exists yet.
    pub needs_admin: bool,
    /// Mail is sent; otherwise it stays in the outbox.
    pub sends_mail: bool,
    /// Whom to ask for a link of the outbox: the administrator's name and address, when mail is not sent.
    pub contact: Option<String>,
}

fn dead_link() -> Error {
    Error::new(Code::InvalidLink, "this set-up link is wrong or dead: the server prints a fresh one when it starts")
}

impl Accounts<'_> {
    /// Where the set-up stands.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn setup_state(&self) -> Result<SetupState> {
        let admin = store::accounts::first_admin(&mut self.0.store().read().await?).await?;
        let sends_mail = self.0.mail().sends();
        let needs_admin = admin.is_none();
        let contact = admin.filter(|_| !sends_mail).map(|(name, email)| format!("{name} <{email}>"));
        Ok(SetupState { needs_admin, sends_mail, contact })
    }

    /// A fresh set-up link, while no administrator exists; those given before are dead from then on.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn setup_link(&self) -> Result<Option<String>> {
        let (now, token) = (self.0.now(), secret::random());
        let hash = secret::digest(&token);
        let given = self
            .0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    links::delete_unowned(tx, Purpose::SetUp).await?;
                    let needed = !store::accounts::admin_exists(tx).await?;
                    if needed {
                        links::insert(tx, Purpose::SetUp, None, &hash, now, None).await?;
                    }
                    Ok::<_, Error>(needed)
                })
            })
            .await?;
        Ok(given.then(|| format!("{}/setup?token={token}", self.0.public_url())))
    }

    /// Makes the first administrator, verified and signed in. `new.role` does not matter.
    ///
    /// # Errors
    /// `InvalidLink`, also once any administrator exists; `ValidationError`; `Conflict` when the address is taken: the
    /// link stays good then.
    pub async fn set_up(&self, token: &str, new: NewAccount) -> Result<SignedIn> {
        if store::accounts::admin_exists(&mut self.0.store().read().await?).await? {
            return Err(dead_link());
        }
        let user = self.check(&Actor::System, NewAccount { role: Role::Admin, ..new }, true).await?;
        let (now, hash) = (self.0.now(), secret::digest(token));
        let row = self
            .0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    links::use_up(tx, Purpose::SetUp, &hash, now).await?.ok_or_else(dead_link)?;
                    if store::accounts::admin_exists(tx).await? {
                        return Err(dead_link());
                    }
                    store::accounts::insert(tx, &user, now).await.map_err(register::taken)
                })
            })
            .await?;
        self.start_session(row.id).await
    }
}
