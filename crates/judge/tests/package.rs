//! Loading packages: what is read, and that every complaint names its file and line.
#![allow(clippy::unwrap_used, reason = "tests")]

use judge::package::{Files, load_content, load_package_files};
use judge::{Checker, Complaint, Kind, LoadResult, Severity, TokenRules, Verdict};

const MANIFEST: &str = "\
problem_format_version: 2025-09
name: Sum
uuid: c087184a-10b0-4bca-8973-40d767bcc634
type: pass-fail
license: cc0
keywords: [math, easy]
limits:
  time_limit: 1.5
  memory: 64
  output: 1
codequest:
  difficulty: 1
  topics: [basics]
  hints: [first, second]
";

const STATEMENT: &str = "Add them.\n\n## Input\n\nTwo numbers.\n\n## Output\n\nOne.\n\n## Constraints\n\n- small\n";

/// The files of a package without any fault.
fn sound() -> Vec<(String, String)> {
    [
        ("problem.yaml", MANIFEST),
        ("statement/problem.en.md", STATEMENT),
        ("data/sample/1.in", "1 2\n"),
        ("data/sample/1.ans", "3\n"),
        ("data/sample/1.yaml", "description: One and two are three.\n"),
        ("data/secret/01.in", "5 6\n"),
        ("data/secret/01.ans", "11\n"),
        ("submissions/accepted/a.py", "print(sum(map(int, input().split())))\n"),
        ("submissions/run_time_error/b.py", "1/0\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

fn load(files: Vec<(String, String)>) -> LoadResult {
    let files: Files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    load_package_files("sum", &files)
}

/// Loads the sound package with some files replaced, added, or (by an empty text) removed.
fn load_with(changes: &[(&str, &str)]) -> LoadResult {
    let mut files = sound();
    for (path, text) in changes {
        files.retain(|(known, _)| known != path);
        if !text.is_empty() {
            files.push(((*path).to_owned(), (*text).to_owned()));
        }
    }
    load(files)
}

/// Complaints as people read them.
fn shown(complaints: &[Complaint]) -> Vec<String> {
    complaints
        .iter()
        .map(|complaint| {
            let line = complaint.line.map(|line| format!(":{line}")).unwrap_or_default();
            let severity = if complaint.severity == Severity::Error { "error" } else { "warning" };
            format!("{}{line}: {severity}: {}", complaint.file, complaint.message)
        })
        .collect()
}

/// The only complaint, which must be an error that keeps the package out.
fn only_error(changes: &[(&str, &str)]) -> String {
    let loaded = load_with(changes);
    assert!(loaded.package.is_none(), "the package was loaded");
    let mut complaints = shown(&loaded.complaints);
    assert_eq!(complaints.len(), 1, "{complaints:#?}");
    complaints.remove(0)
}

#[test]
fn a_sound_package_is_loaded_without_complaints() {
    let loaded = load(sound());
    assert_eq!(loaded.complaints, []);
    let package = loaded.package.unwrap();
    assert_eq!((package.name.as_str(), package.difficulty, package.kind.clone()), ("Sum", 1, Kind::Stdio));
    assert_eq!((package.statement.as_str(), package.input_format.as_str()), ("Add them.", "Two numbers."));
    assert_eq!((package.limits.time_ms, package.limits.memory_kb, package.limits.output_kb), (1500, 65_536, 1024));
    assert_eq!(package.checker, Checker::Tokens(TokenRules::default()));
    let names: Vec<_> = package.tests.iter().map(|test| (test.name.as_str(), test.is_sample)).collect();
    assert_eq!(names, [("sample/1", true), ("secret/01", false)]);
    assert_eq!(package.explanations, [("sample/1".to_owned(), "One and two are three.".to_owned())]);
    let claims: Vec<_> = package.submissions.iter().map(|submission| submission.expected).collect();
    assert_eq!(claims, [Verdict::Accepted, Verdict::RuntimeError]);
}

#[test]
fn the_digest_changes_with_every_file() {
    let before = load(sound()).package.unwrap().digest;
    assert_eq!(before, load(sound()).package.unwrap().digest);
    assert_ne!(before, load_with(&[("data/secret/01.ans", "12\n")]).package.unwrap().digest);
}

#[test]
fn faults_of_the_manifest_name_their_line() {
    let change = |from: &str, to: &str| only_error(&[("problem.yaml", MANIFEST.replace(from, to).as_str())]);
    insta::assert_snapshot!(change("time_limit: 1.5", "time_limit: 600"), @"problem.yaml:8: error: `limits.time_limit` is 600, but must be between 0.1 and 60");
    insta::assert_snapshot!(change("memory: 64", "memory: much"), @"problem.yaml:9: error: `limits.memory` must be a number, but is text");
    insta::assert_snapshot!(change("uuid: c0", "uuid: x0"), @"problem.yaml:3: error: `x087184a-10b0-4bca-8973-40d767bcc634` is not a UUID");
    insta::assert_snapshot!(change("type: pass-fail", "type: [pass-fail, submit-answer]"), @"problem.yaml:4: error: problems of the type `submit-answer` cannot be judged here: use pass-fail, scoring, interactive or multi-pass");
    insta::assert_snapshot!(change("type: pass-fail", "type: interactive"), @"problem.yaml:4: error: the answers need an output validator of the package, but there is none in `output_validator/`");
    insta::assert_snapshot!(change("type: pass-fail", "validation: custom"), @"problem.yaml:4: error: the answers need an output validator of the package, but there is none in `output_validator/`");
    insta::assert_snapshot!(change("2025-09", "1999"), @"problem.yaml:1: error: package format `1999` is not known: use 2025-09");
    insta::assert_snapshot!(change("license: cc0", "license: mine"), @"problem.yaml:5: error: `license` must be one of unknown, public domain, cc0, cc by, cc by-sa, educational, permission");
    insta::assert_snapshot!(change("[first, second]", "[a, b, c, d]"), @"problem.yaml:14: error: `codequest.hints` has more than three hints");
    insta::assert_snapshot!(change("difficulty: 1", "difficulty: 7"), @"problem.yaml:12: error: `codequest.difficulty` is 7, but must be between 1 and 3");
}

#[test]
fn broken_yaml_names_the_line() {
    let complaint = only_error(&[("problem.yaml", &MANIFEST.replace("[math, easy]", "[math, easy"))]);
    assert!(
        complaint.starts_with("problem.yaml:7: error:") || complaint.starts_with("problem.yaml:6: error:"),
        "{complaint}"
    );
}

#[test]
fn unknown_keys_are_warned_of_and_the_package_is_loaded() {
    let text = MANIFEST.replace("  output: 1", "  output: 1\n  stack: 3\n  validation_passes: 3");
    let loaded = load_with(&[("problem.yaml", text.as_str())]);
    assert!(loaded.package.is_some());
    assert_eq!(
        shown(&loaded.complaints),
        [
            "problem.yaml:8: warning: `limits.validation_passes` has no effect without `type: multi-pass`",
            "problem.yaml:11: warning: `limits.stack` is not a known key",
        ]
    );
}

#[test]
fn missing_files_are_named() {
    insta::assert_snapshot!(only_error(&[("data/sample/1.ans", "")]), @"data/sample/1.ans: error: this file is missing");
    insta::assert_snapshot!(only_error(&[("data/secret/2.ans", "1")]), @"data/secret/2.ans: error: there is no `2.in` for this answer");
    insta::assert_snapshot!(only_error(&[("problem.yaml", "")]), @"problem.yaml: error: this file is missing: a problem package needs one");
    insta::assert_snapshot!(only_error(&[("statement/problem.en.md", "")]), @"statement/problem.en.md: error: this file is missing: the statement must be in English and in Markdown");
    insta::assert_snapshot!(only_error(&[("data/secret/01.in", ""), ("data/secret/01.ans", "")]), @"data/secret: error: there are no secret tests: add files like `1.in` and `1.ans`");
}

#[test]
fn faults_of_programs_name_their_file() {
    let one = |path: &str, text: &str| only_error(&[(path, text)]);
    insta::assert_snapshot!(one("output_validators/check.py", "x"), @"problem.yaml:4: error: there are output validators, but `validation` is not custom: say which of the two is meant");
    insta::assert_snapshot!(one("output_validator/check.xyz", "x"), @"output_validator: error: there is no source here in a language that is known");
    insta::assert_snapshot!(one("output_validator/build", "x"), @"output_validator/build: error: programs that build themselves with a script cannot be used here: leave the sources alone");
    insta::assert_snapshot!(one("graders/x.py", "x"), @"graders: error: packages with a grader of their own cannot be judged here");
    let two = [("output_validator/a.py", "x"), ("output_validator/b.py", "x")];
    insta::assert_snapshot!(only_error(&two), @"output_validator: error: it is not clear in which file this program starts: name that one `main`");
    let both = [("output_validator/a.py", "x"), ("output_validators/b.py", "x")];
    insta::assert_snapshot!(only_error(&both), @"output_validators: error: there is `output_validator/` as well: keep one of the two");
    let large = "x".repeat((1 << 20) + 1);
    insta::assert_snapshot!(one("output_validator/a.py", &large), @"output_validator/a.py: error: this file is larger than 1 MiB");
    let flags = [("data/secret/01.yaml", "output_validator_args: [case_sensitive]")];
    insta::assert_snapshot!(only_error(&flags), @"data/secret/01.yaml:1: error: flags of a single test need an output validator: put them into data/test_group.yaml");
    let interactive = MANIFEST.replace("type: pass-fail", "validation: custom interactive");
    let several =
        [("problem.yaml", interactive.as_str()), ("output_validators/a.py", "x"), ("output_validators/b.py", "x")];
    insta::assert_snapshot!(only_error(&several), @"output_validators/b.py: error: an interactive problem has one output validator, not several");
    let function = format!("{MANIFEST}{FUNCTION}");
    let of_function = [
        ("problem.yaml", function.as_str()),
        ("data/sample/1.in", "1\n[2]\n"),
        ("data/secret/01.in", "1\n[]\n"),
        ("output_validator/a.py", "x"),
    ];
    insta::assert_snapshot!(only_error(&of_function), @"output_validator: error: answers of function problems cannot be judged by a program");
    let checker = MANIFEST.replace("difficulty: 1", "difficulty: 1\n  checker: exact");
    insta::assert_snapshot!(only_error(&[("problem.yaml", &checker), ("output_validator/a.py", "x")]), @"problem.yaml: error: `codequest.checker` and an output validator exclude each other");
}

#[test]
fn an_output_validator_is_read_with_its_arguments() {
    let changes = [
        ("output_validator/main.cpp", "int main() {}"),
        ("output_validator/more/help.h", "// help"),
        ("data/test_group.yaml", "output_validator_args: [one, two words]\n"),
        ("data/secret/01.yaml", "output_validator_args: [own]\n"),
    ];
    let package = load_with(&changes).package.unwrap();
    let validator = package.rules.validator.as_ref().unwrap();
    assert_eq!((validator.checkers.len(), &validator.interactor), (1, &None));
    let program = &validator.checkers[0];
    assert_eq!((program.language.as_str(), program.main.as_str(), program.files.len()), ("cpp", "main.cpp", 2));
    assert_eq!(package.rules.test_args["sample/1"], ["one", "two words"]);
    assert_eq!(package.rules.test_args["secret/01"], ["own"]);
    assert_eq!(package.task().rules, package.rules);
}

#[test]
fn flags_of_the_default_validator_are_read() {
    let group = "output_validator_args: [case_sensitive, float_tolerance, 1e-6]\n";
    let package = load_with(&[("data/test_group.yaml", group)]).package.unwrap();
    let rules = TokenRules {
        case_sensitive: true,
        float_absolute: Some(1e-6),
        float_relative: Some(1e-6),
        ..TokenRules::default()
    };
    assert_eq!(package.checker, Checker::Tokens(rules));
    insta::assert_snapshot!(only_error(&[("data/test_group.yaml", "\noutput_validator_args: [fuzzy]\n")]), @"data/test_group.yaml:2: error: `fuzzy` is not a flag of the default validator");
    insta::assert_snapshot!(only_error(&[("data/test_group.yaml", "output_validator_args: [float_tolerance, x]\n")]), @"data/test_group.yaml:1: error: `float_tolerance` needs a number from 0");
}

#[test]
fn the_legacy_format_is_understood() {
    let text = "name: Sum\nauthor: Ada <ada@example.org>\nlimits: {memory: 64}\nvalidator_flags: float_absolute_tolerance 0.1\n";
    let loaded = load_with(&[("problem.yaml", text), ("data/sample/1.yaml", ""), ("data/sample/1.desc", "Explained.")]);
    let package = loaded.package.unwrap();
    assert_eq!(package.authors, ["Ada"]);
    let rules = TokenRules { float_absolute: Some(0.1), ..TokenRules::default() };
    assert_eq!(package.checker, Checker::Tokens(rules));
    assert_eq!(package.explanations[0].1, "Explained.");
    assert_eq!(package.uuid, load_with(&[("problem.yaml", text)]).package.unwrap().uuid);
    assert!(loaded.complaints.iter().all(|complaint| complaint.severity == Severity::Warning));
}

const FUNCTION: &str = "  function:
    entry: add_all
    params:
      - {name: first, type: int}
      - {name: rest, type: list<int>}
    returns: int
";

#[test]
fn tests_of_functions_must_fit_the_signature() {
    let manifest = format!("{MANIFEST}{FUNCTION}");
    let with = |input: &str, answer: &str| {
        let changes = [
            ("problem.yaml", manifest.as_str()),
            ("data/sample/1.in", "1\n[2]\n"),
            ("data/secret/01.in", input),
            ("data/secret/01.ans", answer),
        ];
        load_with(&changes)
    };
    let sound = with("1\n[2, 3]\n", "6\n");
    assert_eq!(sound.complaints, []);
    assert_eq!(sound.package.unwrap().checker, Checker::value());
    let complaint = |input, answer| shown(&with(input, answer).complaints).join("\n");
    insta::assert_snapshot!(complaint("1\n[2, \"3\"]\n", "6"), @r#"data/secret/01.in:2: error: `rest`: `"3"` is not of the type `int`"#);
    insta::assert_snapshot!(complaint("1\n", "6"), @"data/secret/01.in:2: error: the value of `rest` is missing: there must be 2 lines");
    insta::assert_snapshot!(complaint("1\n[]\n3\n", "6"), @"data/secret/01.in:3: error: there are more lines than parameters");
    insta::assert_snapshot!(complaint("1\n[]\n", "6.5"), @"data/secret/01.ans:1: error: `6.5` is not of the type `int`");
}

#[test]
fn faults_of_a_signature_name_their_line() {
    let change = |from: &str, to: &str| {
        only_error(&[
            ("problem.yaml", format!("{MANIFEST}{FUNCTION}").replace(from, to).as_str()),
            ("data/sample/1.in", "1\n[2]\n"),
            ("data/secret/01.in", "1\n[2]\n"),
        ])
    };
    insta::assert_snapshot!(change("list<int>", "list<number>"), @"problem.yaml:19: error: `number` is not a type: use int, long, float, bool, string, list<…>, map<…, …>, linked_list<…> or tree<…>");
    insta::assert_snapshot!(change("add_all", "AddAll"), @"problem.yaml:16: error: `AddAll` is not a name: use at most 40 lower-case letters, digits and `_`, a letter first");
    insta::assert_snapshot!(change("returns: int", "returns: void"), @"problem.yaml:16: error: `add_all` returns nothing: say with `changes` which parameter is the result after the call");
    insta::assert_snapshot!(change("returns: int", "returns: void\n    changes: first"), @"problem.yaml:16: error: `first` cannot be changed in place: the type `int` is passed by value");
}

const CLASS: &str = "  class:
    entry: Counter
    params: [{name: start, type: int}]
    methods:
      - {name: add, params: [{name: count, type: int}], returns: void}
      - {name: total, returns: int}
";

#[test]
fn classes_are_read_and_their_tests_checked() {
    let (calls, results) = ("[\"Counter\", \"add\", \"total\"]\n[[1], [2], []]\n", "[null, null, 3]\n");
    let load = |from: &str, to: &str, input: &str, answer: &str| {
        load_with(&[
            ("problem.yaml", format!("{MANIFEST}{CLASS}").replace(from, to).as_str()),
            ("data/sample/1.in", calls),
            ("data/sample/1.ans", results),
            ("data/secret/01.in", input),
            ("data/secret/01.ans", answer),
        ])
    };
    let sound = load("", "", calls, results);
    assert_eq!(sound.complaints, []);
    let package = sound.package.unwrap();
    let judge::Kind::Function(signature) = &package.kind else { panic!("no signature") };
    assert!(signature.is_class());
    assert_eq!((signature.methods[1].name.as_str(), signature.methods[1].params.len()), ("total", 0));

    let complaint = |input, answer| shown(&load("", "", input, answer).complaints).join("\n");
    insta::assert_snapshot!(complaint(calls, "[null, null, true]"), @"data/secret/01.ans:1: error: `total`: `true` is not of the type `int`");
    insta::assert_snapshot!(complaint("[\"Counter\", \"sub\"]\n[[1], [2]]\n", results), @"data/secret/01.in:1: error: `Counter` has no method `sub`");
    insta::assert_snapshot!(complaint("[\"Counter\"]\n[[]]\n", results), @"data/secret/01.in:2: error: `Counter` takes 1 arguments, but gets 0");

    let fault = |from: &str, to: &str| shown(&load(from, to, calls, results).complaints).join("\n");
    insta::assert_snapshot!(fault("entry: Counter", "entry: counter"), @"problem.yaml:16: error: `counter` is not a name of a class: use at most 40 letters and digits, an upper-case letter first");
    insta::assert_snapshot!(fault("name: total, returns: int", "name: total"), @"problem.yaml:20: error: a method needs name and returns");
    insta::assert_snapshot!(fault("name: add, params: [{name: count, type: int}]", "name: add, params: {}"), @"problem.yaml:19: error: `codequest.class.methods.params` must be a list, but is a map");
    let both = fault("  class:\n", "  function: {entry: f, params: [{name: a, type: int}], returns: int}\n  class:\n");
    assert!(both.contains("a problem has either `codequest.function` or `codequest.class`"), "{both}");
}

#[test]
fn content_is_checked_across_its_files() {
    let mut files: Vec<(String, String)> =
        sound().into_iter().map(|(path, text)| (format!("problems/sum/{path}"), text)).collect();
    files.extend(sound().into_iter().map(|(path, text)| (format!("problems/twin/{path}"), text)));
    let topics = "- uuid: b59c3160-7215-4ac1-a7cc-3ab12322e4b2\n  slug: other\n  name: Other\n";
    files.push(("topics.yaml".into(), topics.into()));
    let pathway = "\
uuid: f870bbd9-9a50-4bfa-9ba2-b6d037e27937
title: Practice
level: Beginner
duration_weeks: 6
modules:
  - uuid: 10107b7f-a01f-4056-bd08-0fb7d63a20b2
    title: Easy
    problems:
      - sum
      - gone
";
    files.push(("pathways/practice.yaml".into(), pathway.into()));
    let files: Files = files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
    let content = load_content(&files);
    insta::assert_snapshot!(shown(&content.complaints).join("\n"), @"
    pathways/practice.yaml:10: error: there is no problem `gone`, or it has errors
    problems/sum/problem.yaml:13: error: there is no topic `basics` in topics.yaml
    problems/twin/problem.yaml:13: error: there is no topic `basics` in topics.yaml
    problems/twin/problem.yaml: error: the uuid c087184a-10b0-4bca-8973-40d767bcc634 is used in problems/sum/problem.yaml already: make a new one
    ");
    assert_eq!(content.pathways[0].modules[0].problems, ["sum"]);
}
