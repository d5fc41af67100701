//! What watchers are told, in the words of the contract.

use model::{Level, Verdict};
use platform::{
    boards::{Line, Page, Standing},
    watch::{ExerciseState, Phase, SubmissionState, TestState},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::openapi::{LevelName, SubmissionStatus, TestStatus};

/// How far a submission is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct SubmissionUpdate {
    #[schema(value_type = SubmissionStatus)]
    status: &'static str,
    /// Percent, only while running.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    progress: Option<usize>,
    message: String,
    /// Only with the verdict: 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    points: Option<i64>,
    /// Only with the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    passed: Option<bool>,
    /// The tests finished so far.
    test_results: Vec<TestResult>,
}

/// One finished test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct TestResult {
    /// From 0, in the order of the problem.
    index: i64,
    name: String,
    #[schema(value_type = TestStatus)]
    status: &'static str,
    execution_time_ms: Option<i64>,
    memory_kb: Option<i64>,
    is_sample: bool,
}

impl From<SubmissionState> for SubmissionUpdate {
    fn from(state: SubmissionState) -> Self {
        let (done, total) = (state.tests.len(), state.tests_total);
        let test_results = state.tests.into_iter().map(TestResult::from).collect();
        let told = |status, progress, message: String| SubmissionUpdate {
            status,
            progress,
            message,
            points: None,
            passed: None,
            test_results,
        };
        match state.phase {
            Phase::Pending => told("PENDING", None, "Waiting to be judged...".into()),
            Phase::Running if done == 0 => told("RUNNING", Some(0), "Running test cases...".into()),
            Phase::Running => {
                let current = (done + 1).min(total.max(1));
                let percent = (done * 100 / total.max(1)).min(100);
                told("RUNNING", Some(percent), format!("Running test case {current} of {total}..."))
            }
            Phase::Finished { verdict, points, passed } => SubmissionUpdate {
                points: Some(points),
                passed: Some(passed),
                ..told(final_status(verdict), None, "Execution complete".into())
            },
        }
    }
}

impl From<TestState> for TestResult {
    fn from(test: TestState) -> Self {
        TestResult {
            index: test.position,
            name: test.name,
            status: match test.verdict {
                Verdict::Accepted => "PASSED",
                Verdict::WrongAnswer => "FAILED",
                Verdict::TimeLimitExceeded => "TIMEOUT",
                _ => "ERROR",
            },
            execution_time_ms: test.time_ms,
            memory_kb: test.memory_kb,
            is_sample: test.is_sample,
        }
    }
}

/// Rule R-SUB-05.
fn final_status(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "ACCEPTED",
        Verdict::WrongAnswer => "FAILED",
        Verdict::TimeLimitExceeded => "TIMEOUT",
        Verdict::CompilationError => "COMPILATION_ERROR",
        Verdict::MemoryLimitExceeded
        | Verdict::OutputLimitExceeded
        | Verdict::RuntimeError
        | Verdict::InternalError => "ERROR",
    }
}

/// One person's new place on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct BoardUpdate {
    user_id: Uuid,
    rank: usize,
    points: i64,
    /// Counts the board's changes; a gap means that something was missed and the board is to be read again.
    seq: u64,
    channel: String,
}

impl BoardUpdate {
    pub(crate) fn new(standing: Standing, seq: u64, channel: String) -> Self {
        BoardUpdate { user_id: standing.user_id, rank: standing.rank, points: standing.total, seq, channel }
    }
}

/// The first lines of a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardTop {
    /// Counts the board's changes.
    seq: u64,
    /// People on the board.
    total: usize,
    rows: Vec<BoardRow>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardRow {
    rank: usize,
    user: BoardUser,
    points: i64,
    problems_solved: i64,
    #[schema(value_type = LevelName)]
    level: &'static str,
    streak_days: i64,
}

/// Who stands on a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardUser {
    id: Uuid,
    display_name: String,
    avatar_url: Option<String>,
}

impl From<Page> for BoardTop {
    fn from(page: Page) -> Self {
        BoardTop { seq: page.seq, total: page.total, rows: page.lines.into_iter().map(BoardRow::from).collect() }
    }
}

impl From<Line> for BoardRow {
    fn from(line: Line) -> Self {
        let Line { rank, total, solved, person } = line;
        BoardRow {
            rank,
            points: total,
            problems_solved: solved,
            level: Level::of_xp(person.total_xp).name(),
            streak_days: person.streak_days,
            user: BoardUser { id: person.id, display_name: person.display_name, avatar_url: person.avatar_url },
        }
    }
}

/// Who works on an exercise now, and what all submissions to it add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct ExerciseStats {
    pub(crate) concurrent_solvers: i64,
    pub(crate) total_submissions: i64,
    /// Percent of submissions that were accepted.
    pub(crate) completion_rate: i64,
}

impl From<ExerciseState> for ExerciseStats {
    fn from(state: ExerciseState) -> Self {
        ExerciseStats {
            concurrent_solvers: state.solving_now,
            total_submissions: state.total_submissions,
            completion_rate: state.total_accepted * 100 / state.total_submissions.max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(phase: Phase, done: usize, total: usize) -> SubmissionState {
        let test = |position| TestState {
            position,
            name: format!("test {position}"),
            is_sample: false,
            verdict: Verdict::Accepted,
            time_ms: Some(1),
            memory_kb: Some(2),
        };
        SubmissionState { phase, tests: (0..).take(done).map(test).collect(), tests_total: total }
    }

    #[test]
    fn progress_is_told_only_while_running_and_the_result_only_at_the_end() {
        let pending = SubmissionUpdate::from(state(Phase::Pending, 0, 10));
        assert_eq!((pending.status, pending.progress, pending.points), ("PENDING", None, None));
        let running = SubmissionUpdate::from(state(Phase::Running, 3, 10));
        assert_eq!((running.status, running.progress), ("RUNNING", Some(30)));
        assert_eq!(running.message, "Running test case 4 of 10...");
        let last = SubmissionUpdate::from(state(Phase::Running, 10, 10));
        assert_eq!((last.progress, last.message.as_str()), (Some(100), "Running test case 10 of 10..."));
        let finished = Phase::Finished { verdict: Verdict::TimeLimitExceeded, points: 30, passed: false };
        let finished = SubmissionUpdate::from(state(finished, 3, 10));
        assert_eq!((finished.status, finished.progress), ("TIMEOUT", None));
        assert_eq!((finished.points, finished.passed), (Some(30), Some(false)));
    }
}
