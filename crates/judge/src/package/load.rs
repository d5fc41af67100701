//! Puts a package together from its files.

use std::path::Path;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::complaints::Complaints;
use super::groups::Groups;
use super::{Files, LoadResult, Package, Submission, manifest, rules, statement, testdata};
use crate::{Checker, Languages, Verdict};

/// Largest source of a reference submission.
const MAX_SOURCE_BYTES: usize = 256 << 10;

/// Loads the problem package in a folder; the folder's name is its slug.
#[must_use]
pub fn load_package(folder: &Path) -> LoadResult {
    // `.` and `dir/..` have a name only after this.
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let slug = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match Files::read_dir(&real) {
        Ok(files) => load_package_files(&slug, &files),
        Err(error) => {
            let mut complaints = Complaints::default();
            complaints.error(&folder.display().to_string(), None, format!("cannot read this folder: {error}"));
            LoadResult { package: None, complaints: complaints.list }
        }
    }
}

/// Loads a problem package from files in memory.
#[must_use]
pub fn load_package_files(slug: &str, files: &Files) -> LoadResult {
    let mut complaints = Complaints::default();
    let package = assemble(slug, files, &mut complaints);
    let package = package.filter(|_| !complaints.has_errors());
    LoadResult { package, complaints: complaints.list }
}

fn assemble(slug: &str, files: &Files, complaints: &mut Complaints) -> Option<Package> {
    check_slug(slug, complaints);
    let Some(bytes) = files.get(manifest::FILE) else {
        complaints.error(manifest::FILE, None, "this file is missing: a problem package needs one");
        return None;
    };
    let Ok(text) = str::from_utf8(bytes) else {
        complaints.error(manifest::FILE, None, "this file is not UTF-8");
        return None;
    };
    let manifest = manifest::read(text, complaints)?;
    refuse_programs(files, complaints);
    let statement = read_statement(files, complaints);
    let data = testdata::read(files, &manifest.kind, complaints);
    let groups = Groups::read(files, manifest.judging.scoring, complaints);
    let rules = rules::read(files, &manifest, &data, &groups, complaints);
    let checker = match rules.validator {
        None => testdata::checker(&groups, &manifest.kind, manifest.checker, manifest.validator_flags, complaints),
        Some(_) => Checker::default(),
    };
    let submissions = read_submissions(files, complaints);
    let uuid = manifest.uuid.unwrap_or_else(|| {
        let message = "`uuid` is missing: one is made from the folder's name, and renaming it makes a new problem";
        complaints.warning(manifest::FILE, None, message);
        uuid_of_slug(slug)
    });
    Some(Package {
        slug: slug.to_owned(),
        uuid,
        name: manifest.name,
        statement: statement.prose,
        input_format: statement.input,
        output_format: statement.output,
        constraints: statement.constraints,
        difficulty: manifest.difficulty,
        topics: manifest.topics,
        keywords: manifest.keywords,
        hints: manifest.hints,
        license: manifest.license,
        authors: manifest.authors,
        kind: manifest.kind,
        limits: manifest.limits,
        checker,
        rules,
        tests: data.tests,
        explanations: data.explanations,
        submissions,
        digest: digest(files),
    })
}

fn check_slug(slug: &str, complaints: &mut Complaints) {
    let valid = slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !valid || slug.is_empty() || slug.len() > 100 || slug.starts_with('-') {
        let message =
            format!("the folder's name `{slug}` must consist of at most 100 lower-case letters, digits and `-`");
        complaints.error(manifest::FILE, None, message);
    }
}

/// Folders whose programs decide about answers are refused: without them the verdicts would be wrong.
fn refuse_programs(files: &Files, complaints: &mut Complaints) {
    for folder in files.folders() {
        match folder {
            "graders" | "grader" => {
                complaints.error(folder, None, "packages with a grader of their own cannot be judged here");
            }
            "include" => complaints.error(folder, None, "packages with files for submissions cannot be judged here"),
            "data" | "statement" | "problem_statement" | "submissions" | "output_validator" | "output_validators" => {}
            // Made for the authors of a package; nothing is expected of them when it is judged.
            "generators" | "solution" | "input_validators" | "input_validator" => {}
            _ => complaints.warning(folder, None, "this folder has no effect here"),
        }
    }
}

