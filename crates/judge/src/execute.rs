//! Runs a compiled program on one input and says what came of it.

use model::Verdict;
use sandbox::{Command, Limit, Limits, Outcome, Sandbox, Supervisor};

use crate::compiled::File;
use crate::harness;
use crate::near::stopped_at_us;
use crate::program::{Program, environment};
use crate::text::{capped, without_paths};
use crate::{Checker, Error, Exit, Kind, Language, LimitHit, TaskLimits, TestReport};

/// Most of a program's output that is reported, in bytes.
const MAX_STDOUT: usize = 64 << 10;
/// Most of a program's standard error that is kept and reported, in bytes.
const MAX_STDERR: usize = 16 << 10;

/// Input and expected answer of one run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) name: &'a str,
    pub(crate) input: &'a str,
    pub(crate) expected: Option<&'a str>,
    /// Arguments of the problem's validators for this case, if they are not those of the problem.
    pub(crate) validator_args: Option<&'a [String]>,
}

/// Runs one program on input after input, each time with a clean workspace.
pub(crate) struct Runner<'a> {
    supervisor: &'a Supervisor,
    language: &'a Language,
    kind: &'a Kind,
    checker: &'a Checker,
    files: &'a [File],
    pub(crate) command: Command,
    /// CPU time that a run may use, in microseconds. It is stopped later (`near.rs`).
    time_limit_us: u64,
    sandbox: Option<Sandbox>,
}

impl<'a> Runner<'a> {
    pub(crate) fn new(
        supervisor: &'a Supervisor,
        language: &'a Language,
        program: &Program,
        files: &'a [File],
        kind: &'a Kind,
        checker: &'a Checker,
        limits: &TaskLimits,
    ) -> Self {
        let mut command = Command::new(program.run_command(language, limits));
        command.env = environment(language);
        command.limits = sandbox_limits(language, limits);
        let time_limit_us = language.effective_limits(limits).time_ms * 1000;
        Self { supervisor, language, kind, checker, files, command, time_limit_us, sandbox: None }
    }

    /// Runs one case. A sandbox that died with its supervisor is replaced once.
    pub(crate) fn run(&mut self, case: Case<'_>) -> Result<TestReport, Error> {
        let outcome = self.run_on(case.input.as_bytes())?;
        Ok(self.report(case, outcome))
    }

    /// Runs the program on an input, without looking at what comes out.
    pub(crate) fn run_on(&mut self, input: &[u8]) -> Result<Outcome, Error> {
        self.command.stdin = input.into();
        let outcome = match self.run_once() {
            Err(sandbox::Error::SupervisorDied) => {
                self.sandbox = None;
                self.run_once()?
            }
            outcome => outcome?,
        };
        Ok(outcome)
    }

    fn run_once(&mut self) -> Result<Outcome, sandbox::Error> {
        let command = self.command.clone();
        self.sandbox()?.run(&command)
    }

    /// The sandbox with the program in it.
    pub(crate) fn sandbox(&mut self) -> Result<&mut Sandbox, sandbox::Error> {
        if self.sandbox.is_none() {
            let mut sandbox = self.supervisor.open(&self.language.run_root())?;
            for file in self.files {
                sandbox.put(&file.name, &file.content, file.executable)?;
            }
            self.sandbox = Some(sandbox);
        }
        Ok(self.sandbox.as_mut().expect("it was opened just now"))
    }

    fn report(&self, case: Case<'_>, outcome: Outcome) -> TestReport {
        let (printed, result) = match self.kind {
            Kind::Stdio => (outcome.stdout.as_slice(), None),
            Kind::Function(_) => harness::split_output(&outcome.stdout),
        };
        let (mut verdict, limit_hit) = self.verdict(&outcome);
        let mut message = None;
        if verdict == Verdict::Accepted {
            let checked = self.check(case, printed, result);
            verdict = checked.0;
            message = checked.1;
        }
        let report = self.assemble(case, &outcome, printed, result, (verdict, limit_hit));
        TestReport { checker_message: message, ..report }
    }

    /// What is to be told of a run.
    pub(crate) fn assemble(
        &self,
        case: Case<'_>,
        outcome: &Outcome,
        printed: &[u8],
        result: Option<&[u8]>,
        (verdict, limit_hit): (Verdict, Option<LimitHit>),
    ) -> TestReport {
        let (stdout, stdout_cut) = capped(printed, MAX_STDOUT);
        let stderr = own_lines(&String::from_utf8_lossy(&outcome.stderr));
        let (stderr, stderr_cut) = capped(stderr.as_bytes(), MAX_STDERR);
        let result = result.map(|result| capped(result, MAX_STDOUT));
        let result_cut = result.as_ref().is_some_and(|result| result.1);
        TestReport {
            name: case.name.to_owned(),
            verdict,
            cpu_ms: started_ms(outcome.cpu_time_us),
            wall_ms: started_ms(outcome.wall_time_us),
            memory_kb: outcome.peak_memory_bytes / 1024,
            runs: 1,
            stdout,
            stderr,
            result: result.map(|result| result.0),
            checker_message: None,
            team_message: None,
            points: None,
            judge_error: None,
            limit_hit,
            exit: match outcome.exit {
                sandbox::Exit::Code(code) => Exit::Code(code),
                sandbox::Exit::Signal(signal) => Exit::Signal(signal),
            },
            truncated: stdout_cut || stderr_cut || result_cut || outcome.stdout_truncated || outcome.stderr_truncated,
        }
    }

