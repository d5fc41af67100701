//! How often something may be done (contract R-RATE-01 to R-RATE-07).
//!
//! Fixed windows: the first call opens a window, calls are allowed while the window's count is below the limit, and the
//! window's end lets everything through again (rule R-RATE-06).

mod counters;

use std::net::IpAddr;

use chrono::TimeDelta;
use model::UserId;

pub use counters::{Counters, InProcess, Window};

use crate::{Error, Platform, Result};

/// A limit: so many in a window of so many seconds.
#[derive(Debug, Clone, Copy)]
struct Limit {
    count: u64,
    seconds: i64,
}

const SUBMISSIONS: Limit = Limit { count: 10, seconds: 60 };
const RUNS: Limit = Limit { count: 30, seconds: 60 };
const CALLS: Limit = Limit { count: 100, seconds: 60 };
// Thirty learners behind one address sign up and in within the same minutes; guessing has limits of its own.
const SIGN_IN_CALLS: Limit = Limit { count: 300, seconds: 60 };
const LOGIN_FAILURES: Limit = Limit { count: 5, seconds: 900 };

/// Whose calls are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// An account, wherever it calls from.
    User(UserId),
    /// Everybody at an address who has not signed in.
    Address(IpAddr),
    /// Calls that sign in or up, from one address.
    SigningIn(IpAddr),
}

/// Checks of limits; all of them pass when `ENABLE_RATE_LIMITING` is off.
pub struct Limits<'p>(&'p Platform);

impl Platform {
    /// How often something may be done.
    #[must_use]
    pub fn limits(&self) -> Limits<'_> {
        Limits(self)
    }
}

impl Limits<'_> {
    /// Counts a submission (also an ungraded execution through `/api/v1/code/execute`): 10 a minute per account. Call it
    /// when the submission is otherwise in order, before its transaction.
    ///
    /// # Errors
    /// `RateLimited`.
    pub async fn check_submission(&self, user_id: UserId) -> Result<()> {
        let message = "Rate limit exceeded. Max 10 submissions per minute.";
        self.check(&format!("ratelimit:submission:{user_id}"), SUBMISSIONS, message).await
    }

    /// Counts an ungraded run of `/v1/runs`: 30 a minute per account.
    ///
    /// # Errors
    /// `RateLimited`.
    pub async fn check_run(&self, user_id: UserId) -> Result<()> {
        self.check(&format!("ratelimit:run:{user_id}"), RUNS, "Rate limit exceeded. Max 30 runs per minute.").await
    }

    /// Counts a call of the API: 100 a minute per account, or per address for those who have not signed in; calls that
    /// sign in or up are counted apart, 300 a minute per address, so that a class can begin at once.
    ///
    /// # Errors
    /// `RateLimited`.
    pub async fn check_call(&self, caller: Caller) -> Result<()> {
        let (key, limit) = match caller {
            Caller::User(id) => (format!("ratelimit:global:{id}"), CALLS),
            Caller::Address(address) => (format!("ratelimit:global:{}", network(address)), CALLS),
            Caller::SigningIn(address) => (format!("ratelimit:sign-in:{}", network(address)), SIGN_IN_CALLS),
        };
        self.check(&key, limit, "Too many requests. Wait a moment and try again.").await
    }

    /// Counts an attempt to sign in as a failure until [`Limits::login_succeeded`] takes it back: 5 failures in 15
    /// minutes per address and account, and `LOGIN_FAILURES_PER_IP` per address over all accounts. Counted before the
    /// password is looked at, so that guesses made at once do not slip through together.
    ///
    /// # Errors
    /// `RateLimited`.
    pub async fn check_login(&self, address: IpAddr, account: &str) -> Result<()> {
        let message = "Too many failed sign-ins. Wait a while, or reset your password.";
        let ceiling = Limit { count: self.0.config().login_failures_per_ip, ..LOGIN_FAILURES };
        self.check(&pair_key(address, account), LOGIN_FAILURES, message).await?;
        self.check(&address_key(address), ceiling, message).await
    }

    /// Takes back what [`Limits::check_login`] counted: the password was right.
    pub async fn login_succeeded(&self, address: IpAddr, account: &str) {
        if self.0.config().rate_limits {
            self.0.counters().forget(&pair_key(address, account)).await;
            self.0.counters().take_back(&address_key(address)).await;
        }
    }

    async fn check(&self, key: &str, limit: Limit, message: &'static str) -> Result<()> {
        if !self.0.config().rate_limits {
            return Ok(());
        }
        let now = self.0.now();
        let window = self.0.counters().hit(key, TimeDelta::seconds(limit.seconds), now).await;
        if window.count <= limit.count {
            return Ok(());
        }
        let wait_ms = u64::try_from((window.ends - now).num_milliseconds()).unwrap_or(0);
        Err(Error::rate_limited(message, wait_ms.div_ceil(1000)))
    }
}

fn pair_key(address: IpAddr, account: &str) -> String {
    format!("ratelimit:auth:{}:{account}", network(address))
}

fn address_key(address: IpAddr) -> String {
    format!("ratelimit:auth:{}", network(address))
}

/// The address itself, or of IPv6 the /64 that one household or machine has.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::from((u128::from(v6) & !u128::from(u64::MAX)).to_be_bytes()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let network_of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network_of("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
