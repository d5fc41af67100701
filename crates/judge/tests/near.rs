//! Times near the limit, in real sandboxes. The programs look at their own CPU time, so a busy machine changes nothing.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use judge::{LimitHit, TaskLimits, TestReport, Verdict};
use support::{limits, run, stdio};

/// Judges a program that prints after so many milliseconds of CPU time. Python may use 100 more than the problem says:
/// one second.
fn after(cpu_ms: u32) -> TestReport {
    let mut task = stdio(&[("", "done\n")]);
    task.limits = TaskLimits { time_ms: 900, ..limits() };
    let seconds = f64::from(cpu_ms) / 1000.0;
    let source = format!("import time\nwhile time.process_time() < {seconds}: pass\nprint('done')\n");
    run(&task, "python", &source).tests.remove(0)
}

#[test]
fn a_test_just_within_the_limit_runs_twice_and_is_accepted() {
    let test = after(930);
    assert_eq!((test.verdict, test.runs), (Verdict::Accepted, 2), "{test:#?}");
    assert!((930..=1000).contains(&test.cpu_ms), "{}", test.cpu_ms);
}

#[test]
fn a_test_just_over_the_limit_runs_three_times_and_is_too_slow() {
    let test = after(1020);
    assert_eq!((test.verdict, test.runs), (Verdict::TimeLimitExceeded, 3), "{test:#?}");
    assert_eq!(test.limit_hit, Some(LimitHit::CpuTime));
    assert!((1020..1100).contains(&test.cpu_ms), "{}", test.cpu_ms);
}

#[test]
fn a_test_far_from_the_limit_runs_once() {
    let quick = after(100);
    assert_eq!((quick.verdict, quick.runs), (Verdict::Accepted, 1), "{quick:#?}");
    let endless = after(1_000_000);
    assert_eq!((endless.verdict, endless.runs), (Verdict::TimeLimitExceeded, 1), "{endless:#?}");
    assert_eq!(endless.limit_hit, Some(LimitHit::CpuTime));
    assert!(endless.cpu_ms >= 1100, "{}", endless.cpu_ms);
}
