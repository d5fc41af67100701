//! Functions that change their argument, classes, and results that are not what was asked for, in every language with
//! functions that is installed.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use judge::{Kind, Report, Task, Verdict, starter_code};
use support::{function, function_languages, judge, run};

/// One source per language. A language without one here is an error of the test.
type Sources = &'static [(&'static str, &'static str)];

fn source(sources: Sources, key: &str) -> &'static str {
    sources.iter().find(|(known, _)| *known == key).unwrap_or_else(|| panic!("there is no source for {key}")).1
}

fn reports(task: &Task, sources: Sources) -> Vec<(&'static str, Report)> {
    function_languages().into_iter().map(|key| (key, run(task, key, source(sources, key)))).collect()
}

fn accepted(task: &Task, sources: Sources) {
    for (key, report) in reports(task, sources) {
        assert_eq!(report.verdict, Verdict::Accepted, "{key}: {report:#?}");
        assert_eq!(report.tests.len(), task.tests.len(), "{key}");
    }
}

const REVERSE: &str = r#"{"entry":"reverse_it","params":[{"name":"by","type":"int"},{"name":"nums","type":"list<int>"}],"returns":"void","changes":"nums"}"#;

#[test]
fn the_argument_after_the_call_is_the_result_of_a_function_that_returns_nothing() {
    let task = function(REVERSE, &[("1\n[1, 2, 3]\n", "[3, 2, 1]"), ("1\n[]\n", "[]")]);
    accepted(
        &task,
        &[
            ("python", "def reverse_it(by, nums):\n    nums.reverse()\n    return 'ignored'\n"),
            (
                "cpp",
                "#include <bits/stdc++.h>\nvoid reverseIt(int, std::vector<long long> &nums) { std::reverse(nums.begin(), nums.end()); }\n",
            ),
            (
                "java",
                "class Solution { void reverseIt(long by, long[] nums) { for (int i = 0, j = nums.length - 1; i < j; i++, j--) { long x = nums[i]; nums[i] = nums[j]; nums[j] = x; } } }",
            ),
            ("javascript", "function reverseIt(by, nums) { nums.reverse(); }"),
        ],
    );
}

