//! Who is acting, and what each role may do: the one place where that is written.

use model::{Role, UserId};

use crate::{Code, Error, Result};

/// Who is acting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Anonymous,
    /// Somebody has.
    User(Account),
    /// A program that may use the execution service (see [`crate::executions`]), and nothing else.
    Service {
        /// Whether it may list and delete what others asked for.
        manages: bool,
    },
    /// A host that judges for the server.
    Worker {
        /// The token that it showed.
        token_id: uuid::Uuid,
    },
    /// The platform itself: imports, the judging loop, the command line of the operator.
    System,
}

/// The signed-in account, as far as permission needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: UserId,
    /// Its role now (not when the token was made).
    pub role: Role,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Permission {
    /// Submit code, run it, keep drafts.
    #[serde(rename = "code.submit")]
    SubmitCode,
    /// See the submissions and the code of others.
    #[serde(rename = "submissions.read_any")]
    ReadAnySubmission,
    /// Write problems and see unpublished ones.
    #[serde(rename = "content.manage")]
    ManageContent,
    /// Publish what somebody wrote.
    #[serde(rename = "content.approve")]
    ApproveContent,
    /// See and confirm accounts, read the outbox.
    #[serde(rename = "users.manage")]
    ManageUsers,
    /// See statistics of the machine.
    #[serde(rename = "system.statistics")]
    ReadSystemStatistics,
}

impl Permission {
    /// All permissions.
    pub const ALL: [Permission; 6] = [
        Permission::SubmitCode,
        Permission::ReadAnySubmission,
        Permission::ManageContent,
        Permission::ApproveContent,
        Permission::ManageUsers,
        Permission::ReadSystemStatistics,
    ];

    /// The matrix (contract `rules.yaml`, roles): an instructor is a learner too, and so on up to the administrator; a
    /// system administrator operates the machine and inherits nothing.
    #[must_use]
    pub fn allowed_to(self, role: Role) -> bool {
        use Role::{Admin, BusinessPartner, Instructor, Learner, SystemAdmin};
        match self {
            Permission::SubmitCode => matches!(role, Learner | Instructor | BusinessPartner | Admin),
            Permission::ReadAnySubmission | Permission::ManageContent => {
                matches!(role, Instructor | BusinessPartner | Admin)
            }
            Permission::ApproveContent | Permission::ManageUsers => matches!(role, Admin),
            Permission::ReadSystemStatistics => matches!(role, Admin | SystemAdmin),
        }
    }
}

impl Actor {
    /// The signed-in account, if somebody has signed in.
    #[must_use]
    pub fn account(&self) -> Option<&Account> {
        match self {
            Actor::User(account) => Some(account),
            Actor::Anonymous | Actor::Service { .. } | Actor::Worker { .. } | Actor::System => None,
        }
    }

    /// The id of the signed-in account.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        self.account().map(|account| account.id)
    }

    /// True when the actor may do it.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        match self {
            Actor::System => true,
            Actor::User(account) => permission.allowed_to(account.role),
            Actor::Anonymous | Actor::Service { .. } | Actor::Worker { .. } => false,
        }
    }

    /// The signed-in account.
    ///
    /// # Errors
    /// `Unauthorized` when nobody has signed in.
    pub fn signed_in(&self) -> Result<&Account> {
        self.account().ok_or_else(|| Error::new(Code::Unauthorized, "sign in first"))
    }

    /// Refuses an actor that may not do it.
    ///
    /// # Errors
    /// `Unauthorized` for nobody, `Forbidden` for an account without the permission.
    pub fn require(&self, permission: Permission) -> Result<()> {
        match self {
            _ if self.may(permission) => Ok(()),
            Actor::Anonymous | Actor::Service { .. } => Err(Error::new(Code::Unauthorized, "sign in first")),
            _ => Err(Error::forbidden("your role does not allow this")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_is_the_one_of_the_contract() {
        use Permission::{
            ApproveContent, ManageContent, ManageUsers, ReadAnySubmission, ReadSystemStatistics, SubmitCode,
        };
        let instructor = [SubmitCode, ReadAnySubmission, ManageContent];
        for (role, expected) in [
            (Role::Learner, &[SubmitCode][..]),
            (Role::Instructor, &instructor),
            (Role::BusinessPartner, &instructor),
            (
                Role::Admin,
                &[SubmitCode, ReadAnySubmission, ManageContent, ApproveContent, ManageUsers, ReadSystemStatistics],
            ),
            (Role::SystemAdmin, &[ReadSystemStatistics]),
        ] {
            let allowed: Vec<Permission> = Permission::ALL.into_iter().filter(|each| each.allowed_to(role)).collect();
            assert_eq!(allowed, expected, "{role}");
        }
    }

    #[test]
    fn nobody_may_nothing_and_the_platform_everything() {
        for permission in Permission::ALL {
            let refused = Actor::Anonymous.require(permission).err().map(|error| error.code());
            assert_eq!(refused, Some(Code::Unauthorized));
            assert!(Actor::System.require(permission).is_ok());
            assert!(Actor::Service { manages: true }.require(permission).is_err());
        }
        let learner = Actor::User(Account { id: UserId::nil(), role: Role::Learner });
        let refused = learner.require(Permission::ManageUsers).err().map(|error| error.code());
        assert_eq!(refused, Some(Code::Forbidden));
    }
}
