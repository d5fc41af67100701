//! Test data at rest: XChaCha20-Poly1305, with the key's id in front of each text.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use sha2::{Digest, Sha256};

use crate::{Error, Result};

const VERSION: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;

/// Seals and opens texts with the installation's key.
pub struct Sealer {
    cipher: XChaCha20Poly1305,
    key_id: [u8; KEY_ID],
}

impl Sealer {
    /// With a key of 256 random bits.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        let digest = Sha256::digest(key);
        let mut key_id = [0; KEY_ID];
        key_id.copy_from_slice(&digest[..KEY_ID]);
        Sealer { cipher: XChaCha20Poly1305::new(key.into()), key_id }
    }

    /// Seals `text`; `context` (such as the test's id) must be given again to open it, so that two sealed texts cannot
    /// be exchanged for one another.
    ///
    /// # Errors
    /// `Internal`, never seen in practice.
    pub fn seal(&self, context: &[u8], text: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = rand::random();
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: text, aad: context })
            .map_err(|_| Error::internal(anyhow::anyhow!("sealing failed")))?;
        let mut all = Vec::with_capacity(1 + KEY_ID + NONCE + sealed.len());
        all.push(VERSION);
        all.extend_from_slice(&self.key_id);
        all.extend_from_slice(&nonce);
        all.extend_from_slice(&sealed);
        Ok(all)
    }

    /// Opens what [`Sealer::seal`] made.
    ///
    /// # Errors
    /// `Internal` when it was sealed with another key (`ENCRYPTION_KEY` changed), for another context, or is damaged.
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
        let damaged = |why: &str| Error::internal(anyhow::anyhow!("sealed test data: {why}"));
        let (head, rest) = sealed.split_at_checked(1 + KEY_ID + NONCE).ok_or_else(|| damaged("too short"))?;
        if head[0] != VERSION {
            return Err(damaged("unknown form"));
        }
        if head[1..=KEY_ID] != self.key_id {
            return Err(damaged("sealed with another ENCRYPTION_KEY"));
        }
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&head[1 + KEY_ID..]);
        self.cipher
            .decrypt(&XNonce::from(nonce), Payload { msg: rest, aad: context })
            .map_err(|_| damaged("changed since it was sealed"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn only_the_same_key_and_context_open_a_text() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal(b"test 1", b"secret").unwrap();
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(sealer.open(b"test 1", &sealed).unwrap(), b"secret");
        assert!(sealer.open(b"test 2", &sealed).is_err());
        assert!(Sealer::new(&[8; 32]).open(b"test 1", &sealed).is_err());
    }
}
