//! Accounts: registering, signing in, tokens, mailed links, profiles, the first administrator.

mod admin;
mod authenticate;
mod fields;
mod links;
mod passwords;
mod profiles;
mod register;
mod secret;
mod sessions;
mod set_up;
mod tokens;
mod user;

pub use admin::StandingChange;
pub use authenticate::Identity;
pub(crate) use fields::email_key;
pub use profiles::{NewProfile, ProfileChange};
pub use register::NewAccount;
pub use sessions::{ACCESS_TOKEN_S, SignedIn};
pub use set_up::SetupState;
pub use user::User;

use crate::{Config, Platform, secrets::Secrets};

/// Use cases about accounts.
pub struct Accounts<'p>(&'p Platform);

impl Platform {
    /// Use cases about accounts.
    #[must_use]
    pub fn accounts(&self) -> Accounts<'_> {
        Accounts(self)
    }
}

/// What accounts keep in memory.
pub(crate) struct State {
    keys: tokens::Keys,
    passwords: passwords::Passwords,
    standings: authenticate::Standings,
}

impl State {
    pub(crate) fn new(config: &Config, secrets: &Secrets) -> Self {
        State {
            keys: tokens::Keys::new(secrets),
            passwords: passwords::Passwords::new(config.password_cost),
            standings: authenticate::Standings::new(),
        }
    }
}
