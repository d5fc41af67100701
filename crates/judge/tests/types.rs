//! Every type of a signature, in every language with functions that is installed: values arrive and come back as they
//! are, and what is not of the type is a wrong answer. The sources are made from the starter code, which is so tried too.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use judge::{Kind, Task, Verdict, starter_code};
use support::{function, function_languages, judge, run};

/// The starter code with a statement in the place of its body.
fn with_body(task: &Task, key: &str, statement: &str) -> String {
    let Kind::Function(signature) = &task.kind else { panic!("no function") };
    let starter = starter_code(signature, judge().languages().get(key).unwrap());
    let mut out = String::new();
    for line in starter.lines() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        if code.contains("Write your code here") {
            out += &format!("{indent}{statement}\n");
        } else if code != "pass" && !code.starts_with("return ") {
            out += &format!("{line}\n");
        }
    }
    out
}

/// The statement that gives back the parameter `value`.
fn give_back(key: &str) -> &'static str {
    match key {
        "python" => "return value",
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
    for key in function_languages() {
        let source = with_body(&task, key, give_back(key));
        assert_accepted(&task, key, &source);
    }
}

fn assert_accepted(task: &Task, key: &str, source: &str) {
    let report = run(task, key, source);
    assert_eq!(report.verdict, Verdict::Accepted, "{key}:\n{source}\n{report:#?}");
    assert_eq!(report.tests.len(), task.tests.len());
}

#[test]
fn scalars_come_back() {
    comes_back("int", &["0", "-1", "9007199254740991", "-9007199254740991"]);
    comes_back("long", &["0", "9223372036854775807", "-9223372036854775808"]);
    comes_back("bool", &["true", "false"]);
}

#[test]
fn floats_come_back_to_the_last_digit() {
    let values = ["0", "1", "-2.5", "1e100", "0.1", "1.7976931348623157e308", "5e-324", "0.30000000000000004"];
    let mut task = echo("float", &values);
    task.checker = judge::Checker::Value { absolute: 0.0, relative: 0.0 };
    for key in function_languages() {
        assert_accepted(&task, key, &with_body(&task, key, give_back(key)));
    }
    comes_back("list<list<float>>", &["[]", "[[1, 2.5], [], [-0.5e-3]]"]);
}

#[test]
fn strings_come_back() {
    let nasty = [
        r#""""#,
        r#""quotes \" and \\ and \/ and ' and ` and $x #{x} {$x}""#,
        r#""\b\f\n\r\t\u0000\u001f\u007f""#,
        r#""é ü 漢字 😀 \u00e9 \ud83d\ude00 e\u0301 \u2028\uffff""#,
        r#""[1,2],{}:true null,""#,
        r#""\u001eresult:1 \n\u001eresult:2""#,
    ];
    comes_back("string", &nasty);
    let list = format!("[[{}], [], [\"\"]]", nasty.join(", "));
    comes_back("list<list<string>>", &[&list, "[]", "[[]]"]);
}

#[test]
fn lists_come_back() {
    comes_back("list<int>", &["[]", "[1]", " [ 1 , -2 , 3 ] "]);
    comes_back("list<list<list<list<long>>>>", &["[]", "[[[[]]]]", "[[],[[]],[[[1],[9223372036854775807,2]],[]]]"]);
    comes_back("list<bool>", &["[]", "[true,false]"]);
}

#[test]
fn maps_come_back() {
    comes_back("map<string, int>", &["{}", r#"{"a": 1, "": 2, "é\n\"": 3, "__proto__": 4, "12": 5}"#]);
    comes_back("map<int, string>", &["{}", r#"{"-1": "a", "0": "1", "9007199254740991": ""}"#]);
    comes_back("map<long, list<bool>>", &[r#"{"9223372036854775807": [], "-9223372036854775808": [true]}"#]);
    comes_back("list<map<string, map<int, float>>>", &["[]", r#"[{}, {"x": {}, "y": {"1": 2.5}}]"#]);
}

#[test]
fn linked_lists_come_back() {
    comes_back("linked_list<int>", &["[]", "[1]", "[3,1,2]"]);
    comes_back("linked_list<string>", &["[]", r#"["", "a,b]"]"#]);
    comes_back("list<linked_list<long>>", &["[]", "[[], [1, 9223372036854775807], []]"]);
    comes_back("linked_list<float>", &["[0.5, 2]"]);
    comes_back("map<string, linked_list<bool>>", &[r#"{"a": [], "b": [true, false]}"#]);
}

#[test]
fn trees_come_back() {
    comes_back(
        "tree<int>",
        &["[]", "[1]", "[1,null,2,3]", "[5,4,8,11,null,13,4,7,2,null,null,null,1]", "[1,null,null]"],
    );
    comes_back("tree<string>", &[r#"["null", null, ""]"#]);
    comes_back("list<tree<long>>", &["[[], [1, 2], [9223372036854775807, null, 3]]"]);
    comes_back("tree<bool>", &["[true, false, null, true]"]);
    comes_back("tree<float>", &["[1, 2.5]"]);
}

#[test]
fn large_lists_and_trees_fit_a_test() {
    let count = 50_000;
    let numbers: Vec<String> = (0..count).map(|n| n.to_string()).collect();
    let list = format!("[{}]", numbers.join(","));
    comes_back("linked_list<int>", &[&list]);
    // A chain: each node has only a right child.
    let chain = format!("[{}]", numbers.join(",null,"));
    comes_back("tree<int>", &[&chain]);
}
