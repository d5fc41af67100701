//! What a report is worth. Pure.

use judge::{CompileReport, Report, Task};
use model::Verdict;

/// The worth of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Score {
    pub(super) passed: bool,
    /// 0 to 100: all tests 100, else passed · 100 / total, rounded down (rule R-SUB-04); where the problem has scores, the
    /// share of the highest one.
    pub(super) points: i64,
    pub(super) tests_passed: i64,
    /// Sum of the points of passed tests (rule R-SUB-06).
    pub(super) test_points: i64,
}

pub(super) fn score(task: &Task, report: &Report) -> Score {
    let accepted = |index: usize| report.tests.get(index).is_some_and(|test| test.verdict.is_accepted());
    let total = task.tests.len() as i64;
    let tests_passed = (0..task.tests.len()).filter(|index| accepted(*index)).count() as i64;
    let test_points = task
        .tests
        .iter()
        .enumerate()
        .filter(|(index, _)| accepted(*index))
        .map(|(_, test)| i64::from(test.points))
        .sum();
    let passed = report.verdict.is_accepted() && tests_passed == total;
    let scored = judge::score(task, report).filter(|_| report.verdict != Verdict::InternalError);
    let points = match total {
        _ if scored.is_some() => scored.map_or(0, |scored| scored.percent()),
        _ if passed => 100,
        0 => 0,
        total => tests_passed * 100 / total,
    };
    Score { passed, points, tests_passed, test_points }
}

/// What more a result brings than the best before: nothing counts twice (conflict Q-15).
pub(super) fn improvement(best_points: i64, points: i64) -> i64 {
    (points - best_points).max(0)
}

/// The report when the judge itself failed again and again.
pub(super) fn internal_error() -> Report {
    let compile = CompileReport::default();
    Report { verdict: Verdict::InternalError, compile, tests: Vec::new(), cpu_ms: 0, wall_ms: 0, memory_kb: 0 }
}

/// The task of a submission that could not be judged at all.
pub(super) fn no_task() -> Task {
    Task {
        kind: judge::Kind::Stdio,
        limits: judge::TaskLimits::default(),
        checker: judge::Checker::Trimmed,
        tests: Vec::new(),
        on_failure: judge::OnFailure::RunAll,
        rules: judge::Rules::default(),
    }
}

#[cfg(test)]
mod tests {
    use judge::{Checker, Exit, Kind, OnFailure, TaskLimits, Test, TestReport};

    use super::*;

    fn judged(verdicts: &[Verdict]) -> (Task, Report) {
        let test = |index: usize| Test {
            name: format!("{index}"),
            input: String::new(),
            answer: String::new(),
            is_sample: false,
            points: 10,
        };
        let task = Task {
            kind: Kind::Stdio,
            limits: TaskLimits::default(),
            checker: Checker::Trimmed,
            tests: (0..verdicts.len()).map(test).collect(),
            on_failure: OnFailure::RunAll,
            rules: judge::Rules::default(),
        };
        let result = |verdict: &Verdict| TestReport {
            name: String::new(),
            verdict: *verdict,
            cpu_ms: 0,
            wall_ms: 0,
            memory_kb: 0,
            runs: 1,
            stdout: String::new(),
            stderr: String::new(),
            result: None,
            checker_message: None,
            team_message: None,
            points: None,
            judge_error: None,
            limit_hit: None,
            exit: Exit::Code(0),
            truncated: false,
        };
        let verdict = verdicts.iter().copied().find(|verdict| !verdict.is_accepted()).unwrap_or(Verdict::Accepted);
        let tests = verdicts.iter().map(result).collect();
        (task, Report { verdict, tests, ..internal_error() })
    }

    #[test]
    fn a_third_of_the_tests_is_33_points() {
        let (task, report) = judged(&[Verdict::Accepted, Verdict::WrongAnswer, Verdict::WrongAnswer]);
        let score = score(&task, &report);
        assert_eq!(score, Score { passed: false, points: 33, tests_passed: 1, test_points: 10 });
    }

    #[test]
    fn where_tests_are_in_groups_the_points_are_the_share_of_the_score() {
        let (mut task, report) = judged(&[Verdict::Accepted, Verdict::Accepted, Verdict::WrongAnswer]);
        for (test, name) in task.tests.iter_mut().zip(["secret/a/1", "secret/b/1", "secret/b/2"]) {
            test.name = name.into();
        }
        let group = |name: &str, max_score, aggregation| judge::TestGroup {
            name: name.into(),
            max_score,
            aggregation,
            require_pass: Vec::new(),
        };
        let groups = vec![
            group("secret/a", 30.0, judge::Aggregation::PassFail),
            group("secret/b", 170.0, judge::Aggregation::PassFail),
        ];
        task.rules.scoring = Some(judge::Scoring {
            max_score: 200.0,
            aggregation: judge::Aggregation::Sum,
            requires_samples: false,
            groups,
        });
        let score = score(&task, &report);
        assert_eq!((score.passed, score.points, score.tests_passed), (false, 15, 2));
    }

    #[test]
    fn a_submission_that_could_not_be_judged_passes_nothing() {
        let score = score(&no_task(), &internal_error());
        assert_eq!(score, Score { passed: false, points: 0, tests_passed: 0, test_points: 0 });
    }

    #[test]
    fn all_tests_are_100_points_and_a_failed_judge_none() {
        let (task, report) = judged(&[Verdict::Accepted, Verdict::Accepted, Verdict::Accepted]);
        assert_eq!(score(&task, &report).points, 100);
        let score = score(&task, &internal_error());
        assert_eq!((score.passed, score.points), (false, 0));
    }

    #[test]
    fn only_what_is_better_than_before_counts() {
        assert_eq!(
            [improvement(0, 33), improvement(33, 100), improvement(100, 50), improvement(100, 100)],
            [33, 67, 0, 0]
        );
    }
}
