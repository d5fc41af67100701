//! Reads the tests of a package and the flags of its checker.

use std::collections::BTreeMap;

use super::Files;
use super::complaints::{Complaints, MapReader, words};
use super::groups::{self, Groups, Word, is_group_file};
use super::yaml;
use crate::signature::data::{check_answer, check_input};
use crate::{Checker, Kind, Test, TokenRules};

/// Largest input or answer.
const MAX_FILE_BYTES: usize = 32 << 20;

/// The tests of a package, and what is said about them.
pub(super) struct TestData {
    pub(super) tests: Vec<Test>,
    pub(super) explanations: Vec<(String, String)>,
    /// Arguments of the output validator that single tests have, with their lines, by name of the test.
    pub(super) output_validator_args: BTreeMap<String, Vec<Word>>,
}

/// What `NAME.yaml` says.
#[derive(Default)]
struct TestFile {
    explanation: Option<String>,
    output_validator_args: Option<Vec<Word>>,
}

/// Reads `data/sample` and `data/secret`.
pub(super) fn read(files: &Files, kind: &Kind, complaints: &mut Complaints) -> TestData {
    let mut data = TestData { tests: Vec::new(), explanations: Vec::new(), output_validator_args: BTreeMap::new() };
    for group in ["sample", "secret"] {
        let folder = format!("data/{group}");
        let found = files.below(&folder);
        let inputs: Vec<String> =
            found.iter().filter_map(|(path, _)| path.strip_suffix(".in")).map(ToOwned::to_owned).collect();
        if inputs.is_empty() && group == "secret" {
            complaints.error(&folder, None, "there are no secret tests: add files like `1.in` and `1.ans`");
        }
        for name in inputs {
            let input = text(&found, &folder, &format!("{name}.in"), complaints);
            let answer = text(&found, &folder, &format!("{name}.ans"), complaints);
            let (Some(input), Some(answer)) = (input, answer) else { continue };
            if let Kind::Function(_) = kind {
                check_function_test(kind, &format!("{folder}/{name}"), &input, &answer, complaints);
            }
            let full_name = format!("{group}/{name}");
            let about = test_file(&found, &folder, &name, complaints);
            data.explanations.extend(about.explanation.map(|text| (full_name.clone(), text)));
            data.output_validator_args.extend(about.output_validator_args.map(|args| (full_name.clone(), args)));
            data.tests.push(Test { name: full_name, input, answer, is_sample: group == "sample", points: 0 });
        }
        warn_of_strays(&found, &folder, complaints);
    }
    for (path, _) in files.below("data").iter() {
        let known = path.starts_with("sample/") || path.starts_with("secret/") || is_group_file(path);
        if !known {
            complaints.warning(&format!("data/{path}"), None, "this file has no effect here");
        }
    }
    data
}

/// A file's text, when it is there, is UTF-8 and is not too large.
fn text(files: &Files, folder: &str, name: &str, complaints: &mut Complaints) -> Option<String> {
    let path = format!("{folder}/{name}");
    let Some(bytes) = files.get(name) else {
        complaints.error(&path, None, "this file is missing");
        return None;
    };
    if bytes.len() > MAX_FILE_BYTES {
        complaints.error(&path, None, format!("this file is larger than {} MiB", MAX_FILE_BYTES >> 20));
        return None;
    }
    match str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
            complaints.error(&path, line, "this line is not UTF-8");
            None
        }
    }
}

fn check_function_test(kind: &Kind, path: &str, input: &str, answer: &str, complaints: &mut Complaints) {
    let Kind::Function(signature) = kind else { return };
    let input_fits = check_input(signature, input);
    if let Err((line, message)) = &input_fits {
        complaints.error(&format!("{path}.in"), *line, message);
        // Without them nobody knows of which types the results are.
        if signature.is_class() {
            return;
        }
    }
    if let Err(message) = check_answer(signature, input, answer) {
        complaints.error(&format!("{path}.ans"), 1, message);
    }
}

