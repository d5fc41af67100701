//! Sessions: signing in and out, refreshing.
//!
//! A refresh token is replaced at each use. One that is used again tells that somebody else has it too, and the whole
//! family (everything that stems from the same sign-in) is taken back. A client whose connection was cut before the
//! answer arrived can repeat the call with the same key and gets the same answer; see
//! docs/adr/0001-repeatable-refresh.md.

use std::net::IpAddr;

use chrono::TimeDelta;
use store::{
    Conn,
    accounts::{UserRow, sessions},
};
use uuid::Uuid;

use super::{Accounts, User, fields, secret, tokens::Keys};
use crate::{Code, Error, Platform, Result};

/// Life of an access token in seconds (rule R-AUTH-01).
pub const ACCESS_TOKEN_S: i64 = 3600;
/// Life of a refresh token (rule R-AUTH-02).
const REFRESH_LIFE: TimeDelta = TimeDelta::days(30);
/// How long the call that replaced a token may be repeated, as long as the new token was not used.
const REPEATABLE: TimeDelta = TimeDelta::hours(24);

/// A session as its owner gets it. Has no `Debug`, so that it cannot be logged.
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// Goes with every call, [`ACCESS_TOKEN_S`] seconds long.
    pub access_token: String,
    /// Gets the next pair, once.
    pub refresh_token: String,
}

enum Rotation {
    Done(Box<UserRow>, String),
    Refused,
}

impl Accounts<'_> {
    /// Signs in with address and password, from `address`.
    ///
    /// # Errors
    /// `ValidationError`; `InvalidCredentials` alike for unknown addresses and wrong passwords; `AccountDisabled`;
    /// `EmailNotVerified`; `RateLimited` after too many failures.
    pub async fn login(&self, email: &str, password: String, address: IpAddr) -> Result<SignedIn> {
        let email = fields::email(email).map_err(|message| Error::field("email", message))?;
        let limits = self.0.limits();
        limits.check_login(address, &email.key).await?;
        let credentials = store::accounts::credentials(&mut self.0.store().read().await?, &email.key).await?;
        let (id, hash) = credentials.map(|row| (row.id, row.password_hash)).unzip();
        let fits = self.0.account_state().passwords.verify(password, hash.flatten()).await?;
        let Some(id) = id.filter(|_| fits) else {
            return Err(Error::new(Code::InvalidCredentials, "wrong e-mail address or password"));
        };
        limits.login_succeeded(address, &email.key).await;
        self.may_sign_in(id).await?;
        self.start_session(id).await
    }

    async fn may_sign_in(&self, id: Uuid) -> Result<()> {
        let user = self.user(id).await?;
        if !user.is_active {
            return Err(Error::new(Code::AccountDisabled, "this account was switched off: ask an administrator"));
        }
        if !user.email_verified {
            let message = "confirm your e-mail address first: open the link that was mailed to you";
            return Err(Error::new(Code::EmailNotVerified, message));
        }
        Ok(())
    }

    /// Starts a session of an account whose holder is known.
    ///
    /// # Errors
    /// `NotFound` when the account is gone.
    pub async fn start_session(&self, id: Uuid) -> Result<SignedIn> {
        let now = self.0.now();
        let refresh_token = secret::random();
        let hash = secret::digest(&refresh_token);
        let row = self
            .0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    sessions::insert(tx, id, Uuid::now_v7(), &hash, now, now + REFRESH_LIFE).await?;
                    store::accounts::note_login(tx, id, now).await?;
                    let row = store::accounts::find(tx, id).await?;
                    row.ok_or_else(|| Error::not_found("account"))
                })
            })
            .await?;
        self.signed_in(row, refresh_token)
    }

    /// Replaces a refresh token. With `key` (16 to 128 characters, made anew for each token) the call can be repeated
    /// until its answer arrives.
    ///
    /// # Errors
    /// `InvalidToken` for a token that is unknown, expired or taken back, or was used before: then its whole family is
    /// taken back. `ValidationError` for a key of another form.
    pub async fn refresh(&self, token: String, key: Option<String>) -> Result<SignedIn> {
        let sound = |key: &String| (16..=128).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
        if !key.as_ref().is_none_or(sound) {
            return Err(Error::field("Idempotency-Key", "must be 16 to 128 visible ASCII characters"));
        }
        let platform = self.0.clone();
        let rotation = self
            .0
            .store()
            .write(move |tx| Box::pin(async move { rotate(tx, &platform, &token, key.as_deref()).await }))
            .await?;
        match rotation {
            Rotation::Done(user, refresh_token) => self.signed_in(*user, refresh_token),
            Rotation::Refused => Err(Error::new(Code::InvalidToken, "this session is over: sign in again")),
        }
    }

    /// Ends the session of a refresh token and, when one is given, takes back the access token; both may be unknown or
    /// over already.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn logout(&self, refresh_token: Option<String>, access_token: Option<&str>) -> Result<()> {
        let now = self.0.now();
        let access = access_token.and_then(|token| self.read_token(token).ok());
        let hash = refresh_token.as_deref().map(secret::digest);
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(hash) = hash
                        && let Some(row) = sessions::find_for_update(tx, &hash).await?
                    {
                        sessions::revoke_family(tx, row.family_id, now).await?;
                    }
                    if let Some(access) = access {
                        sessions::revoke_access(tx, &access.id, access.expires_at).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        self.0.account_state().standings.forget();
        Ok(())
    }

    /// Deletes sessions, revocations and links that have expired.
    ///
    /// # Errors
    /// Failures on our side only.
    pub async fn delete_expired(&self) -> Result<()> {
        let now = self.0.now();
        self.0.store().write(move |tx| Box::pin(sessions::delete_expired(tx, now))).await?;
        Ok(())
    }

    fn signed_in(&self, row: UserRow, refresh_token: String) -> Result<SignedIn> {
        let now = self.0.now();
        let user = User::from_row(row, now)?;
        let keys = &self.0.account_state().keys;
        let access_token = keys.access_token(user.id, user.role.as_str(), &user.email, now, ACCESS_TOKEN_S)?;
        Ok(SignedIn { user, access_token, refresh_token })
    }
}