#[test]
fn maps_lists_and_trees_can_be_changed_in_place() {
    let counts = function(
        r#"{"entry":"count_up","params":[{"name":"counts","type":"map<string, int>"}],"returns":"void","changes":"counts"}"#,
        &[(r#"{"a": 1}"#, r#"{"b": 7, "a": 2}"#)],
    );
    accepted(
        &counts,
        &[
            ("python", "def count_up(counts):\n    counts['a'] += 1\n    counts['b'] = 7\n"),
            (
                "cpp",
                "#include <bits/stdc++.h>\nusing namespace std;\nvoid countUp(unordered_map<string, long long> &counts) { counts[\"a\"]++; counts[\"b\"] = 7; }\n",
            ),
            (
                "java",
                "import java.util.*;\nclass Solution { void countUp(Map<String, Long> counts) { counts.merge(\"a\", 1L, Long::sum); counts.put(\"b\", 7L); } }",
            ),
            ("javascript", "function countUp(counts) { counts.set('a', counts.get('a') + 1); counts.set('b', 7); }"),
        ],
    );
    let tree = function(
        r#"{"entry":"grow","params":[{"name":"root","type":"tree<int>"}],"returns":"void","changes":"root"}"#,
        &[("[1]", "[1, null, 2]")],
    );
    accepted(
        &tree,
        &[
            ("python", "def grow(root):\n    root.right = TreeNode(2)\n"),
            ("cpp", "void grow(TreeNode *root) { root->right = new TreeNode(2); }\n"),
            ("java", "class Solution { void grow(TreeNode root) { root.right = new TreeNode(2); } }"),
            ("javascript", "function grow(root) { root.right = new TreeNode(2); }"),
        ],
    );
    let list = function(
        r#"{"entry":"append","params":[{"name":"head","type":"linked_list<string>"}],"returns":"void","changes":"head"}"#,
        &[(r#"["a"]"#, r#"["a", "b"]"#)],
    );
    accepted(
        &list,
        &[
            ("python", "def append(head):\n    head.next = ListNode('b')\n"),
            ("cpp", "void append(ListNode *head) { head->next = new ListNode(\"b\"); }\n"),
            ("java", "class Solution { void append(ListNode head) { head.next = new ListNode(\"b\"); } }"),
            ("javascript", "function append(head) { head.next = new ListNode('b'); }"),
        ],
    );
}

const SHELF: &str = r#"{"entry":"Shelf","params":[{"name":"books","type":"list<string>"},{"name":"size","type":"long"}],"returns":"void","methods":[
    {"name":"put_back","params":[{"name":"book","type":"string"}],"returns":"void"},
    {"name":"books","params":[],"returns":"list<string>"},
    {"name":"lengths","params":[{"name":"at_least","type":"int"}],"returns":"map<int, string>"},
    {"name":"half","params":[],"returns":"float"},
    {"name":"is_full","params":[],"returns":"bool"}]}"#;

const SHELF_TEST: (&str, &str) = (
    "[\"Shelf\", \"books\", \"put_back\", \"books\", \"lengths\", \"half\", \"is_full\", \"put_back\", \"is_full\"]\n\
     [[[\"it\"], 9007199254740995], [], [\"a \\\"b\\\", [c]\"], [], [3], [], [], [\"\"], []]\n",
    "[null, [\"it\"], null, [\"it\", \"a \\\"b\\\", [c]\"], {\"10\": \"a \\\"b\\\", [c]\"}, 4503599627370497.5, false, null, true]",
);

/// A shelf that is full with three books; `books` gives out the list that it goes on to change.
const SHELVES: Sources = &[
    (
        "python",
        "class Shelf:\n    def __init__(self, books, size):\n        self.all, self.size = books, size\n    def put_back(self, book):\n        print('put')\n        self.all.append(book)\n        return self\n    def books(self):\n        return self.all\n    def lengths(self, at_least):\n        return {len(b): b for b in self.all if len(b) >= at_least}\n    def half(self):\n        return self.size / 2\n    def is_full(self):\n        return len(self.all) == 3\n",
    ),
    (
        "cpp",
        "#include <bits/stdc++.h>\nusing namespace std;\nclass Shelf {\n    vector<string> all;\n    long long size;\n  public:\n    Shelf(vector<string> &books, long long size) : all(books), size(size) {}\n    void putBack(const string &book) { cout << \"put\"; all.push_back(book); }\n    vector<string> &books() { return all; }\n    map<int, string> lengths(int atLeast) { map<int, string> m; for (auto &b : all) if ((int)b.size() >= atLeast) m[b.size()] = b; return m; }\n    long double half() { return size / 2.0L; }\n    bool isFull() { return all.size() == 3; }\n};\n",
    ),
    (
        "java",
        "import java.util.*;\nclass Shelf {\n    private final List<String> all;\n    private final long size;\n    public Shelf(String[] books, long size) { all = new ArrayList<>(List.of(books)); this.size = size; }\n    public void putBack(String book) { System.out.print(\"put\"); all.add(book); }\n    public List<String> books() { return all; }\n    public Map<Integer, String> lengths(long atLeast) { Map<Integer, String> m = new HashMap<>(); for (String b : all) if (b.length() >= atLeast) m.put(b.length(), b); return m; }\n    public double half() { return size / 2.0; }\n    public boolean isFull() { return all.size() == 3; }\n}\n",
    ),
    (
        "javascript",
        "class Shelf {\n  constructor(books, size) { this.all = books; this.size = size; }\n  putBack(book) { console.log('put'); this.all.push(book); return this; }\n  books() { return this.all; }\n  lengths(atLeast) { const m = new Map(); for (const b of this.all) if (b.length >= atLeast) m.set(b.length, b); return m; }\n  half() { return Number(this.size) / 2; }\n  isFull() { return this.all.length === 3; }\n}\n",
    ),
];

#[test]
fn a_class_is_made_and_its_methods_called_in_order() {
    let mut task = function(SHELF, &[SHELF_TEST]);
    // 9007199254740995 needs 54 bits: half of it is right within the last digit.
    task.checker = judge::Checker::Value { absolute: 0.5, relative: 0.0 };
    for (key, report) in reports(&task, SHELVES) {
        assert_eq!(report.verdict, Verdict::Accepted, "{key}: {report:#?}");
        assert!(report.tests[0].stdout.starts_with("put"), "{key}: {report:#?}");
    }
}

#[test]
fn the_wrong_result_of_a_class_is_named_by_its_call() {
    let (input, answer) = SHELF_TEST;
    let task = function(SHELF, &[(input, &answer.replace("false, null, true", "false, null, false"))]);
    for (key, report) in reports(&task, SHELVES) {
        assert_eq!(report.verdict, Verdict::WrongAnswer, "{key}: {report:#?}");
        let message = report.tests[0].checker_message.as_deref().unwrap();
        assert_eq!(message, "result[8] of `is_full`: expected `false`, got `true`", "{key}");
    }
}

#[test]
fn a_method_that_fails_points_to_its_line() {
    let task = function(
        r#"{"entry":"Cell","params":[],"returns":"void","methods":[{"name":"get","params":[{"name":"at","type":"int"}],"returns":"int"}]}"#,
        &[("[\"Cell\", \"get\"]\n[[], [9]]\n", "[null, 1]")],
    );
    let sources: Sources = &[
        ("python", "class Cell:\n    def get(self, at):\n        return [1][at]\n"),
        (
            "cpp",
            "#include <bits/stdc++.h>\nclass Cell { public:\n int get(int at) { return std::vector<int>(1).at(at); } };\n",
        ),
        (
            "java",
            "import java.util.*;\nclass Cell {\n    long get(long at) {\n        return List.of(1L).get((int) at);\n    }\n}\n",
        ),
        ("javascript", "class Cell {\n  get(at) {\n    return [1][at].x;\n  }\n}\n"),
    ];
    for (key, report) in reports(&task, sources) {
        assert_eq!(report.verdict, Verdict::RuntimeError, "{key}: {report:#?}");
        let place = match key {
            "python" => "File \"solution.py\", line 3",
            "cpp" => "out_of_range",
            "java" => "Solution.java:4",
            "javascript" => "solution.js:3",
            other => panic!("{other}"),
        };
        assert!(report.tests[0].stderr.contains(place), "{key}: {}", report.tests[0].stderr);
    }
}

#[test]
fn a_class_that_is_missing_or_ends_the_program_is_said_plainly() {
    let task = function(
        r#"{"entry":"Cell","params":[],"returns":"void","methods":[{"name":"get","params":[],"returns":"int"}]}"#,
        &[("[\"Cell\", \"get\"]\n[[], []]\n", "[null, 1]")],
    );
    let missing: Sources = &[
        ("python", "class Other: pass\n"),
        ("cpp", "class Other {};\n"),
        ("java", "class Other { }\n"),
        ("javascript", "class Other {}\n"),
    ];
    for (key, report) in reports(&task, missing) {
        let said = report.tests.first().map_or(&report.compile.output, |test| &test.stderr);
        assert!(report.verdict != Verdict::Accepted && said.contains("Cell"), "{key}: {report:#?}");
    }
    let ending: Sources = &[
        ("python", "import sys\nclass Cell:\n    def get(self):\n        sys.exit(0)\n"),
        ("cpp", "#include <cstdlib>\nstruct Cell { int get() { exit(0); } };\n"),
        ("java", "class Cell { int get() { System.exit(0); return 1; } }\n"),
        ("javascript", "class Cell { get() { process.exit(0); } }\n"),
    ];
    for (key, report) in reports(&task, ending) {
        assert_eq!(report.verdict, Verdict::RuntimeError, "{key}: {report:#?}");
        let message = report.tests[0].checker_message.as_deref();
        assert_eq!(message, Some("the program ended before every call of `Cell` returned"), "{key}");
    }
}

#[test]
fn lists_and_trees_that_go_round_in_circles_are_wrong_answers() {
    let list = function(
        r#"{"entry":"tie","params":[{"name":"head","type":"linked_list<int>"}],"returns":"linked_list<int>"}"#,
        &[("[1, 2]", "[1, 2]")],
    );
    let sources: Sources = &[
        ("python", "def tie(head):\n    head.next.next = head\n    return head\n"),
        ("cpp", "ListNode *tie(ListNode *head) { head->next->next = head; return head; }\n"),
        ("java", "class Solution { ListNode tie(ListNode head) { head.next.next = head; return head; } }\n"),
        ("javascript", "function tie(head) { head.next.next = head; return head; }\n"),
    ];
    wrong(&list, sources, "got `\"a linked list that never ends\"`");
    let tree = function(
        r#"{"entry":"tie","params":[{"name":"root","type":"tree<int>"}],"returns":"tree<int>"}"#,
        &[("[1, 2]", "[1, 2]")],
    );
    let sources: Sources = &[
        ("python", "def tie(root):\n    root.left.right = root\n    return root\n"),
        ("cpp", "TreeNode *tie(TreeNode *root) { root->left->right = root; return root; }\n"),
        ("java", "class Solution { TreeNode tie(TreeNode root) { root.left.right = root; return root; } }\n"),
        ("javascript", "function tie(root) { root.left.right = root; return root; }\n"),
    ];
    wrong(&tree, sources, "got `\"a tree that never ends\"`");
}

fn wrong(task: &Task, sources: Sources, says: &str) {
    for (key, report) in reports(task, sources) {
        assert_eq!(report.verdict, Verdict::WrongAnswer, "{key}: {report:#?}");
        let message = report.tests[0].checker_message.as_deref().unwrap();
        assert!(message.contains(says), "{key}: {message}");
    }
}

/// What a dynamic language returns may be anything; others do not compile, or show it as what it is.
#[test]
fn a_result_of_another_type_is_never_accepted() {
    for (of, value, python, javascript) in [
        ("int", "1", "'1'", "'1'"),
        ("int", "1", "True", "true"),
        ("int", "1", "[1]", "[1]"),
        ("float", "0.5", "'0.5'", "'0.5'"),
        ("bool", "true", "1", "1"),
        ("string", "\"1\"", "1", "1"),
        ("string", "\"None\"", "None", "null"),
        ("list<int>", "[1]", "{0: 1}", "({ 0: 1 })"),
        ("list<int>", "[]", "None", "null"),
        ("map<string, int>", "{}", "[]", "[]"),
        ("linked_list<int>", "[1]", "[1]", "[1]"),
        ("linked_list<int>", "[1]", "1", "1"),
        ("tree<int>", "[1]", "[1]", "[1]"),
        ("tree<int>", "[]", "[]", "[]"),
    ] {
        let signature = format!(r#"{{"entry":"other","params":[{{"name":"value","type":"{of}"}}],"returns":"{of}"}}"#);
        let task = function(&signature, &[(value, value)]);
        for (key, source) in [
            ("python", format!("def other(value):\n    return {python}\n")),
            ("javascript", format!("function other(value) {{ return {javascript}; }}\n")),
        ] {
            let report = run(&task, key, &source);
            assert_eq!(report.verdict, Verdict::WrongAnswer, "{key}: {of}: {report:#?}");
        }
    }
}

#[test]
fn starter_code_of_a_class_compiles_and_runs_but_is_not_accepted() {
    let every_type = r#"{"entry":"Every","params":[{"name":"a","type":"list<tree<int>>"}],"returns":"void","methods":[
        {"name":"numbers","params":[{"name":"b","type":"float"},{"name":"c","type":"long"}],"returns":"int"},
        {"name":"chain","params":[{"name":"d","type":"linked_list<string>"}],"returns":"linked_list<string>"},
        {"name":"table","params":[{"name":"e","type":"map<string, list<bool>>"}],"returns":"map<int, tree<int>>"},
        {"name":"nothing","params":[],"returns":"void"},
        {"name":"yes","params":[],"returns":"bool"},
        {"name":"words","params":[],"returns":"string"}]}"#;
    let input = "[\"Every\", \"nothing\", \"chain\", \"table\", \"words\", \"yes\", \"numbers\"]\n\
                 [[[[1]]], [], [[\"x\"]], [{\"a\": [true]}], [], [], [1, 2]]\n";
    let task = function(every_type, &[(input, "[null, null, [\"x\"], {\"1\": [2]}, \"x\", true, 7]")]);
    let Kind::Function(signature) = &task.kind else { panic!("no function") };
    for key in function_languages() {
        let source = starter_code(signature, judge().languages().get(key).unwrap());
        let report = run(&task, key, &source);
        assert_eq!(report.verdict, Verdict::WrongAnswer, "{key}: {source}\n{report:#?}");
    }
}
