//! Accounts: registering, signing in, tokens, mailed links, profiles.

use crate::{Actor, Code, Error, Platform, Result};

/// Use cases about accounts.
pub struct Accounts<'p>(#[expect(dead_code, reason = "the use cases follow")] &'p Platform);

impl Platform {
    /// Use cases about accounts.
    #[must_use]
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }
}

impl Accounts<'_> {
    /// Who holds `token`: one of ours or of Supabase.
    ///
    /// # Errors
    /// `Unauthorized` for a token that is malformed, expired, revoked, or of an account that is no longer active.
    pub async fn authenticate(&self, _token: &str) -> Result<Actor> {
        Err(Error::new(Code::Unauthorized, "Invalid token"))
    }
}
