//! Compares output as text: token by token, or byte by byte.

use super::{TokenRules, Tolerance};
use crate::text::quoted;

/// Compares token by token.
pub(super) fn tokens(rules: &TokenRules, expected: &str, got: &str) -> Result<(), String> {
    let tolerance = (rules.float_absolute.is_some() || rules.float_relative.is_some()).then(|| Tolerance {
        absolute: rules.float_absolute.unwrap_or(0.0),
        relative: rules.float_relative.unwrap_or(0.0),
    });
    let mut expected = Tokens::new(expected);
    let mut got = Tokens::new(got);
    loop {
        let (space, want) = expected.next();
        let (got_space, have) = got.next();
        match (want, have) {
            (None, None) => {
                return if rules.space_change_sensitive && space != got_space {
                    Err(format!("line {}: the white space at the end differs", got.line))
                } else {
                    Ok(())
                };
            }
            (Some(want), None) => {
                return Err(format!("line {}: expected {}, but the output ends here", got.line, quoted(want)));
            }
            (None, Some(have)) => {
                return Err(format!("line {}: expected the end of the output, got {}", got.line, quoted(have)));
            }
            (Some(want), Some(have)) => {
                if rules.space_change_sensitive && space != got_space {
                    return Err(format!("line {}: the white space before {} differs", got.line, quoted(have)));
                }
                if !token_matches(rules, tolerance, want, have) {
                    return Err(format!("line {}: expected {}, got {}", got.line, quoted(want), quoted(have)));
                }
            }
        }
    }
}

fn token_matches(rules: &TokenRules, tolerance: Option<Tolerance>, want: &str, have: &str) -> bool {
    if want == have {
        return true;
    }
    if let Some(tolerance) = tolerance
        && let Some(want) = number(want)
    {
        return number(have).is_some_and(|have| tolerance.allows(want, have));
    }
    !rules.case_sensitive && want.to_lowercase() == have.to_lowercase()
}

/// The number that a token is. Words such as `inf` and `nan`, which Rust would read, are text.
fn number(token: &str) -> Option<f64> {
    let plain = token.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'));
    if plain { token.parse().ok() } else { None }
}

/// Compares everything; the difference is told by its first line.
pub(super) fn exact(expected: &str, got: &str) -> Result<(), String> {
    if expected == got {
        return Ok(());
    }
    let mut want_lines = expected.split('\n');
    let mut have_lines = got.split('\n');
    let mut line = 0;
    loop {
        line += 1;
        match (want_lines.next(), have_lines.next()) {
            (Some(want), Some(have)) if want == have => {}
            (Some(want), Some(have)) if want.trim_end() == have.trim_end() => {
                return Err(format!("line {line}: the white space at the end of the line differs"));
            }
            (Some(want), Some(have)) => {
                return Err(format!("line {line}: expected {}, got {}", quoted(want), quoted(have)));
            }
            (Some(want), None) => {
                return Err(format!("line {line}: expected {}, but the output ends here", quoted(want)));
            }
            (None, Some(have)) => {
                return Err(format!("line {line}: expected the end of the output, got {}", quoted(have)));
            }
            // Only reached when the texts are equal, which they are not.
            (None, None) => return Err("the output differs".to_owned()),
        }
    }
}

