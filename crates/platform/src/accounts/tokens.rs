//! Access tokens: making ours, reading ours and those of Supabase.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use model::UserId;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::secret;
use crate::{Code, Error, Result, secrets::Secrets};

/// What is wrong with a token. The texts are those of rule R-AUTH-09, which clients compare word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Malformed, signed by somebody else or not at all, expired, given back.
    Invalid,
    /// The signature is right, but there are no claims in it.
    Claims,
    /// Nobody is named.
    NoUserId,
    /// The name is not one of ours.
    UserIdFormat,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let text = match fault {
            Fault::Invalid => "Invalid token",
            Fault::Claims => "Invalid token claims",
            Fault::NoUserId => "Invalid user ID in token",
            Fault::UserIdFormat => "Invalid user ID format",
        };
        Error::new(Code::Unauthorized, text)
    }
}

/// Whom a token names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// One of our accounts.
    Account(UserId),
    /// A user of Supabase.
    Supabase { subject: Uuid, email: Option<String> },
}

/// A token whose signature and time are right.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) subject: Subject,
    /// What the token is called on the list of those given back.
    pub(super) id: String,
    pub(super) issued_at_s: i64,
    pub(super) expires_at: DateTime<Utc>,
}

/// The claims of our tokens (rule R-AUTH-06).
#[derive(Serialize)]
struct Claims<'a> {
    user_id: UserId,
    role: &'a str,
    email: &'a str,
    exp: i64,
    iat: i64,
    jti: Uuid,
}

/// Keys that sign and check tokens.
pub(super) struct Keys {
    signing: EncodingKey,
    own: DecodingKey,
    supabase: Option<DecodingKey>,
    successor: Vec<u8>,
}

impl Keys {
    pub(super) fn new(secrets: &Secrets) -> Self {
        Keys {
            signing: EncodingKey::from_secret(&secrets.jwt_secret),
            own: DecodingKey::from_secret(&secrets.jwt_secret),
            supabase: secrets.supabase_jwt_secret.as_deref().map(DecodingKey::from_secret),
            successor: secrets.jwt_secret.clone(),
        }
    }

    /// A new access token.
    pub(super) fn access_token(
        &self,
        user_id: UserId,
        role: &str,
        email: &str,
        now: DateTime<Utc>,
        life_s: i64,
    ) -> Result<String> {
        let iat = now.timestamp();
        let claims = Claims { user_id, role, email, exp: iat + life_s, iat, jti: Uuid::new_v4() };
        encode(&Header::new(Algorithm::HS256), &claims, &self.signing).map_err(Error::internal)
    }

    /// The refresh token that follows `token` when the client asks with `key`: the same question gives the same answer,
    /// and without our secret nobody can tell it.
    pub(super) fn successor(&self, token: &str, key: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.successor).expect("HMAC takes keys of any length");
        // No access token is signed over a text that begins like this.
        mac.update(b"refresh token successor\0");
        mac.update(&Sha256::digest(token.as_bytes()));
        mac.update(&Sha256::digest(key.as_bytes()));
        secret::encode(&mac.finalize().into_bytes().into())
    }

    /// Reads a token of ours or of Supabase.
    pub(super) fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Token, Fault> {
        let algorithm = decode_header(token).map_err(|_| Fault::Invalid)?.alg;
        if algorithm == Algorithm::HS256
            && let Ok(claims) = claims(token, &self.own, algorithm)
            && claims.contains_key("user_id")
        {
            return own(&claims, now);
        }
        let supabase = self.supabase.as_ref().ok_or(Fault::Invalid)?;
        if !matches!(algorithm, Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512) {
            return Err(Fault::Invalid);
        }
        of_supabase(token, &claims(token, supabase, algorithm)?, now)
    }
}

fn claims(token: &str, key: &DecodingKey, algorithm: Algorithm) -> Result<Map<String, Value>, Fault> {
    let mut validation = Validation::new(algorithm);
    // The library looks at the machine's clock; times are checked here, by the platform's.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    let data = decode::<Value>(token, key, &validation).map_err(|error| match error.kind() {
        jsonwebtoken::errors::ErrorKind::Json(_) => Fault::Claims,
        _ => Fault::Invalid,
    })?;
    match data.claims {
        Value::Object(claims) => Ok(claims),
        _ => Err(Fault::Claims),
    }
}