    /// What the run itself says, before the answer is looked at; `accepted` when it ended well.
    pub(crate) fn verdict(&self, outcome: &Outcome) -> (Verdict, Option<LimitHit>) {
        match outcome.limit {
            Some(Limit::CpuTime) => return (Verdict::TimeLimitExceeded, Some(LimitHit::CpuTime)),
            Some(Limit::WallTime) => return (Verdict::TimeLimitExceeded, Some(LimitHit::WallTime)),
            Some(Limit::Memory) => return (Verdict::MemoryLimitExceeded, Some(LimitHit::Memory)),
            Some(Limit::Output | Limit::FileSize) => {
                return (Verdict::OutputLimitExceeded, Some(LimitHit::Output));
            }
            Some(Limit::Processes) | None if outcome.cpu_time_us > self.time_limit_us => {
                return (Verdict::TimeLimitExceeded, Some(LimitHit::CpuTime));
            }
            Some(Limit::Processes) | None => {}
        }
        let processes = outcome.limit.map(|_| LimitHit::Processes);
        if outcome.exit == sandbox::Exit::Code(0) {
            return (Verdict::Accepted, processes);
        }
        // Runtimes with a heap of their own give up before the limit of the sandbox is reached.
        let out_of_memory = |text: &[u8]| {
            let tail = String::from_utf8_lossy(&text[text.len().saturating_sub(4096)..]);
            self.language.spec.out_of_memory.iter().any(|words| tail.contains(words))
        };
        if processes.is_none() && (out_of_memory(&outcome.stderr) || out_of_memory(&outcome.stdout)) {
            return (Verdict::MemoryLimitExceeded, Some(LimitHit::Memory));
        }
        (Verdict::RuntimeError, processes)
    }

    /// Compares the answer of a run that ended well.
    fn check(&self, case: Case<'_>, printed: &[u8], result: Option<&[u8]>) -> (Verdict, Option<String>) {
        let checked = match self.kind {
            Kind::Stdio => match case.expected {
                Some(expected) => self.checker.check_text(expected, &String::from_utf8_lossy(printed)),
                None => Ok(()),
            },
            Kind::Function(signature) => match (case.expected, result) {
                (_, None) => {
                    let what = if signature.is_class() { "every call of " } else { "" };
                    let message = format!("the program ended before {what}`{}` returned", signature.entry);
                    return (Verdict::RuntimeError, Some(message));
                }
                (Some(expected), Some(result)) => {
                    self.checker.check_result(signature, case.input, expected, &String::from_utf8_lossy(result))
                }
                (None, Some(_)) => Ok(()),
            },
        };
        match checked {
            Ok(()) => (Verdict::Accepted, None),
            Err(message) => (Verdict::WrongAnswer, Some(message)),
        }
    }
}

/// Milliseconds that have at least begun: what ran took at least 1, and what was over a limit also shows more than it.
pub(crate) fn started_ms(microseconds: u64) -> u64 {
    microseconds.div_ceil(1000)
}

fn sandbox_limits(language: &Language, limits: &TaskLimits) -> Limits {
    let effective = language.effective_limits(limits);
    let memory_bytes = effective.memory_kb * 1024;
    Limits {
        cpu_time_us: stopped_at_us(effective.time_ms),
        // Waiting costs a slot, but on a busy machine a program that computes must not be stopped for it.
        wall_time_us: effective.time_ms * 3000 + 2_000_000,
        memory_bytes,
        // Deep recursion is limited by memory alone.
        stack_bytes: memory_bytes.max(64 << 20),
        processes: language.spec.processes,
        stdout_bytes: effective.output_kb * 1024,
        stderr_bytes: 4 * MAX_STDERR as u64,
        ..Limits::default()
    }
}

/// Standard error without paths, and without the frame of the judge's own start of Python.
fn own_lines(stderr: &str) -> String {
    let text = without_paths(stderr);
    if !text.contains("File \"<string>\", line 1, in <module>") {
        return text;
    }
    text.split_inclusive('\n').filter(|line| !line.contains("File \"<string>\", line 1, in <module>")).collect()
}

#[cfg(test)]
mod tests {
    use super::started_ms;

    #[test]
    fn a_time_over_the_limit_is_shown_as_one() {
        assert_eq!(started_ms(1_000_000), 1000);
        assert_eq!(started_ms(1_000_001), 1001);
        assert_eq!(started_ms(288), 1);
    }
}
