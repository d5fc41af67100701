//! Compares what a program answered with what was expected.

use serde::{Deserialize, Serialize};

/// How an answer is compared with the expected one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Checker {
    /// Token by token, as the package format's default validator does.
    Tokens(TokenRules),
    /// As text, after the white space on both ends of both is gone.
    Trimmed,
    /// Byte by byte.
    Exact,
    /// As JSON values of the type that the signature returns. Function problems only.
    Value {
        /// Largest absolute difference of two floats.
        absolute: f64,
        /// Largest relative difference of two floats. Keeping one of the two is enough.
        relative: f64,
    },
}

/// The flags of the package format's default validator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenRules {
    /// Upper and lower case differ.
    pub case_sensitive: bool,
    /// White space between tokens must be the same.
    pub space_change_sensitive: bool,
    /// Largest absolute difference of tokens that are numbers; without both tolerances numbers are text.
    pub float_absolute: Option<f64>,
    /// Largest relative difference of tokens that are numbers.
    pub float_relative: Option<f64>,
}

impl Checker {
    /// The checker of function problems that name no tolerance: 1e-9, absolute or relative.
    #[must_use]
    pub fn value() -> Self {
        Self::Value { absolute: 1e-9, relative: 1e-9 }
    }
}

impl Default for Checker {
    /// The package format's default: tokens, without regard to case or white space.
    fn default() -> Self {
        Self::Tokens(TokenRules::default())
    }
}
