//! Recording an outcome: the verdict and all its effects in one transaction, and only while the job is ours.

use judge::{Report, Task, TestReport};
use model::RunId;
use store::{
    Conn, jobs,
    jobs::Claimed,
    progress::{Attempt, Earned},
    submissions::{Outcome, SubmissionRow, TestOutcome},
};

use super::{
    Lease,
    score::{Score, improvement, score},
    state::{Active, Subject},
};
use crate::{Error, Platform, Result, events::Event, executions, progress::streak};

/// Longest text of a program that is kept per sample test, in bytes.
const KEPT_BYTES: usize = 16 * 1024;

/// Records a report, about a submission or a run.
pub(super) async fn report(platform: &Platform, claimed: &Claimed, active: Active, report: &Report) -> Result<()> {
    match &active.subject {
        Subject::Submission(row) => {
            metrics::histogram!("codequest_judging_seconds").record(active.since.elapsed().as_secs_f64());
            metrics::counter!("codequest_verdicts_total", "verdict" => report.verdict.as_str()).increment(1);
            let task = active.prepared.as_ref().map(|prepared| prepared.task.clone());
            let task = task.ok_or_else(|| Error::internal(anyhow::anyhow!("a submission without its task")))?;
            submission(platform, claimed, row, &task, report).await
        }
        Subject::Run(row) => run(platform, claimed, row.id, report.clone()).await,
    }
}

/// Records the verdict of a submission: result, XP, streak, statistics. Does nothing when the job is no longer ours or
/// the submission is finished already, so that nothing counts twice.
pub(super) async fn submission(
    platform: &Platform,
    claimed: &Claimed,
    row: &SubmissionRow,
    task: &Task,
    report: &Report,
) -> Result<()> {
    let (now, lease) = (platform.now(), Lease::from(claimed));
    tell_operator(&format!("submission {}", row.id), report);
    let test_ids = {
        let mut conn = platform.store().read().await?;
        store::submissions::test_ids(&mut conn, row.version_id).await?
    };
    let score = score(task, report);
    let tests = test_outcomes(task, report, &test_ids);
    let outcome = Outcome {
        verdict: report.verdict.as_str(),
        passed: score.passed,
        points: score.points,
        test_points: score.test_points,
        tests_passed: score.tests_passed,
        compile_output: Some(without_nul(&report.compile.output)).filter(|text| !text.is_empty()),
        diagnostics: diagnostics(report)?,
        max_time_ms: Some(report.cpu_ms as i64).filter(|_| !tests.is_empty()),
        max_memory_kb: Some(report.memory_kb as i64).filter(|_| !tests.is_empty()),
        xp_earned: 0,
    };
    // What the judge itself broke is nobody's attempt.
    let counts = report.verdict != model::Verdict::InternalError;
    let (claimed, submission) = (claimed.clone(), row.clone());
    let recorded = platform.store().write(move |tx| {
        Box::pin(async move {
            if !jobs::finish(tx, &claimed).await? {
                return Ok::<_, store::Error>(None);
            }
            let xp = if counts { effects(tx, &submission, score).await? } else { 0 };
            let outcome = Outcome { xp_earned: xp, ..outcome };
            if !store::submissions::finish(tx, submission.id, &outcome, now).await? {
                // Cannot be while the job existed; undone as a whole.
                return Err(store::Error::NotCommitted(format!("submission {} is finished already", submission.id)));
            }
            store::submissions::insert_tests(tx, submission.id, &tests, now).await?;
            Ok(Some(xp))
        })
    });
    match recorded.await? {
        Some(xp) => {
            // First, so that nobody who hears of the verdict reads the problem's statistics of before.
            platform.events().publish(Event::Problem { id: row.problem_id });
            // Also without XP: boards show streaks.
            platform.boards().refresh_user(row.user_id).await;
            if xp != 0 {
                platform.events().publish(Event::Score { user_id: row.user_id });
            }
            platform.judging_state().end(lease);
            platform.live().forget_submission(row.id);
            platform.events().publish(Event::Submission { id: row.id, user_id: row.user_id });
        }
        None => tracing::warn!(submission.id = %row.id, "a late result was refused: the job is somebody else's now"),
    }
    Ok(())
}

/// XP, best result, streak, daily activity and statistics; returns the XP.
async fn effects(tx: &mut Conn, submission: &SubmissionRow, score: Score) -> store::Result<i64> {
    let (user_id, problem_id) = (submission.user_id, submission.problem_id);
    let before = store::progress::lock(tx, user_id, problem_id, submission.submitted_at).await?;
    // An author who tries an unpublished problem earns nothing: nobody else could.
    let counts = submission.problem_published;
    let better = improvement(before.best_points, score.points);
    let gained = if counts { better } else { 0 };
    let first_solved = score.passed && before.solved_at.is_none();
    let attempt = Attempt {
        submission_id: submission.id,
        points: score.points,
        is_best: better > 0,
        solved_at: first_solved.then_some(submission.submitted_at),
        submitted_at: submission.submitted_at,
    };
    store::progress::count_attempt(tx, user_id, problem_id, &attempt).await?;
    if counts && (gained > 0 || first_solved) {
        let earned = Earned {
            user_id,
            source_kind: "submission",
            source_id: submission.id,
            problem_id: Some(problem_id),
            xp: gained,
            points: gained,
            solved: i64::from(first_solved),
        };
        // The moment counts at which it was handed in, not the one at which a judge was free.
        store::progress::earn(tx, &earned, submission.submitted_at).await?;
    }
    let day = submission.submitted_at.date_naive();
    let streak = streak::with_activity(store::progress::lock_streak(tx, user_id).await?, day);
    store::progress::set_streak(tx, user_id, &streak).await?;
    store::progress::count_day(tx, user_id, day, i64::from(first_solved), gained).await?;
    store::progress::count_problem(tx, problem_id, score.passed).await?;
    Ok(gained)
}

