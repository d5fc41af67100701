//! What a validator says: from its exit code and the files it leaves to a judgement. Pure.

use sandbox::{Exit, Limit, Outcome};

use super::Protocol;
use crate::Points;
use crate::text::capped;

/// Most of a message that is kept, in bytes.
pub(crate) const MAX_MESSAGE: usize = 16 << 10;

/// The decision about one answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Ruling {
    Accepted,
    Wrong,
    /// The validator itself failed, and why. Not for learners: it may quote the validator.
    Broken(String),
}

/// A decision with everything that the validator says beside it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Judgement {
    pub(crate) ruling: Ruling,
    /// For whoever looks after the problem.
    pub(crate) message: Option<String>,
    /// For the learner.
    pub(crate) team_message: Option<String>,
    pub(crate) points: Option<Points>,
    /// Input of the next pass.
    pub(crate) next_pass: Option<Vec<u8>>,
}

/// The files that a validator may leave in its feedback directory.
#[derive(Debug, Default)]
pub(super) struct Feedback {
    pub(super) judge_message: Option<Vec<u8>>,
    pub(super) team_message: Option<Vec<u8>>,
    pub(super) score: Option<Vec<u8>>,
    pub(super) score_multiplier: Option<Vec<u8>>,
    pub(super) next_pass: Option<Vec<u8>>,
}

impl Judgement {
    pub(crate) fn broken(why: impl Into<String>) -> Self {
        let ruling = Ruling::Broken(why.into());
        Self { ruling, message: None, team_message: None, points: None, next_pass: None }
    }

    /// Puts together what a validator did. `name` is its name, for complaints about it.
    pub(super) fn new(protocol: Protocol, name: &str, outcome: &Outcome, feedback: Feedback) -> Self {
        let mut judgement = match protocol {
            Protocol::Icpc => icpc(name, outcome, &feedback),
            Protocol::Testlib => testlib(name, outcome),
        };
        if protocol == Protocol::Icpc && feedback.next_pass.is_some() && judgement.ruling == Ruling::Wrong {
            judgement = Self::broken(format!("{name} made nextpass.in and did not accept"));
        }
        judgement.next_pass = feedback.next_pass.filter(|_| judgement.ruling == Ruling::Accepted);
        judgement
    }
}

fn icpc(name: &str, outcome: &Outcome, feedback: &Feedback) -> Judgement {
    let ruling = match (outcome.limit, outcome.exit) {
        (None | Some(Limit::Processes), Exit::Code(42)) => Ruling::Accepted,
        (None | Some(Limit::Processes), Exit::Code(43)) => Ruling::Wrong,
        _ => return Judgement::broken(failure(name, outcome, "42 or 43")),
    };
    let points = match points(feedback) {
        Ok(points) => points,
        Err(why) => return Judgement::broken(format!("{name}: {why}")),
    };
    Judgement {
        ruling,
        message: message(feedback.judge_message.as_deref()),
        team_message: message(feedback.team_message.as_deref()),
        points,
        next_pass: None,
    }
}

fn points(feedback: &Feedback) -> Result<Option<Points>, String> {
    let number = |file: &str, bytes: &[u8], most: f64| {
        let text = String::from_utf8_lossy(bytes);
        let value = text.trim().parse::<f64>().ok().filter(|value| (0.0..=most).contains(value));
        value.ok_or_else(|| {
            format!("{file} holds `{}`, and not one number from 0", capped(text.trim().as_bytes(), 40).0)
        })
    };
    match (&feedback.score, &feedback.score_multiplier) {
        (None, None) => Ok(None),
        (Some(score), None) => number("score.txt", score, f64::MAX).map(|score| Some(Points::Score(score))),
        (None, Some(share)) => number("score_multiplier.txt", share, 1.0).map(|share| Some(Points::Share(share))),
        (Some(_), Some(_)) => Err("there are both score.txt and score_multiplier.txt".to_owned()),
    }
}

/// Exit codes as testlib.h defines them when nothing else is asked for: 0 right, 1 wrong, 2 presentation, 3 the checker
/// failed, 4 more output than expected, 7 points (`points X` on standard error), 8 unexpected end of the output.
fn testlib(name: &str, outcome: &Outcome) -> Judgement {
    let said = message(Some(&outcome.stderr));
    let (ruling, points) = match (outcome.limit, outcome.exit) {
        (None | Some(Limit::Processes), Exit::Code(0)) => (Ruling::Accepted, None),
        (None | Some(Limit::Processes), Exit::Code(1 | 2 | 4 | 8)) => (Ruling::Wrong, None),
        (None | Some(Limit::Processes), Exit::Code(7)) => {
            let number = said.as_deref().and_then(|text| text.strip_prefix("points ")).and_then(|text| {
                text.split_whitespace().next()?.parse::<f64>().ok().filter(|value| (0.0..=f64::MAX).contains(value))
            });
            match number {
                Some(number) => (Ruling::Accepted, Some(Points::Score(number))),
                None => return Judgement::broken(failure(name, outcome, "`points X` on standard error")),
            }
        }
        _ => return Judgement::broken(failure(name, outcome, "0, 1, 2, 4, 7 or 8")),
    };
    Judgement { ruling, message: said, team_message: None, points, next_pass: None }
}

