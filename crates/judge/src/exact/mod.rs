//! Runs under exact limits: what clients of an execution service ask for, as against the tests of a problem.

mod archive;
mod options;
mod outcome;
mod project;
mod words;

pub use archive::{ArchiveFile, unpack};
pub use options::{Base64, RunLimits, RunOptions, report_bytes};
pub(crate) use project::Project;
pub use words::words;

use std::sync::Arc;

use model::Verdict;
use sandbox::{Command, Limits, Sandbox, Supervisor};

use self::outcome::Runs;
use crate::compile::Compiler;
use crate::compiled::{Compiled, File};
use crate::program::{Program, environment, plain_environment};
use crate::{CompileReport, Error, Kind, Language, Progress, Report, RunRequest, TaskLimits};

/// The language of programs of several files that bring their own scripts, in [`RunRequest::language`].
pub const PROJECT: &str = "project";

/// Where and with what such runs happen.
pub(crate) struct Exact<'a> {
    pub(crate) supervisor: &'a Supervisor,
    pub(crate) compiler: &'a Compiler,
    pub(crate) project: Option<&'a Project>,
}

impl Exact<'_> {
    /// Compiles and runs. `language` is unused for a project.
    pub(crate) fn run(
        &self,
        request: &RunRequest,
        options: &RunOptions,
        language: Option<&Language>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Report, Error> {
        let files = match &options.archive {
            None => Vec::new(),
            Some(archive) => match unpack(&archive.0, options.limits.extract_kb.saturating_mul(1024)) {
                Ok(files) => files,
                Err(message) => return Ok(does_not_compile(format!("the archive {message}\n"))),
            },
        };
        progress(Progress::Compiling);
        if options.project {
            let project = self.project.ok_or_else(Project::unavailable)?;
            return project.run(self.supervisor, options, &files, progress);
        }
        let language = language.ok_or_else(|| Error::UnknownLanguage(request.language.clone()))?;
        self.run_program(language, options, files, progress)
    }

    fn run_program(
        &self,
        language: &Language,
        options: &RunOptions,
        files: Vec<ArchiveFile>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Report, Error> {
        let mut program = Program::new(language, &Kind::Stdio, "");
        program.files[0].1.clone_from(&options.source.0);
        // The source is the program, whatever the archive brings under its name.
        program.beside = files.into_iter().filter(|file| file.name != program.source).collect();
        program.compiler_options.clone_from(&options.compiler_options);
        let mut compilation = self.compiler.compile(language, &program)?;
        let compiled = Arc::clone(&compilation.compiled);
        let compile = CompileReport { cached: compilation.cached, ..compiled.report.clone() };
        progress(Progress::Compiled(compile.clone()));
        let Compiled { files: Some(made), .. } = &*compiled else {
            self.compiler.keep(&mut compilation);
            return Ok(Report { compile, ..does_not_compile(String::new()) });
        };
        // The heap is what the runtime leaves of the memory.
        let heap = options.limits.memory_kb.saturating_sub(language.spec.memory_extra_kb);
        let mut words = program.run_command(language, &TaskLimits { memory_kb: heap, ..TaskLimits::default() });
        words.extend(options.arguments.iter().cloned());
        let command = Command { env: environment(language), ..command(words, options) };
        let root = language.run_root();
        let mut runs = Runs::new(options, &language.spec.out_of_memory);
        while runs.go_on() {
            runs.add(again_if_it_died(|| {
                let mut sandbox = self.supervisor.open(&root)?;
                put(&mut sandbox, &program.beside, made)?;
                sandbox.run(&command)
            })?);
            // Only now, because the first result should not wait for the disk.
            self.compiler.keep(&mut compilation);
        }
        Ok(finished(compile, runs, progress))
    }
}

fn finished(compile: CompileReport, runs: Runs<'_>, progress: &mut dyn FnMut(Progress)) -> Report {
    let test = runs.report();
    progress(Progress::Test { index: 0, total: 1, result: Box::new(test.clone()) });
    Report {
        verdict: test.verdict,
        cpu_ms: test.cpu_ms,
        wall_ms: test.wall_ms,
        memory_kb: test.memory_kb,
        tests: vec![test],
        compile,
    }
}

fn does_not_compile(output: String) -> Report {
    let compile = CompileReport { output, ..CompileReport::default() };
    Report { verdict: Verdict::CompilationError, compile, tests: Vec::new(), cpu_ms: 0, wall_ms: 0, memory_kb: 0 }
}

/// The command of a run with everything that the options say of it.
fn command(words: Vec<String>, options: &RunOptions) -> Command {
    let limits = &options.limits;
    let mut command = Command::new(words);
    command.env = plain_environment();
    command.stdin = options.stdin.0.as_slice().into();
    command.stderr_to_stdout = options.stderr_to_stdout;
    let file_bytes = limits.file_kb.saturating_mul(1024);
    command.limits = Limits {
        cpu_time_us: limits.cpu_ms.saturating_add(limits.cpu_extra_ms).saturating_mul(1000),
        wall_time_us: limits.wall_ms.saturating_mul(1000),
        memory_bytes: limits.memory_kb.saturating_mul(1024),
        stack_bytes: limits.stack_kb.saturating_mul(1024),
        processes: limits.processes,
        file_bytes,
        stdout_bytes: file_bytes,
        stderr_bytes: file_bytes,
        ..Limits::default()
    };
    command
}

/// Puts what stands beside a program, then the program: it wins where names meet.
fn put(sandbox: &mut Sandbox, beside: &[ArchiveFile], made: &[File]) -> Result<(), sandbox::Error> {
    for file in beside.iter().filter(|file| made.iter().all(|other| other.name != file.name)) {
        sandbox.put(&file.name, &file.content, false)?;
    }
    for file in made {
        sandbox.put(&file.name, &file.content, file.executable)?;
    }
    Ok(())
}

/// A sandbox that died with its supervisor is replaced once.
fn again_if_it_died<T>(mut once: impl FnMut() -> Result<T, sandbox::Error>) -> Result<T, sandbox::Error> {
    match once() {
        Err(sandbox::Error::SupervisorDied) => once(),
        outcome => outcome,
    }
}
