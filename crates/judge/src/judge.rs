//! The judge: compiles once, runs the tests, compares, reports as it goes.

use std::sync::Arc;

use model::Verdict;
use sandbox::Supervisor;

use crate::compile::Compiler;
use crate::exact::{Exact, Project};
use crate::execute::{Case, Runner};
use crate::near;
use crate::program::Program;
use crate::seats::Seats;
use crate::signature::data::check_answer;
use crate::validator::Referee;
use crate::{
    Checker, CompiledCache, Error, Exit, Kind, Language, Languages, OnFailure, Progress, Report, Rules, RunProgress,
    RunReport, RunRequest, Task, TaskLimits, TestReport,
};

/// Judges programs in sandboxes. Clones share the sandboxes and the cache of compiled programs; several threads may
/// judge at once, and wait for each other when all sandboxes are taken.
#[derive(Debug, Clone)]
pub struct Judge {
    supervisor: Supervisor,
    languages: Arc<Languages>,
    compiler: Arc<Compiler>,
    seats: Arc<Seats>,
    project: Option<Arc<Project>>,
}

impl Judge {
    /// Makes a judge. The supervisor must show the roots of [`Languages::sandbox_roots`].
    #[must_use]
    pub fn new(supervisor: Supervisor, languages: impl Into<Arc<Languages>>) -> Self {
        Self::over(Compiler::new(supervisor.clone(), None), supervisor, languages)
    }

    /// Makes a judge that also finds and keeps compiled programs in a folder.
    #[must_use]
    pub fn with_cache(supervisor: Supervisor, languages: impl Into<Arc<Languages>>, cache: CompiledCache) -> Self {
        Self::over(Compiler::new(supervisor.clone(), Some(cache)), supervisor, languages)
    }

    fn over(compiler: Compiler, supervisor: Supervisor, languages: impl Into<Arc<Languages>>) -> Self {
        let seats = Arc::new(Seats::new(supervisor.slots()));
        let languages = languages.into();
        let project = Project::find(&languages).map(Arc::new);
        Self { supervisor, languages, compiler: Arc::new(compiler), seats, project }
    }

    /// Makes what compilers can use and what is missing in the folder of [`Languages::use_cache`], each in a sandbox:
    /// now, one after the other, for the languages that ask for it at the start, and for others after their first use.
    /// It takes seconds; judging may go on meanwhile and is faster afterwards. What cannot be made is logged: programs
    /// are then compiled more slowly.
    pub fn prepare(&self) {
        self.compiler.prepare(&self.languages);
    }

    /// The languages of this judge.
    #[must_use]
    pub fn languages(&self) -> &Languages {
        &self.languages
    }

    /// How often the supervisor of the sandboxes was started again.
    #[must_use]
    pub fn sandbox_restarts(&self) -> u64 {
        self.supervisor.restarts()
    }

