//! Passwords: bcrypt, off the async threads.

use tokio::sync::Semaphore;

use crate::{Error, Result};

/// A hash takes a processor for a quarter of a second; more at once would keep the rest of the server waiting.
const AT_ONCE: usize = 2;

/// Hashes passwords and compares them.
pub(super) struct Passwords {
    cost: u32,
    permits: Semaphore,
}

impl Passwords {
    pub(super) fn new(cost: u32) -> Self {
        Passwords { cost, permits: Semaphore::new(AT_ONCE) }
    }

    /// The hash to be kept; `password` has at most 72 bytes.
    pub(super) async fn hash(&self, password: String) -> Result<String> {
        let cost = self.cost;
        self.blocking(move || bcrypt::non_truncating_hash(password, cost)).await
    }

    /// True when the password fits the hash. Without one it is false after the same effort, so that the time does not
    /// tell whether an account exists.
    pub(super) async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let cost = self.cost;
        if password.len() > 72 || password.contains('\0') {
            return Ok(false);
        }
        self.blocking(move || match hash {
            Some(hash) => bcrypt::non_truncating_verify(password, &hash),
            None => bcrypt::non_truncating_hash(password, cost).map(|_| false),
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> bcrypt::BcryptResult<T> + Send + 'static,
    ) -> Result<T> {
        let _permit = self.permits.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)
    }
}
