//! Packages whose answers are judged by programs of their own, and every verdict of their submissions.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::path::Path;

use judge::{
    Error, Helper, LimitHit, OnFailure, Package, Protocol, Report, Rules, RunCase, RunRequest, Severity, Task,
    TaskLimits, Validator, Verdict, load_package,
};
use support::{judge, stdio};

/// A package of `tests/packages`, which must be without any fault.
fn package(name: &str) -> Package {
    let loaded = load_package(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages").join(name));
    let errors: Vec<_> = loaded.complaints.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    loaded.package.unwrap()
}

/// Judges a submission of a package; every test runs.
fn report(package: &Package, path: &str) -> Report {
    let submission = package.submissions.iter().find(|one| one.path == format!("submissions/{path}")).unwrap();
    let language = judge().languages().get(&submission.language).unwrap();
    judge().judge(&package.task(), language, &submission.source, &mut |_| {}).unwrap()
}

/// Judges every submission up to its first failure, and compares with what its folder claims.
fn claims_hold(name: &str) {
    let package = package(name);
    let task = Task { on_failure: OnFailure::Stop, ..package.task() };
    for submission in &package.submissions {
        let language = judge().languages().get(&submission.language).unwrap();
        let report = judge().judge(&task, language, &submission.source, &mut |_| {}).unwrap();
        assert_eq!(report.verdict, submission.expected, "{name}: {}: {:#?}", submission.path, report.tests);
    }
    let claimed = |verdict| package.submissions.iter().any(|one| one.expected == verdict);
    let untried: Vec<_> =
        Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::InternalError && !claimed(*verdict)).collect();
    assert!(untried.is_empty(), "{name} has no submission for {untried:?}");
}

#[test]
fn an_output_validator_of_several_files_decides() {
    claims_hold("any-divisor");
    let report = report(&package("any-divisor"), "wrong_answer/itself.py");
    let test = &report.tests[0];
    assert_eq!(test.checker_message.as_deref(), Some("12 does not divide 12"));
    assert_eq!(test.team_message.as_deref(), Some("that is not a proper divisor"));
    // Messages of one test do not reach the next one.
    assert_eq!(report.tests[1].checker_message.as_deref(), Some("15 does not divide 15"));
}

#[test]
fn a_test_has_arguments_of_its_own() {
    let package = package("any-divisor");
    let language = judge().languages().get("python").unwrap();
    let source = "n = int(input())\nprint(next(d for d in range(n - 1, 0, -1) if n % d == 0))\n";
    let task = Task { tests: package.tests.clone(), ..package.task() };
    let report = judge().judge(&task, language, source, &mut |_| {}).unwrap();
    let verdicts: Vec<_> = report.tests.iter().map(|test| test.verdict).collect();
    // 6 of 12 and 5 of 15 are not the smallest, but only the last test asks for it, and 7 is the only one there.
    assert_eq!(verdicts, [Verdict::Accepted; 3], "{report:#?}");
    let strict = Task {
        rules: Rules { test_args: [("sample/1".to_owned(), vec!["smallest".to_owned()])].into(), ..task.rules.clone() },
        ..task
    };
    let report = judge().judge(&strict, language, source, &mut |_| {}).unwrap();
    assert_eq!(report.tests[0].checker_message.as_deref(), Some("not the smallest"));
}

#[test]
fn an_interactor_talks_with_the_program() {
    claims_hold("guess");
    let package = package("guess");
    let right = report(&package, "accepted/halves.py");
    assert!(right.tests.iter().all(|test| test.checker_message.is_some()), "{right:#?}");
    assert_eq!(right.tests[0].stdout, "500\n", "what the program said is kept");
    let deadlock = report(&package, "time_limit_exceeded/waits.py");
    assert_eq!(deadlock.tests[0].limit_hit, Some(LimitHit::WallTime));
    let flood = report(&package, "output_limit_exceeded/flood.py");
    assert_eq!(flood.tests[0].limit_hit, Some(LimitHit::Output));
    assert_eq!(flood.tests[0].judge_error, None);
}

#[test]
fn all_validators_of_a_legacy_package_must_accept() {
    claims_hold("legacy-word");
    let package = package("legacy-word");
    assert_eq!(package.rules.test_args["secret/2/2"], ["longest", "5", "shortest", "2"]);
    let message = |path| report(&package, path).tests.iter().find_map(|test| test.checker_message.clone()).unwrap();
    assert_eq!(message("wrong_answer/other_letters.py"), "letters that are not in the word");
    assert_eq!(message("wrong_answer/too_long.py"), "12 letters are not 1 to 5");
}

/// A task whose answers this Python program judges.
fn judged_by(validator: &str, interactive: bool) -> Task {
    let helper = Helper {
        name: "output_validator/v.py".to_owned(),
        language: "python".to_owned(),
        main: "v.py".to_owned(),
        files: vec![("v.py".to_owned(), validator.to_owned())],
    };
    let (checkers, interactor) = if interactive { (Vec::new(), Some(helper)) } else { (vec![helper], None) };
    let limits = TaskLimits { time_ms: 500, memory_kb: 64 << 10, output_kb: 1024 };
    let validator = Validator { checkers, interactor, protocol: Protocol::Icpc, args: Vec::new(), passes: 1, limits };
    Task { rules: Rules { validator: Some(validator), ..Rules::default() }, ..stdio(&[("1\n", "1\n")]) }
}