fn test_outcomes(task: &Task, report: &Report, test_ids: &[uuid::Uuid]) -> Vec<TestOutcome> {
    report
        .tests
        .iter()
        .zip(&task.tests)
        .zip(test_ids)
        .enumerate()
        .map(|(position, ((result, test), test_id))| {
            // Nothing of a hidden test's texts is kept: what is not there cannot leak.
            let shown = |text: &str| test.is_sample.then(|| shortened(text));
            let actual = result.result.as_deref().unwrap_or(&result.stdout);
            TestOutcome {
                position: position as i64,
                test_id: *test_id,
                verdict: result.verdict.as_str(),
                time_ms: result.cpu_ms as i64,
                memory_kb: result.memory_kb as i64,
                stdout: shown(actual),
                stderr: shown(&result.stderr),
                message: message(result, test.is_sample),
            }
        })
        .collect()
}

/// What the checker says is for samples only: it may quote the answer. What a validator says to the team is for the team.
fn message(result: &TestReport, is_sample: bool) -> Option<String> {
    let of_checker = result.checker_message.as_deref().filter(|_| is_sample);
    let said: Vec<&str> = of_checker.into_iter().chain(result.team_message.as_deref()).collect();
    Some(shortened(&said.join("\n"))).filter(|text| !text.is_empty())
}

/// Logs what is wrong with a problem's own programs: they must be repaired, and learners are not told.
fn tell_operator(subject: &str, report: &Report) {
    for test in &report.tests {
        if let Some(error) = &test.judge_error {
            tracing::error!(subject, test = test.name, error, "a program of the problem failed");
        }
    }
}

/// PostgreSQL does not keep NUL, and a compiler quotes what it is given.
fn without_nul(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

fn diagnostics(report: &Report) -> Result<serde_json::Value> {
    let cleaned = report.compile.diagnostics.iter().cloned().map(|mut diagnostic| {
        diagnostic.message = without_nul(&diagnostic.message);
        diagnostic
    });
    serde_json::to_value(cleaned.collect::<Vec<_>>()).map_err(Error::internal)
}

/// Cut to [`KEPT_BYTES`] at a character, without NUL, which PostgreSQL does not keep.
fn shortened(text: &str) -> String {
    let mut end = text.len().min(KEPT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    without_nul(&text[..end])
}

/// The report without the character NUL in any text.
fn clean(mut report: Report) -> Report {
    let clean = |text: &mut String| {
        if text.contains('\0') {
            *text = without_nul(text);
        }
    };
    clean(&mut report.compile.output);
    report.compile.diagnostics.iter_mut().for_each(|diagnostic| clean(&mut diagnostic.message));
    for test in &mut report.tests {
        let TestReport { name, stdout, stderr, result, checker_message, team_message, .. } = test;
        [Some(name), Some(stdout), Some(stderr), result.as_mut(), checker_message.as_mut(), team_message.as_mut()]
            .into_iter()
            .flatten()
            .for_each(clean);
    }
    report
}

/// Records the report of a run.
pub(super) async fn run(platform: &Platform, claimed: &Claimed, id: RunId, mut report: Report) -> Result<()> {
    let (now, lease) = (platform.now(), Lease::from(claimed));
    tell_operator(&format!("run {id}"), &report);
    report.tests.iter_mut().for_each(|test| test.judge_error = None);
    let report = clean(report);
    let text = serde_json::to_value(&report).map_err(Error::internal)?;
    let claimed = claimed.clone();
    let recorded = platform.store().write(move |tx| {
        Box::pin(async move {
            let ours = jobs::finish(tx, &claimed).await?;
            let mut to_be_told = false;
            if ours {
                store::runs::finish(tx, id, text, now).await?;
                to_be_told = executions::conclude(tx, id, &report, now).await?;
            }
            Ok::<_, store::Error>((ours, to_be_told))
        })
    });
    let (ours, to_be_told) = recorded.await?;
    if to_be_told {
        platform.events().publish(Event::JobQueued);
    }
    if ours {
        platform.judging_state().end(lease);
        platform.events().publish(Event::Run { id });
    } else {
        tracing::warn!(run.id = %id, "a late result was refused: the job is somebody else's now");
    }
    Ok(())
}
