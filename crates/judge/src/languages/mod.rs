//! The table of languages, and what of it this machine has.

mod cache;
mod glob;
mod memo;
mod probe;
mod table;
mod toolchain;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sandbox::RootSpec;
use serde::Deserialize;

pub(crate) use glob::name_matches;
pub(crate) use probe::{expand, with_libraries};

use crate::harness::Harness;
use crate::{Error, TaskLimits};

/// The languages that programs can be written in, read from `languages.toml`.
#[derive(Debug, Clone)]
pub struct Languages {
    languages: Vec<Language>,
}

/// One language: its names, and how its programs are compiled and run.
#[derive(Debug, Clone)]
pub struct Language {
    /// Short key: `python`, `cpp`, `java`, `javascript`.
    pub key: String,
    /// Name in the native API, for example `python3.10`.
    pub api_name: String,
    /// Number in Judge0's API; from 1001 on for languages that Judge0 does not have.
    pub judge0_id: u32,
    /// More numbers of Judge0's API that this language answers to, those of other versions of the compiler.
    pub judge0_also: Vec<u32>,
    /// Name for people.
    pub name: String,
    /// Version found on this machine; `None` before [`Languages::probe`] and where it is not installed.
    pub version: Option<String>,
    /// Whether programs can be judged here; `false` before [`Languages::probe`].
    pub available: bool,
    /// How to install it.
    pub install_hint: String,
    /// Name of the source file of a whole program.
    pub file_name: String,
    /// Endings of source files, without the dot; the first is the usual one.
    pub extensions: Vec<String>,
    pub(crate) spec: Spec,
    pub(crate) found: Found,
}

/// The part of a language's entry that only the judge needs.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Spec {
    /// Absent: only whole programs, no functions.
    pub(crate) harness: Option<Harness>,
    #[serde(default)]
    pub(crate) function_file_name: String,
    #[serde(default)]
    pub(crate) driver_file_name: String,
    /// The program that a learner starts from; absent where the harness has one.
    pub(crate) starter: Option<String>,
    pub(crate) version_command: Vec<String>,
    pub(crate) time_factor: f64,
    pub(crate) time_extra_ms: u64,
    pub(crate) memory_extra_kb: u64,
    pub(crate) processes: u32,
    pub(crate) out_of_memory: Vec<String>,
    /// More variables of the environment, for the compiler and the program.
    #[serde(default)]
    pub(crate) environment: BTreeMap<String, String>,
    /// Words that stand for others in commands and paths.
    #[serde(default)]
    pub(crate) words: BTreeMap<String, String>,
    pub(crate) find: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) run_paths: Vec<String>,
    #[serde(default)]
    pub(crate) run_libraries_of: Vec<String>,
    /// Absent: the compiler sees what the program sees.
    pub(crate) compile_paths: Option<Vec<String>>,
    pub(crate) compile_libraries_of: Option<Vec<String>>,
    pub(crate) prepare: Option<PrepareSpec>,
    pub(crate) compile: CompileSpec,
    pub(crate) run: RunSpec,
}

/// A file that makes compiling faster, made once for this machine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrepareSpec {
    /// Runs in a sandbox like any compilation.
    pub(crate) command: Vec<String>,
    /// The file that it is made from: one of this machine, or this text.
    pub(crate) source: Option<String>,
    pub(crate) text: Option<String>,
    /// Where its copy lies within the cache.
    pub(crate) copy: String,
    /// Its path within the cache.
    pub(crate) file: String,
    /// Made when a server starts; otherwise when somebody uses the language for the first time.
    #[serde(default)]
    pub(crate) at_start: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CompileSpec {
    pub(crate) command: Vec<String>,
    #[serde(default)]
    pub(crate) artefacts: Vec<String>,
    /// Beginnings of lines that the compiler prints and that mean nothing to a learner.
    #[serde(default)]
    pub(crate) noise: Vec<String>,
    pub(crate) time_ms: u64,
    pub(crate) memory_kb: u64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunSpec {
    pub(crate) command: Vec<String>,
}

/// What the probe found on this machine.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// Values of the names in `find`.
    pub(crate) names: BTreeMap<String, String>,
    /// Files and folders that a running program may see.
    pub(crate) run_paths: Vec<PathBuf>,
    /// Files and folders that the compiler may see.
    pub(crate) compile_paths: Vec<PathBuf>,
}

