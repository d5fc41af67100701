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
            ("typescript", "function reverseIt(by: number, nums: number[]): void { nums.reverse(); }"),
            (
                "go",
                "package main\n\nfunc reverseIt(by int, nums []int) {\n	for i, j := 0, len(nums)-1; i < j; i, j = i+1, j-1 {\n		nums[i], nums[j] = nums[j], nums[i]\n	}\n}\n",
            ),
            ("rust", "pub fn reverse_it(_by: i64, nums: &mut Vec<i64>) { nums.reverse(); }\n"),
            (
                "csharp",
                "using System;\npublic class Solution { public void ReverseIt(long by, long[] nums) { Array.Reverse(nums); } }\n",
            ),
            ("ruby", "def reverse_it(by, nums)\n  nums.reverse!\nend\n"),
            (
                "php",
                "<?php\nclass Solution { function reverseIt($by, array &$nums) { $nums = array_reverse($nums); } }\n",
            ),
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
            (
                "typescript",
                "function countUp(counts: Map<string, number>): void { counts.set('a', counts.get('a')! + 1); counts.set('b', 7); }",
            ),
            ("go", "package main\n\nfunc countUp(counts map[string]int) { counts[\"a\"]++; counts[\"b\"] = 7 }\n"),
            (
                "rust",
                "use std::collections::HashMap;\nfn count_up(counts: &mut HashMap<String, i64>) { *counts.get_mut(\"a\").unwrap() += 1; counts.insert(\"b\".into(), 7); }\n",
            ),
            (
                "csharp",
                "using System.Collections.Generic;\npublic class Solution { public void CountUp(Dictionary<string, long> counts) { counts[\"a\"]++; counts[\"b\"] = 7; } }\n",
            ),
            ("ruby", "def count_up(counts)\n  counts['a'] += 1\n  counts['b'] = 7\nend\n"),
            (
                "php",
                "<?php\nclass Solution { function countUp(array &$counts): void { $counts['a']++; $counts['b'] = 7; } }\n",
            ),
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
            ("typescript", "function grow(root: TreeNode | null): void { root!.right = new TreeNode(2); }"),
            ("go", "package main\n\nfunc grow(root *TreeNode) { root.Right = &TreeNode{Val: 2} }\n"),
            (
                "rust",
                "use std::cell::RefCell;\nuse std::rc::Rc;\nfn grow(root: &mut Option<Rc<RefCell<TreeNode>>>) { root.as_ref().unwrap().borrow_mut().right = Some(Rc::new(RefCell::new(TreeNode::new(2)))); }\n",
            ),
            ("csharp", "public class Solution { public void Grow(TreeNode root) { root.right = new TreeNode(2); } }\n"),
            ("ruby", "def grow(root)\n  root.right = TreeNode.new(2)\nend\n"),
            ("php", "<?php\nclass Solution { function grow(?TreeNode $root) { $root->right = new TreeNode(2); } }\n"),
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
            ("typescript", "function append(head: ListNode | null): void { head!.next = new ListNode('b'); }"),
            ("go", "package main\n\nfunc append_(head *ListNode) { head.Next = &ListNode{Val: \"b\"} }\n"),
            (
                "rust",
                "fn append(head: &mut Option<Box<ListNode>>) { head.as_mut().unwrap().next = Some(Box::new(ListNode::new(\"b\".to_string()))); }\n",
            ),
            (
                "csharp",
                "public class Solution { public void Append(ListNode head) { head.next = new ListNode(\"b\"); } }\n",
            ),
            ("ruby", "def append(head)\n  head.next = ListNode.new('b')\nend\n"),
            ("php", "<?php\nclass Solution { function append($head) { $head->next = new ListNode('b'); } }\n"),
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
    (
        "typescript",
        "class Shelf {\n  constructor(private all: string[], private size: bigint) {}\n  putBack(book: string): void { console.log('put'); this.all.push(book); }\n  books(): string[] { return this.all; }\n  lengths(atLeast: number): Map<number, string> { const m = new Map<number, string>(); for (const b of this.all) if (b.length >= atLeast) m.set(b.length, b); return m; }\n  half(): number { return Number(this.size) / 2; }\n  isFull(): boolean { return this.all.length === 3; }\n}\n",
    ),
    (
        "go",
        "package main\n\nimport \"fmt\"\n\ntype Shelf struct {\n	all  []string\n	size int64\n}\n\nfunc NewShelf(books []string, size int64) *Shelf { return &Shelf{books, size} }\n\nfunc (s *Shelf) PutBack(book string) { fmt.Print(\"put\"); s.all = append(s.all, book) }\n\nfunc (s *Shelf) Books() []string { return s.all }\n\nfunc (s *Shelf) Lengths(atLeast int) map[int]string {\n	m := map[int]string{}\n	for _, b := range s.all {\n		if len(b) >= atLeast {\n			m[len(b)] = b\n		}\n	}\n	return m\n}\n\nfunc (s *Shelf) Half() float64 { return float64(s.size) / 2 }\n\nfunc (s *Shelf) IsFull() bool { return len(s.all) == 3 }\n",
    ),
    (
        "rust",
        "use std::collections::BTreeMap;\nstruct Shelf { all: Vec<String>, size: i64 }\nimpl Shelf {\n    fn new(all: Vec<String>, size: i64) -> Self { Shelf { all, size } }\n    fn put_back(&mut self, book: String) { print!(\"put\"); self.all.push(book); }\n    fn books(&self) -> &[String] { &self.all }\n    fn lengths(&self, at_least: i64) -> BTreeMap<usize, &String> { self.all.iter().filter(|b| b.len() as i64 >= at_least).map(|b| (b.len(), b)).collect() }\n    fn half(&self) -> f64 { self.size as f64 / 2.0 }\n    fn is_full(&self) -> bool { self.all.len() == 3 }\n}\n",
    ),
    (
        "csharp",
        "using System;\nusing System.Collections.Generic;\npublic class Shelf {\n    private readonly List<string> all;\n    private readonly long size;\n    public Shelf(string[] books, long size) { all = new List<string>(books); this.size = size; }\n    public void PutBack(string book) { Console.Write(\"put\"); all.Add(book); }\n    public IList<string> Books() { return all; }\n    public Dictionary<int, string> Lengths(long atLeast) { var m = new Dictionary<int, string>(); foreach (var b in all) if (b.Length >= atLeast) m[b.Length] = b; return m; }\n    public double Half() { return size / 2.0; }\n    public bool IsFull() { return all.Count == 3; }\n}\n",
    ),
    (
        "ruby",
        "class Shelf\n  def initialize(books, size)\n    @all = books\n    @size = size\n  end\n\n  def put_back(book)\n    print 'put'\n    @all << book\n  end\n\n  def books = @all\n\n  def lengths(at_least)\n    @all.select { |b| b.length >= at_least }.to_h { |b| [b.length, b] }\n  end\n\n  def half = @size / 2.0\n\n  def is_full = @all.length == 3\nend\n",
    ),
    (
        "php",
        "<?php\nclass Shelf {\n    function __construct(private array $all, private int $size) {}\n    function putBack(string $book) { echo 'put'; $this->all[] = $book; }\n    function books(): array { return $this->all; }\n    function lengths(int $atLeast): array { $m = []; foreach ($this->all as $b) if (strlen($b) >= $atLeast) $m[strlen($b)] = $b; return $m; }\n    function half(): float { return $this->size / 2; }\n    function isFull(): bool { return count($this->all) === 3; }\n}\n",
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
        (
            "typescript",
            "interface Gone {\n  x: number;\n}\n\nclass Cell {\n  get(at: number): number {\n    const list: Gone[] = [];\n    return list[at].x;\n  }\n}\n",
        ),
        (
            "go",
            "package main\n\ntype Cell struct{}\n\nfunc NewCell() *Cell { return &Cell{} }\n\nfunc (c *Cell) Get(at int) int {\n	return []int{1}[at]\n}\n",
        ),
        (
            "rust",
            "struct Cell;\nimpl Cell {\n    fn new() -> Self { Cell }\n    fn get(&self, at: i64) -> i64 {\n        vec![1][at as usize]\n    }\n}\n",
        ),
        (
            "csharp",
            "public class Cell {\n    public long Get(long at) {\n        long sum = 0;\n        for (int i = 0; i < 9; i++) sum += i % (at + 1);\n        return new long[] { 1 }[at + sum];\n    }\n}\n",
        ),
        ("ruby", "class Cell\n  def get(at)\n    [1].fetch(at)\n  end\nend\n"),
        (
            "php",
            "<?php\nclass Cell {\n    function get(int $at): int {\n        throw new OutOfRangeException(\"$at\");\n    }\n}\n",
        ),
    ];
    for (key, report) in reports(&task, sources) {
        assert_eq!(report.verdict, Verdict::RuntimeError, "{key}: {report:#?}");
        let place = match key {
            "python" => "File \"solution.py\", line 3",
            "cpp" => "out_of_range",
            "java" => "Solution.java:4",
            "javascript" => "solution.js:3",
            "typescript" => "solution.ts:8",
            "go" => "solution.go:8",
            "rust" => "solution.rs:5",
            "csharp" => "solution.cs:5",
            "ruby" => "solution.rb:3",
            "php" => "solution.php:4",
            other => panic!("{other}"),
        };
        assert!(report.tests[0].stderr.contains(place), "{key}: {}", report.tests[0].stderr);
    }
}

