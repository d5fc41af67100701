//! Problem packages and courses on disk, in the ICPC/Kattis problem package format with a few keys of ours.
//!
//! `docs/AUTHORING.md` describes every key. Loading never stops at the first fault: it collects complaints, each with
//! its file and, where there is one, its line.

mod complaints;
mod content;
mod files;
mod groups;
mod load;
mod manifest;
mod programs;
mod rules;
mod scoring;
mod signature;
mod statement;
mod testdata;
mod yaml;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use content::load_content;
pub use files::Files;
pub use load::{load_package, load_package_files};

use crate::{Checker, Kind, Rules, Severity, TaskLimits, Test};

/// A loaded problem package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Name of its folder: lower-case letters, digits and `-`.
    pub slug: String,
    /// Identity; stays when anything else changes.
    pub uuid: Uuid,
    /// Title for people.
    pub name: String,
    /// The statement's prose, in Markdown, without the sections below.
    pub statement: String,
    /// What the program reads, or the parameters of the function. Markdown, from `## Input`.
    pub input_format: String,
    /// What the program writes, or what the function returns. Markdown, from `## Output`.
    pub output_format: String,
    /// Bounds of the input. Markdown, from `## Constraints`.
    pub constraints: String,
    /// 1 easy, 2 medium, 3 hard.
    pub difficulty: u8,
    /// Slugs of topics, the most important first.
    pub topics: Vec<String>,
    /// Tags for search.
    pub keywords: Vec<String>,
    /// Hints from the vaguest to the plainest, in Markdown.
    pub hints: Vec<String>,
    /// SPDX-like word of the package format, for example `cc0`.
    pub license: String,
    /// Who wrote it, for people; empty when nobody is named.
    pub authors: Vec<String>,
    /// How a program gets its input.
    pub kind: Kind,
    /// Limits of one test.
    pub limits: TaskLimits,
    /// How answers are compared.
    pub checker: Checker,
    /// What is more to judging: programs of the package.
    #[serde(default)]
    pub rules: Rules,
    /// The samples, then the secret tests, each in the order of their names.
    pub tests: Vec<Test>,
    /// Explanations of samples: name of the test and Markdown.
    pub explanations: Vec<(String, String)>,
    /// The reference submissions, with the verdict that each claims.
    pub submissions: Vec<Submission>,
    /// SHA-256 over everything that was read, in hex: it changes when the package does.
    pub digest: String,
}

/// A reference submission of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Path within the package, for example `submissions/accepted/solution.py`.
    pub path: String,
    /// Key of its language.
    pub language: String,
    /// The source text.
    pub source: String,
    /// The verdict that its folder claims.
    pub expected: model::Verdict,
}

/// A course: modules of problems in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pathway {
    /// Identity; stays when anything else changes.
    pub uuid: Uuid,
    /// Title for people.
    pub title: String,
    /// One line below the title.
    #[serde(default)]
    pub subtitle: String,
    /// What it teaches, in Markdown.
    #[serde(default)]
    pub description: String,
    /// `Beginner`, `Intermediate` or `Advanced`.
    pub level: String,
    /// Planned length in weeks.
    pub duration_weeks: u32,
    /// Name of an icon.
    #[serde(default)]
    pub icon: String,
    /// Classes of the gradient behind the icon.
    #[serde(default)]
    pub color_gradient: String,
    /// The modules, in order.
    pub modules: Vec<Module>,
}

/// A part of a [`Pathway`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Identity; stays when anything else changes.
    pub uuid: Uuid,
    /// Title for people.
    pub title: String,
    /// What it is about, in Markdown.
    #[serde(default)]
    pub description: String,
    /// Slugs of its problems, in order.
    pub problems: Vec<String>,
}

/// A subject, with the subjects below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Identity; stays when anything else changes.
    pub uuid: Uuid,
    /// Name in addresses and packages.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// What belongs to it.
    #[serde(default)]
    pub description: String,
    /// Name of an icon.
    #[serde(default)]
    pub icon: Option<String>,
    /// The subjects below.
    #[serde(default)]
    pub children: Vec<Topic>,
}

/// A fault of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// File, relative to what was loaded.
    pub file: String,
    /// Line in that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// An error keeps the package out; a warning does not.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub message: String,
}

impl std::fmt::Display for Complaint {
    /// `file:line: error: message`, as compilers write.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        match self.line {
            Some(line) => write!(out, "{}:{line}: {severity}: {}", self.file, self.message),
            None => write!(out, "{}: {severity}: {}", self.file, self.message),
        }
    }
}

impl Package {
    /// What the judge needs of it. Every test runs: partial results are worth points.
    #[must_use]
    pub fn task(&self) -> crate::Task {
        crate::Task {
            kind: self.kind.clone(),
            limits: self.limits,
            checker: self.checker.clone(),
            tests: self.tests.clone(),
            on_failure: crate::OnFailure::RunAll,
            rules: self.rules.clone(),
        }
    }
}

/// What came out of loading a problem package.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadResult {
    /// The package, if no complaint is an error.
    pub package: Option<Package>,
    /// What is wrong with it.
    pub complaints: Vec<Complaint>,
}

/// Everything in a content folder.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// The packages without errors, by slug.
    pub packages: Vec<Package>,
    /// The courses without errors.
    pub pathways: Vec<Pathway>,
    /// The subject tree.
    pub topics: Vec<Topic>,
    /// What is wrong with any of it.
    pub complaints: Vec<Complaint>,
}
