//! Secrets that go out once and are kept as digests only.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A new secret of 256 random bits.
pub(super) fn random() -> String {
    encode(&rand::random::<[u8; 32]>())
}

/// The form in which 256 bits are sent: 43 characters that need no quoting in a URL.
pub(super) fn encode(bytes: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is kept of a secret. A plain digest is enough, because the secret is too long to be guessed.
pub(super) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}
