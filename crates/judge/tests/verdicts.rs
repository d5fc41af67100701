//! Every verdict in every language, in real sandboxes.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use judge::{Exit, LimitHit, OnFailure, Progress, Report, Task, TaskLimits, Verdict};
use support::{LANGUAGES, judge, limits, run, stdio};

fn sum() -> Task {
    stdio(&[("1 2\n", "3\n"), ("5000000000 1\n", "5000000001\n")])
}

const ACCEPTED: [&str; 4] = [
    "a, b = map(int, input().split())\nprint(a + b)\n",
    "#include <iostream>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b << '\\n'; }\n",
    "import java.util.*;\npublic class Main {\n    static class Box { long sum; }\n    public static void main(String[] args) {\n        Scanner in = new Scanner(System.in);\n        Box box = new Box();\n        box.sum = in.nextLong() + in.nextLong();\n        System.out.println(box.sum);\n    }\n}\n",
    "const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number);\nconsole.log(a + b);\n",
];

/// Judges one source per language and gives the reports to the check.
fn each(task: &Task, sources: [&str; 4], check: impl Fn(&str, &Report)) {
    for (language, source) in LANGUAGES.into_iter().zip(sources) {
        let report = run(task, language, source);
        check(language, &report);
    }
}

#[test]
fn a_right_program_is_accepted_with_64_mib() {
    each(&sum(), ACCEPTED, |language, report| {
        assert_eq!(report.verdict, Verdict::Accepted, "{language}: {report:#?}");
        assert_eq!(report.tests.len(), 2);
        assert!(report.memory_kb > 0 && report.wall_ms > 0, "{language}: {report:#?}");
        assert_eq!(report.tests[1].stdout.trim(), "5000000001");
    });
}

#[test]
fn a_wrong_answer_names_the_first_difference_and_stops() {
    let sources = [
        "print(4)",
        "#include <cstdio>\nint main() { puts(\"4\"); }",
        "public class Main { public static void main(String[] a) { System.out.println(4); } }",
        "console.log(4)",
    ];
    each(&sum(), sources, |language, report| {
        assert_eq!(report.verdict, Verdict::WrongAnswer, "{language}: {report:#?}");
        assert_eq!(report.tests.len(), 1);
        assert_eq!(report.tests[0].checker_message.as_deref(), Some("line 1: expected `3`, got `4`"));
    });
}

#[test]
fn an_endless_loop_hits_the_cpu_limit() {
    let task = Task { limits: TaskLimits { time_ms: 200, ..limits() }, ..sum() };
    let sources = [
        "while True: pass",
        "int main() { volatile int x = 0; while (true) ++x; }",
        "public class Main { public static void main(String[] a) { while (true); } }",
        "while (true);",
    ];
    each(&task, sources, |language, report| {
        assert_eq!(report.verdict, Verdict::TimeLimitExceeded, "{language}: {report:#?}");
        assert_eq!(report.tests[0].limit_hit, Some(LimitHit::CpuTime), "{language}");
        assert!(report.cpu_ms >= 200, "{language}: {}", report.cpu_ms);
    });
}

#[test]
fn a_sleeping_program_hits_the_wall_limit() {
    let task = Task { limits: TaskLimits { time_ms: 100, ..limits() }, ..sum() };
    let report = run(&task, "python", "import time\ntime.sleep(1000)");
    assert_eq!(report.verdict, Verdict::TimeLimitExceeded, "{report:#?}");
    assert_eq!(report.tests[0].limit_hit, Some(LimitHit::WallTime));
}

#[test]
fn too_much_memory_hits_the_memory_limit() {
    let sources = [
        "x = [bytearray(1 << 20) for _ in range(1000)]\nprint(len(x))",
        "#include <vector>\n#include <cstdio>\n#include <cstring>\nint main() { std::vector<char*> x; for (int i = 0; i < 1000; i++) { x.push_back(new char[1 << 20]); memset(x.back(), i, 1 << 20); } printf(\"%d\", x[7][9]); }",
        "import java.util.*;\npublic class Main { public static void main(String[] a) { List<long[]> x = new ArrayList<>(); while (true) x.add(new long[1 << 17]); } }",
        "const x = []; while (true) x.push(new Array(1 << 17).fill(x.length));",
    ];
    each(&sum(), sources, |language, report| {
        assert_eq!(report.verdict, Verdict::MemoryLimitExceeded, "{language}: {report:#?}");
        assert_eq!(report.tests[0].limit_hit, Some(LimitHit::Memory), "{language}");
    });
}