#[test]
fn a_validator_that_fails_is_never_the_learners_fault() {
    let python = judge().languages().get("python").unwrap();
    let broken = [
        ("raise SystemExit(0)", "ended with code 0 instead of 42 or 43"),
        ("raise RuntimeError('the secret is 7')", "ended with code 1 instead of 42 or 43"),
        ("while True: pass", "needed too much time"),
        ("x = bytearray(1 << 30)", "needed too much memory"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "was ended by signal 9"),
        ("import os, sys; os.mkdir(sys.argv[3] + 'score.txt'); sys.exit(42)", "score.txt"),
    ];
    for (validator, why) in broken {
        for interactive in [false, true] {
            let task = judged_by(validator, interactive);
            let report = judge().judge(&task, python, "print(1)", &mut |_| {}).unwrap();
            assert_eq!(report.verdict, Verdict::InternalError, "{validator}: {report:#?}");
            let test = &report.tests[0];
            assert!(test.judge_error.as_deref().unwrap().contains(why), "{validator}: {:?}", test.judge_error);
            let told = format!("{:?}{:?}{}", test.checker_message, test.team_message, test.stderr);
            assert!(!told.contains("secret"), "learners are told nothing of it: {told}");
        }
    }
    let task = judged_by("this is no Python", false);
    let error = judge().judge(&task, python, "print(1)", &mut |_| {}).unwrap_err();
    assert!(matches!(&error, Error::Helper { name, .. } if name == "output_validator/v.py"), "{error}");
}

#[test]
fn a_program_runs_again_on_what_the_validator_asks_for() {
    claims_hold("whispers");
    let package = package("whispers");
    assert_eq!(package.rules.validator.as_ref().unwrap().passes, 2);
    let right = report(&package, "accepted/letters.py");
    for test in &right.tests {
        assert_eq!(test.checker_message.as_deref(), Some("told, heard"), "each test begins anew: {right:#?}");
    }
    let python = judge().languages().get("python").unwrap();
    for (exit, why) in [(42, "asks for more passes than the 1 allowed"), (43, "made nextpass.in and did not accept")] {
        let validator = format!("import sys\nopen(sys.argv[3] + 'nextpass.in', 'w').write('1')\nsys.exit({exit})");
        let report = judge().judge(&judged_by(&validator, false), python, "print(1)", &mut |_| {}).unwrap();
        assert_eq!(report.verdict, Verdict::InternalError, "{report:#?}");
        assert!(report.tests[0].judge_error.as_deref().unwrap().contains(why), "{report:#?}");
    }
}

#[test]
fn a_program_that_failed_is_not_shown_to_the_validator() {
    let python = judge().languages().get("python").unwrap();
    let task = judged_by("raise SystemExit(1)", false);
    let report = judge().judge(&task, python, "print(1); raise SystemExit(2)", &mut |_| {}).unwrap();
    assert_eq!(report.verdict, Verdict::RuntimeError, "{report:#?}");
}

#[test]
fn a_validator_sees_neither_the_program_nor_other_tests() {
    let python = judge().languages().get("python").unwrap();
    let validator = "import os, sys\n\
        seen = sorted(os.path.join(at, name) for at, _, names in os.walk('.') for name in names)\n\
        open(sys.argv[3] + 'judgemessage.txt', 'w').write(' '.join(seen))\n\
        open('left', 'w').write('x')\nsys.exit(42)\n";
    let mut task = judged_by(validator, false);
    task.tests.extend(task.tests.clone());
    let report = judge().judge(&task, python, "open('trace', 'w').write('x'); print(1)", &mut |_| {}).unwrap();
    for test in &report.tests {
        let seen = test.checker_message.as_deref().unwrap();
        assert_eq!(seen, "./data/test.ans ./data/test.in ./feedback/.keep ./v.py", "{report:#?}");
    }
}

#[test]
fn many_judgings_at_once_share_two_sandboxes() {
    let task = judged_by("import sys\nprint(sys.stdin.readline(), flush=True)\nsys.exit(42)", true);
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                let python = judge().languages().get("python").unwrap();
                let report = judge().judge(&task, python, "print(1)", &mut |_| {}).unwrap();
                assert_eq!(report.verdict, Verdict::Accepted, "{report:#?}");
            });
        }
    });
}

#[test]
fn a_run_without_an_expected_answer_is_only_run() {
    let package = package("any-divisor");
    let case = |expected: Option<&str>| RunCase {
        name: "mine".to_owned(),
        input: "12\n".to_owned(),
        expected: expected.map(ToOwned::to_owned),
    };
    let request = RunRequest {
        language: "python".to_owned(),
        source: "print(5)".to_owned(),
        kind: package.kind.clone(),
        limits: package.limits,
        checker: package.checker.clone(),
        rules: package.rules.clone(),
        cases: vec![case(None), case(Some("2"))],
        options: None,
    };
    let report = judge().run(&request, &mut |_| {}).unwrap();
    let verdicts: Vec<_> = report.tests.iter().map(|test| test.verdict).collect();
    assert_eq!(verdicts, [Verdict::Accepted, Verdict::WrongAnswer], "{report:#?}");
}
