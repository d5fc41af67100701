//! Programs of a package that decide about answers: output validators, checkers and interactors.
//!
//! They are as little trusted as a submission: compiled and run in sandboxes of their own.

mod judgement;
mod referee;

use serde::{Deserialize, Serialize};

pub(crate) use judgement::{Judgement, Ruling};
pub(crate) use referee::{Conversation, Referee, Turn};

use crate::program::Program;
use crate::{Language, TaskLimits};

/// A program that belongs to a package and is not a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    /// Its name within the package, for example `output_validator/check.cpp`.
    pub name: String,
    /// Key of its language.
    pub language: String,
    /// The file in which it starts; one of `files`.
    pub main: String,
    /// Name and text of each of its files.
    pub files: Vec<(String, String)>,
}

/// How a package judges answers with programs of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validator {
    /// The programs that look at the answer; each of them must accept it.
    pub checkers: Vec<Helper>,
    /// The program that talks with the submission while it runs.
    #[serde(default)]
    pub interactor: Option<Helper>,
    /// How these programs are called and what their exit codes mean.
    pub protocol: Protocol,
    /// Arguments for tests that have none of their own.
    #[serde(default)]
    pub args: Vec<String>,
    /// How often the submission may run for one test; more than 1 makes a multi-pass problem.
    #[serde(default = "one")]
    pub passes: u32,
    /// What one run of such a program may use.
    pub limits: TaskLimits,
}

fn one() -> u32 {
    1
}

/// How validators are called and answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// `validator input answer feedback/ [arguments]`, the output on standard input; 42 accepts and 43 rejects.
    Icpc,
    /// `checker input output answer [arguments]`; 0 accepts, 1, 2, 4 and 8 reject, 7 gives points.
    Testlib,
}

impl Protocol {
    /// The limits of validators that name none, those that the package format calls typical: 60 s, 2 GiB, 8 MiB.
    #[must_use]
    pub fn usual_limits() -> TaskLimits {
        TaskLimits { time_ms: 60_000, memory_kb: 2 << 20, output_kb: 8 << 10 }
    }
}

/// Name of the file that joins the sources of a C or C++ program.
const UNIT: &str = "codequest_unit";

impl Helper {
    /// Lays out the files; the first one is that in which the program starts.
    pub(crate) fn program(&self, language: &Language) -> Program {
        let mut files: Vec<(String, Vec<u8>)> =
            self.files.iter().map(|(name, text)| (name.clone(), text.clone().into_bytes())).collect();
        files.sort_by_key(|(name, _)| (*name != self.main, name.clone()));
        let ending = self.main.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_unit = |name: &str| {
            name.rsplit_once('.').is_some_and(|(_, of)| is_c(of) && language.extensions.iter().any(|known| known == of))
        };
        let mut main = self.main.clone();
        if is_c(ending) && files.iter().filter(|(name, _)| is_unit(name)).count() > 1 {
            // Compilers are called with one file, so that one is made that includes the others.
            let lines =
                files.iter().filter(|(name, _)| is_unit(name)).map(|(name, _)| format!("#include \"{name}\"\n"));
            let unit = lines.collect::<String>().into_bytes();
            main = format!("{UNIT}.{ending}");
            files.push((main.clone(), unit));
        }
        Program { files, beside: Vec::new(), compiler_options: Vec::new(), source: self.main.clone(), main }
    }
}

fn is_c(ending: &str) -> bool {
    ["c", "cc", "cpp", "cxx"].contains(&ending)
}
