//! Own accounts, and the profiles that users of Supabase get.

use model::{Role, UserId};
use store::accounts::NewUser;
use uuid::Uuid;

use super::{Accounts, Identity, User, fields, register};
use crate::{
    Actor, Code, Error, Result,
    boards::{BoardKey, Frame, Scope},
};

/// What a person may change of the own profile; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    /// The name shown to people.
    pub display_name: Option<String>,
    /// What the person says of themselves; empty removes it.
    pub bio: Option<String>,
}

/// The profile that a user of Supabase asks for.
#[derive(Debug, Clone, Default)]
pub struct NewProfile {
    /// Whose; if given, it must be the token's subject.
    pub supabase_user_id: Option<Uuid>,
    /// The address; the token's when absent.
    pub email: Option<String>,
    /// The name; the part of the address before @ when absent.
    pub display_name: Option<String>,
}

impl Accounts<'_> {
    /// The actor's own account.
    ///
    /// # Errors
    /// `Unauthorized` for nobody.
    pub async fn me(&self, actor: &Actor) -> Result<User> {
        self.user(actor.signed_in()?.id).await
    }

    /// The actor's own account, and its place on the board of all XP once it has any.
    ///
    /// # Errors
    /// `Unauthorized` for nobody.
    pub async fn me_with_rank(&self, actor: &Actor) -> Result<(User, Option<i64>)> {
        let user = self.me(actor).await?;
        let rank = self.rank(&user).await?;
        Ok((user, rank))
    }

    async fn rank(&self, user: &User) -> Result<Option<i64>> {
        if user.total_xp == 0 {
            return Ok(None);
        }
        let board = BoardKey::xp(Scope::Global, Frame::AllTime);
        let standing = self.0.boards().standing(&board, user.id).await?;
        Ok(standing.and_then(|standing| i64::try_from(standing.rank).ok()))
    }

    /// Changes the actor's own profile.
    ///
    /// # Errors
    /// `Unauthorized`, `ValidationError`.
    pub async fn update_me(&self, actor: &Actor, change: ProfileChange) -> Result<User> {
        let id = actor.signed_in()?.id;
        let mut check = fields::Check::default();
        let name = change.display_name.map(|name| check.keep("display_name", fields::display_name(&name)));
        let bio = change.bio.map(|bio| check.keep("bio", fields::bio(&bio)));
        if matches!(name, Some(None)) || matches!(bio, Some(None)) {
            return Err(check.refusal());
        }
        let (name, bio, now) = (name.flatten(), bio.flatten(), self.0.now());
        let row = self
            .0
            .store()
            .write(move |tx| {
                Box::pin(
                    async move { store::accounts::update_profile(tx, id, name.as_deref(), bio.as_deref(), now).await },
                )
            })
            .await?;
        // Boards show names.
        self.0.boards().refresh_user(id).await;
        User::from_row(row.ok_or_else(|| Error::not_found("account"))?, now)
    }

    /// Makes the profile of the user of Supabase that `token` names (rules R-AUTH-13, W-02, W-03).
    ///
    /// # Errors
    /// `Unauthorized`; `Forbidden` when the profile asked for is somebody else's; `ValidationError`; `Conflict` when
    /// user or address have a profile already.
    pub async fn create_profile(&self, token: &str, new: NewProfile) -> Result<User> {
        let identity = self.identify(token).await?;
        if let Some(email) = &new.email {
            fields::email(email).map_err(|message| Error::field("email", message))?;
        }
        let (subject, token_email) = match identity {
            Identity::NewSupabaseUser { subject, email } => (subject, email),
            Identity::Account(account) => {
                return match (new.supabase_user_id, self.user(account.id).await?.supabase_user_id) {
                    (Some(asked), Some(own)) if asked != own => Err(somebody_else()),
                    _ => Err(Error::new(Code::Conflict, "this user has a profile already")),
                };
            }
        };
        if new.supabase_user_id.is_some_and(|asked| asked != subject) {
            return Err(somebody_else());
        }
        self.insert_profile(subject, token_email, new.email, new.display_name).await
    }

    /// The account that `token` names, with its place on the board of all XP; a profile is made from the token when a
    /// user of Supabase has none yet (rule W-04).
    ///
    /// # Errors
    /// `Unauthorized`; `ValidationError` when a profile is needed and the token has no address; `Conflict` when its
    /// address belongs to another account.
    pub async fn open_session(&self, token: &str) -> Result<(User, Option<i64>)> {
        let user = match self.identify(token).await? {
            Identity::Account(account) => self.user(account.id).await?,
            Identity::NewSupabaseUser { subject, email } => match self.insert_profile(subject, email, None, None).await
            {
                // Another call of the same user may have been faster.
                Err(error) if error.code() == Code::Conflict => match self.identify(token).await? {
                    Identity::Account(account) => self.user(account.id).await?,
                    Identity::NewSupabaseUser { .. } => return Err(error),
                },
                made => made?,
            },
        };
        let rank = self.rank(&user).await?;
        Ok((user, rank))
    }

    pub(super) async fn user(&self, id: UserId) -> Result<User> {
        let row = store::accounts::find(&mut self.0.store().read().await?, id).await?;
        User::from_row(row.ok_or_else(|| Error::not_found("account"))?, self.0.now())
    }

    async fn insert_profile(
        &self,
        subject: Uuid,
        token_email: Option<String>,
        asked_email: Option<String>,
        name: Option<String>,
    ) -> Result<User> {
        let text = asked_email.or_else(|| token_email.clone());
        let text = text.ok_or_else(|| Error::field("email", "is required: the token has no address"))?;
        let email = fields::email(&text).map_err(|message| Error::field("email", message))?;
        let name = name.filter(|name| !name.trim().is_empty());
        let name = name.unwrap_or_else(|| text.split('@').next().unwrap_or_default().chars().take(80).collect());
        let name = fields::display_name(&name).map_err(|message| Error::field("display_name", message))?;
        // Supabase vouches for the address in its token, not for another one.
        let vouched = token_email.is_some_and(|vouched| fields::email_key(&vouched) == email.key);
        let user = NewUser {
            id: Uuid::now_v7(),
            supabase_user_id: Some(subject),
            email: email.text,
            email_key: email.key,
            password_hash: None,
            display_name: name,
            role: Role::Learner.as_str(),
            email_verified: vouched,
        };
        let now = self.0.now();
        let row = self
            .0
            .store()
            .write(move |tx| Box::pin(async move { store::accounts::insert(tx, &user, now).await }))
            .await
            .map_err(register::taken)?;
        User::from_row(row, now)
    }
}

fn somebody_else() -> Error {
    Error::forbidden("supabase_user_id is not the user of the token")
}
