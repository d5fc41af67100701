//! Judging by a service elsewhere that runs one program on one input at a time and knows nothing of problems: Judge0, in
//! its own numbers. Compiling and running are the service's business; answers are compared here.

use std::sync::Arc;

use model::Verdict;

use crate::text::capped;
use crate::{
    Checker, CompileReport, Error, Exit, Kind, Languages, LimitHit, OnFailure, Progress, Report, RunRequest, Task,
    TaskLimits, TestReport,
};

/// Most of an output that is kept, in bytes.
const MAX_OUTPUT: usize = 64 << 10;

/// A program to be run once.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Number of the language.
    pub language: u32,
    /// The program.
    pub source: &'a str,
    /// Standard input.
    pub stdin: &'a str,
    /// The expected output, if there is one. What the service thinks of it does not matter.
    pub expected: Option<&'a str>,
    /// What it may use.
    pub limits: TaskLimits,
}

/// What came of an [`Order`], in the service's words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ran {
    /// Number of the status, 3 to 14; smaller ones say that there is no end yet.
    pub status: u8,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// What the compiler said.
    pub compile_output: String,
    /// What there is to say of the end.
    pub message: String,
    /// CPU time in milliseconds.
    pub cpu_ms: u64,
    /// Memory in KiB.
    pub memory_kb: u64,
}

/// A service that runs programs.
pub trait Service: Send + Sync + 'static {
    /// Runs a program and waits for its end.
    ///
    /// # Errors
    /// A sentence when the service cannot be reached or does not answer as it should. Says nothing about the program.
    fn run(&self, order: Order<'_>) -> Result<Ran, String>;
}

/// A judge over a [`Service`].
pub struct Elsewhere<S> {
    service: S,
    languages: Arc<Languages>,
}

impl<S: Service> Elsewhere<S> {
    /// Makes a judge for the languages that the service has.
    pub fn new(service: S, languages: Arc<Languages>) -> Self {
        Self { service, languages }
    }

    /// The languages of this judge.
    #[must_use]
    pub fn languages(&self) -> &Languages {
        &self.languages
    }

