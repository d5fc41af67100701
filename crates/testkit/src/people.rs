//! People: accounts that are made and signed in without the ceremony of doing so.

use std::sync::atomic::{AtomicU64, Ordering};

use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use model::Role;
use platform::{Actor, accounts::NewAccount};
use serde_json::json;
use uuid::Uuid;

use crate::TestApp;

/// The password of every account that [`TestApp`] makes.
pub const PASSWORD: &str = "Correct-Horse-1";

/// `SUPABASE_JWT_SECRET` of every [`TestApp`].
pub const SUPABASE_SECRET: &str = "test-supabase-secret-at-least-32-bytes-long";

/// Somebody with an account.
#[derive(Debug, Clone)]
pub struct Person {
    /// Identity.
    pub id: Uuid,
    /// Address.
    pub email: String,
    /// Access token.
    pub token: String,
    /// Refresh token; empty for users of Supabase.
    pub refresh: String,
}

impl Person {
    /// This person as the actor of a use case.
    #[must_use]
    pub fn actor(&self, role: Role) -> Actor {
        Actor::User(platform::access::Account { id: self.id, role })
    }
}

fn address(name: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}{}@example.org", name.to_lowercase(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A token as Supabase signs it, an hour long by the machine's clock.
#[must_use]
pub fn supabase_token(subject: Uuid, email: &str) -> String {
    let now = chrono::Utc::now().timestamp();
    let claims = json!({
        "sub": subject, "email": email, "aud": "authenticated", "role": "authenticated", "iat": now, "exp": now + 3600,
    });
    encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(SUPABASE_SECRET.as_bytes()))
        .expect("claims are JSON")
}

impl TestApp {
    /// A learner called `name`, verified and signed in.
    pub async fn learner(&self, name: &str) -> Person {
        self.person(name, Role::Learner).await
    }

    /// An account with a role, verified and signed in.
    pub async fn staff(&self, role: Role) -> Person {
        self.person(role.as_str(), role).await
    }

    /// A user of Supabase with a profile.
    pub async fn wizard(&self) -> Person {
        let (subject, email) = (Uuid::new_v4(), address("wizard"));
        let token = supabase_token(subject, &email);
        let (user, _) = self.platform.accounts().open_session(&token).await.expect("the token is sound");
        Person { id: user.id, email, token, refresh: String::new() }
    }

    async fn person(&self, name: &str, role: Role) -> Person {
        let email = address(name);
        let new = NewAccount { email: email.clone(), password: PASSWORD.into(), display_name: name.to_owned(), role };
        let accounts = self.platform.accounts();
        let user = accounts.create_verified(&Actor::System, new).await.expect("the account is sound");
        let session = accounts.start_session(user.id).await.expect("the account exists");
        Person { id: user.id, email, token: session.access_token, refresh: session.refresh_token }
    }
}