#[test]
fn too_much_output_hits_the_output_limit() {
    // Node keeps what a full pipe does not take until its loop turns, so an endless loop there is one of time.
    let sources = [
        "while True: print('x' * 1000)",
        "#include <cstdio>\nint main() { while (true) puts(\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"); }",
        "public class Main { public static void main(String[] a) { String x = \"x\".repeat(1000); while (true) System.out.println(x); } }",
        "const x = 'x'.repeat(1000); for (let i = 0; i < 3000; i++) console.log(x);",
    ];
    each(&sum(), sources, |language, report| {
        assert_eq!(
            report.verdict,
            Verdict::OutputLimitExceeded,
            "{language}: {:?} {:?}",
            report.verdict,
            report.tests[0].exit
        );
        assert_eq!(report.tests[0].limit_hit, Some(LimitHit::Output), "{language}");
        assert!(report.tests[0].truncated && report.tests[0].stdout.len() <= 64 << 10);
    });
}

#[test]
fn a_crash_is_a_runtime_error_that_names_the_learners_line() {
    let sources = [
        "x = []\nprint(x[1])",
        "int main() { volatile int *x = nullptr; return *x; }",
        "public class Main {\n  public static void main(String[] a) { int[] x = {}; System.out.println(x[1]); } }",
        "const x = null;\nconsole.log(x.y);",
    ];
    each(&sum(), sources, |language, report| {
        assert_eq!(report.verdict, Verdict::RuntimeError, "{language}: {report:#?}");
        let test = &report.tests[0];
        match language {
            "python" => {
                assert!(test.stderr.contains("File \"main.py\", line 2"), "{}", test.stderr);
                assert!(!test.stderr.contains("<string>"), "{}", test.stderr);
            }
            "cpp" => assert_eq!(test.exit, Exit::Signal(11)),
            "java" => assert!(test.stderr.contains("(Main.java:2)"), "{}", test.stderr),
            _ => assert!(test.stderr.contains("main.js:2"), "{}", test.stderr),
        }
        assert!(!test.stderr.contains("/workspace"), "{}", test.stderr);
    });
}

#[test]
fn an_exit_code_other_than_0_is_a_runtime_error() {
    let sources = [
        "print(3)\nexit(7)",
        "#include <cstdio>\nint main() { puts(\"3\"); return 7; }",
        "public class Main { public static void main(String[] a) { System.out.println(3); System.exit(7); } }",
        "console.log(3); process.exit(7);",
    ];
    each(&sum(), sources, |language, report| {
        assert_eq!(report.verdict, Verdict::RuntimeError, "{language}: {report:#?}");
        assert_eq!(report.tests[0].exit, Exit::Code(7), "{language}");
    });
}

#[test]
fn a_source_that_does_not_compile_runs_no_test_and_names_the_line() {
    let sources = [
        "x = 1\nif x\n    print(x)\n",
        "#include <cstdio>\nint main() { return nothing; }\n",
        "public class Main {\n  int x = \"text\";\n}\n",
        "const x = 1;\nlet = = 2;\n",
    ];
    each(&sum(), sources, |language, report| {
        assert_eq!(report.verdict, Verdict::CompilationError, "{language}: {report:#?}");
        assert!(report.tests.is_empty());
        assert_eq!(report.compile.diagnostics.first().map(|d| d.line), Some(2), "{language}: {:#?}", report.compile);
        assert!(report.compile.diagnostics[0].column.is_some(), "{language}: {:#?}", report.compile);
        assert!(!report.compile.output.is_empty() && !report.compile.output.contains("/workspace"));
    });
}

#[test]
fn the_compiler_sees_nothing_of_the_machine() {
    for path in ["/etc/passwd", "/etc/hostname", "/root/.bashrc", "/workspace/../etc/passwd"] {
        let source = format!("#include \"{path}\"\nint main() {{}}\n");
        let report = run(&sum(), "cpp", &source);
        assert_eq!(report.verdict, Verdict::CompilationError, "{path}: {report:#?}");
        assert!(!report.compile.output.contains("root:"), "{}", report.compile.output);
    }
}

#[test]
fn every_test_has_a_clean_workspace() {
    let task = stdio(&[("", "fresh"), ("", "fresh"), ("", "fresh")]);
    let source = "import os\nprint('stale' if os.path.exists('left') else 'fresh')\nopen('left', 'w').write('x')\n";
    assert_eq!(run(&task, "python", source).verdict, Verdict::Accepted);
}

