//! New accounts.

use model::Role;
use store::accounts::{NewUser, links::Purpose};
use uuid::Uuid;

use super::{Accounts, User, fields, secret};
use crate::{Actor, Code, Error, Permission, Result, mail};

/// An account to be made.
#[derive(Clone)]
pub struct NewAccount {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The name shown to people.
    pub display_name: String,
    /// Its role; others than learner only by those who manage accounts.
    pub role: Role,
}

/// An account whose fields are in order and whose password is hashed.
fn prepared(email: fields::Email, hash: String, display_name: String, role: Role, verified: bool) -> NewUser {
    NewUser {
        id: Uuid::now_v7(),
        supabase_user_id: None,
        email: email.text,
        email_key: email.key,
        password_hash: Some(hash),
        display_name,
        role: role.as_str(),
        email_verified: verified,
    }
}

/// The answer to an address that is taken.
pub(super) fn taken(error: store::Error) -> Error {
    match error {
        store::Error::Conflict { constraint } if constraint.contains("email") => {
            Error::new(Code::Conflict, "this e-mail address is registered already: sign in, or reset the password")
        }
        store::Error::Conflict { constraint } if constraint.contains("supabase") => {
            Error::new(Code::Conflict, "this user has a profile already")
        }
        error => error.into(),
    }
}

impl Accounts<'_> {
    /// Makes an account whose address is to be confirmed by the mailed link.
    ///
    /// # Errors
    /// `ValidationError`; `Forbidden` for a role other than learner, unless the actor manages accounts; `Conflict` when
    /// the address is taken.
    pub async fn register(&self, actor: &Actor, new: NewAccount) -> Result<User> {
        let user = self.check(actor, new, false).await?;
        let token = secret::random();
        let mail = mail::templates::verify_email(&self.0.public_url(), &user.email, &user.display_name, &token);
        let (now, sends) = (self.0.now(), self.0.mail().sends());
        let expires_at = now + super::links::VERIFY_LIFE;
        let hash = secret::digest(&token);
        let row = self
            .0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let row = store::accounts::insert(tx, &user, now).await.map_err(taken)?;
                    let purpose = Purpose::VerifyEmail;
                    store::accounts::links::insert(tx, purpose, Some(row.id), &hash, now, Some(expires_at)).await?;
                    mail::put(tx, &mail, sends, now).await?;
                    Ok::<_, Error>(row)
                })
            })
            .await?;
        self.0.mail().wake();
        User::from_row(row, now)
    }

    /// Makes an account whose address is taken as confirmed.
    ///
    /// # Errors
    /// As [`Accounts::register`]; `Forbidden` for those who do not manage accounts.
    pub async fn create_verified(&self, actor: &Actor, new: NewAccount) -> Result<User> {
        actor.require(Permission::ManageUsers)?;
        let user = self.check(actor, new, true).await?;
        let now = self.0.now();
        let row = self
            .0
            .store()
            .write(move |tx| Box::pin(async move { store::accounts::insert(tx, &user, now).await.map_err(taken) }))
            .await?;
        User::from_row(row, now)
    }

    /// The account as it will be stored, its password hashed.
    pub(super) async fn check(&self, actor: &Actor, new: NewAccount, verified: bool) -> Result<NewUser> {
        let mut check = fields::Check::default();
        let email = check.keep("email", fields::email(&new.email));
        let password = check.keep("password", fields::password(new.password));
        let name = check.keep("display_name", fields::display_name(&new.display_name));
        let (Some(email), Some(password), Some(name)) = (email, password, name) else {
            return Err(check.refusal());
        };
        if new.role != Role::Learner && !actor.may(Permission::ManageUsers) {
            return Err(Error::forbidden("only an administrator can give a role: register without one"));
        }
        let hash = self.0.account_state().passwords.hash(password).await?;
        Ok(prepared(email, hash, name, new.role, verified))
    }
}
