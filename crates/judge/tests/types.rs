//! Every type of a signature, in every language with functions that is installed: values arrive and come back as they
//! are. The sources are made from the starter code, which is so tried too. The languages that must be there get a function
//! for each type, the others a class with a method for each: their compilers take seconds.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use judge::{Kind, Task, Verdict, starter_code};
use support::{LANGUAGES, function, function_languages, judge, run};

/// The starter code with a statement in the place of its bodies: the remark, and a line with the result of nothing. The
/// body of a constructor stays empty.
fn with_body(task: &Task, key: &str, statement: &str) -> String {
    let Kind::Function(signature) = &task.kind else { panic!("no function") };
    let starter = starter_code(signature, judge().languages().get(key).unwrap());
    let mut out = String::new();
    let mut lines = starter.lines().peekable();
    let mut is_constructor = signature.is_class();
    while let Some(line) = lines.next() {
        if !line.contains("Write your code here") {
            out += &format!("{line}\n");
        } else if !std::mem::take(&mut is_constructor) {
            let indent = &line[..line.len() - line.trim_start().len()];
            out += &format!("{indent}{statement}\n");
            lines.next_if(|next| !next.trim_start().starts_with(['}', 'e']));
        }
    }
    out
}

/// The statement that gives back the parameter `value`.
fn give_back(key: &str) -> &'static str {
    match key {
        "python" | "go" => "return value",
        "rust" | "ruby" => "value",
        "php" => "return $value;",
        _ => "return value;",
    }
}

