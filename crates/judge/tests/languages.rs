//! Five small programs in every language that is installed: each must get its verdict in a real sandbox.
//!
//! `CODEQUEST_TEST_LANGUAGES="go rust"` tries only those; with `--nocapture` the test prints what each program used.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use judge::{Language, Languages, Report, Task, TaskLimits, Verdict, starter_program};
use serde::Deserialize;
use support::{judge, limits, stdio};

/// The programs of one language; `like` takes those that are not here from another one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Programs {
    like: Option<String>,
    /// Prints `Hello, World!`.
    prints: Option<String>,
    /// Reads two integers and prints their sum.
    reads: Option<String>,
    /// Ends with an error.
    fails: Option<String>,
    /// Computes for ever.
    slow: Option<String>,
    /// Takes memory without end.
    hungry: Option<String>,
    /// Does not compile.
    broken: Option<String>,
}

fn programs() -> BTreeMap<String, Programs> {
    toml::from_str(include_str!("languages.toml")).unwrap()
}

impl Programs {
    fn of(all: &BTreeMap<String, Programs>, key: &str) -> Self {
        let own = all.get(key).unwrap_or_else(|| panic!("{key} has no programs in tests/languages.toml")).clone();
        let Some(like) = &own.like else { return own };
        let other = Self::of(all, like);
        Self {
            like: None,
            prints: own.prints.or(other.prints),
            reads: own.reads.or(other.reads),
            fails: own.fails.or(other.fails),
            slow: own.slow.or(other.slow),
            hungry: own.hungry.or(other.hungry),
            broken: own.broken.or(other.broken),
        }
    }

    /// Each program with its task and the verdict it must get.
    fn cases(&self) -> Vec<(&'static str, &str, Task, Verdict)> {
        let sums = || stdio(&[("20 22\n", "42\n"), ("1000 1\n", "1001\n")]);
        let hello = || stdio(&[("", "Hello, World!\n")]);
        let short = || Task { limits: TaskLimits { time_ms: 300, ..limits() }, ..hello() };
        // Runtimes that collect garbage work hard before they give up.
        let long = || Task { limits: TaskLimits { time_ms: 20_000, ..limits() }, ..hello() };
        let given = [
            ("prints", &self.prints, hello(), Verdict::Accepted),
            ("reads", &self.reads, sums(), Verdict::Accepted),
            ("fails", &self.fails, hello(), Verdict::RuntimeError),
            ("slow", &self.slow, short(), Verdict::TimeLimitExceeded),
            ("hungry", &self.hungry, long(), Verdict::MemoryLimitExceeded),
            ("broken", &self.broken, hello(), Verdict::CompilationError),
        ];
        given
            .into_iter()
            .filter_map(|(name, source, task, verdict)| Some((name, source.as_deref()?, task, verdict)))
            .collect()
    }
}

/// Installed languages, two at a time as there are two slots; prints those that are not.
fn each_installed(check: impl Fn(&Language) -> Result<(), String> + Sync) {
    let only = std::env::var("CODEQUEST_TEST_LANGUAGES").unwrap_or_default();
    let only: BTreeSet<&str> = only.split_whitespace().collect();
    let (installed, missing): (Vec<&Language>, Vec<&Language>) = judge()
        .languages()
        .iter()
        .filter(|language| only.is_empty() || only.contains(language.key.as_str()))
        .partition(|language| language.available);
    for language in missing {
        println!("{} is not tried, it is not installed: {}", language.key, language.install_hint);
    }
    let queue = Mutex::new(installed.into_iter());
    let faults = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap().next();
                    let Some(language) = next else { return };
                    if let Err(fault) = check(language) {
                        faults.lock().unwrap().push(fault);
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

fn run(task: &Task, language: &Language, source: &str) -> Result<Report, String> {
    judge().judge(task, language, source, &mut |_| {}).map_err(|error| format!("{}: {error:?}", language.key))
}

#[test]
fn every_installed_language_prints_reads_fails_and_meets_its_limits() {
    let all = programs();
    each_installed(|language| {
        let programs = Programs::of(&all, &language.key);
        let mut faults = Vec::new();
        for (name, source, task, verdict) in programs.cases() {
            let report = run(&task, language, source)?;
            println!(
                "{:14} {name:7} {:?} cpu {} ms, wall {} ms, {} MiB",
                language.key,
                report.verdict,
                report.cpu_ms,
                report.wall_ms,
                report.memory_kb / 1024
            );
            if report.verdict != verdict {
                faults.push(format!("{} {name}: expected {verdict:?}, got {report:#?}", language.key));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    });
}

#[test]
fn starter_programs_compile_and_end_well() {
    each_installed(|language| {
        let report = run(&stdio(&[("1 2\n", "3")]), language, &starter_program(language))?;
        // It reads its input and prints nothing.
        let fine = report.verdict == Verdict::WrongAnswer && report.tests[0].stdout.trim().is_empty();
        if fine { Ok(()) } else { Err(format!("{}: {report:#?}", language.key)) }
    });
}

#[test]
fn every_language_has_programs_of_all_kinds_and_a_starter() {
    let all = programs();
    let languages = Languages::builtin();
    assert!(languages.iter().count() >= 30);
    for language in languages.iter() {
        let programs = Programs::of(&all, &language.key);
        let names: Vec<&str> = programs.cases().iter().map(|case| case.0).collect();
        assert!(names.starts_with(&["prints", "reads", "fails", "slow", "hungry"]), "{}: {names:?}", language.key);
        assert!(!starter_program(language).trim().is_empty(), "{} has no starter", language.key);
    }
    for key in all.keys() {
        assert!(languages.get(key).is_some(), "{key} is no language");
    }
}
