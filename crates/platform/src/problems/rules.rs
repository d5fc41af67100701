//! What a problem made through an API must look like. Pure.

use std::collections::{BTreeSet, HashSet};

use judge::Languages;
use model::TopicId;

use super::{NewTestCase, ProblemChange};
use crate::{Error, FieldError, Result};

/// Longest notes of an approval, in characters.
pub(super) const MAX_NOTES: usize = 2_000;

const MAX_SLUG: usize = 100;
const MAX_TITLE: usize = 200;
const MAX_TEXT: usize = 50_000;
const MAX_TAGS: usize = 20;
const MAX_TAG: usize = 50;
const MAX_TOPICS: usize = 10;
const MAX_TESTS: usize = 200;
const MAX_TEST_BYTES: usize = 1 << 20;
const MAX_POINTS: i64 = 1_000;
const MAX_HINTS: usize = 10;
const MAX_STARTER: usize = 10_000;
const TIME_MS: (i64, i64) = (100, 20_000);
const MEMORY_KB: (i64, i64) = (16 * 1024, 1024 * 1024);

/// Collects what is wrong.
#[derive(Default)]
struct Faults(Vec<FieldError>);

impl Faults {
    fn unless(&mut self, right: bool, field: impl Into<String>, message: impl Into<String>) {
        if !right {
            self.0.push(FieldError { field: field.into().into(), message: message.into().into() });
        }
    }

    fn length(&mut self, field: &str, text: Option<&String>, least: usize, most: usize) {
        if let Some(text) = text {
            let long = text.trim().chars().count() >= least && text.chars().count() <= most;
            self.unless(long, field, format!("must have {least} to {most} characters"));
        }
    }

    fn between(&mut self, field: &str, value: Option<i64>, (least, most): (i64, i64)) {
        if let Some(value) = value {
            self.unless((least..=most).contains(&value), field, format!("must be between {least} and {most}"));
        }
    }
}

/// Checks everything that is there, and names every wrong field.
///
/// # Errors
/// `ValidationError`.
pub(super) fn check(change: &ProblemChange, languages: &Languages) -> Result<()> {
    let mut faults = Faults::default();
    if let Some(slug) = &change.slug {
        let message = format!("must be 1 to {MAX_SLUG} lower-case letters, digits and single `-` between them");
        faults.unless(is_slug(slug), "slug", message);
    }
    faults.length("title", change.title.as_ref(), 1, MAX_TITLE);
    faults.between("difficulty", change.difficulty, (1, 3));
    faults.length("description_markdown", change.description_markdown.as_ref(), 1, MAX_TEXT);
    faults.length("input_format", change.input_format.as_ref(), 0, MAX_TEXT);
    faults.length("output_format", change.output_format.as_ref(), 0, MAX_TEXT);
    faults.length("constraints", change.constraints.as_ref(), 0, MAX_TEXT);
    faults.between("time_limit_ms", change.time_limit_ms, TIME_MS);
    faults.between("memory_limit_kb", change.memory_limit_kb, MEMORY_KB);
    if let Some(topics) = &change.topic_ids {
        faults.unless(topics.len() <= MAX_TOPICS, "topic_ids", format!("must have at most {MAX_TOPICS} topics"));
    }
    if let Some(tags) = &change.tags {
        check_tags(&mut faults, tags);
    }
    if let Some(hints) = &change.hints {
        faults.unless(hints.len() <= MAX_HINTS, "hints", format!("must have at most {MAX_HINTS} hints"));
        for (index, hint) in hints.iter().enumerate() {
            faults.length(&format!("hints[{index}]"), Some(hint), 1, MAX_TEXT);
        }
    }
    if let Some(tests) = &change.test_cases {
        check_tests(&mut faults, tests);
    }
    for (key, code) in change.starter_code.iter().flatten() {
        let known = languages.get(key).is_some();
        let keys: Vec<&str> = languages.iter().map(|language| language.key.as_str()).collect();
        faults.unless(known, format!("starter_code.{key}"), format!("must be one of {}", keys.join(", ")));
        faults.length(&format!("starter_code.{key}"), Some(code), 0, MAX_STARTER);
    }
    if faults.0.is_empty() { Ok(()) } else { Err(Error::invalid(faults.0)) }
}