fn failure(name: &str, outcome: &Outcome, expected: &str) -> String {
    let how = match (outcome.limit, outcome.exit) {
        (Some(Limit::CpuTime), _) => "needed too much time".to_owned(),
        (Some(Limit::WallTime), _) => "waited for too long".to_owned(),
        (Some(Limit::Memory), _) => "needed too much memory".to_owned(),
        (Some(Limit::Output | Limit::FileSize), _) => "wrote too much".to_owned(),
        (_, Exit::Code(code)) => format!("ended with code {code} instead of {expected}"),
        (_, Exit::Signal(signal)) => format!("was ended by signal {signal}"),
    };
    match message(Some(&outcome.stderr)) {
        Some(said) => format!("{name} {how}: {said}"),
        None => format!("{name} {how}"),
    }
}

fn message(bytes: Option<&[u8]>) -> Option<String> {
    let (text, _) = capped(bytes?, MAX_MESSAGE);
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    fn ended(exit: Exit, stderr: &str) -> Outcome {
        Outcome {
            exit,
            limit: None,
            cpu_time_us: 0,
            wall_time_us: 0,
            peak_memory_bytes: 0,
            stdout: Vec::new(),
            stderr: stderr.into(),
            stdout_truncated: false,
            stderr_truncated: false,
            processes_peak: None,
            measured_by: sandbox::Accounting::Rusage,
        }
    }

    fn ruling(protocol: Protocol, exit: Exit, stderr: &str) -> Ruling {
        Judgement::new(protocol, "check.py", &ended(exit, stderr), Feedback::default()).ruling
    }

    #[test]
    fn only_the_agreed_codes_are_judgements() {
        let icpc = |code| ruling(Protocol::Icpc, Exit::Code(code), "");
        assert_eq!([icpc(42), icpc(43)], [Ruling::Accepted, Ruling::Wrong]);
        for code in [0, 1, 2, 41, 44] {
            assert!(matches!(icpc(code), Ruling::Broken(_)), "{code}");
        }
        let testlib = |code| ruling(Protocol::Testlib, Exit::Code(code), "");
        assert_eq!(testlib(0), Ruling::Accepted);
        for code in [1, 2, 4, 8] {
            assert_eq!(testlib(code), Ruling::Wrong);
        }
        for code in [3, 7, 42, 43] {
            assert!(matches!(testlib(code), Ruling::Broken(_)), "{code}");
        }
        let crashed = ruling(Protocol::Icpc, Exit::Signal(11), "here");
        assert_eq!(crashed, Ruling::Broken("check.py was ended by signal 11: here".into()));
        let slow = Outcome { limit: Some(Limit::CpuTime), ..ended(Exit::Code(42), "") };
        let slow = Judgement::new(Protocol::Icpc, "check.py", &slow, Feedback::default());
        assert_eq!(slow.ruling, Ruling::Broken("check.py needed too much time".into()));
    }

    #[test]
    fn points_are_read_and_nonsense_is_the_validators_fault() {
        let with = |score: Option<&str>, share: Option<&str>| {
            let feedback = Feedback {
                score: score.map(Into::into),
                score_multiplier: share.map(Into::into),
                ..Feedback::default()
            };
            Judgement::new(Protocol::Icpc, "v", &ended(Exit::Code(42), ""), feedback)
        };
        assert_eq!(with(Some("7.5\n"), None).points, Some(Points::Score(7.5)));
        assert_eq!(with(None, Some("0.25")).points, Some(Points::Share(0.25)));
        for (score, share) in
            [(Some("x"), None), (Some("-1"), None), (Some("nan"), None), (None, Some("1.5")), (Some("1"), Some("1"))]
        {
            assert!(matches!(with(score, share).ruling, Ruling::Broken(_)), "{score:?} {share:?}");
        }
        let points =
            Judgement::new(Protocol::Testlib, "v", &ended(Exit::Code(7), "points 12.5 fine"), Feedback::default());
        assert_eq!((points.ruling, points.points), (Ruling::Accepted, Some(Points::Score(12.5))));
    }

    #[test]
    fn a_next_pass_needs_an_accepted_one() {
        let feedback = || Feedback { next_pass: Some(b"1".to_vec()), ..Feedback::default() };
        let next = Judgement::new(Protocol::Icpc, "v", &ended(Exit::Code(42), ""), feedback());
        assert_eq!(next.next_pass.unwrap(), b"1");
        let wrong = Judgement::new(Protocol::Icpc, "v", &ended(Exit::Code(43), ""), feedback());
        assert!(matches!(wrong.ruling, Ruling::Broken(_)));
    }

    proptest! {
        #[test]
        fn any_files_and_any_end_give_a_judgement(code: i32, stderr: Vec<u8>, score: Option<Vec<u8>>, said: Option<Vec<u8>>) {
            for protocol in [Protocol::Icpc, Protocol::Testlib] {
                let outcome = Outcome { stderr: stderr.clone(), ..ended(Exit::Code(code), "") };
                let feedback = Feedback { score: score.clone(), judge_message: said.clone(), ..Feedback::default() };
                let judgement = Judgement::new(protocol, "v", &outcome, feedback);
                prop_assert!(judgement.message.is_none_or(|message| message.len() <= MAX_MESSAGE));
            }
        }
    }
}
