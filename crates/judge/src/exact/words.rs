//! Words of a line of options, as a shell would part them. Nothing is expanded: there is no shell.

/// Parts a line at white space. Quotes and backslashes keep white space together, as in a shell.
///
/// # Errors
/// A sentence about a quote that does not end.
pub fn words(line: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next() {
                        Some('\'') => break,
                        Some(other) => word.push(other),
                        None => return Err("has a ' without its second one".to_owned()),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next() {
                        Some('"') => break,
                        Some('\\') => match characters.next() {
                            Some(escaped @ ('"' | '\\' | '$' | '`')) => word.push(escaped),
                            Some(other) => word.extend(['\\', other]),
                            None => return Err("ends in the middle of a quote".to_owned()),
                        },
                        Some(other) => word.push(other),
                        None => return Err("has a \" without its second one".to_owned()),
                    }
                }
            }
            '\\' => match characters.next() {
                Some(escaped) => word.get_or_insert_default().push(escaped),
                None => return Err("ends with a backslash".to_owned()),
            },
            space if space.is_whitespace() => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::words;

    #[test]
    fn lines_are_parted_as_a_shell_does_and_nothing_is_expanded() {
        for (line, expected) in [
            ("", &[][..]),
            ("  -O2\t-Wall ", &["-O2", "-Wall"]),
            ("'a b' \"c d\" e\\ f", &["a b", "c d", "e f"]),
            ("-D\"X=\\\"y\\\"\"'z'", &["-DX=\"y\"z"]),
            ("'' \"\"", &["", ""]),
            ("$HOME `id` $(id) * ; | &", &["$HOME", "`id`", "$(id)", "*", ";", "|", "&"]),
        ] {
            assert_eq!(words(line).unwrap(), expected, "{line}");
        }
        for line in ["'a", "\"a", "a\\", "\"a\\"] {
            assert!(words(line).is_err(), "{line}");
        }
    }
}