impl Languages {
    /// The languages that CodeQuest ships, not yet probed.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(include_str!("../../languages.toml")).expect("a test reads the embedded table")
    }

    /// Reads a table of languages.
    fn parse(text: &str) -> Result<Self, Error> {
        Ok(Self { languages: table::read(text)? })
    }

    /// Looks for every language on this machine and fills `version` and `available`. A missing compiler is no error.
    #[must_use]
    pub fn probe(mut self) -> Self {
        probe::all(self.languages.iter_mut().collect());
        self
    }

    /// As [`Languages::probe`], but what was found is kept in a file, and only looked for again where programs of the
    /// machine or the table have changed since: asking forty compilers for their versions takes seconds. A file that
    /// cannot be read or written only costs that time.
    #[must_use]
    pub fn probe_with_memo(mut self, file: &Path) -> Self {
        let new = memo::recall(&mut self.languages, file);
        if !new.is_empty() {
            probe::all(new);
            memo::keep(&self.languages, file);
        }
        self
    }

    /// The languages as a service elsewhere has them, by their numbers in Judge0's API: what is installed here does not
    /// matter.
    #[must_use]
    pub fn of_service(mut self, has: impl Fn(u32) -> bool) -> Self {
        for language in &mut self.languages {
            let numbers = [language.judge0_id].into_iter().chain(language.judge0_also.iter().copied());
            let there = numbers.into_iter().find(|number| has(*number));
            language.available = there.is_some();
            language.judge0_id = there.unwrap_or(language.judge0_id);
            language.version = None;
            "the service that judges for this server does not have it".clone_into(&mut language.install_hint);
        }
        self
    }

    /// All languages, available or not, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Language> {
        self.languages.iter()
    }

    /// The language with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Language> {
        self.iter().find(|language| language.key == key)
    }

    /// The language with this name in the native API.
    #[must_use]
    pub fn by_api_name(&self, name: &str) -> Option<&Language> {
        self.iter().find(|language| language.api_name == name)
    }

    /// The language that answers to this number in Judge0's API.
    #[must_use]
    pub fn by_judge0_id(&self, id: u32) -> Option<&Language> {
        self.iter().find(|language| language.judge0_id == id || language.judge0_also.contains(&id))
    }

    /// The language of files with this ending, given without the dot: the first in the table of those that share it.
    #[must_use]
    pub fn by_extension(&self, extension: &str) -> Option<&Language> {
        self.iter().find(|language| language.extensions.iter().any(|known| known == extension))
    }
}

impl Languages {
    /// What the sandbox must show for the available languages: two roots for each, one to compile and one to run in.
    #[must_use]
    pub fn sandbox_roots(&self) -> Vec<RootSpec> {
        self.iter()
            .filter(|language| language.available)
            .flat_map(|language| {
                [
                    RootSpec { name: language.compile_root(), paths: language.found.compile_paths.clone() },
                    RootSpec { name: language.run_root(), paths: language.found.run_paths.clone() },
                ]
            })
            .chain(crate::exact::Project::find(self).map(|project| project.root()))
            .collect()
    }
}

impl Language {
    /// Name of the sandbox root to compile in.
    pub(crate) fn compile_root(&self) -> String {
        format!("compile-{}", self.key)
    }

    /// Name of the sandbox root to run in.
    pub(crate) fn run_root(&self) -> String {
        format!("run-{}", self.key)
    }

    /// Whether function problems can be solved in it; whole programs can be written in every language.
    #[must_use]
    pub fn has_functions(&self) -> bool {
        self.spec.harness.is_some()
    }

    /// What one test of a problem with these limits may use in this language: the limits with the language's factor and
    /// its allowances for the runtime.
    #[must_use]
    pub fn effective_limits(&self, limits: &TaskLimits) -> TaskLimits {
        // Limits are small enough (days, terabytes) for the detour over f64 to be exact to the millisecond.
        let scaled = (limits.time_ms as f64 * self.spec.time_factor).round() as u64;
        TaskLimits {
            time_ms: scaled.saturating_add(self.spec.time_extra_ms),
            memory_kb: limits.memory_kb.saturating_add(self.spec.memory_extra_kb),
            output_kb: limits.output_kb,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn every_language_is_found_by_all_its_names() {
        let languages = Languages::builtin();
        let expected = [
            ("python", "python3.10", 71, "py"),
            ("cpp", "cpp17", 54, "cpp"),
            ("java", "java17", 62, "java"),
            ("javascript", "javascript", 63, "js"),
        ];
        for (key, api_name, judge0_id, extension) in expected {
            assert_eq!(languages.get(key).unwrap().key, key);
            assert_eq!(languages.by_api_name(api_name).unwrap().key, key);
            assert_eq!(languages.by_judge0_id(judge0_id).unwrap().key, key);
            assert_eq!(languages.by_extension(extension).unwrap().key, key);
        }
    }

    #[test]
    fn no_two_languages_share_a_name_or_a_number() {
        let languages = Languages::builtin();
        let mut seen = std::collections::BTreeSet::new();
        for language in languages.iter() {
            let numbers = [language.judge0_id].into_iter().chain(language.judge0_also.iter().copied());
            let own = [format!("key {}", language.key), format!("name {}", language.api_name)];
            for item in own.into_iter().chain(numbers.map(|number| format!("number {number}"))) {
                assert!(seen.insert(item.clone()), "{item} of {} is taken", language.key);
            }
        }
    }

    #[test]
    fn a_language_that_is_not_installed_is_unavailable_and_says_how_to_install_it() {
        let text = include_str!("../../languages.toml").replace("\"/", "\"/nowhere/");
        let languages = Languages::parse(&text).unwrap().probe();
        for language in languages.iter() {
            assert!(!language.available, "{}", language.key);
            assert_eq!(language.version, None);
            assert!(language.install_hint.starts_with("apt-get install"));
        }
    }

    #[test]
    fn allowances_are_added_to_the_limits_of_a_problem() {
        let languages = Languages::builtin();
        let limits = TaskLimits { time_ms: 2_000, memory_kb: 65_536, output_kb: 1_024 };
        for language in languages.iter() {
            let effective = language.effective_limits(&limits);
            assert!(effective.time_ms >= 2_000);
            assert!(effective.memory_kb > 65_536);
            assert_eq!(effective.output_kb, 1_024);
        }
    }
}
