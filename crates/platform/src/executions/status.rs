//! How an execution stands, as the numbers of the contract's list (`data.yaml`, `judge0_status`).

use judge::{Exit, LimitHit, RunReport};
use model::Verdict;

/// How an execution stands. The numbers are the clients'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Status {
    /// Waiting.
    InQueue = 1,
    /// Under way.
    Processing = 2,
    /// Ended well, and with the expected output if one was given.
    Accepted = 3,
    /// Ended well with another output.
    WrongAnswer = 4,
    /// Over its CPU or wall time.
    TimeLimitExceeded = 5,
    /// Does not compile.
    CompilationError = 6,
    /// Ended by SIGSEGV.
    Segmentation = 7,
    /// Wrote more than it may.
    OutputTooLarge = 8,
    /// Ended by SIGFPE.
    Arithmetic = 9,
    /// Ended by SIGABRT.
    Aborted = 10,
    /// Ended itself with another code than 0.
    NonZeroExit = 11,
    /// Ended by another signal, for instance for its use of memory.
    OtherSignal = 12,
    /// The judge failed.
    InternalError = 13,
    /// Cannot be executed. Kept for clients that know it; nothing ends so here.
    ExecFormatError = 14,
}

impl Status {
    /// All of them, by number.
    pub const ALL: [Status; 14] = [
        Status::InQueue,
        Status::Processing,
        Status::Accepted,
        Status::WrongAnswer,
        Status::TimeLimitExceeded,
        Status::CompilationError,
        Status::Segmentation,
        Status::OutputTooLarge,
        Status::Arithmetic,
        Status::Aborted,
        Status::NonZeroExit,
        Status::OtherSignal,
        Status::InternalError,
        Status::ExecFormatError,
    ];

    /// Its number, 1 to 14.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Its name for people.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Status::InQueue => "In Queue",
            Status::Processing => "Processing",
            Status::Accepted => "Accepted",
            Status::WrongAnswer => "Wrong Answer",
            Status::TimeLimitExceeded => "Time Limit Exceeded",
            Status::CompilationError => "Compilation Error",
            Status::Segmentation => "Runtime Error (SIGSEGV)",
            Status::OutputTooLarge => "Runtime Error (SIGXFSZ)",
            Status::Arithmetic => "Runtime Error (SIGFPE)",
            Status::Aborted => "Runtime Error (SIGABRT)",
            Status::NonZeroExit => "Runtime Error (NZEC)",
            Status::OtherSignal => "Runtime Error (Other)",
            Status::InternalError => "Internal Error",
            Status::ExecFormatError => "Exec Format Error",
        }
    }

    /// The status with a number.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|status| i64::from(status.number()) == number)
    }

    /// How a run ended.
    #[must_use]
    pub fn of(report: &RunReport) -> Self {
        let test = report.tests.first();
        match (report.verdict, test.map(|test| test.exit)) {
            (Verdict::Accepted, _) => Status::Accepted,
            (Verdict::WrongAnswer, _) => Status::WrongAnswer,
            (Verdict::TimeLimitExceeded, _) => Status::TimeLimitExceeded,
            (Verdict::CompilationError, _) => Status::CompilationError,
            (Verdict::OutputLimitExceeded, _) => Status::OutputTooLarge,
            (Verdict::InternalError, _) => Status::InternalError,
            (Verdict::RuntimeError | Verdict::MemoryLimitExceeded, Some(Exit::Code(code))) if code != 0 => {
                Status::NonZeroExit
            }
            (Verdict::RuntimeError, Some(Exit::Signal(signal))) => match signal {
                6 => Status::Aborted,
                8 => Status::Arithmetic,
                11 => Status::Segmentation,
                25 => Status::OutputTooLarge,
                _ => Status::OtherSignal,
            },
            (Verdict::RuntimeError | Verdict::MemoryLimitExceeded, _) => Status::OtherSignal,
        }
    }
}

/// What there is to say of an end besides its status; `None` after a good one.
#[must_use]
pub fn message(report: &RunReport) -> Option<String> {
    let Some(test) = report.tests.first() else {
        let failed = report.verdict == Verdict::InternalError;
        return failed.then(|| "the judge failed; send the program again".to_owned());
    };
    let ended = match test.exit {
        Exit::Code(0) => None,
        Exit::Code(code) => Some(format!("Exited with error status {code}")),
        Exit::Signal(signal) => Some(format!("Caught fatal signal {signal}")),
    };
    match (report.verdict, test.limit_hit) {
        (Verdict::TimeLimitExceeded, Some(LimitHit::WallTime)) => Some("Time limit exceeded (wall clock)".to_owned()),
        (Verdict::TimeLimitExceeded, _) => Some("Time limit exceeded".to_owned()),
        (Verdict::OutputLimitExceeded, _) => Some("Output or file size limit exceeded".to_owned()),
        (_, limit) => ended.map(|ended| match limit {
            Some(LimitHit::Memory) => format!("{ended} (memory limit exceeded)"),
            Some(LimitHit::Processes) => format!("{ended} (limit of processes and threads reached)"),
            _ => ended,
        }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn report(verdict: Verdict, exit: Exit, limit_hit: Option<LimitHit>) -> RunReport {
        let test = serde_json::json!({
            "name": "", "verdict": verdict, "cpu_ms": 1, "wall_ms": 1, "memory_kb": 1, "stdout": "", "stderr": "",
            "exit": exit, "limit_hit": limit_hit, "truncated": false,
        });
        let report = serde_json::json!({
            "verdict": verdict, "compile": {"output": "", "diagnostics": [], "cached": false}, "tests": [test],
            "cpu_ms": 1, "wall_ms": 1, "memory_kb": 1,
        });
        serde_json::from_value(report).unwrap()
    }

    #[test]
    fn every_end_has_its_number_and_its_message() {
        use Verdict::{
            Accepted, MemoryLimitExceeded, OutputLimitExceeded, RuntimeError, TimeLimitExceeded, WrongAnswer,
        };
        for (verdict, exit, limit, number, said) in [
            (Accepted, Exit::Code(0), None, 3, None),
            (WrongAnswer, Exit::Code(0), None, 4, None),
            (TimeLimitExceeded, Exit::Signal(9), Some(LimitHit::CpuTime), 5, Some("Time limit exceeded")),
            (TimeLimitExceeded, Exit::Signal(9), Some(LimitHit::WallTime), 5, Some("Time limit exceeded (wall clock)")),
            (RuntimeError, Exit::Signal(11), None, 7, Some("Caught fatal signal 11")),
            (
                OutputLimitExceeded,
                Exit::Signal(9),
                Some(LimitHit::Output),
                8,
                Some("Output or file size limit exceeded"),
            ),
            (RuntimeError, Exit::Signal(8), None, 9, Some("Caught fatal signal 8")),
            (RuntimeError, Exit::Signal(6), None, 10, Some("Caught fatal signal 6")),
            (RuntimeError, Exit::Code(3), None, 11, Some("Exited with error status 3")),
            (RuntimeError, Exit::Signal(15), None, 12, Some("Caught fatal signal 15")),
            (
                MemoryLimitExceeded,
                Exit::Signal(9),
                Some(LimitHit::Memory),
                12,
                Some("Caught fatal signal 9 (memory limit exceeded)"),
            ),
        ] {
            let report = report(verdict, exit, limit);
            assert_eq!(Status::of(&report).number(), number, "{verdict:?} {exit:?}");
            assert_eq!(message(&report).as_deref(), said, "{verdict:?} {exit:?}");
        }
        assert_eq!(Status::ALL.map(Status::number).to_vec(), (1..=14).collect::<Vec<_>>());
    }
}
