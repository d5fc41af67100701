//! Mailed links: confirming an address, setting a new password.

use chrono::TimeDelta;
use store::{
    Conn,
    accounts::{UserRow, links, links::Purpose, sessions},
    mail::NewMail,
};

use super::{Accounts, fields, secret};
use crate::{Code, Error, Result, mail};

/// Life of a link that confirms an address (rule R-AUTH-04).
pub(super) const VERIFY_LIFE: TimeDelta = TimeDelta::hours(24);
/// Life of a link that sets a new password (rule R-AUTH-05).
const RESET_LIFE: TimeDelta = TimeDelta::hours(1);
/// Nobody's mailbox is filled by somebody else: so many links of a kind per account and hour.
const LINKS_PER_HOUR: i64 = 5;

fn bad_link() -> Error {
    Error::new(Code::InvalidLink, "this link is wrong, was used already, or is too old: ask for a new one")
}

/// The address of a profile for which Supabase does not vouch may be somebody else's. Whoever reads its mail must not be
/// led into an account that the holder of the Supabase token shares.
fn may_get_links(user: &UserRow) -> bool {
    user.is_active && (user.email_verified || user.supabase_user_id.is_none())
}

impl Accounts<'_> {
    /// Confirms the address that the link was mailed to.
    ///
    /// # Errors
    /// `InvalidLink`.
    pub async fn verify_email(&self, token: &str) -> Result<()> {
        let (now, hash) = (self.0.now(), secret::digest(token));
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let used = links::use_up(tx, Purpose::VerifyEmail, &hash, now).await?;
                    let user_id = used.flatten().ok_or_else(bad_link)?;
                    links::use_up_all(tx, Purpose::VerifyEmail, user_id, now).await?;
                    store::accounts::confirm_email(tx, user_id, now).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Mails another link that confirms the address. Nothing tells whether there is such an account.
    ///
    /// # Errors
    /// `ValidationError`.
    pub async fn resend_verification(&self, email: &str) -> Result<()> {
        let wanted = |user: &UserRow| may_get_links(user) && !user.email_verified;
        self.mail_link(email, Purpose::VerifyEmail, VERIFY_LIFE, wanted, mail::templates::verify_email).await
    }

    /// Mails a link that sets a new password. Nothing tells whether there is such an account.
    ///
    /// # Errors
    /// `ValidationError`.
    pub async fn forgot_password(&self, email: &str) -> Result<()> {
        self.mail_link(email, Purpose::ResetPassword, RESET_LIFE, may_get_links, mail::templates::reset_password).await
    }

    /// Sets a new password with the mailed link, which also shows that the address is the owner's. Ends all sessions.
    ///
    /// # Errors
    /// `ValidationError`, `InvalidLink`.
    pub async fn reset_password(&self, token: &str, password: String) -> Result<()> {
        let password = fields::password(password).map_err(|message| Error::field("new_password", message))?;
        let new_hash = self.0.account_state().passwords.hash(password).await?;
        let (now, hash) = (self.0.now(), secret::digest(token));
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let used = links::use_up(tx, Purpose::ResetPassword, &hash, now).await?;
                    let user_id = used.flatten().ok_or_else(bad_link)?;
                    links::use_up_all(tx, Purpose::ResetPassword, user_id, now).await?;
                    store::accounts::set_password(tx, user_id, &new_hash, now).await?;
                    store::accounts::confirm_email(tx, user_id, now).await?;
                    sessions::revoke_all(tx, user_id, now).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        self.0.account_state().standings.forget();
        Ok(())
    }

    async fn mail_link(
        &self,
        email: &str,
        purpose: Purpose,
        life: TimeDelta,
        wanted: impl Fn(&UserRow) -> bool + Send + 'static,
        write: impl Fn(&str, &str, &str, &str) -> NewMail + Send + 'static,
    ) -> Result<()> {
        let email = fields::email(email).map_err(|message| Error::field("email", message))?;
        let (now, sends, base) = (self.0.now(), self.0.mail().sends(), self.0.public_url());
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let user = store::accounts::find_by_email(tx, &email.key).await?.filter(wanted);
                    let Some(user) = user else { return Ok(()) };
                    let hour_ago = now - TimeDelta::hours(1);
                    if links::count_since(tx, purpose, user.id, hour_ago).await? >= LINKS_PER_HOUR {
                        return Ok(());
                    }
                    let token = give_link(tx, purpose, &user, now, life).await?;
                    let text = write(&base, &user.email, &user.display_name, &token);
                    mail::put(tx, &text, sends, now).await
                })
            })
            .await?;
        self.0.mail().wake();
        Ok(())
    }
}

async fn give_link(
    tx: &mut Conn,
    purpose: Purpose,
    user: &UserRow,
    now: chrono::DateTime<chrono::Utc>,
    life: TimeDelta,
) -> Result<String> {
    let token = secret::random();
    links::insert(tx, purpose, Some(user.id), &secret::digest(&token), now, Some(now + life)).await?;
    Ok(token)
}
