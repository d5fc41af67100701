//! From what the sandbox saw of one or more runs to the report.

use model::Verdict;
use sandbox::{Limit, Outcome};

use super::options::{RunOptions, encoded};
use crate::execute::started_ms;
use crate::{Exit, LimitHit, TestReport};

/// The runs so far: figures are averages, all else is of the last one.
pub(super) struct Runs<'a> {
    options: &'a RunOptions,
    out_of_memory: &'a [String],
    done: u64,
    cpu_us: u64,
    memory_bytes: u64,
    last: Option<(Outcome, Verdict, Option<LimitHit>)>,
}

impl<'a> Runs<'a> {
    pub(super) fn new(options: &'a RunOptions, out_of_memory: &'a [String]) -> Self {
        Self { options, out_of_memory, done: 0, cpu_us: 0, memory_bytes: 0, last: None }
    }

    /// Whether it is to run once more: not after a run that was not accepted.
    pub(super) fn go_on(&self) -> bool {
        match &self.last {
            None => true,
            Some((_, verdict, _)) => verdict.is_accepted() && self.done < u64::from(self.options.runs),
        }
    }

    pub(super) fn add(&mut self, outcome: Outcome) {
        self.done += 1;
        self.cpu_us += outcome.cpu_time_us;
        self.memory_bytes += outcome.peak_memory_bytes;
        let (verdict, limit) = self.verdict(&outcome);
        self.last = Some((outcome, verdict, limit));
    }

    fn verdict(&self, outcome: &Outcome) -> (Verdict, Option<LimitHit>) {
        let limits = &self.options.limits;
        match outcome.limit {
            Some(Limit::CpuTime) => return (Verdict::TimeLimitExceeded, Some(LimitHit::CpuTime)),
            Some(Limit::WallTime) => return (Verdict::TimeLimitExceeded, Some(LimitHit::WallTime)),
            Some(Limit::Memory) => return (Verdict::MemoryLimitExceeded, Some(LimitHit::Memory)),
            Some(Limit::Output | Limit::FileSize) => return (Verdict::OutputLimitExceeded, Some(LimitHit::Output)),
            Some(Limit::Processes) | None => {}
        }
        if outcome.cpu_time_us > limits.cpu_ms.saturating_mul(1000) {
            return (Verdict::TimeLimitExceeded, Some(LimitHit::CpuTime));
        }
        let processes = outcome.limit.map(|_| LimitHit::Processes);
        if outcome.exit != sandbox::Exit::Code(0) {
            let tail = String::from_utf8_lossy(&outcome.stderr[outcome.stderr.len().saturating_sub(4096)..]);
            let memory = processes.is_none() && self.out_of_memory.iter().any(|words| tail.contains(words));
            return match memory {
                // The runtime gave up by itself: its exit is what it is, and the limit says why.
                true => (Verdict::RuntimeError, Some(LimitHit::Memory)),
                false => (Verdict::RuntimeError, processes),
            };
        }
        match &self.options.expected {
            Some(expected) if !same_lines(&expected.0, &outcome.stdout) => (Verdict::WrongAnswer, processes),
            _ => (Verdict::Accepted, processes),
        }
    }

    /// The report of the runs. Call it after at least one.
    pub(super) fn report(self) -> TestReport {
        let (outcome, verdict, limit_hit) = self.last.expect("at least one run was added");
        let runs = self.done.max(1);
        TestReport {
            name: String::new(),
            verdict,
            cpu_ms: started_ms(self.cpu_us / runs),
            wall_ms: started_ms(outcome.wall_time_us),
            memory_kb: self.memory_bytes / runs / 1024,
            stdout: encoded(&outcome.stdout),
            stderr: encoded(&outcome.stderr),
            result: None,
            checker_message: None,
            team_message: None,
            points: None,
            judge_error: None,
            limit_hit,
            exit: match outcome.exit {
                sandbox::Exit::Code(code) => Exit::Code(code),
                sandbox::Exit::Signal(signal) => Exit::Signal(signal),
            },
            truncated: outcome.stdout_truncated || outcome.stderr_truncated,
            runs: u32::try_from(runs).unwrap_or(u32::MAX),
        }
    }
}

/// Whether two outputs are the same line by line, apart from white space at the ends of lines and of the whole.
fn same_lines(expected: &[u8], printed: &[u8]) -> bool {
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        trimmed(bytes).split(|byte| *byte == b'\n').map(|line| trimmed(line).to_vec()).collect()
    };
    lines(expected) == lines(printed)
}

/// Bytes without white space and NUL at their end.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !(byte.is_ascii_whitespace() || matches!(byte, 0 | 0x0b)));
    &bytes[..end.map_or(0, |at| at + 1)]
}

#[cfg(test)]
mod tests {
    use super::same_lines;

    #[test]
    fn ends_of_lines_and_of_the_whole_do_not_matter_and_all_else_does() {
        for (expected, printed) in [("a\nb", "a  \nb\n\n"), ("", "\n"), ("a\r\nb", "a\nb"), ("\u{e9}", "\u{e9}\n")] {
            assert!(same_lines(expected.as_bytes(), printed.as_bytes()), "{expected:?} {printed:?}");
        }
        for (expected, printed) in [("a\nb", "a b"), ("a", " a"), ("a", "A"), ("a\nb", "a\n\nb"), ("a", "")] {
            assert!(!same_lines(expected.as_bytes(), printed.as_bytes()), "{expected:?} {printed:?}");
        }
    }
}
