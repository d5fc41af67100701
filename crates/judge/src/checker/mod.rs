//! Compares what a program answered with what was expected.

mod text;
mod value;

use serde::{Deserialize, Serialize};

use crate::signature::data::calls_of;
use crate::{Signature, Type};

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
        Self::Value { absolute: DEFAULT_TOLERANCE, relative: DEFAULT_TOLERANCE }
    }

    /// Compares what a program printed with the expected answer. [`Checker::Value`] compares tokens here, with its
    /// tolerances.
    ///
    /// # Errors
    /// The first difference, in words, when the answer is wrong.
    pub fn check_text(&self, expected: &str, got: &str) -> Result<(), String> {
        match self {
            Self::Tokens(rules) => text::tokens(rules, expected, got),
            Self::Trimmed => text::exact(expected.trim(), got.trim()),
            Self::Exact => text::exact(expected, got),
            &Self::Value { absolute, relative } => {
                let rules = TokenRules {
                    case_sensitive: true,
                    float_absolute: Some(absolute),
                    float_relative: Some(relative),
                    ..TokenRules::default()
                };
                text::tokens(&rules, expected, got)
            }
        }
    }

    /// Compares a value with the expected one, both as JSON of this type. A checker that has no tolerances uses those of
    /// [`Checker::value`].
    ///
    /// # Errors
    /// The first difference, in words, when the value is wrong.
    pub fn check_value(&self, of: &Type, expected: &str, got: &str) -> Result<(), String> {
        value::compare(of, self.tolerance(), expected, got)
    }

    /// Compares the result of a function, or the results of a class, with the expected ones. The input says which
    /// methods of a class were called; it and the expected answer must fit the signature.
    ///
    /// # Errors
    /// The first difference, in words, when the result is wrong.
    pub(crate) fn check_result(
        &self,
        signature: &Signature,
        input: &str,
        expected: &str,
        got: &str,
    ) -> Result<(), String> {
        if !signature.is_class() {
            return self.check_value(signature.answer(), expected, got);
        }
        let calls = calls_of(signature, input.lines().next().unwrap_or_default())?;
        value::compare_calls(&calls, self.tolerance(), expected, got)
    }

    fn tolerance(&self) -> Tolerance {
        let (absolute, relative) = match self {
            Self::Value { absolute, relative } => (Some(*absolute), Some(*relative)),
            Self::Tokens(rules) => (rules.float_absolute, rules.float_relative),
            Self::Trimmed | Self::Exact => (None, None),
        };
        match (absolute, relative) {
            (None, None) => Tolerance { absolute: DEFAULT_TOLERANCE, relative: DEFAULT_TOLERANCE },
            (absolute, relative) => Tolerance { absolute: absolute.unwrap_or(0.0), relative: relative.unwrap_or(0.0) },
        }
    }
}

impl Default for Checker {
    /// The package format's default: tokens, without regard to case or white space.
    fn default() -> Self {
        Self::Tokens(TokenRules::default())
    }
}

/// Tolerance of floats in function results that name none.
const DEFAULT_TOLERANCE: f64 = 1e-9;

/// How far two numbers may lie apart: keeping one of the two is enough.
#[derive(Debug, Clone, Copy)]
struct Tolerance {
    absolute: f64,
    relative: f64,
}

impl Tolerance {
    /// Whether `got` is close enough to `expected`. Not a number is never close.
    fn allows(self, expected: f64, got: f64) -> bool {
        // Also the only way for infinities to agree.
        if expected == got {
            return true;
        }
        let difference = (expected - got).abs();
        difference.is_finite() && (difference <= self.absolute || difference <= self.relative * expected.abs())
    }
}