#[test]
fn all_tests_run_when_the_task_says_so() {
    let task = Task { on_failure: OnFailure::RunAll, ..stdio(&[("1", "1"), ("2", "9"), ("3", "9"), ("4", "4")]) };
    let report = run(&task, "python", "print(input())");
    let verdicts: Vec<_> = report.tests.iter().map(|test| test.verdict).collect();
    use Verdict::{Accepted, WrongAnswer};
    assert_eq!(verdicts, [Accepted, WrongAnswer, WrongAnswer, Accepted]);
    assert_eq!(report.verdict, WrongAnswer);
}

#[test]
fn progress_comes_in_order_and_agrees_with_the_report() {
    let judge = judge();
    let mut seen = Vec::new();
    let language = judge.languages().get("python").unwrap();
    let report = judge.judge(&sum(), language, ACCEPTED[0], &mut |progress| seen.push(progress)).unwrap();
    assert!(matches!(seen[0], Progress::Compiling));
    assert!(matches!(&seen[1], Progress::Compiled(compile) if *compile == report.compile));
    for (at, test) in report.tests.iter().enumerate() {
        let Progress::Test { index, total, result } = &seen[2 + at] else { panic!("{seen:#?}") };
        assert_eq!((*index, *total, result.as_ref()), (at, 2, test));
    }
    assert_eq!(seen.len(), 4);
}

#[test]
fn the_same_source_is_compiled_once() {
    let source = "#include <cstdio>\nint main() { puts(\"3\"); } // once\n";
    assert!(!run(&sum(), "cpp", source).compile.cached);
    assert!(run(&sum(), "cpp", source).compile.cached);
}

#[test]
fn many_threads_judge_at_once() {
    std::thread::scope(|scope| {
        for round in 0..8 {
            scope.spawn(move || {
                let (language, source) = (LANGUAGES[round % 4], ACCEPTED[round % 4]);
                let report = run(&sum(), language, source);
                assert_eq!(report.verdict, Verdict::Accepted, "{language}: {report:#?}");
            });
        }
    });
}

#[test]
fn deep_recursion_is_limited_by_memory_alone() {
    let task = Task { limits: TaskLimits { memory_kb: 256 * 1024, ..limits() }, ..stdio(&[("", "100000")]) };
    let sources = [
        "import sys\nsys.setrecursionlimit(200000)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(100000))",
        "#include <cstdio>\nint f(int n) { volatile char pad[500]; pad[0] = 1; return n == 0 ? 0 : pad[0] + f(n - 1); }\nint main() { printf(\"%d\\n\", f(100000)); }",
        "public class Main { static int f(int n) { return n == 0 ? 0 : 1 + f(n - 1); } public static void main(String[] a) { System.out.println(f(100000)); } }",
        "function f(n) { return n === 0 ? 0 : 1 + f(n - 1); }\nconsole.log(f(100000));",
    ];
    each(&task, sources, |language, report| {
        assert_eq!(report.verdict, Verdict::Accepted, "{language}: {report:#?}");
    });
}

#[test]
fn threads_have_room_in_every_language() {
    let sources = [
        "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(8) as pool:\n    print(sum(pool.map(int, input().split())))",
        "#include <thread>\n#include <iostream>\n#include <atomic>\nint main() { std::atomic<long long> sum{0}; long long a, b; std::cin >> a >> b; std::thread x([&] { sum += a; }), y([&] { sum += b; }); x.join(); y.join(); std::cout << sum << '\\n'; }",
        "import java.util.*;\nimport java.util.stream.*;\npublic class Main { public static void main(String[] a) { Scanner in = new Scanner(System.in); System.out.println(List.of(in.nextLong(), in.nextLong()).parallelStream().mapToLong(x -> x).sum()); } }",
        "const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');\nif (isMainThread) { const [a, b] = require('fs').readFileSync(0, 'utf8').split(' ').map(Number); new Worker('./main.js', { workerData: [a, b] }).on('message', (x) => console.log(x)); } else parentPort.postMessage(workerData[0] + workerData[1]);",
    ];
    each(&sum(), sources, |language, report| {
        assert_eq!(report.verdict, Verdict::Accepted, "{language}: {report:#?}");
    });
}

#[test]
fn a_program_that_starts_too_many_threads_is_told_which_limit_it_hit() {
    let source = "import threading, time\nfor _ in range(200):\n    threading.Thread(target=time.sleep, args=(1,), daemon=True).start()\n";
    let report = run(&sum(), "python", source);
    assert_eq!(report.verdict, Verdict::RuntimeError, "{report:#?}");
    assert_eq!(report.tests[0].limit_hit, Some(LimitHit::Processes));
}
