//! Runs that say themselves what they may use, in real sandboxes.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::io::{Cursor, Write};

use judge::{
    Base64, Checker, Exit, Kind, LimitHit, Report, RunLimits, RunOptions, RunRequest, TaskLimits, TestReport, Verdict,
    exact::report_bytes,
};
use support::judge;
use zip::{ZipWriter, write::SimpleFileOptions};

fn options(source: &str) -> RunOptions {
    RunOptions {
        source: source.as_bytes().into(),
        stdin: Base64::default(),
        expected: None,
        archive: None,
        project: false,
        compiler_options: Vec::new(),
        arguments: Vec::new(),
        limits: RunLimits {
            cpu_ms: 5_000,
            cpu_extra_ms: 500,
            wall_ms: 20_000,
            memory_kb: 128_000,
            stack_kb: 64_000,
            processes: 60,
            file_kb: 1024,
            extract_kb: 10_240,
        },
        runs: 1,
        stderr_to_stdout: false,
    }
}

fn run(language: &str, options: RunOptions) -> Report {
    let request = RunRequest {
        language: language.into(),
        source: String::new(),
        kind: Kind::Stdio,
        limits: TaskLimits::default(),
        checker: Checker::Trimmed,
        cases: Vec::new(),
        rules: judge::Rules::default(),
        options: Some(Box::new(options)),
    };
    // As it travels to a worker.
    let request: RunRequest = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
    judge().run(&request, &mut |_| {}).unwrap()
}

#[track_caller]
fn only(report: &Report) -> &TestReport {
    assert_eq!(report.tests.len(), 1, "{report:#?}");
    &report.tests[0]
}

fn printed(report: &Report) -> Vec<u8> {
    report_bytes(&only(report).stdout).unwrap()
}

fn archive(files: &[(&str, &str)]) -> Option<Base64> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    Some(Base64(writer.finish().unwrap().into_inner()))
}

#[test]
fn bytes_pass_through_whatever_they_are() {
    let source = "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read() + b'\\xfe')\n";
    let report = run("python", RunOptions { stdin: Base64(b"\xff\0\n".to_vec()), ..options(source) });
    assert_eq!((report.verdict, printed(&report)), (Verdict::Accepted, b"\xff\0\n\xfe".to_vec()));
}

#[test]
fn the_expected_output_is_compared_line_by_line_without_trailing_white_space() {
    for (expected, verdict) in [("1\n2", Verdict::Accepted), ("1 2", Verdict::WrongAnswer)] {
        let options = RunOptions { expected: Some(expected.as_bytes().into()), ..options("print('1  ')\nprint(2)\n") };
        assert_eq!(run("python", options).verdict, verdict, "{expected:?}");
    }
}

#[test]
fn options_of_the_compiler_and_arguments_of_the_program_arrive() {
    let source = "#include <cstdio>\nint main(int n, char** a) { for (int i = 1; i < n; i++) puts(a[i]); puts(WORD); }";
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let cpp = RunOptions {
        compiler_options: words(&["-DWORD=\"said; $HOME\""]),
        arguments: words(&["one two", "*"]),
        ..options(source)
    };
    let report = run("cpp", cpp.clone());
    assert_eq!(String::from_utf8(printed(&report)).unwrap(), "one two\n*\nsaid; $HOME\n");
    let report = run("cpp", RunOptions { compiler_options: Vec::new(), ..cpp });
    assert_eq!(report.verdict, Verdict::CompilationError, "the other options were not kept for this source");
    let python = RunOptions { arguments: words(&["a b", "-c"]), ..options("import sys\nprint(sys.argv[1:])\n") };
    assert_eq!(String::from_utf8(printed(&run("python", python))).unwrap(), "['a b', '-c']\n");
}

#[test]
fn files_of_the_archive_stand_beside_the_source() {
    let source = "import helper\nprint(helper.word, open('data/in.txt').read())\n";
    let files = [("helper.py", "word = 'hello'"), ("data/in.txt", "world"), ("main.py", "print('not this one')")];
    let report = run("python", RunOptions { archive: archive(&files), ..options(source) });
    assert_eq!(String::from_utf8(printed(&report)).unwrap(), "hello world\n", "{report:#?}");
    let header = "#include \"lib/a.h\"\n#include <cstdio>\nint main() { printf(\"%d\\n\", A); }";
    let report = run("cpp", RunOptions { archive: archive(&[("lib/a.h", "#define A 7")]), ..options(header) });
    assert_eq!(String::from_utf8(printed(&report)).unwrap(), "7\n", "{report:#?}");
    let bomb = "0".repeat(2 << 20);
    let mut small = options(source);
    small.limits.extract_kb = 1024;
    let report = run("python", RunOptions { archive: archive(&[("bomb", &bomb)]), ..small });
    assert_eq!(report.verdict, Verdict::CompilationError);
    assert!(report.compile.output.contains("larger than 1024 KiB"), "{report:#?}");
}