    /// Judges a source against the tests of a task.
    ///
    /// # Errors
    /// `UnknownLanguage`, `Service`.
    pub fn judge(
        &self,
        task: &Task,
        language: &str,
        source: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Report, Error> {
        let cases: Vec<Case<'_>> = task
            .tests
            .iter()
            .map(|test| Case { name: &test.name, input: &test.input, expected: Some(&test.answer) })
            .collect();
        let plain = task.rules.is_empty();
        let (kind, limits, checker) = (&task.kind, &task.limits, &task.checker);
        let work = Work { plain, kind, limits, checker, on_failure: task.on_failure };
        self.work(&work, language, source, &cases, progress)
    }

    /// Runs a source on inputs.
    ///
    /// # Errors
    /// As [`Elsewhere::judge`]; `Service` for a run with options of its own.
    pub fn run(&self, request: &RunRequest, progress: &mut dyn FnMut(Progress)) -> Result<Report, Error> {
        if request.options.is_some() {
            return Err(Error::Service("runs with limits of their own are not passed on".to_owned()));
        }
        let cases: Vec<Case<'_>> = request
            .cases
            .iter()
            .map(|case| Case { name: &case.name, input: &case.input, expected: case.expected.as_deref() })
            .collect();
        let (kind, limits, checker) = (&request.kind, &request.limits, &request.checker);
        let plain = request.rules.is_empty();
        let work = Work { plain, kind, limits, checker, on_failure: OnFailure::RunAll };
        self.work(&work, &request.language, &request.source, &cases, progress)
    }

    fn work(
        &self,
        work: &Work<'_>,
        language: &str,
        source: &str,
        cases: &[Case<'_>],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Report, Error> {
        let language = self.languages.get(language).ok_or_else(|| Error::UnknownLanguage(language.to_owned()))?;
        progress(Progress::Compiling);
        let mut report = Report {
            verdict: Verdict::Accepted,
            compile: CompileReport::default(),
            tests: Vec::new(),
            cpu_ms: 0,
            wall_ms: 0,
            memory_kb: 0,
        };
        if !work.plain || matches!(work.kind, Kind::Function(_)) {
            let output = "this server judges by a service that runs whole programs only; problems that ask for a \
                          function or bring programs of their own cannot be judged here\n";
            report.compile.output = output.to_owned();
            report.verdict = Verdict::CompilationError;
            progress(Progress::Compiled(report.compile.clone()));
            return Ok(report);
        }
        let limits = language.effective_limits(work.limits);
        for (index, case) in cases.iter().enumerate() {
            let order =
                Order { language: language.judge0_id, source, stdin: case.input, expected: case.expected, limits };
            let ran = self.service.run(order).map_err(Error::Service)?;
            if index == 0 {
                report.compile.output = capped(ran.compile_output.as_bytes(), MAX_OUTPUT).0;
                progress(Progress::Compiled(report.compile.clone()));
            }
            if ran.status == 6 {
                report.verdict = Verdict::CompilationError;
                report.tests.clear();
                return Ok(report);
            }
            let result = result(case, &ran, work.checker, &limits)?;
            report.cpu_ms = report.cpu_ms.max(result.cpu_ms);
            report.wall_ms = report.wall_ms.max(result.wall_ms);
            report.memory_kb = report.memory_kb.max(result.memory_kb);
            if report.verdict == Verdict::Accepted {
                report.verdict = result.verdict;
            }
            progress(Progress::Test { index, total: cases.len(), result: Box::new(result.clone()) });
            let stop = work.on_failure == OnFailure::Stop && result.verdict != Verdict::Accepted;
            report.tests.push(result);
            if stop {
                break;
            }
        }
        Ok(report)
    }
}

struct Work<'a> {
    /// Nothing but tests and a comparison.
    plain: bool,
    kind: &'a Kind,
    limits: &'a TaskLimits,
    checker: &'a Checker,
    on_failure: OnFailure,
}

struct Case<'a> {
    name: &'a str,
    input: &'a str,
    expected: Option<&'a str>,
}

fn result(case: &Case<'_>, ran: &Ran, checker: &Checker, limits: &TaskLimits) -> Result<TestReport, Error> {
    let too_much_memory = ran.memory_kb >= limits.memory_kb;
    let memory = |exit| match too_much_memory {
        true => (Verdict::MemoryLimitExceeded, Some(LimitHit::Memory), exit),
        false => (Verdict::RuntimeError, None, exit),
    };
    let (mut verdict, limit_hit, exit) = match ran.status {
        3 | 4 => (Verdict::Accepted, None, Exit::Code(0)),
        5 => (Verdict::TimeLimitExceeded, Some(LimitHit::CpuTime), Exit::Signal(9)),
        7 => memory(Exit::Signal(11)),
        8 => (Verdict::OutputLimitExceeded, Some(LimitHit::Output), Exit::Signal(25)),
        9 => memory(Exit::Signal(8)),
        10 => memory(Exit::Signal(6)),
        11 => memory(Exit::Code(number_in(&ran.message).unwrap_or(1))),
        12 => memory(Exit::Signal(number_in(&ran.message).unwrap_or(9))),
        status => return Err(Error::Service(format!("it ended with status {status}: {}", ran.message))),
    };
    let mut checker_message = None;
    if let (Verdict::Accepted, Some(expected)) = (verdict, case.expected)
        && let Err(message) = checker.check_text(expected, &ran.stdout)
    {
        (verdict, checker_message) = (Verdict::WrongAnswer, Some(message));
    }
    let (stdout, stdout_cut) = capped(ran.stdout.as_bytes(), MAX_OUTPUT);
    let (stderr, stderr_cut) = capped(ran.stderr.as_bytes(), MAX_OUTPUT / 4);
    Ok(TestReport {
        name: case.name.to_owned(),
        verdict,
        cpu_ms: ran.cpu_ms,
        wall_ms: ran.cpu_ms,
        memory_kb: ran.memory_kb,
        stdout,
        stderr,
        result: None,
        checker_message,
        team_message: None,
        points: None,
        judge_error: None,
        limit_hit,
        exit,
        truncated: stdout_cut || stderr_cut,
        runs: 1,
    })
}