fn echo(of: &str, values: &[&str]) -> Task {
    let signature = format!(r#"{{"entry":"same","params":[{{"name":"value","type":"{of}"}}],"returns":"{of}"}}"#);
    let tests: Vec<(&str, &str)> = values.iter().map(|value| (*value, *value)).collect();
    function(&signature, &tests)
}

fn comes_back(of: &str, values: &[&str]) {
    let task = echo(of, values);
    for key in LANGUAGES {
        assert_accepted(&task, key, &with_body(&task, key, give_back(key)));
    }
}

/// In the other languages, all at once: a class with one method for each type, which gives back its parameter.
fn all_come_back(types: &[(&str, &[&str])]) {
    let method = |(at, (of, _)): (usize, &(&str, &[&str]))| {
        format!(r#"{{"name":"same{at}","params":[{{"name":"value","type":"{of}"}}],"returns":"{of}"}}"#)
    };
    let methods: Vec<String> = types.iter().enumerate().map(method).collect();
    let signature = format!(r#"{{"entry":"Same","params":[],"returns":"void","methods":[{}]}}"#, methods.join(","));
    let (mut calls, mut arguments, mut results) = (vec!["\"Same\"".to_owned()], vec!["[]".to_owned()], vec!["null"]);
    for (at, (_, values)) in types.iter().enumerate() {
        for value in *values {
            calls.push(format!("\"same{at}\""));
            arguments.push(format!("[{value}]"));
            results.push(value);
        }
    }
    let input = format!("[{}]\n[{}]\n", calls.join(", "), arguments.join(", "));
    let mut task = function(&signature, &[(&input, &format!("[{}]", results.join(", ")))]);
    task.checker = EXACT;
    for key in function_languages().into_iter().filter(|key| !LANGUAGES.contains(key)) {
        assert_accepted(&task, key, &with_body(&task, key, give_back(key)));
    }
}

/// Not even the last digit of a float may differ.
const EXACT: judge::Checker = judge::Checker::Value { absolute: 0.0, relative: 0.0 };

fn assert_accepted(task: &Task, key: &str, source: &str) {
    let report = run(task, key, source);
    assert_eq!(report.verdict, Verdict::Accepted, "{key}:\n{source}\n{report:#?}");
    assert_eq!(report.tests.len(), task.tests.len());
}

const INTS: &[&str] = &["0", "-1", "9007199254740991", "-9007199254740991"];
const LONGS: &[&str] = &["0", "9223372036854775807", "-9223372036854775808"];
const BOOLS: &[&str] = &["true", "false"];
const FLOATS: &[&str] = &["0", "1", "-2.5", "1e100", "0.1", "1.7976931348623157e308", "5e-324", "0.30000000000000004"];
const STRINGS: &[&str] = &[
    r#""""#,
    r#""quotes \" and \\ and \/ and ' and ` and $x #{x} {$x}""#,
    r#""\b\f\n\r\t\u0000\u001f\u007f""#,
    r#""é ü 漢字 😀 \u00e9 \ud83d\ude00 e\u0301 \u2028\uffff""#,
    r#""[1,2],{}:true null,""#,
    r#""\u001eresult:1 \n\u001eresult:2""#,
];
const INT_LISTS: &[&str] = &["[]", "[1]", " [ 1 , -2 , 3 ] "];
const DEEP_LISTS: &[&str] = &["[]", "[[[[]]]]", "[[],[[]],[[[1],[9223372036854775807,2]],[]]]"];
const FLOAT_LISTS: &[&str] = &["[]", "[[1, 2.5], [], [-0.5e-3]]"];
const STRING_LISTS: &[&str] = &["[]", "[[]]", r#"[["a\"", ""], [], ["b", ",", "\u0000"]]"#];
const COUNTS: &[&str] = &["{}", r#"{"a": 1, "": 2, "é\n\"": 3, "__proto__": 4, "12": 5}"#];
const NAMES: &[&str] = &["{}", r#"{"-1": "a", "0": "1", "9007199254740991": ""}"#];
const LONG_KEYS: &[&str] = &[r#"{"9223372036854775807": [], "-9223372036854775808": [true]}"#];
const NESTED_MAPS: &[&str] = &["[]", r#"[{}, {"x": {}, "y": {"1": 2.5}}]"#];
const CHAINS: &[&str] = &["[]", "[1]", "[3,1,2]"];
const STRING_CHAINS: &[&str] = &["[]", r#"["", "a,b]"]"#];
const LONG_CHAINS: &[&str] = &["[]", "[[], [1, 9223372036854775807], []]"];
const BOOL_CHAINS: &[&str] = &[r#"{"a": [], "b": [true, false]}"#];
const TREES: &[&str] = &["[]", "[1]", "[1,null,2,3]", "[5,4,8,11,null,13,4,7,2,null,null,null,1]", "[1,null,null]"];
const STRING_TREES: &[&str] = &[r#"["null", null, ""]"#];
const LONG_TREES: &[&str] = &["[[], [1, 2], [9223372036854775807, null, 3]]"];
const BOOL_TREES: &[&str] = &["[true, false, null, true]"];

#[test]
fn scalars_come_back() {
    comes_back("int", INTS);
    comes_back("long", LONGS);
    comes_back("bool", BOOLS);
    comes_back("string", STRINGS);
}

#[test]
fn floats_come_back_to_the_last_digit() {
    let task = Task { checker: EXACT, ..echo("float", FLOATS) };
    for key in LANGUAGES {
        assert_accepted(&task, key, &with_body(&task, key, give_back(key)));
    }
    comes_back("list<list<float>>", FLOAT_LISTS);
}

#[test]
fn lists_come_back() {
    comes_back("list<int>", INT_LISTS);
    comes_back("list<list<list<list<long>>>>", DEEP_LISTS);
    comes_back("list<list<string>>", STRING_LISTS);
}

#[test]
fn maps_come_back() {
    comes_back("map<string, int>", COUNTS);
    comes_back("map<int, string>", NAMES);
    comes_back("map<long, list<bool>>", LONG_KEYS);
    comes_back("list<map<string, map<int, float>>>", NESTED_MAPS);
}

#[test]
fn linked_lists_come_back() {
    comes_back("linked_list<int>", CHAINS);
    comes_back("linked_list<string>", STRING_CHAINS);
    comes_back("list<linked_list<long>>", LONG_CHAINS);
    comes_back("map<string, linked_list<bool>>", BOOL_CHAINS);
}

#[test]
fn trees_come_back() {
    comes_back("tree<int>", TREES);
    comes_back("tree<string>", STRING_TREES);
    comes_back("list<tree<long>>", LONG_TREES);
    comes_back("tree<bool>", BOOL_TREES);
    comes_back("tree<float>", &["[1, 2.5]"]);
}

/// 50,000 numbers as a linked list, and as a tree in which each node has only a right child.
fn large() -> (String, String) {
    let numbers: Vec<String> = (0..50_000).map(|n| n.to_string()).collect();
    (format!("[{}]", numbers.join(",")), format!("[{}]", numbers.join(",null,")))
}

#[test]
fn large_lists_and_trees_fit_a_test() {
    let (list, chain) = large();
    comes_back("linked_list<int>", &[&list]);
    comes_back("tree<int>", &[&chain]);
}

#[test]
fn all_values_come_back_in_the_other_languages() {
    all_come_back(&[
        ("int", INTS),
        ("long", LONGS),
        ("bool", BOOLS),
        ("float", FLOATS),
        ("string", STRINGS),
        ("list<int>", INT_LISTS),
        ("list<list<list<list<long>>>>", DEEP_LISTS),
        ("list<list<float>>", FLOAT_LISTS),
        ("list<list<string>>", STRING_LISTS),
        ("map<string, int>", COUNTS),
        ("map<int, string>", NAMES),
        ("map<long, list<bool>>", LONG_KEYS),
        ("list<map<string, map<int, float>>>", NESTED_MAPS),
    ]);
}

#[test]
fn all_nodes_come_back_in_the_other_languages() {
    let (list, chain) = large();
    all_come_back(&[
        ("linked_list<int>", &[CHAINS, &[&list]].concat()),
        ("tree<int>", &[TREES, &[&chain]].concat()),
        ("list<linked_list<int>>", &["[]", "[[], [1], [2, 3]]"]),
    ]);
    all_come_back(&[("linked_list<string>", STRING_CHAINS), ("tree<string>", STRING_TREES)]);
    all_come_back(&[("list<linked_list<long>>", LONG_CHAINS), ("list<tree<long>>", LONG_TREES)]);
    all_come_back(&[("map<string, linked_list<bool>>", BOOL_CHAINS), ("tree<bool>", BOOL_TREES)]);
}