async fn rotate(tx: &mut Conn, platform: &Platform, token: &str, key: Option<&str>) -> Result<Rotation> {
    let now = platform.now();
    let keys: &Keys = &platform.account_state().keys;
    let Some(row) = sessions::find_for_update(tx, &secret::digest(token)).await? else { return Ok(Rotation::Refused) };
    if row.revoked_at.is_some() || row.expires_at <= now {
        return Ok(Rotation::Refused);
    }
    let user = store::accounts::find(tx, row.user_id).await?.filter(|user| user.is_active);
    let Some(user) = user else { return Ok(Rotation::Refused) };
    let Some(rotated_at) = row.rotated_at else {
        let successor = key.map_or_else(secret::random, |key| keys.successor(token, key));
        sessions::mark_rotated(tx, row.id, key.map(secret::digest), now).await?;
        let hash = secret::digest(&successor);
        sessions::insert(tx, row.user_id, row.family_id, &hash, now, now + REFRESH_LIFE).await?;
        return Ok(Rotation::Done(Box::new(user), successor));
    };
    if let Some(key) = key
        && row.rotation_key == Some(secret::digest(key))
        && now < rotated_at + REPEATABLE
    {
        let successor = keys.successor(token, key);
        let unused = sessions::find_for_update(tx, &secret::digest(&successor))
            .await?
            .is_some_and(|next| next.rotated_at.is_none() && next.revoked_at.is_none());
        if unused {
            return Ok(Rotation::Done(Box::new(user), successor));
        }
    }
    tracing::warn!(user.id = %row.user_id, "a refresh token was used twice; its session is ended");
    sessions::revoke_family(tx, row.family_id, now).await?;
    Ok(Rotation::Refused)
}