fn read_statement(files: &Files, complaints: &mut Complaints) -> statement::Statement {
    let names = ["statement/problem.en.md", "problem_statement/problem.en.md", "problem_statement/problem.md"];
    let Some(name) = names.into_iter().find(|name| files.get(name).is_some()) else {
        let message = "this file is missing: the statement must be in English and in Markdown";
        complaints.error(names[0], None, message);
        return statement::Statement::default();
    };
    for folder in ["statement", "problem_statement"] {
        for (path, _) in files.below(folder).iter() {
            let path = format!("{folder}/{path}");
            if path != name {
                complaints.warning(&path, None, "this file has no effect here");
            }
        }
    }
    let Ok(text) = str::from_utf8(files.get(name).unwrap_or_default()) else {
        complaints.error(name, None, "this file is not UTF-8");
        return statement::Statement::default();
    };
    let statement = statement::split(text);
    if statement.prose.is_empty() {
        complaints.error(name, 1, "the statement has no prose before its sections");
    }
    for (heading, part) in [("Input", &statement.input), ("Output", &statement.output)] {
        if part.is_empty() {
            complaints.warning(name, None, format!("there is no section `## {heading}`"));
        }
    }
    statement
}

/// The verdict that a folder of reference submissions claims.
fn claim(folder: &str) -> Option<Verdict> {
    Some(match folder {
        "accepted" => Verdict::Accepted,
        "wrong_answer" => Verdict::WrongAnswer,
        "time_limit_exceeded" => Verdict::TimeLimitExceeded,
        "run_time_error" | "runtime_error" => Verdict::RuntimeError,
        "memory_limit_exceeded" => Verdict::MemoryLimitExceeded,
        "output_limit_exceeded" => Verdict::OutputLimitExceeded,
        "compile_error" | "compilation_error" => Verdict::CompilationError,
        _ => return None,
    })
}

fn read_submissions(files: &Files, complaints: &mut Complaints) -> Vec<Submission> {
    let languages = Languages::builtin();
    let mut submissions = Vec::new();
    for (path, bytes) in files.below("submissions").iter() {
        let full = format!("submissions/{path}");
        let Some((folder, file)) = path.split_once('/') else {
            complaints.warning(&full, None, "this file has no effect here");
            continue;
        };
        let Some(expected) = claim(folder) else {
            complaints.warning(&full, None, format!("the folder `{folder}` claims no verdict that is known here"));
            continue;
        };
        let extension = file.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
        let language = languages.by_extension(extension).filter(|_| !file.contains('/'));
        let Some(language) = language else {
            let message =
                "only single files in a language that `codequest doctor` lists are judged: this one is left out";
            complaints.warning(&full, None, message);
            continue;
        };
        match str::from_utf8(bytes) {
            Ok(source) if source.len() <= MAX_SOURCE_BYTES => submissions.push(Submission {
                path: full,
                language: language.key.clone(),
                source: source.to_owned(),
                expected,
            }),
            Ok(_) => complaints.error(&full, None, "this source is larger than 256 KiB"),
            Err(_) => complaints.error(&full, None, "this source is not UTF-8"),
        }
    }
    if !submissions.iter().any(|submission| submission.expected == Verdict::Accepted) {
        complaints.warning("submissions/accepted", None, "there is no accepted submission to prove the tests with");
    }
    submissions
}

/// SHA-256 over the names and contents of all files, in hex.
fn digest(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in files.iter() {
        hash.update((path.len() as u64).to_le_bytes());
        hash.update(path);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An identity for packages of the legacy format, the same at every import.
fn uuid_of_slug(slug: &str) -> Uuid {
    let hash = Sha256::digest(format!("codequest problem {slug}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