fn check_tags(faults: &mut Faults, tags: &[String]) {
    faults.unless(tags.len() <= MAX_TAGS, "tags", format!("must have at most {MAX_TAGS} tags"));
    for (index, tag) in tags.iter().enumerate() {
        let field = format!("tags[{index}]");
        faults.length(&field, Some(tag), 1, MAX_TAG);
        // Filters name several tags with commas between them.
        faults.unless(!tag.contains(',') && !tag.chars().any(char::is_control), field, "must not have commas");
    }
}

fn check_tests(faults: &mut Faults, tests: &[NewTestCase]) {
    let count = (1..=MAX_TESTS).contains(&tests.len());
    faults.unless(count, "test_cases", format!("must have 1 to {MAX_TESTS} tests"));
    for (index, test) in tests.iter().enumerate() {
        for (name, text) in [("input", &test.input), ("expected_output", &test.expected_output)] {
            let field = format!("test_cases[{index}].{name}");
            faults.unless(text.len() <= MAX_TEST_BYTES, field, format!("must have at most {MAX_TEST_BYTES} bytes"));
        }
        faults.between(&format!("test_cases[{index}].points"), Some(test.points), (0, MAX_POINTS));
        let explanation = test.explanation.as_ref();
        faults.length(&format!("test_cases[{index}].explanation"), explanation, 0, MAX_TEXT);
    }
}

/// Lower-case letters and digits in groups, with one `-` between two groups.
fn is_slug(text: &str) -> bool {
    let group = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= MAX_SLUG && text.split('-').all(group)
}

/// Tags in their one form: in lower case, without white space around them, each once.
pub(crate) fn tags(tags: Vec<String>) -> Vec<String> {
    let tags: BTreeSet<String> =
        tags.iter().map(|tag| tag.trim().to_lowercase()).filter(|tag| !tag.is_empty()).collect();
    tags.into_iter().collect()
}

/// Each topic once, in the order given.
pub(super) fn distinct(topics: Vec<TopicId>) -> Vec<TopicId> {
    let mut seen = HashSet::new();
    topics.into_iter().filter(|id| seen.insert(*id)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_wrong_field_is_named() {
        let change = ProblemChange {
            slug: Some("Two--Sum".into()),
            title: Some(" ".into()),
            difficulty: Some(4),
            time_limit_ms: Some(0),
            memory_limit_kb: Some(1 << 40),
            tags: Some(vec!["a,b".into()]),
            test_cases: Some(Vec::new()),
            starter_code: Some(vec![("klingon".into(), String::new())]),
            ..ProblemChange::default()
        };
        let error = check(&change, &Languages::builtin()).unwrap_err();
        let fields: Vec<&str> = error.fields().iter().map(|fault| &*fault.field).collect();
        assert_eq!(
            fields,
            [
                "slug",
                "title",
                "difficulty",
                "time_limit_ms",
                "memory_limit_kb",
                "tags[0]",
                "test_cases",
                "starter_code.klingon"
            ]
        );
    }

    #[test]
    fn slugs_are_groups_of_letters_and_digits() {
        for right in ["a", "two-sum", "3sum", "a-1-b"] {
            assert!(is_slug(right), "{right}");
        }
        for wrong in ["", "-a", "a-", "a--b", "A", "a_b", "ä", "a b", "a/b"] {
            assert!(!is_slug(wrong), "{wrong}");
        }
    }

    #[test]
    fn tags_have_one_form() {
        assert_eq!(tags(vec![" Array".into(), "array".into(), "Graphs ".into(), " ".into()]), ["array", "graphs"]);
    }
}
