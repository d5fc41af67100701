//! What stands around a learner's function: the starter code they see, and the driver that calls it.
//!
//! A driver reads one JSON value per line, calls the function and writes the result as JSON behind [`MARKER`] on a
//! descriptor that it set aside before any code of the learner ran. Whatever the learner prints stands before the
//! marker, and a program that ends early has no marker.

mod cpp;
mod csharp;
mod go;
mod java;
mod javascript;
mod php;
mod python;
mod ruby;
mod rust;
mod shape;
mod template;
mod typescript;

use serde::Deserialize;

use crate::{Language, Signature};

/// Stands between what was printed and the result. Every driver writes it at the start of a line of its own.
const MARKER: &str = "\n\u{1e}result:";

/// Which of the drivers a language uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Harness {
    Python,
    Cpp,
    Java,
    Javascript,
    Typescript,
    Go,
    Rust,
    Csharp,
    Ruby,
    Php,
}

/// The code that a learner of a function problem starts from: the signature with an empty body. Empty for a language
/// without functions, see [`Language::has_functions`].
#[must_use]
pub fn starter_code(signature: &Signature, language: &Language) -> String {
    let Some(harness) = language.spec.harness else { return String::new() };
    match harness {
        Harness::Python => python::starter(signature),
        Harness::Cpp => cpp::starter(signature),
        Harness::Java => java::starter(signature),
        Harness::Javascript => javascript::starter(signature),
        Harness::Typescript => typescript::starter(signature),
        Harness::Go => go::starter(signature),
        Harness::Rust => rust::starter(signature),
        Harness::Csharp => csharp::starter(signature),
        Harness::Ruby => ruby::starter(signature),
        Harness::Php => php::starter(signature),
    }
}

/// The code that a learner of a stdin/stdout problem starts from: a program that reads its input and prints nothing.
#[must_use]
pub fn starter_program(language: &Language) -> String {
    let harness = match (&language.spec.starter, language.spec.harness) {
        (Some(starter), _) => return starter.clone(),
        (None, Some(harness)) => harness,
        (None, None) => return String::new(),
    };
    match harness {
        Harness::Python => python::STARTER_PROGRAM,
        Harness::Cpp => cpp::STARTER_PROGRAM,
        Harness::Java => java::STARTER_PROGRAM,
        Harness::Javascript => javascript::STARTER_PROGRAM,
        // The others have theirs in the table.
        Harness::Typescript | Harness::Go | Harness::Rust | Harness::Csharp | Harness::Ruby | Harness::Php => "",
    }
    .to_owned()
}

/// The file that calls the learner's function; empty for a language without functions, in which none is judged.
pub(crate) fn driver(signature: &Signature, language: &Language, source: &str) -> String {
    let Some(harness) = language.spec.harness else { return String::new() };
    let driver = match harness {
        Harness::Python => python::driver(signature),
        Harness::Cpp => cpp::driver(signature, source),
        Harness::Java => java::driver(signature),
        Harness::Javascript => javascript::driver(signature),
        Harness::Typescript => typescript::driver(signature),
        Harness::Go => go::driver(signature),
        Harness::Rust => rust::driver(signature),
        Harness::Csharp => csharp::driver(signature),
        Harness::Ruby => ruby::driver(signature),
        Harness::Php => php::driver(signature),
    };
    driver.replace("{MARKER}", "\\n\\u001eresult:")
}

/// Parts what a driver's program wrote into what the learner printed and the function's result.
pub(crate) fn split_output(stdout: &[u8]) -> (&[u8], Option<&[u8]>) {
    let marker = MARKER.as_bytes();
    let Some(at) = stdout.windows(marker.len()).rposition(|window| window == marker) else { return (stdout, None) };
    (&stdout[..at], Some(stdout[at + marker.len()..].trim_ascii()))
}

#[cfg(test)]
mod tests {
    use super::split_output;

    #[test]
    fn the_result_stands_behind_the_last_marker() {
        assert_eq!(split_output(b"\n\x1eresult:[1]\n"), (&b""[..], Some(&b"[1]"[..])));
        assert_eq!(split_output(b"a\n\x1eresult:2\nb\n\x1eresult:3\n"), (&b"a\n\x1eresult:2\nb"[..], Some(&b"3"[..])));
        assert_eq!(split_output(b"result:3\n"), (&b"result:3\n"[..], None));
        assert_eq!(split_output(b""), (&b""[..], None));
    }
}
