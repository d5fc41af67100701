//! Keys: from the configuration, or made once and kept in the data directory.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, bail};

use crate::Config;

/// The keys of this installation. Has no `Debug`, so that it cannot be logged.
pub struct Secrets {
    /// Signs our access tokens (HS256).
    pub(crate) jwt_secret: Vec<u8>,
    /// Seals test data.
    pub(crate) encryption_key: [u8; 32],
    /// Signs callbacks of the execution service.
    pub(crate) callback_secret: Vec<u8>,
    /// Verifies Supabase tokens, when set.
    pub(crate) supabase_jwt_secret: Option<Vec<u8>>,
}

impl Secrets {
    /// Takes what is configured and makes the rest.
    ///
    /// # Errors
    /// When `ENCRYPTION_KEY` is not 64 hex digits, or a file of the data directory cannot be read or written.
    pub(crate) fn load(config: &Config) -> anyhow::Result<Self> {
        let jwt_secret = match &config.jwt_secret {
            Some(secret) if secret.len() < 32 => bail!("JWT_SECRET is shorter than 32 characters"),
            Some(secret) => secret.clone().into_bytes(),
            None => kept(&config.data_dir, "jwt_secret")?.into_bytes(),
        };
        let encryption_key = match &config.encryption_key {
            Some(hex) => hex.clone(),
            None => kept(&config.data_dir, "encryption_key")?,
        };
        let encryption_key = parse_key(encryption_key.trim()).context("ENCRYPTION_KEY must be 64 hex digits")?;
        let callback_secret = match &config.executions.callback_secret {
            Some(secret) if secret.len() < 32 => bail!("JUDGE0_CALLBACK_SECRET is shorter than 32 characters"),
            Some(secret) => secret.clone().into_bytes(),
            None => kept(&config.data_dir, "callback_secret")?.into_bytes(),
        };
        let supabase_jwt_secret = config.supabase_jwt_secret.clone().map(String::into_bytes);
        Ok(Secrets { jwt_secret, encryption_key, callback_secret, supabase_jwt_secret })
    }
}

/// The key kept under `name`, made when there is none: 64 hex digits, readable by the owner only.
fn kept(data_dir: &Path, name: &str) -> anyhow::Result<String> {
    let path = data_dir.join(name);
    match fs::read_to_string(&path) {
        Ok(text) if text.trim().len() >= 32 => return Ok(text.trim().to_owned()),
        Ok(_) => bail!("{} is damaged: it holds fewer than 32 characters", path.display()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
    fs::create_dir_all(data_dir).with_context(|| format!("cannot make {}", data_dir.display()))?;
    let key: String = rand::random::<[u8; 32]>().iter().map(|byte| format!("{byte:02x}")).collect();
    // Written whole under another name first: a crash must not leave half a key.
    let fresh = data_dir.join(format!("{name}.new"));
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    file.write_all(key.as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, &path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(key)
}

fn parse_key(hex: &str) -> Option<[u8; 32]> {
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(key)
}
