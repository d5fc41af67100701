//! What the fields of an account may hold.

use std::str::FromStr;

use crate::FieldError;

const MAX_NAME_CHARS: usize = 80;
const MAX_BIO_CHARS: usize = 1000;
const MAX_EMAIL_BYTES: usize = 254;

/// Collects what is wrong with several fields, so that a person hears of all of them at once.
#[derive(Default)]
pub(super) struct Check(Vec<FieldError>);

impl Check {
    /// The value, or a note of what is wrong with the field.
    pub(super) fn keep<T>(&mut self, field: &'static str, value: Result<T, &'static str>) -> Option<T> {
        value.map_err(|message| self.0.push(FieldError { field: field.into(), message: message.into() })).ok()
    }

    /// The error that names every field that was noted.
    pub(super) fn refusal(self) -> crate::Error {
        crate::Error::invalid(self.0)
    }
}

/// An address that mail can be sent to.
#[derive(Debug, Clone)]
pub(super) struct Email {
    /// As it was written.
    pub(super) text: String,
    /// The form in which two addresses are the same.
    pub(super) key: String,
}

/// The form in which two addresses are the same.
pub(crate) fn email_key(text: &str) -> String {
    text.trim().to_lowercase()
}

pub(super) fn email(text: &str) -> Result<Email, &'static str> {
    let text = text.trim();
    let sound = text.len() <= MAX_EMAIL_BYTES && lettre::Address::from_str(text).is_ok();
    if sound {
        Ok(Email { text: text.to_owned(), key: email_key(text) })
    } else {
        Err("is not an e-mail address such as name@example.org")
    }
}

/// Rule R-AUTH-11: 8 characters to 72 bytes (bcrypt's limit) with upper case, lower case and a digit.
pub(super) fn password(text: String) -> Result<String, &'static str> {
    if text.chars().count() < 8 {
        Err("needs at least 8 characters")
    } else if text.len() > 72 {
        Err("is longer than 72 bytes")
    } else if text.contains('\0') {
        Err("must not contain the character NUL")
    } else if !text.chars().any(char::is_uppercase) {
        Err("needs an upper-case letter")
    } else if !text.chars().any(char::is_lowercase) {
        Err("needs a lower-case letter")
    } else if !text.chars().any(|character| character.is_ascii_digit()) {
        Err("needs a digit")
    } else {
        Ok(text)
    }
}

pub(super) fn display_name(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        Err("must not be empty")
    } else if text.chars().count() > MAX_NAME_CHARS {
        Err("is longer than 80 characters")
    } else if text.chars().any(char::is_control) {
        Err("must be a single line of text")
    } else {
        Ok(text.to_owned())
    }
}

pub(super) fn bio(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.chars().count() > MAX_BIO_CHARS {
        Err("is longer than 1000 characters")
    } else if text.contains('\0') {
        Err("must not contain the character NUL")
    } else {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_need_length_both_cases_and_a_digit_and_nothing_else() {
        for bad in ["Abc123x", "abcdefgh1", "ABCDEFGH1", "Abcdefghi", &format!("Aa1{}", "x".repeat(70))] {
            assert!(password(bad.to_owned()).is_err(), "{bad}");
        }
        for good in ["Abcdefg1", "Straße-Äß1", &format!("Aa1{}", "x".repeat(69))] {
            assert!(password(good.to_owned()).is_ok(), "{good}");
        }
    }

    #[test]
    fn addresses_that_differ_in_case_are_the_same() {
        assert_eq!(email(" Ada@Example.org ").map(|email| email.key), Ok("ada@example.org".to_owned()));
        for bad in ["no-address", "a@", "@b", "a b@example.org", ""] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }
}