#[test]
fn errors_of_compilers_name_the_learners_line() {
    let task = function(r#"{"entry":"twice","params":[{"name":"value","type":"int"}],"returns":"int"}"#, &[("1", "2")]);
    let sources: Sources = &[
        ("typescript", "function twice(value: number): number {\n    return missing;\n}\n"),
        ("go", "package main\nfunc twice(value int) int { return missing }\n"),
        ("rust", "fn twice(value: i64) -> i64 {\n    missing\n}\n"),
        ("csharp", "public class Solution {\n    public long Twice(long value) { return missing; }\n}\n"),
        ("ruby", "def twice(value)\n  value +* 2\nend\n"),
        ("php", "<?php\nclass Solution { function twice($value) { return $value +; } }\n"),
    ];
    for key in function_languages().into_iter().filter(|key| sources.iter().any(|(known, _)| known == key)) {
        let report = run(&task, key, source(sources, key));
        assert_eq!(report.verdict, Verdict::CompilationError, "{key}: {report:#?}");
        let lines: Vec<u32> = report.compile.diagnostics.iter().map(|diagnostic| diagnostic.line).collect();
        assert!(lines.contains(&2), "{key}: {:#?}", report.compile);
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
        ("typescript", "class Other {}\n"),
        ("go", "package main\n\ntype Other struct{}\n"),
        ("rust", "struct Other;\n"),
        ("csharp", "public class Other {}\n"),
        ("ruby", "class Other\nend\n"),
        ("php", "<?php\nclass Other {}\n"),
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
        ("typescript", "class Cell { get(): number { process.exit(0); } }\n"),
        (
            "go",
            "package main\n\nimport \"os\"\n\ntype Cell struct{}\n\nfunc NewCell() Cell { return Cell{} }\n\nfunc (c Cell) Get() int { os.Exit(0); return 1 }\n",
        ),
        (
            "rust",
            "struct Cell;\nimpl Cell { fn new() -> Self { Cell }\n fn get(&self) -> i64 { std::process::exit(0) } }\n",
        ),
        ("csharp", "public class Cell { public int Get() { System.Environment.Exit(0); return 1; } }\n"),
        ("ruby", "class Cell\n  def get = exit(0)\nend\n"),
        ("php", "<?php\nclass Cell { function get() { exit(0); } }\n"),
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
        (
            "typescript",
            "function tie(head: ListNode | null): ListNode | null { head!.next!.next = head; return head; }\n",
        ),
        ("go", "package main\n\nfunc tie(head *ListNode) *ListNode { head.Next.Next = head; return head }\n"),
        (
            "csharp",
            "public class Solution { public ListNode Tie(ListNode head) { head.next.next = head; return head; } }\n",
        ),
        ("ruby", "def tie(head)\n  head.next.next = head\n  head\nend\n"),
        ("php", "<?php\nclass Solution { function tie($head) { $head->next->next = $head; return $head; } }\n"),
    ];
    // In Rust a list of boxes always ends.
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
        (
            "typescript",
            "function tie(root: TreeNode | null): TreeNode | null { root!.left!.right = root; return root; }\n",
        ),
        ("go", "package main\n\nfunc tie(root *TreeNode) *TreeNode { root.Left.Right = root; return root }\n"),
        (
            "rust",
            "use std::cell::RefCell;\nuse std::rc::Rc;\nfn tie(root: Option<Rc<RefCell<TreeNode>>>) -> Option<Rc<RefCell<TreeNode>>> {\n    let left = root.as_ref().unwrap().borrow().left.clone();\n    left.unwrap().borrow_mut().right = root.clone();\n    root\n}\n",
        ),
        (
            "csharp",
            "public class Solution { public TreeNode Tie(TreeNode root) { root.left.right = root; return root; } }\n",
        ),
        ("ruby", "def tie(root)\n  root.left.right = root\n  root\nend\n"),
        ("php", "<?php\nclass Solution { function tie($root) { $root->left->right = $root; return $root; } }\n"),
    ];
    wrong(&tree, sources, "got `\"a tree that never ends\"`");
}

