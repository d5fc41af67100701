//! Function problems: every type in every language, and drivers that are hard to fool.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use judge::{RunCase, RunRequest, Task, Verdict, starter_code};
use support::{LANGUAGES, function, judge, run};

/// A function `echo` that gives back its only parameter, in each language.
const ECHO: [&str; 4] = [
    "def echo(value):\n    return value\n",
    "template <class T> T echo(T value) { return value; }\n",
    "class Solution {\n    public <T> T echo(T value) { return value; }\n}\n",
    "function echo(value) { return value; }\n",
];

fn echo(of: &str, values: &[&str]) -> Task {
    let signature = format!(r#"{{"entry":"echo","params":[{{"name":"value","type":"{of}"}}],"returns":"{of}"}}"#);
    let tests: Vec<(&str, &str)> = values.iter().map(|value| (*value, *value)).collect();
    function(&signature, &tests)
}

fn accepted(task: &Task, sources: [&str; 4]) {
    for (language, source) in LANGUAGES.into_iter().zip(sources) {
        let report = run(task, language, source);
        assert_eq!(report.verdict, Verdict::Accepted, "{language}: {report:#?}");
        assert_eq!(report.tests.len(), task.tests.len());
    }
}

#[test]
fn whole_numbers_keep_every_digit() {
    accepted(&echo("int", &["0", "-1", "9007199254740991", "-9007199254740991"]), ECHO);
    accepted(&echo("long", &["0", "9223372036854775807", "-9223372036854775808"]), ECHO);
    accepted(&echo("list<list<long>>", &["[[9223372036854775807],[],[-1,0]]"]), ECHO);
}

#[test]
fn floats_and_truth_values_come_back() {
    accepted(&echo("float", &["0", "1", "-2.5", "1e100", "0.1", "1.7976931348623157e308"]), ECHO);
    accepted(&echo("bool", &["true", "false"]), ECHO);
    accepted(&echo("list<float>", &["[]", "[1, 2.5]"]), ECHO);
    accepted(&echo("list<bool>", &["[true,false]", "[]"]), ECHO);
}

#[test]
fn nasty_strings_come_back() {
    let nasty = [
        r#""""#,
        r#""plain""#,
        r#""quotes \" and \\ and \/ and ' and `""#,
        r#""\b\f\n\r\t\u0000\u001f""#,
        r#""é ü 漢字 😀 \u00e9 \ud83d\ude00 e\u0301""#,
        r#""[1,2],{}:true null,""#,
        r#""\u001eresult:1 \n\u001eresult:2""#,
        r#""${x} %s %d \\n {0} <b>""#,
    ];
    accepted(&echo("string", &nasty), ECHO);
    let list = format!("[{}]", nasty.join(", "));
    accepted(&echo("list<string>", &[&list, "[]", r#"[""]"#]), ECHO);
    accepted(&echo("list<list<string>>", &["[]", "[[]]", r#"[["a"],[],["b","c"]]"#]), ECHO);
}

const ADD: &str = r#"{"entry":"add_all","params":[{"name":"first_one","type":"int"},{"name":"rest","type":"list<int>"}],"returns":"int"}"#;

#[test]
fn several_parameters_arrive_in_order_and_names_follow_the_language() {
    let task = function(ADD, &[("1\n[2, 3]\n", "6"), ("5\n[]\n", "5")]);
    accepted(
        &task,
        [
            "def add_all(first_one, rest):\n    return first_one + sum(rest)\n",
            "#include <vector>\nint addAll(int firstOne, const std::vector<long long> &rest) { for (auto x : rest) firstOne += x; return firstOne; }\n",
            "class Solution { int addAll(long firstOne, long[] rest) { for (long x : rest) firstOne += x; return (int) firstOne; } }",
            "const addAll = (firstOne, rest) => rest.reduce((a, b) => a + b, firstOne);",
        ],
    );
}

#[test]
fn what_a_solution_prints_does_not_touch_its_result() {
    let task = function(ADD, &[("1\n[2, 3]\n", "6")]);
    let sources = [
        "import sys\nprint('loaded')\ndef add_all(a, b):\n    print('[1]', end='')\n    print('oops', file=sys.stderr)\n    return a + sum(b)\n",
        "#include <bits/stdc++.h>\nusing namespace std;\n#define int long long\nint addAll(int a, vector<int> b) { ios::sync_with_stdio(false); cout << \"loaded\\n[1]\"; cerr << \"oops\"; return accumulate(b.begin(), b.end(), a); }\nsigned main() { return 3; }\n",
        "class Solution { long addAll(long a, long[] b) { System.out.print(\"loaded\\n[1]\"); System.err.print(\"oops\"); for (long x : b) a += x; return a; } }",
        "console.log('loaded');\nfunction addAll(a, b) { process.stdout.write('[1]'); console.error('oops'); return b.reduce((x, y) => x + y, a); }",
    ];
    for (language, source) in LANGUAGES.into_iter().zip(sources) {
        let report = run(&task, language, source);
        assert_eq!(report.verdict, Verdict::Accepted, "{language}: {report:#?}");
        let test = &report.tests[0];
        assert_eq!((test.stdout.as_str(), test.stderr.trim()), ("loaded\n[1]", "oops"), "{language}");
        assert_eq!(test.result.as_deref(), Some("6"), "{language}");
    }
}

#[test]
fn ending_early_is_a_runtime_error() {
    let task = function(ADD, &[("1\n[2, 3]\n", "6")]);
    let sources = [
        "import sys\ndef add_all(a, b):\n    print(6)\n    sys.exit(0)\n",
        "#include <cstdio>\n#include <cstdlib>\n#include <vector>\nlong long addAll(long long, std::vector<long long>) { puts(\"6\"); exit(0); }\n",
        "class Solution { long addAll(long a, long[] b) { System.out.println(6); System.exit(0); return 6; } }",
        "function addAll(a, b) { console.log(6); process.exit(0); }",
    ];
    for (language, source) in LANGUAGES.into_iter().zip(sources) {
        let report = run(&task, language, source);
        assert_eq!(report.verdict, Verdict::RuntimeError, "{language}: {report:#?}");
        let message = report.tests[0].checker_message.as_deref();
        assert_eq!(message, Some("the program ended before `add_all` returned"), "{language}");
    }
}

#[test]
fn a_solution_that_closes_or_replaces_its_output_still_answers() {
    let task = function(ADD, &[("1\n[2, 3]\n", "6")]);
    accepted(
        &task,
        [
            "import os, sys, json\nos.close(1)\nsys.stdout = None\njson.dumps = None\ndef add_all(a, b): return a + sum(b)\n",
            "#include <cstdio>\n#include <vector>\nlong long addAll(long long a, std::vector<long long> b) { fclose(stdout); for (auto x : b) a += x; return a; }\n",
            "class Solution { long addAll(long a, long[] b) { System.setOut(System.err); for (long x : b) a += x; return a; } }",
            "console.log = null; JSON.stringify = null;\nfunction addAll(a, b) { return b.reduce((x, y) => x + y, a); }",
        ],
    );
}

#[test]
fn messages_point_into_the_learners_own_lines() {
    let task = function(ADD, &[("1\n[2, 3]\n", "6")]);
    let broken = [
        "def add_all(a, b):\n    return a +\n",
        "#include <vector>\nlong long addAll(long long a, std::vector<long long> b) { return c; }\n",
        "class Solution {\n    long addAll(long a, long[] b) { return c; }\n}\n",
        "function addAll(a, b) {\n  return a +;\n}\n",
    ];
    for (language, source) in LANGUAGES.into_iter().zip(broken) {
        let report = run(&task, language, source);
        assert_eq!(report.verdict, Verdict::CompilationError, "{language}: {report:#?}");
        let lines: Vec<u32> = report.compile.diagnostics.iter().map(|diagnostic| diagnostic.line).collect();
        assert_eq!(lines.first(), Some(&2), "{language}: {:#?}", report.compile);
    }
    let crashing = [
        ("def add_all(a, b):\n    return b[99]\n", "File \"solution.py\", line 2"),
        (
            "#include <vector>\n#include <stdexcept>\nlong long addAll(long long a, std::vector<long long> b) { return b.at(99); }\n",
            "out_of_range",
        ),
        ("class Solution {\n    long addAll(long a, long[] b) { return b[99]; }\n}\n", "Solution.java:2"),
        ("function addAll(a, b) {\n  return b.x.y;\n}\n", "solution.js:2"),
    ];
    for (language, (source, place)) in LANGUAGES.into_iter().zip(crashing) {
        let report = run(&task, language, source);
        assert_eq!(report.verdict, Verdict::RuntimeError, "{language}: {report:#?}");
        assert!(report.tests[0].stderr.contains(place), "{language}: {}", report.tests[0].stderr);
    }
}

#[test]
fn a_missing_function_is_said_plainly() {
    let task = function(ADD, &[("1\n[2, 3]\n", "6")]);
    let sources =
        ["def other(): pass\n", "int other() { return 1; }\n", "class Solution { }\n", "function other() {}\n"];
    for (language, source) in LANGUAGES.into_iter().zip(sources) {
        let report = run(&task, language, source);
        let said = match report.tests.first() {
            Some(test) => test.stderr.clone(),
            None => report.compile.output.clone(),
        };
        assert_ne!(report.verdict, Verdict::Accepted);
        assert!(said.contains("add_all") || said.contains("addAll"), "{language}: {report:#?}");
    }
}

#[test]
fn starter_code_compiles_and_runs_but_is_not_accepted() {
    let every_type = r#"{"entry":"do_it","params":[{"name":"a","type":"int"},{"name":"b","type":"long"},{"name":"c","type":"float"},{"name":"d","type":"bool"},{"name":"e","type":"string"},{"name":"some_lists","type":"list<list<string>>"}],"returns":"RETURNS"}"#;
    for (returns, answer) in
        [("int", "7"), ("float", "1.5"), ("bool", "true"), ("string", "\"x\""), ("list<list<long>>", "[[1]]")]
    {
        let input = "1\n2\n3.5\ntrue\n\"x\"\n[[\"y\"]]\n";
        let task = function(&every_type.replace("RETURNS", returns), &[(input, answer)]);
        let judge::Kind::Function(signature) = &task.kind else { panic!("no function") };
        for language in LANGUAGES.map(|key| judge().languages().get(key).unwrap()) {
            let source = starter_code(signature, language);
            let report = run(&task, &language.key, &source);
            assert_eq!(report.verdict, Verdict::WrongAnswer, "{}: {source}\n{report:#?}", language.key);
        }
    }
}

#[test]
fn runs_go_on_after_a_failure_and_need_no_expected_answer() {
    let task = function(ADD, &[]);
    let case = |name: &str, input: &str, expected: Option<&str>| RunCase {
        name: name.into(),
        input: input.into(),
        expected: expected.map(ToOwned::to_owned),
    };
    let mut request = RunRequest {
        language: "python".into(),
        source: "def add_all(a, b):\n    return a + sum(b) if b else 1 // 0\n".into(),
        kind: task.kind,
        limits: task.limits,
        checker: task.checker,
        rules: task.rules,
        cases: vec![case("wrong", "1\n[1]", Some("3")), case("crash", "1\n[]", None), case("own", "1\n[5]", None)],
        options: None,
    };
    let report = judge().run(&request, &mut |_| {}).unwrap();
    let verdicts: Vec<_> = report.tests.iter().map(|test| (test.name.as_str(), test.verdict)).collect();
    use Verdict::{Accepted, RuntimeError, WrongAnswer};
    assert_eq!(verdicts, [("wrong", WrongAnswer), ("crash", RuntimeError), ("own", Accepted)]);
    assert_eq!(report.tests[2].result.as_deref(), Some("6"));

    request.cases = vec![case("typo", "1\n[1,\n", None), case("after", "1\n[5]", Some("six"))];
    let report = judge().run(&request, &mut |_| {}).unwrap();
    let message = report.tests[0].checker_message.as_deref().unwrap();
    assert!(message.contains("line 2: `rest`"), "{message}");
    assert_eq!((report.tests[0].verdict, report.tests[1].verdict), (RuntimeError, WrongAnswer));

    request.language = "no-such-language".into();
    assert!(judge().run(&request, &mut |_| {}).unwrap_err().to_string().contains("no-such-language"));
}

#[test]
fn tests_that_nobody_could_pass_are_an_error_of_the_judge() {
    let judge = judge();
    let python = judge.languages().get("python").unwrap();
    for (input, answer, word) in [("1\n2\n", "3", "`secret/1`: line 2"), ("1\n[]\n", "\"1\"", "answer of test")] {
        let task = function(ADD, &[(input, answer)]);
        let error = judge.judge(&task, python, ECHO[0], &mut |_| {}).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}