    /// Judges a source. `progress` hears of every step before the report is complete.
    ///
    /// # Errors
    /// `LanguageUnavailable`; `BadInput` and `BadAnswer` when a test does not fit the signature; `Helper` when a program of
    /// the problem cannot be used; `Sandbox`. None of them says anything about the source.
    pub fn judge(
        &self,
        task: &Task,
        language: &Language,
        source: &str,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Report, Error> {
        let cases: Vec<Case<'_>> = task
            .tests
            .iter()
            .map(|test| Case {
                name: &test.name,
                input: &test.input,
                expected: Some(&test.answer),
                validator_args: args_of(&task.rules, &test.name),
            })
            .collect();
        let work = Work {
            language,
            source,
            kind: &task.kind,
            limits: &task.limits,
            checker: &task.checker,
            rules: &task.rules,
            cases: &cases,
            on_failure: task.on_failure,
        };
        work.check_tests()?;
        self.work(&work, progress)
    }

    /// Runs a source on inputs, without grading. An input that does not fit the signature is not run: its result is
    /// `runtime_error`, with a message that says what is wrong.
    ///
    /// # Errors
    /// `UnknownLanguage`, `LanguageUnavailable`, `Helper`, `Sandbox`.
    pub fn run(&self, request: &RunRequest, progress: &mut dyn FnMut(RunProgress)) -> Result<RunReport, Error> {
        if let Some(options) = &request.options {
            let project = self.project.as_deref();
            let exact = Exact { supervisor: &self.supervisor, compiler: &self.compiler, project };
            let language = self.languages.get(&request.language);
            return match language {
                Some(language) if !options.project => {
                    check_available(language)?;
                    exact.run(request, options, Some(language), progress)
                }
                _ => exact.run(request, options, None, progress),
            };
        }
        let language =
            self.languages.get(&request.language).ok_or_else(|| Error::UnknownLanguage(request.language.clone()))?;
        let cases: Vec<Case<'_>> = request
            .cases
            .iter()
            .map(|case| Case {
                name: &case.name,
                input: &case.input,
                expected: case.expected.as_deref(),
                validator_args: args_of(&request.rules, &case.name),
            })
            .collect();
        let work = Work {
            language,
            source: &request.source,
            kind: &request.kind,
            limits: &request.limits,
            checker: &request.checker,
            rules: &request.rules,
            cases: &cases,
            on_failure: OnFailure::RunAll,
        };
        self.work(&work, progress)
    }

    fn work(&self, work: &Work<'_>, progress: &mut dyn FnMut(Progress)) -> Result<Report, Error> {
        work.check_language()?;
        // A validator has a sandbox of its own beside that of the program.
        let needed = if work.rules.validator.is_some() { 2 } else { 1 };
        let _seats = self.seats.take(needed).ok_or(Error::TooFewSandboxes { needed })?;
        let program = Program::new(work.language, work.kind, work.source);
        progress(Progress::Compiling);
        let mut compilation = self.compiler.compile(work.language, &program)?;
        let compiled = Arc::clone(&compilation.compiled);
        let mut compile = compiled.report.clone();
        compile.cached = compilation.cached;
        progress(Progress::Compiled(compile.clone()));
        let mut report =
            Report { verdict: Verdict::Accepted, compile, tests: Vec::new(), cpu_ms: 0, wall_ms: 0, memory_kb: 0 };
        let Some(files) = &compiled.files else {
            report.verdict = Verdict::CompilationError;
            self.compiler.keep(&mut compilation);
            return Ok(report);
        };
        let mut runner =
            Runner::new(&self.supervisor, work.language, &program, files, work.kind, work.checker, work.limits);
        let validator = work.rules.validator.as_ref();
        let mut referee = validator
            .map(|validator| Referee::new(&self.supervisor, &self.compiler, &self.languages, validator))
            .transpose()?;
        let limit_ms = work.language.effective_limits(work.limits).time_ms;
        for (index, case) in work.cases.iter().enumerate() {
            let result = match work.check_input(case) {
                Ok(()) => near::settled(limit_ms, || match &mut referee {
                    None => runner.run(*case),
                    Some(referee) => runner.run_refereed(referee, *case),
                })?,
                Err(message) => not_run(case, message),
            };
            report.cpu_ms = report.cpu_ms.max(result.cpu_ms);
            report.wall_ms = report.wall_ms.max(result.wall_ms);
            report.memory_kb = report.memory_kb.max(result.memory_kb);
            if report.verdict == Verdict::Accepted {
                report.verdict = result.verdict;
            }
            progress(Progress::Test { index, total: work.cases.len(), result: Box::new(result.clone()) });
            // Only now, because the first result should not wait for the disk.
            self.compiler.keep(&mut compilation);
            let stop = work.on_failure == OnFailure::Stop && result.verdict != Verdict::Accepted;
            report.tests.push(result);
            if stop {
                break;
            }
        }
        Ok(report)
    }
}

/// What a judging and a run have in common.
struct Work<'a> {
    language: &'a Language,
    source: &'a str,
    kind: &'a Kind,
    limits: &'a TaskLimits,
    checker: &'a Checker,
    rules: &'a Rules,
    cases: &'a [Case<'a>],
    on_failure: OnFailure,
}

impl Work<'_> {
    fn check_language(&self) -> Result<(), Error> {
        if matches!(self.kind, Kind::Function(_)) && !self.language.has_functions() {
            return Err(Error::NoFunctions(self.language.name.clone()));
        }
        check_available(self.language)
    }

    /// Refuses tests that nobody could pass, before anything runs.
    fn check_tests(&self) -> Result<(), Error> {
        let Kind::Function(signature) = self.kind else { return Ok(()) };
        for case in self.cases {
            let test = || case.name.to_owned();
            self.check_input(case).map_err(|message| Error::BadInput { test: test(), message })?;
            if let Some(expected) = case.expected {
                check_answer(signature, case.input, expected)
                    .map_err(|message| Error::BadAnswer { test: test(), message })?;
            }
        }
        Ok(())
    }

    fn check_input(&self, case: &Case<'_>) -> Result<(), String> {
        match self.kind {
            Kind::Stdio => Ok(()),
            Kind::Function(signature) => signature.check_input(case.input),
        }
    }
}

/// The arguments of the validators for one test.
fn args_of<'a>(rules: &'a Rules, test: &str) -> Option<&'a [String]> {
    rules.test_args.get(test).map(Vec::as_slice)
}

fn check_available(language: &Language) -> Result<(), Error> {
    if language.available {
        return Ok(());
    }
    Err(Error::LanguageUnavailable { language: language.name.clone(), hint: language.install_hint.clone() })
}

/// The result of a case whose input is not what the function takes.
fn not_run(case: &Case<'_>, message: String) -> TestReport {
    TestReport {
        name: case.name.to_owned(),
        verdict: Verdict::RuntimeError,
        cpu_ms: 0,
        wall_ms: 0,
        memory_kb: 0,
        runs: 0,
        stdout: String::new(),
        stderr: String::new(),
        result: None,
        checker_message: Some(format!("the input does not fit the parameters: {message}")),
        team_message: None,
        points: None,
        judge_error: None,
        limit_hit: None,
        exit: Exit::Code(1),
        truncated: false,
    }
}