#[test]
fn a_project_compiles_and_runs_with_its_own_scripts() {
    let files = [
        (
            "src/a.cpp",
            "#include <cstdio>\nint main(int, char** a) { int n; scanf(\"%d\", &n); printf(\"%d %s\\n\", n + 1, a[1]); }",
        ),
        ("compile", "g++ src/*.cpp -o program"),
        ("run", "./program \"$1\""),
    ];
    let project = |files: &[(&str, &str)]| RunOptions {
        archive: archive(files),
        project: true,
        stdin: b"41\n".as_slice().into(),
        arguments: vec!["x y".to_owned()],
        ..options("")
    };
    let report = run("project", project(&files));
    assert_eq!(String::from_utf8(printed(&report)).unwrap(), "42 x y\n", "{report:#?}");
    let report = run("project", project(&[("compile", "echo told; exit 3"), ("run", "true")]));
    assert_eq!((report.verdict, report.compile.output.as_str()), (Verdict::CompilationError, "told\n"));
    let report = run("project", project(&[("readme", "no scripts")]));
    assert!(report.compile.output.contains("no script `run`"), "{report:#?}");
    let report = run("project", project(&[("run.sh", "python3 -c 'print(1)'")]));
    assert_eq!(String::from_utf8(printed(&report)).unwrap(), "1\n", "{report:#?}");
}

#[test]
fn each_limit_is_the_one_that_was_asked_for() {
    let limited = |source: &str, change: fn(&mut RunLimits)| {
        let mut options = options(source);
        change(&mut options.limits);
        let report = run("python", options);
        (report.verdict, only(&report).limit_hit)
    };
    let spin = |limits: &mut RunLimits| (limits.cpu_ms, limits.cpu_extra_ms) = (100, 0);
    assert_eq!(limited("while True: pass", spin), (Verdict::TimeLimitExceeded, Some(LimitHit::CpuTime)));
    let sleep = |limits: &mut RunLimits| limits.wall_ms = 1_000;
    let source = "import time\ntime.sleep(60)";
    assert_eq!(limited(source, sleep), (Verdict::TimeLimitExceeded, Some(LimitHit::WallTime)));
    let file = |limits: &mut RunLimits| limits.file_kb = 64;
    assert_eq!(limited("print('x' * 70000)", file).0, Verdict::OutputLimitExceeded);
    // Python ignores the signal and sees the error.
    assert_eq!(limited("open('f', 'w').write('x' * 70000)", file).0, Verdict::RuntimeError);
    let memory = |limits: &mut RunLimits| limits.memory_kb = 32_000;
    let (verdict, hit) = limited("x = bytearray(100 << 20)\nx[::4096] = b'1' * len(x[::4096])", memory);
    assert!(!verdict.is_accepted() && hit == Some(LimitHit::Memory), "{verdict:?} {hit:?}");
}

#[test]
fn extra_time_lets_a_program_end_but_it_is_over_its_limit_all_the_same() {
    let mut late = options("import time\nwhile time.process_time() < 0.3: pass\nprint('done')\n");
    (late.limits.cpu_ms, late.limits.cpu_extra_ms) = (50, 10_000);
    let report = run("python", late);
    assert_eq!(report.verdict, Verdict::TimeLimitExceeded);
    assert_eq!((printed(&report), only(&report).exit), (b"done\n".to_vec(), Exit::Code(0)));
}

#[test]
fn several_runs_stop_at_the_first_that_is_not_accepted() {
    let report = run("python", RunOptions { runs: 3, ..options("print(1)") });
    assert_eq!((report.verdict, printed(&report)), (Verdict::Accepted, b"1\n".to_vec()));
    let report = run("python", RunOptions { runs: 3, stderr_to_stdout: true, ..options("import sys\nsys.exit('no')") });
    assert_eq!((only(&report).exit, printed(&report)), (Exit::Code(1), b"no\n".to_vec()));
}