fn wrong(task: &Task, sources: Sources, says: &str) {
    let given = function_languages().into_iter().filter(|key| sources.iter().any(|(known, _)| known == key));
    for key in given {
        let report = run(task, key, source(sources, key));
        assert_eq!(report.verdict, Verdict::WrongAnswer, "{key}: {report:#?}");
        let message = report.tests[0].checker_message.as_deref().unwrap();
        assert!(message.contains(says), "{key}: {message}");
    }
}

/// What a dynamic language returns may be anything; others do not compile.
#[test]
fn a_result_of_another_type_is_never_accepted() {
    for (of, value, python, javascript, ruby, php) in [
        ("int", "1", "'1'", "'1'", "'1'", "'1'"),
        ("int", "1", "True", "true", "true", "true"),
        ("int", "1", "[1]", "[1]", "[1]", "[1]"),
        ("float", "0.5", "'0.5'", "'0.5'", "'0.5'", "'0.5'"),
        ("float", "0", "float('inf')", "Infinity", "Float::INFINITY", "INF"),
        ("bool", "true", "1", "1", "1", "1"),
        ("string", "\"1\"", "1", "1", "1", "1"),
        ("string", "\"None\"", "None", "null", "nil", "null"),
        ("list<int>", "[1]", "{0: 1}", "({ 0: 1 })", "{ 1 => 1 }", "[1 => 1]"),
        ("list<int>", "[]", "None", "null", "nil", "null"),
        ("map<string, int>", "{}", "[]", "[]", "[]", "''"),
        ("linked_list<int>", "[1]", "[1]", "[1]", "[1]", "[1]"),
        ("linked_list<int>", "[1]", "1", "1", "1", "1"),
        ("tree<int>", "[1]", "[1]", "[1]", "[1]", "[1]"),
        ("tree<int>", "[]", "[]", "[]", "[]", "[]"),
    ] {
        let signature = format!(r#"{{"entry":"other","params":[{{"name":"value","type":"{of}"}}],"returns":"{of}"}}"#);
        let task = function(&signature, &[(value, value)]);
        for key in function_languages() {
            let source = match key {
                "python" => format!("def other(value):\n    return {python}\n"),
                "javascript" => format!("function other(value) {{ return {javascript}; }}\n"),
                "ruby" => format!("def other(value)\n  {ruby}\nend\n"),
                "php" => format!("<?php\nclass Solution {{ function other($value) {{ return {php}; }} }}\n"),
                _ => continue,
            };
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
