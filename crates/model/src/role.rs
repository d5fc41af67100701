//! The roles of the whole platform.

use std::{fmt, str::FromStr};

use crate::UnknownWord;

/// What an account may be. The permissions of each role are a matrix in `platform::access`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads lessons, submits code. Everybody who registers.
    Learner,
    /// Authors content and sees the submissions of others.
    Instructor,
    /// An instructor who also manages an organization.
    BusinessPartner,
    /// May do everything.
    Admin,
    /// Operates the machine: statistics and maintenance, no content.
    SystemAdmin,
}

impl Role {
    /// All roles, in the order of the contract.
    pub const ALL: [Role; 5] = [Role::Learner, Role::Instructor, Role::BusinessPartner, Role::Admin, Role::SystemAdmin];

    /// The word used in databases, tokens and clients' JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Learner => "learner",
            Role::Instructor => "instructor",
            Role::BusinessPartner => "business_partner",
            Role::Admin => "admin",
            Role::SystemAdmin => "system_admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Role::ALL
            .into_iter()
            .find(|role| role.as_str() == word)
            .ok_or_else(|| UnknownWord { what: "role", word: word.to_owned() })
    }
}
