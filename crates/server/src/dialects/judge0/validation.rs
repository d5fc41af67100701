//! What is wrong with a submission, in the words that Judge0's clients know: a list of complaints for each attribute.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Complaints by attribute.
#[derive(Debug, Default, serde::Serialize)]
#[serde(transparent)]
pub(super) struct Complaints(BTreeMap<&'static str, Vec<String>>);

impl Complaints {
    /// Adds one.
    pub(super) fn add(&mut self, attribute: &'static str, complaint: impl Into<String>) {
        self.0.entry(attribute).or_default().push(complaint.into());
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The attributes of a submission, read one by one.
pub(super) struct Attributes<'a> {
    pub(super) given: &'a Map<String, Value>,
    pub(super) complaints: Complaints,
}

/// The least that a number may be.
#[derive(Clone, Copy)]
pub(super) enum Least {
    /// It must be greater.
    Above(u32),
    /// It may be this.
    From(u32),
}

impl Attributes<'_> {
    /// A text; numbers and booleans count as what they look like.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        match self.given.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            Value::Array(_) | Value::Object(_) => {
                self.complaints.add(name, "is not a text");
                None
            }
            other => Some(other.to_string()),
        }
    }

    /// A number within its bounds; the default when it is absent.
    pub(super) fn number(&mut self, name: &'static str, least: Least, (default, most): (f64, f64), whole: bool) -> f64 {
        let number = match self.given.get(name) {
            None | Some(Value::Null) => return default,
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) if text.trim().is_empty() => return default,
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) => None,
        };
        let Some(number) = number.filter(|number: &f64| number.is_finite()) else {
            self.complaints.add(name, "is not a number");
            return default;
        };
        match least {
            Least::Above(least) if number <= f64::from(least) => {
                self.complaints.add(name, format!("must be greater than {least}"));
            }
            Least::From(least) if number < f64::from(least) => {
                self.complaints.add(name, format!("must be greater than or equal to {least}"));
            }
            _ if number > most => {
                let most = if whole { format!("{most}") } else { format!("{most:?}") };
                self.complaints.add(name, format!("must be less than or equal to {most}"));
            }
            _ => {}
        }
        if whole { number.trunc() } else { number }
    }

    /// A whole number within its bounds; the default when it is absent.
    pub(super) fn whole(&mut self, name: &'static str, least: Least, (default, most): (u64, u64)) -> u64 {
        // The bounds are far below what a double cannot hold; what is outside of them is not used.
        self.number(name, least, (default as f64, most as f64), true) as u64
    }

    /// A boolean; false when it is absent.
    pub(super) fn switch(&mut self, name: &'static str) -> bool {
        match self.given.get(name) {
            None | Some(Value::Null) => false,
            Some(Value::Bool(on)) => *on,
            Some(Value::Number(number)) => number.as_f64() != Some(0.0),
            Some(Value::String(text)) => !matches!(text.as_str(), "" | "0" | "f" | "F" | "false" | "FALSE" | "off"),
            Some(_) => {
                self.complaints.add(name, "is neither true nor false");
                false
            }
        }
    }
}