/// What `NAME.yaml`, or `NAME.desc` of the legacy format, says about a test.
fn test_file(files: &Files, folder: &str, name: &str, complaints: &mut Complaints) -> TestFile {
    let legacy = files.get(&format!("{name}.desc")).map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
    let mut file = TestFile { explanation: legacy, output_validator_args: None };
    let path = format!("{folder}/{name}.yaml");
    let Some(bytes) = files.get(&format!("{name}.yaml")) else { return file };
    let text = String::from_utf8_lossy(bytes);
    let node = match yaml::parse(&text) {
        Ok(node) => node,
        Err((line, message)) => {
            complaints.error(&path, line, message);
            return file;
        }
    };
    let Some(mut map) = MapReader::new(&path, "", &node, complaints) else { return file };
    file.explanation = map.text("description", complaints).map(|(_, text)| text.trim().to_owned());
    file.output_validator_args = groups::args(&mut map, "output_validator_args", "output_validator_flags", complaints);
    map.finish(&["hint", "args", "input_validator_args", "full_feedback"], complaints);
    file
}

fn warn_of_strays(files: &Files, folder: &str, complaints: &mut Complaints) {
    for (path, _) in files.iter() {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let has_input = files.get(&format!("{stem}.in")).is_some();
        let known = [".in", ".ans", ".yaml", ".desc"].iter().any(|ending| path.ends_with(ending));
        if is_group_file(path) || (known && has_input) {
            continue;
        }
        let full = format!("{folder}/{path}");
        if path.ends_with(".ans") {
            complaints.error(&full, None, format!("there is no `{stem}.in` for this answer"));
        } else {
            complaints.warning(&full, None, "this file has no effect here");
        }
    }
}

/// The checker with the flags of the groups. They must be the same wherever they are given.
pub(super) fn checker(
    groups: &Groups,
    kind: &Kind,
    named: Option<Checker>,
    legacy_flags: Option<(u32, String)>,
    complaints: &mut Complaints,
) -> Checker {
    let mut flags: BTreeMap<String, Vec<(u32, String)>> = BTreeMap::new();
    if let Some((line, text)) = legacy_flags {
        flags.insert("problem.yaml".to_owned(), words(line, &text));
    }
    for file in groups.iter() {
        if let Some(given) = file.output_validator_args.as_ref().filter(|given| !given.is_empty()) {
            // A list may have an argument for each word, or all of them in one.
            let given = given.iter().flat_map(|(line, text)| words(*line, text)).collect();
            flags.insert(file.path.clone(), given);
        }
    }
    let mut rules: Option<TokenRules> = None;
    for (path, words) in &flags {
        let read = token_rules(path, words, complaints);
        if rules.is_some_and(|before| before != read) {
            complaints.error(path, words.first().map(|word| word.0), "flags must be the same for all tests");
        }
        rules = Some(read);
    }
    match (kind, named, rules) {
        (_, Some(checker), None) => checker,
        (_, Some(checker), Some(_)) => {
            complaints.error(super::manifest::FILE, None, "`codequest.checker` and flags exclude each other");
            checker
        }
        (Kind::Stdio, None, rules) => Checker::Tokens(rules.unwrap_or_default()),
        (Kind::Function(_), None, rules) => {
            let rules = rules.unwrap_or_default();
            match (rules.float_absolute, rules.float_relative) {
                (None, None) => Checker::value(),
                (absolute, relative) => {
                    Checker::Value { absolute: absolute.unwrap_or(0.0), relative: relative.unwrap_or(0.0) }
                }
            }
        }
    }
}

fn token_rules(path: &str, words: &[(u32, String)], complaints: &mut Complaints) -> TokenRules {
    let mut rules = TokenRules::default();
    let mut words = words.iter();
    while let Some((line, word)) = words.next() {
        match word.as_str() {
            "case_sensitive" => rules.case_sensitive = true,
            "space_change_sensitive" => rules.space_change_sensitive = true,
            "float_tolerance" | "float_absolute_tolerance" | "float_relative_tolerance" => {
                let value = words.next().and_then(|(_, value)| value.parse::<f64>().ok());
                let Some(value) = value.filter(|value| value.is_finite() && *value >= 0.0) else {
                    complaints.error(path, *line, format!("`{word}` needs a number from 0"));
                    continue;
                };
                if word != "float_relative_tolerance" {
                    rules.float_absolute = Some(value);
                }
                if word != "float_absolute_tolerance" {
                    rules.float_relative = Some(value);
                }
            }
            _ => complaints.error(path, *line, format!("`{word}` is not a flag of the default validator")),
        }
    }
    rules
}