/// The end of a token's life, when now is within it.
fn expiry(claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Fault> {
    let time = |name: &str| claims.get(name).and_then(Value::as_f64).map(|seconds| seconds as i64);
    let exp = time("exp").and_then(|seconds| DateTime::from_timestamp(seconds, 0)).ok_or(Fault::Invalid)?;
    let started = time("nbf").is_none_or(|from| from <= now.timestamp());
    if exp > now && started { Ok(exp) } else { Err(Fault::Invalid) }
}

fn own(claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<Token, Fault> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let user_id = text("user_id").ok_or(Fault::NoUserId)?.parse().map_err(|_| Fault::UserIdFormat)?;
    Ok(Token {
        subject: Subject::Account(user_id),
        id: text("jti").ok_or(Fault::Claims)?.to_owned(),
        issued_at_s: claims.get("iat").and_then(Value::as_i64).ok_or(Fault::Claims)?,
        expires_at: expiry(claims, now)?,
    })
}

fn of_supabase(token: &str, claims: &Map<String, Value>, now: DateTime<Utc>) -> Result<Token, Fault> {
    let expires_at = expiry(claims, now)?;
    let subject = claims.get("sub").and_then(Value::as_str).ok_or(Fault::NoUserId)?;
    let subject = subject.parse().map_err(|_| Fault::UserIdFormat)?;
    let email = claims.get("email").and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
    let digest: String = Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Token {
        subject: Subject::Supabase { subject, email },
        id: format!("sha256:{digest}"),
        issued_at_s: claims.get("iat").and_then(Value::as_i64).unwrap_or_default(),
        expires_at,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use serde_json::json;

    use super::*;

    const SUPABASE: &[u8] = b"test-supabase-secret-at-least-32-bytes-long";

    fn keys() -> Keys {
        Keys::new(&Secrets {
            jwt_secret: b"another secret of more than 32 bytes".to_vec(),
            encryption_key: [0; 32],
            callback_secret: Vec::new(),
            supabase_jwt_secret: Some(SUPABASE.to_vec()),
        })
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    fn signed(algorithm: Algorithm, secret: &[u8], claims: &Value) -> String {
        encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret)).unwrap()
    }

    fn supabase(claims: &Value) -> Result<Subject, Fault> {
        keys().read(&signed(Algorithm::HS256, SUPABASE, claims), now()).map(|token| token.subject)
    }

    #[test]
    fn our_tokens_live_from_now_to_their_end() {
        let id = Uuid::from_u128(7);
        let token = keys().access_token(id, "learner", "a@example.org", now(), 3600).unwrap();
        assert_eq!(keys().read(&token, now()).unwrap().subject, Subject::Account(id));
        let last = now() + chrono::TimeDelta::seconds(3599);
        assert!(keys().read(&token, last).is_ok());
        assert_eq!(keys().read(&token, last + chrono::TimeDelta::seconds(1)).unwrap_err(), Fault::Invalid);
    }

    #[test]
    fn supabase_may_sign_with_any_hmac_and_nothing_else() {
        let subject = Uuid::from_u128(9);
        let claims = json!({ "sub": subject, "exp": now().timestamp() + 60 });
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let token = signed(algorithm, SUPABASE, &claims);
            assert_eq!(keys().read(&token, now()).unwrap().subject, Subject::Supabase { subject, email: None });
            let forged = signed(algorithm, b"not the secret", &claims);
            assert_eq!(keys().read(&forged, now()).unwrap_err(), Fault::Invalid);
        }
        // {"alg":"none"} with the same claims and no signature.
        let unsigned = signed(Algorithm::HS256, SUPABASE, &claims);
        let payload = unsigned.split('.').nth(1).unwrap();
        let unsigned = format!("eyJhbGciOiJub25lIn0.{payload}.");
        assert_eq!(keys().read(&unsigned, now()).unwrap_err(), Fault::Invalid);
    }

    #[test]
    fn each_fault_of_a_supabase_token_has_its_own_text() {
        let exp = now().timestamp() + 60;
        assert_eq!(supabase(&json!({ "exp": exp })), Err(Fault::NoUserId));
        assert_eq!(supabase(&json!({ "exp": exp, "sub": "nobody" })), Err(Fault::UserIdFormat));
        assert_eq!(supabase(&json!({ "exp": exp - 60, "sub": Uuid::nil() })), Err(Fault::Invalid));
        assert_eq!(supabase(&json!({ "sub": Uuid::nil() })), Err(Fault::Invalid));
        assert_eq!(supabase(&json!("no claims")), Err(Fault::Claims));
    }

    #[test]
    fn the_same_question_has_the_same_successor_and_another_key_another() {
        let keys = keys();
        assert_eq!(keys.successor("token", "key"), keys.successor("token", "key"));
        assert_ne!(keys.successor("token", "key"), keys.successor("token", "other"));
        assert_ne!(keys.successor("token", "key"), keys.successor("other", "key"));
    }
}
