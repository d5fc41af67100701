//! One test of a problem whose answers are judged by programs: run, ask, and run again if there is another pass.

use model::Verdict;
use sandbox::Outcome;

use crate::execute::{Case, Runner};
use crate::validator::{Conversation, Judgement, Referee, Ruling, Turn};
use crate::{Error, LimitHit, TestReport};

/// What one pass came to.
struct Pass {
    outcome: Outcome,
    verdict: Verdict,
    limit_hit: Option<LimitHit>,
    judgement: Option<Judgement>,
}

impl Runner<'_> {
    /// Runs one case and lets the referee decide. A case without an expected answer is only run, unless the problem is
    /// interactive: then nothing would answer the program.
    pub(crate) fn run_refereed(&mut self, referee: &mut Referee<'_>, case: Case<'_>) -> Result<TestReport, Error> {
        let mut input = case.input.as_bytes().to_vec();
        let mut before: Option<TestReport> = None;
        let mut pass = 0;
        loop {
            let turn =
                Turn { input: case.input, answer: case.expected.unwrap_or_default(), args: case.validator_args, pass };
            let mut done = if referee.is_interactive() {
                self.conversation(referee, &turn)?
            } else {
                self.pass(referee, &turn, &input, case.expected.is_some())?
            };
            let next = done.judgement.as_mut().and_then(|judgement| judgement.next_pass.take());
            pass += 1;
            if next.is_some() && pass >= referee.passes() {
                let why = format!("the output validator asks for more passes than the {} allowed", referee.passes());
                done.judgement = Some(Judgement::broken(why));
            }
            let report = merged(before.take(), self.report_pass(case, done));
            match next {
                Some(next) if report.verdict == Verdict::Accepted => input = next,
                _ => return Ok(report),
            }
            before = Some(report);
        }
    }

    fn pass(
        &mut self,
        referee: &mut Referee<'_>,
        turn: &Turn<'_>,
        input: &[u8],
        is_judged: bool,
    ) -> Result<Pass, Error> {
        let outcome = self.run_on(input)?;
        let (verdict, limit_hit) = self.verdict(&outcome);
        let judgement =
            if verdict == Verdict::Accepted && is_judged { Some(referee.check(turn, &outcome.stdout)?) } else { None };
        Ok(Pass { outcome, verdict, limit_hit, judgement })
    }

    fn conversation(&mut self, referee: &mut Referee<'_>, turn: &Turn<'_>) -> Result<Pass, Error> {
        self.command.stdin = Vec::new().into();
        let command = self.command.clone();
        let conversation = referee.converse(turn, self.sandbox()?, &command)?;
        let (verdict, limit_hit) = self.verdict(&conversation.player);
        let (verdict, judgement) = decide(&conversation, verdict);
        Ok(Pass { outcome: conversation.player, verdict, limit_hit, judgement })
    }

    fn report_pass(&self, case: Case<'_>, pass: Pass) -> TestReport {
        let printed = &pass.outcome.stdout;
        let mut report = self.assemble(case, &pass.outcome, printed, None, (pass.verdict, pass.limit_hit));
        let Some(judgement) = pass.judgement else { return report };
        match judgement.ruling {
            Ruling::Accepted => report.points = judgement.points,
            Ruling::Wrong => report.verdict = Verdict::WrongAnswer,
            Ruling::Broken(why) => {
                report.verdict = Verdict::InternalError;
                report.checker_message = Some("the program that judges the answers of this problem failed".to_owned());
                report.judge_error = Some(why);
                return report;
            }
        }
        report.checker_message = judgement.message;
        report.team_message = judgement.team_message;
        report
    }
}