/// The number in a message such as `Exited with error status 3`.
fn number_in(message: &str) -> Option<i32> {
    message.split_whitespace().find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::sync::Mutex;

    use super::*;
    use crate::{Rules, Test, TokenRules};

    /// A service that has its answers ready.
    struct Ready(Mutex<Vec<Ran>>);

    impl Service for Ready {
        fn run(&self, order: Order<'_>) -> Result<Ran, String> {
            assert_eq!((order.language, order.source), (71, "program"));
            let mut answers = self.0.lock().unwrap();
            if answers.is_empty() { Err("it is gone".to_owned()) } else { Ok(answers.remove(0)) }
        }
    }

    fn ran(status: u8, stdout: &str) -> Ran {
        Ran { status, stdout: stdout.to_owned(), cpu_ms: 20, memory_kb: 3000, ..Ran::default() }
    }

    fn judged(answers: Vec<Ran>, on_failure: OnFailure) -> Result<Report, Error> {
        let test = |name: &str, answer: &str| Test {
            name: name.to_owned(),
            input: "1 2".to_owned(),
            answer: answer.to_owned(),
            is_sample: false,
            points: 0,
        };
        let task = Task {
            kind: Kind::Stdio,
            limits: TaskLimits::default(),
            checker: Checker::Tokens(TokenRules { float_absolute: Some(0.1), ..TokenRules::default() }),
            tests: vec![test("one", "3.0"), test("two", "4")],
            on_failure,
            rules: Rules::default(),
        };
        let elsewhere = Elsewhere::new(Ready(Mutex::new(answers)), Arc::new(Languages::builtin()));
        elsewhere.judge(&task, "python", "program", &mut |_| {})
    }

    #[test]
    fn answers_are_compared_here_whatever_the_service_thinks_of_them() {
        let report = judged(vec![ran(4, "3.05\n"), ran(3, "5")], OnFailure::Stop).unwrap();
        assert_eq!(report.verdict, Verdict::WrongAnswer);
        assert_eq!(
            report.tests.iter().map(|test| test.verdict).collect::<Vec<_>>(),
            [Verdict::Accepted, Verdict::WrongAnswer]
        );
        assert!(report.tests[1].checker_message.is_some());
        assert_eq!((report.cpu_ms, report.memory_kb), (20, 3000));
    }

    #[test]
    fn every_end_has_its_verdict() {
        for (status, verdict) in [
            (5, Verdict::TimeLimitExceeded),
            (7, Verdict::RuntimeError),
            (8, Verdict::OutputLimitExceeded),
            (11, Verdict::RuntimeError),
            (12, Verdict::RuntimeError),
        ] {
            let report = judged(vec![ran(status, "")], OnFailure::Stop).unwrap();
            assert_eq!((report.verdict, report.tests.len()), (verdict, 1), "{status}");
        }
        let full = Ran { memory_kb: 1 << 20, ..ran(12, "") };
        assert_eq!(judged(vec![full], OnFailure::Stop).unwrap().verdict, Verdict::MemoryLimitExceeded);
        let exited = Ran { message: "Exited with error status 7".to_owned(), ..ran(11, "") };
        assert_eq!(judged(vec![exited], OnFailure::Stop).unwrap().tests[0].exit, Exit::Code(7));
        let broken = Ran { compile_output: "oops".to_owned(), ..ran(6, "") };
        let report = judged(vec![broken], OnFailure::RunAll).unwrap();
        assert_eq!((report.verdict, report.compile.output.as_str()), (Verdict::CompilationError, "oops"));
        assert!(report.tests.is_empty());
        for answers in [vec![ran(13, "")], vec![ran(2, "")], Vec::new()] {
            assert!(matches!(judged(answers, OnFailure::RunAll), Err(Error::Service(_))));
        }
    }
}
