//! The files of a program, and the words of the commands that compile and run it.

use std::collections::BTreeMap;

use crate::harness;
use crate::languages::expand;
use crate::{Kind, Language, TaskLimits};

/// A source with everything that has to stand beside it.
#[derive(Debug)]
pub(crate) struct Program {
    /// Name and content of each file, the learner's first.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Name of the learner's file.
    pub(crate) source: String,
    /// Name of the file in which the program starts.
    pub(crate) main: String,
}

impl Program {
    /// Lays out a source; for a function the driver comes beside it.
    pub(crate) fn new(language: &Language, kind: &Kind, source: &str) -> Self {
        match kind {
            Kind::Stdio => {
                let name = language.file_name.clone();
                Self { files: vec![(name.clone(), source.as_bytes().to_vec())], source: name.clone(), main: name }
            }
            Kind::Function(signature) => {
                let name = language.spec.function_file_name.clone();
                let main = language.spec.driver_file_name.clone();
                let driver = harness::driver(signature, language, source);
                Self {
                    files: vec![(name.clone(), source.as_bytes().to_vec()), (main.clone(), driver.into_bytes())],
                    source: name,
                    main,
                }
            }
        }
    }

    /// The command that compiles this program.
    pub(crate) fn compile_command(&self, language: &Language) -> Vec<String> {
        self.words(language, &language.spec.compile.command, 0)
    }

    /// The command that runs this program.
    pub(crate) fn run_command(&self, language: &Language, limits: &TaskLimits) -> Vec<String> {
        self.words(language, &language.spec.run.command, limits.memory_kb / 1024)
    }

    fn words(&self, language: &Language, command: &[String], heap_mb: u64) -> Vec<String> {
        let mut names = language.found.names.clone();
        names.insert("source".to_owned(), self.source.clone());
        names.insert("main".to_owned(), self.main.clone());
        let class = self.main.split('.').next().unwrap_or(&self.main);
        names.insert("class".to_owned(), class.to_owned());
        names.insert("heap_mb".to_owned(), heap_mb.max(16).to_string());
        let without_cache = !names.contains_key("cache");
        command
            .iter()
            .filter(|word| !(without_cache && word.contains("{cache}")))
            .flat_map(|word| match word.as_str() {
                "{files}" => self.files.iter().map(|(name, _)| name.clone()).collect(),
                _ => vec![expand(word, &names)],
            })
            .collect()
    }
}

/// The environment of a language's compiler and programs.
pub(crate) fn environment(language: &Language) -> Vec<(String, String)> {
    let mut variables: BTreeMap<&str, String> =
        [("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("HOME", "/workspace")]
            .map(|(name, value)| (name, value.to_owned()))
            .into();
    for (name, value) in &language.spec.environment {
        variables.insert(name, expand(value, &language.found.names));
    }
    variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