/// Walks over tokens and the white space before each of them.
struct Tokens<'a> {
    rest: &'a str,
    /// Line of the last token, from 1.
    line: usize,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text, line: 1 }
    }

    /// The white space, then the token after it; no token at the end.
    fn next(&mut self) -> (&'a str, Option<&'a str>) {
        let start = self.rest.len() - self.rest.trim_start().len();
        let (space, rest) = self.rest.split_at(start);
        if rest.is_empty() {
            self.rest = rest;
            return (space, None);
        }
        self.line += space.matches('\n').count();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (token, rest) = rest.split_at(end);
        self.rest = rest;
        (space, Some(token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Checker;
    use proptest::prelude::*;

    fn message(rules: TokenRules, expected: &str, got: &str) -> String {
        tokens(&rules, expected, got).err().unwrap_or_default()
    }

    #[test]
    fn tokens_ignore_case_and_space_unless_told_otherwise() {
        let plain = TokenRules::default();
        assert_eq!(message(plain, "Yes 1\n2\n", "yes   1 2"), "");
        assert_eq!(message(plain, "1 2\n3", "1 2\n4"), "line 2: expected `3`, got `4`");
        assert_eq!(message(plain, "1 2", "1"), "line 1: expected `2`, but the output ends here");
        assert_eq!(message(plain, "1", "1\n\n2"), "line 3: expected the end of the output, got `2`");
        assert_eq!(message(plain, "1.0", "1"), "line 1: expected `1.0`, got `1`");
        let case = TokenRules { case_sensitive: true, ..plain };
        assert_eq!(message(case, "Yes", "yes"), "line 1: expected `Yes`, got `yes`");
        let space = TokenRules { space_change_sensitive: true, ..plain };
        assert_eq!(message(space, "1 2\n", "1  2\n"), "line 1: the white space before `2` differs");
        assert_eq!(message(space, "1 2\n", "1 2"), "line 1: the white space at the end differs");
    }

    #[test]
    fn numbers_may_differ_by_the_tolerance() {
        let rules = TokenRules { float_absolute: Some(1e-6), float_relative: Some(1e-6), ..TokenRules::default() };
        assert_eq!(message(rules, "0.5", "5.0000001e-1"), "");
        assert_eq!(message(rules, "1000000", "1000000.9"), "");
        assert_ne!(message(rules, "1000000", "1000001.1"), "");
        assert_ne!(message(rules, "1", "nan"), "");
        assert_ne!(message(rules, "1", "inf"), "");
        assert_eq!(message(rules, "impossible", "Impossible"), "");
        let absolute = TokenRules { float_absolute: Some(1e-6), ..TokenRules::default() };
        assert_ne!(message(absolute, "1000000", "1000000.9"), "");
    }

    #[test]
    fn long_tokens_are_shortened_in_messages() {
        let long = "x".repeat(1000);
        assert!(message(TokenRules::default(), "y", &long).len() < 200);
    }

    #[test]
    fn exact_and_trimmed_differ_in_the_space_at_both_ends_only() {
        assert!(Checker::Exact.check_text("1\n", "1\n").is_ok());
        assert!(Checker::Exact.check_text("1\n", "1").is_err());
        assert!(Checker::Trimmed.check_text("1\n", "\n 1").is_ok());
        assert!(Checker::Trimmed.check_text("1 2", "1  2").is_err());
        assert!(Checker::Trimmed.check_text("a\nb", "a \nb").is_err());
    }

    proptest! {
        #[test]
        fn every_text_is_right_for_itself(text in ".{0,80}", case: bool, space: bool) {
            let rules = TokenRules { case_sensitive: case, space_change_sensitive: space, ..TokenRules::default() };
            prop_assert!(tokens(&rules, &text, &text).is_ok());
            prop_assert!(exact(&text, &text).is_ok());
        }

        #[test]
        fn texts_that_differ_are_told_apart_exactly(left in "[ab \n]{0,12}", right in "[ab \n]{0,12}") {
            prop_assert_eq!(exact(&left, &right).is_ok(), left == right);
            let rules = TokenRules { case_sensitive: true, space_change_sensitive: true, ..TokenRules::default() };
            prop_assert_eq!(tokens(&rules, &left, &right).is_ok(), left == right);
        }

        #[test]
        fn white_space_between_tokens_never_matters_by_default(
            words in proptest::collection::vec("[a-z0-9]{1,5}", 0..8),
            gaps in proptest::collection::vec("[ \n\t]{1,3}", 8),
        ) {
            let plain = words.join(" ");
            let spaced: String = words.iter().zip(&gaps).flat_map(|(word, gap)| [gap.as_str(), word]).collect();
            prop_assert!(tokens(&TokenRules::default(), &plain, &spaced).is_ok());
        }

        #[test]
        fn one_changed_token_is_always_found(
            words in proptest::collection::vec("[a-z]{1,5}", 1..8),
            at: proptest::sample::Index,
        ) {
            let mut changed = words.clone();
            changed[at.index(words.len())].push('0');
            prop_assert!(tokens(&TokenRules::default(), &words.join(" "), &changed.join(" ")).is_err());
        }

        #[test]
        fn a_tolerance_is_kept_to_both_sides(value in -1e6..1e6f64, share in 0.0..0.9f64) {
            let rules = TokenRules { float_absolute: Some(1e-3), ..TokenRules::default() };
            for sign in [-1.0, 1.0] {
                let near = value + sign * share * 1e-3;
                let far = value + sign * (1.1 + share) * 1e-3;
                prop_assert!(tokens(&rules, &value.to_string(), &near.to_string()).is_ok());
                prop_assert!(tokens(&rules, &value.to_string(), &far.to_string()).is_err());
            }
        }
    }
}