/// Who is to blame when two programs talk. The first of these that applies:
///
/// 1. the submission wrote more than it may: the interactor then found an end where none was;
/// 2. the interactor went over a limit of its own, or failed while the submission was still there;
/// 3. the interactor rejected while the submission was still running;
/// 4. the submission hit a limit or crashed;
/// 5. what the interactor says.
fn decide(conversation: &Conversation, of_player: Verdict) -> (Verdict, Option<Judgement>) {
    let ruling = &conversation.judgement.ruling;
    let spoke_first = conversation.interactor_ended_first && *ruling != Ruling::Accepted;
    match of_player {
        Verdict::OutputLimitExceeded => (of_player, None),
        _ if conversation.interactor_over_limit || spoke_first => {
            (Verdict::Accepted, Some(conversation.judgement.clone()))
        }
        Verdict::Accepted => (of_player, Some(conversation.judgement.clone())),
        _ => (of_player, None),
    }
}

/// The report of all passes so far: the highest of each measure, the last of everything else.
fn merged(before: Option<TestReport>, mut now: TestReport) -> TestReport {
    let Some(before) = before else { return now };
    now.cpu_ms = now.cpu_ms.max(before.cpu_ms);
    now.wall_ms = now.wall_ms.max(before.wall_ms);
    now.memory_kb = now.memory_kb.max(before.memory_kb);
    now
}

#[cfg(test)]
mod tests {
    use sandbox::{Accounting, Exit};

    use super::*;

    fn conversation(ruling: Ruling, interactor_ended_first: bool) -> Conversation {
        let player = Outcome {
            exit: Exit::Code(0),
            limit: None,
            cpu_time_us: 0,
            wall_time_us: 0,
            peak_memory_bytes: 0,
            stdout: Vec::new(),
            stderr: Vec::new(),
            stdout_truncated: false,
            stderr_truncated: false,
            processes_peak: None,
            measured_by: Accounting::Rusage,
        };
        let judgement = Judgement { ruling, message: None, team_message: None, points: None, next_pass: None };
        Conversation { player, judgement, interactor_ended_first, interactor_over_limit: false }
    }

    fn decided(conversation: &Conversation, of_player: Verdict) -> (Verdict, Option<Ruling>) {
        let (verdict, judgement) = decide(conversation, of_player);
        (verdict, judgement.map(|judgement| judgement.ruling))
    }

    #[test]
    fn blame_goes_to_whoever_failed_first() {
        let broken = || Ruling::Broken("x".into());
        let talk = conversation;
        // A submission that is told "wrong" and then crashes is wrong; one that crashes first has crashed.
        let rejected = Some(Ruling::Wrong);
        assert_eq!(decided(&talk(Ruling::Wrong, true), Verdict::RuntimeError), (Verdict::Accepted, rejected.clone()));
        assert_eq!(decided(&talk(Ruling::Wrong, true), Verdict::TimeLimitExceeded), (Verdict::Accepted, rejected));
        assert_eq!(decided(&talk(Ruling::Wrong, false), Verdict::RuntimeError), (Verdict::RuntimeError, None));
        assert_eq!(decided(&talk(broken(), false), Verdict::RuntimeError), (Verdict::RuntimeError, None));
        assert_eq!(decided(&talk(broken(), true), Verdict::RuntimeError), (Verdict::Accepted, Some(broken())));
        assert_eq!(decided(&talk(broken(), true), Verdict::TimeLimitExceeded), (Verdict::Accepted, Some(broken())));
        // A flood is the submission's, whatever it did to the interactor.
        let flood = Verdict::OutputLimitExceeded;
        assert_eq!(decided(&talk(Ruling::Wrong, true), flood), (flood, None));
        // A deadlock ends with the submission's wall limit, whatever the interactor makes of it.
        assert_eq!(decided(&talk(broken(), false), Verdict::TimeLimitExceeded), (Verdict::TimeLimitExceeded, None));
        assert_eq!(decided(&talk(broken(), false), Verdict::Accepted), (Verdict::Accepted, Some(broken())));
        let over = Conversation { interactor_over_limit: true, ..talk(broken(), false) };
        assert_eq!(decided(&over, Verdict::TimeLimitExceeded), (Verdict::Accepted, Some(broken())));
    }
}
