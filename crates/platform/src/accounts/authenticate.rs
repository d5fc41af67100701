//! From a token to who is acting.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use chrono::{DateTime, Utc};
use moka::sync::Cache;
use store::accounts::StandingRow;
use uuid::Uuid;

use super::{
    Accounts,
    tokens::{Fault, Subject, Token},
};
use crate::{Actor, Code, Error, Result, access::Account};

/// Whom a valid token names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Somebody with an account.
    Account(Account),
    /// A user of Supabase who has no account here yet.
    NewSupabaseUser {
        /// The token's subject.
        subject: Uuid,
        /// The token's address.
        email: Option<String>,
    },
}

/// Accounts of tokens that were checked a moment ago, by the token's id. A change made by this process counts at once;
/// one made by another process, after [`KEPT`].
pub(super) struct Standings {
    recent: Cache<String, (u64, Account)>,
    // What was read before a change must not be believed after it, even when it is stored later.
    generation: AtomicU64,
}

const KEPT: Duration = Duration::from_secs(5);

impl Standings {
    pub(super) fn new() -> Self {
        let recent = Cache::builder().max_capacity(20_000).time_to_live(KEPT).build();
        Standings { recent, generation: AtomicU64::new(0) }
    }

    /// Forgets everything: somebody's role, activity or tokens changed. Call it after the commit.
    pub(super) fn forget(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
    }

    fn generation(&self) -> u64 {
        self.generation.load(Ordering::SeqCst)
    }
}

impl Accounts<'_> {
    /// Who holds `token`: one of ours or of Supabase. The role is the one that the account has now.
    ///
    /// # Errors
    /// `Unauthorized` for a token that is malformed, expired, given back, or of an account that is no longer active;
    /// `NoProfile` for a user of Supabase who has no account here yet.
    pub async fn authenticate(&self, token: &str) -> Result<Actor> {
        match self.identify(token).await? {
            Identity::Account(account) => Ok(Actor::User(account)),
            Identity::NewSupabaseUser { .. } => {
                Err(Error::new(Code::NoProfile, "there is no profile for this token yet"))
            }
        }
    }

    /// Whom `token` names, with or without an account.
    ///
    /// # Errors
    /// `Unauthorized` as in [`Accounts::authenticate`].
    pub async fn identify(&self, token: &str) -> Result<Identity> {
        let token = self.read_token(token)?;
        let standings = &self.0.account_state().standings;
        let generation = standings.generation();
        if let Some((read_at, account)) = standings.recent.get(&token.id)
            && read_at == generation
        {
            return Ok(Identity::Account(account));
        }
        let mut conn = self.0.store().read().await?;
        let row = match &token.subject {
            Subject::Account(id) => store::accounts::standing(&mut conn, *id, &token.id).await?,
            Subject::Supabase { subject, .. } => {
                store::accounts::standing_of_supabase(&mut conn, *subject, &token.id).await?
            }
        };
        drop(conn);
        match (row, token.subject.clone()) {
            (Some(row), _) => {
                let account = account(row, &token)?;
                standings.recent.insert(token.id, (generation, account.clone()));
                Ok(Identity::Account(account))
            }
            (None, Subject::Account(_)) => Err(Fault::Invalid.into()),
            (None, Subject::Supabase { subject, email }) => Ok(Identity::NewSupabaseUser { subject, email }),
        }
    }

    /// The signature and time of a token, without asking whether it was given back.
    pub(super) fn read_token(&self, token: &str) -> Result<Token> {
        Ok(self.0.account_state().keys.read(token, self.0.now())?)
    }
}

fn account(row: StandingRow, token: &Token) -> Result<Account> {
    // A token's time is in whole seconds.
    let too_old = |from: DateTime<Utc>| token.issued_at_s < from.timestamp();
    let outdated = matches!(token.subject, Subject::Account(_)) && row.tokens_valid_from.is_some_and(too_old);
    if row.revoked || !row.is_active || outdated {
        return Err(Fault::Invalid.into());
    }
    let role = row.role.parse().map_err(|error: model::UnknownWord| Error::internal(error))?;
    Ok(Account { id: row.id, role })
}
