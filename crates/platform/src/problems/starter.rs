//! Code to begin with, for every language.

use judge::{Kind, Language, Languages};
use serde_json::Value;

/// Code by key of the language, in the order of the languages: the author's where there is some, else generated from
/// the signature, else the frame of a program that reads its input. A function problem leaves out the languages in which
/// it cannot be solved.
pub(super) fn all(languages: &Languages, kind: &Kind, given: &Value) -> Vec<(String, String)> {
    let code = |language: &Language| match (given.get(&language.key).and_then(Value::as_str), kind) {
        (Some(code), _) => code.to_owned(),
        (None, Kind::Function(signature)) => judge::starter_code(signature, language),
        (None, Kind::Stdio) => judge::starter_program(language),
    };
    let offered = languages.iter().filter(|language| matches!(kind, Kind::Stdio) || language.has_functions());
    offered.map(|language| (language.key.clone(), code(language))).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_language_has_code_to_begin_with_and_the_author_has_the_last_word() {
        let languages = Languages::builtin();
        let codes = all(&languages, &Kind::Stdio, &serde_json::json!({ "cpp": "int main() {}" }));
        assert_eq!(codes.len(), languages.iter().count());
        assert_eq!(codes.iter().find(|(key, _)| key == "cpp").unwrap().1, "int main() {}");
        assert!(codes.iter().all(|(_, code)| !code.is_empty()));
    }
}
