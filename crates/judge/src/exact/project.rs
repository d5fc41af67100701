//! Programs of several files that say themselves how they are compiled and run: an archive with the scripts `compile`
//! and `run`, in a sandbox that shows every compiler and runtime of this machine and the usual small tools.

use std::collections::BTreeSet;
use std::path::PathBuf;

use sandbox::{Command, Limits, Outcome, RootSpec, Supervisor};
use serde::Deserialize;

use super::outcome::Runs;
use super::{ArchiveFile, PROJECT, RunOptions, again_if_it_died, command, does_not_compile, finished, put};
use crate::program::plain_environment;
use crate::text::{capped, without_paths};
use crate::{CompileReport, Error, Languages, Progress, Report};

/// Most of what compiling says that is kept, in bytes.
const MAX_OUTPUT: usize = 16 << 10;
/// The names that the scripts may have; the first that is there counts.
const COMPILE: [&str; 2] = ["compile.sh", "compile"];
const RUN: [&str; 2] = ["run.sh", "run"];

/// The table in `project.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    shell: String,
    tools: Vec<String>,
    files: Vec<String>,
    compile_time_ms: u64,
    compile_memory_kb: u64,
    compile_processes: u32,
    file_kb: u64,
}

fn table() -> Table {
    toml::from_str(include_str!("../../project.toml")).expect("the tests of projects read the embedded table")
}

/// What this machine has for such programs.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    shell: String,
    paths: Vec<PathBuf>,
    compile_limits: Limits,
}

impl Project {
    /// Looks for the shell and the tools; `None` without a shell.
    pub(crate) fn find(languages: &Languages) -> Option<Self> {
        let table = table();
        let there = |path: &&String| std::fs::metadata(path.as_str()).is_ok_and(|about| about.is_file());
        Some(&table.shell).filter(there)?;
        let tools: Vec<String> = table.tools.iter().chain([&table.shell]).filter(there).cloned().collect();
        let mut paths: BTreeSet<PathBuf> = crate::languages::with_libraries(&tools, &table.files).into_iter().collect();
        paths.extend(languages.iter().filter(|language| language.available).flat_map(|language| {
            let found = &language.found;
            found.compile_paths.iter().chain(&found.run_paths).cloned()
        }));
        let compile_limits = Limits {
            cpu_time_us: table.compile_time_ms * 1000,
            wall_time_us: table.compile_time_ms * 2000,
            memory_bytes: table.compile_memory_kb * 1024,
            processes: table.compile_processes,
            file_bytes: table.file_kb * 1024,
            stdout_bytes: 4 * MAX_OUTPUT as u64,
            ..Limits::default()
        };
        Some(Self { shell: table.shell, paths: paths.into_iter().collect(), compile_limits })
    }

    /// The sandbox root in which they compile and run.
    pub(crate) fn root(&self) -> RootSpec {
        RootSpec { name: PROJECT.to_owned(), paths: self.paths.clone() }
    }

    pub(super) fn unavailable() -> Error {
        let language = "a program of several files".to_owned();
        Error::LanguageUnavailable { language, hint: "apt-get install bash".to_owned() }
    }

    /// Compiles and runs the files of an archive, each time anew.
    pub(super) fn run(
        &self,
        supervisor: &Supervisor,
        options: &RunOptions,
        files: &[ArchiveFile],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Report, Error> {
        let script = |names: [&'static str; 2]| {
            names.into_iter().find(|name| files.iter().any(|file| file.name == *name)).map(str::to_owned)
        };
        let Some(run) = script(RUN) else {
            return Ok(does_not_compile("the archive has no script `run` in its root\n".to_owned()));
        };
        let compile = script(COMPILE).map(|script| self.compile_command(script));
        let words = [self.shell.clone(), run].into_iter().chain(options.arguments.iter().cloned()).collect();
        let run = Command { keep_workspace: true, ..command(words, options) };
        let mut runs = Runs::new(options, &[]);
        let mut said = CompileReport::default();
        while runs.go_on() {
            let (compiled, outcome) = again_if_it_died(|| {
                let mut sandbox = supervisor.open(PROJECT)?;
                put(&mut sandbox, files, &[])?;
                let compiled = compile.as_ref().map(|compile| sandbox.run(compile)).transpose()?;
                match &compiled {
                    Some(compiled) if !compiled.success() => Ok((Some(compiled.clone()), None)),
                    _ => sandbox.run(&run).map(|outcome| (compiled, Some(outcome))),
                }
            })?;
            said.output = compiled.as_ref().map(|outcome| self.output(outcome)).unwrap_or_default();
            let Some(outcome) = outcome else {
                return Ok(Report { compile: said, ..does_not_compile(String::new()) });
            };
            runs.add(outcome);
        }
        progress(Progress::Compiled(said.clone()));
        Ok(finished(said, runs, progress))
    }

    fn compile_command(&self, script: String) -> Command {
        let mut command = Command::new([self.shell.clone(), script]);
        command.env = plain_environment();
        command.limits = self.compile_limits;
        command.stderr_to_stdout = true;
        command
    }

    fn output(&self, outcome: &Outcome) -> String {
        let (mut text, _) = capped(without_paths(&String::from_utf8_lossy(&outcome.stdout)).as_bytes(), MAX_OUTPUT);
        if let Some(limit) = outcome.limit {
            text.push_str(&format!("compiling was stopped: it used too much ({limit:?})\n"));
        }
        text
    }
}

impl Languages {
    /// Whether programs of several files, with scripts of their own, can be run here.
    #[must_use]
    pub fn runs_projects(&self) -> bool {
        std::path::Path::new(&table().shell).is_file() && self.iter().any(|language| language.available)
    }
}
