//! The files of a program, and the words of the commands that compile and run it.

use std::collections::BTreeMap;

use crate::exact::ArchiveFile;
use crate::harness;
use crate::languages::expand;
use crate::{Kind, Language, TaskLimits};

/// A source with everything that has to stand beside it.
#[derive(Debug)]
pub(crate) struct Program {
    /// Name and content of each file, the learner's first.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// What stands beside the program, for its compiler and for itself.
    pub(crate) beside: Vec<ArchiveFile>,
    /// Further words for the compiler.
    pub(crate) compiler_options: Vec<String>,
    /// Name of the learner's file.
    pub(crate) source: String,
    /// Name of the file in which the program starts.
    pub(crate) main: String,
}

impl Program {
    /// Lays out a source; for a function the driver comes beside it.
    pub(crate) fn new(language: &Language, kind: &Kind, source: &str) -> Self {
        let (beside, compiler_options) = (Vec::new(), Vec::new());
        match kind {
            Kind::Stdio => {
                let name = language.file_name.clone();
                let files = vec![(name.clone(), source.as_bytes().to_vec())];
                Self { files, beside, compiler_options, source: name.clone(), main: name }
            }
            Kind::Function(signature) => {
                let name = language.spec.function_file_name.clone();
                let main = language.spec.driver_file_name.clone();
                let driver = harness::driver(signature, language, source);
                Self {
                    files: vec![(name.clone(), source.as_bytes().to_vec()), (main.clone(), driver.into_bytes())],
                    beside,
                    compiler_options,
                    source: name,
                    main,
                }
            }
        }
    }

    /// Whether nothing stands beside the program, so that its files and its command decide what it compiles to.
    pub(crate) fn stands_alone(&self) -> bool {
        self.beside.is_empty()
    }

    /// The command that compiles this program.
    pub(crate) fn compile_command(&self, language: &Language) -> Vec<String> {
        let mut words = self.words(language, &language.spec.compile.command, 0);
        words.extend(self.compiler_options.iter().cloned());
        words
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

/// What is in every environment.
const EVERYWHERE: [(&str, &str); 3] = [("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("HOME", "/workspace")];

/// The environment of programs that are in no language.
pub(crate) fn plain_environment() -> Vec<(String, String)> {
    EVERYWHERE.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// The environment of a language's compiler and programs.
pub(crate) fn environment(language: &Language) -> Vec<(String, String)> {
    let mut variables: BTreeMap<&str, String> = EVERYWHERE.map(|(name, value)| (name, value.to_owned())).into();
    for (name, value) in &language.spec.environment {
        variables.insert(name, expand(value, &language.found.names));
    }
    variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

impl Language {
    /// Whether a compiler makes the program, so that options for it mean something; others only have their syntax
    /// checked.
    #[must_use]
    pub fn is_compiled(&self) -> bool {
        !self.spec.compile.artefacts.is_empty()
    }

    /// The commands that compile (for compiled languages) and run a whole program, for people.
    #[must_use]
    pub fn shown_commands(&self) -> (Option<String>, String) {
        let program = Program::new(self, &Kind::Stdio, "");
        let cache = self.found.names.get("cache");
        let shown = |words: Vec<String>| {
            let own = |word: &String| !cache.is_some_and(|cache| word.contains(cache.as_str()));
            words.into_iter().filter(own).collect::<Vec<_>>().join(" ")
        };
        let compile = self.is_compiled().then(|| shown(program.compile_command(self)));
        (compile, shown(program.run_command(self, &TaskLimits::default())))
    }
}
