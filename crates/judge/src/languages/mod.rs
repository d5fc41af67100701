//! The table of languages, and what of it this machine has.

mod cache;
mod glob;
mod probe;
mod toolchain;

use std::collections::BTreeMap;
use std::path::PathBuf;

use sandbox::RootSpec;
use serde::Deserialize;

pub(crate) use glob::name_matches;
pub(crate) use probe::expand;

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
    /// Number in Judge0's API.
    pub judge0_id: u32,
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
    pub(crate) harness: Harness,
    pub(crate) function_file_name: String,
    pub(crate) driver_file_name: String,
    pub(crate) version_command: Vec<String>,
    pub(crate) time_factor: f64,
    pub(crate) time_extra_ms: u64,
    pub(crate) memory_extra_kb: u64,
    pub(crate) processes: u32,
    pub(crate) out_of_memory: Vec<String>,
    pub(crate) find: BTreeMap<String, Vec<String>>,
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

#[derive(Deserialize)]
struct Table {
    language: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    key: String,
    api_name: String,
    judge0_id: u32,
    name: String,
    extensions: Vec<String>,
    file_name: String,
    install_hint: String,
    #[serde(flatten)]
    spec: Spec,
}

impl Languages {
    /// The languages that CodeQuest ships, not yet probed.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(include_str!("../../languages.toml")).expect("a test reads the embedded table")
    }

    /// Reads a table of languages.
    fn parse(text: &str) -> Result<Self, Error> {
        let table: Table = toml::from_str(text).map_err(|error| Error::Languages(error.to_string()))?;
        let languages = table
            .language
            .into_iter()
            .map(|entry| Language {
                key: entry.key,
                api_name: entry.api_name,
                judge0_id: entry.judge0_id,
                name: entry.name,
                version: None,
                available: false,
                install_hint: entry.install_hint,
                file_name: entry.file_name,
                extensions: entry.extensions,
                spec: entry.spec,
                found: Found::default(),
            })
            .collect();
        Ok(Self { languages })
    }

    /// Looks for every language on this machine and fills `version` and `available`. A missing compiler is no error.
    #[must_use]
    pub fn probe(mut self) -> Self {
        std::thread::scope(|scope| {
            for language in &mut self.languages {
                scope.spawn(|| probe::probe(language));
            }
        });
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

    /// The language with this number in Judge0's API.
    #[must_use]
    pub fn by_judge0_id(&self, id: u32) -> Option<&Language> {
        self.iter().find(|language| language.judge0_id == id)
    }

    /// The language of files with this ending, given without the dot.
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
        assert_eq!(languages.iter().count(), expected.len());
        for (key, api_name, judge0_id, extension) in expected {
            assert_eq!(languages.get(key).unwrap().key, key);
            assert_eq!(languages.by_api_name(api_name).unwrap().key, key);
            assert_eq!(languages.by_judge0_id(judge0_id).unwrap().key, key);
            assert_eq!(languages.by_extension(extension).unwrap().key, key);
        }
    }

    #[test]
    fn a_language_that_is_not_installed_is_unavailable_and_says_how_to_install_it() {
        let text = include_str!("../../languages.toml").replace("/usr/", "/nowhere/");
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
