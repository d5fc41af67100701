//! What those who manage accounts do with the accounts of others.

use model::{Role, UserId};
use store::accounts::sessions;

use super::{Accounts, User};
use crate::{Actor, Code, Error, Permission, Result};

/// What an administrator changes of an account; what is absent stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct StandingChange {
    /// Its role.
    pub role: Option<Role>,
    /// Whether it may be used.
    pub is_active: Option<bool>,
}

impl Accounts<'_> {
    /// One page of the accounts whose address or name contains `text`, newest first, and how many there are.
    ///
    /// # Errors
    /// `Unauthorized`, `Forbidden`.
    pub async fn list(&self, actor: &Actor, text: &str, limit: i64, offset: i64) -> Result<(Vec<User>, i64)> {
        actor.require(Permission::ManageUsers)?;
        let now = self.0.now();
        let mut conn = self.0.store().read().await?;
        let (rows, total) = store::accounts::list(&mut conn, text.trim(), limit, offset).await?;
        Ok((rows.into_iter().map(|row| User::from_row(row, now)).collect::<Result<_>>()?, total))
    }

    /// Confirms the address of an account, in place of its owner.
    ///
    /// # Errors
    /// `Unauthorized`, `Forbidden`, `NotFound`.
    pub async fn confirm(&self, actor: &Actor, id: UserId) -> Result<User> {
        actor.require(Permission::ManageUsers)?;
        let now = self.0.now();
        let row = self
            .0
            .store()
            .write(move |tx| Box::pin(async move { store::accounts::confirm_email(tx, id, now).await }))
            .await?;
        User::from_row(row.ok_or_else(|| Error::not_found("account"))?, now)
    }

    /// Changes role or activity of an account; it counts from the next call on. The last administrator stays one.
    ///
    /// # Errors
    /// `Unauthorized`, `Forbidden`, `NotFound`; `Conflict` when no active administrator would be left.
    pub async fn change_standing(&self, actor: &Actor, id: UserId, change: StandingChange) -> Result<User> {
        actor.require(Permission::ManageUsers)?;
        let now = self.0.now();
        let row = self
            .0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let before = store::accounts::lock_admins(tx).await?;
                    let role = change.role.map(Role::as_str);
                    let row = store::accounts::update_standing(tx, id, role, change.is_active, now).await?;
                    if before > 0 && store::accounts::count_active_admins(tx).await? == 0 {
                        return Err(Error::new(Code::Conflict, "somebody has to stay administrator"));
                    }
                    if change.is_active == Some(false) {
                        sessions::revoke_all(tx, id, now).await?;
                    }
                    Ok(row)
                })
            })
            .await?;
        self.0.account_state().standings.forget();
        // Who is switched off leaves the boards.
        self.0.boards().refresh_user(id).await;
        User::from_row(row.ok_or_else(|| Error::not_found("account"))?, now)
    }
}
