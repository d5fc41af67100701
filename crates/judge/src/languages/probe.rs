//! Looks for one language on this machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::{Found, Language, glob};

/// Probes at the same time as many languages as there are processors: each asks programs that take a while.
pub(super) fn all(languages: Vec<&mut Language>) {
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let queue = Mutex::new(languages.into_iter());
    // Nobody panics with the lock held, as nothing but the iterator is touched.
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    std::thread::scope(|scope| {
        for _ in 0..processors {
            scope.spawn(|| {
                while let Some(language) = next() {
                    probe(language);
                }
            });
        }
    });
}

/// Forgets what an earlier probe found.
pub(super) fn forget(language: &mut Language) {
    language.available = false;
    language.version = None;
    language.found = Found::default();
}

/// The values of all names of a language; `None` when something is missing.
pub(super) fn names(language: &Language) -> Option<BTreeMap<String, String>> {
    let mut names = find_names(&language.spec.find)?;
    names.extend(language.spec.words.clone());
    Some(names)
}

/// Fills `version`, `available` and what was found. Leaves them empty when something is missing.
fn probe(language: &mut Language) {
    forget(language);
    let Some(names) = names(language) else { return };
    let Some(version) = version(&language.spec.version_command, &names) else { return };
    let spec = &language.spec;
    let run_paths = paths(&spec.run_paths, &spec.run_libraries_of, &names);
    let compile_paths = match &spec.compile_paths {
        Some(patterns) => paths(patterns, spec.compile_libraries_of.as_deref().unwrap_or_default(), &names),
        None => run_paths.clone(),
    };
    language.found = Found { names, run_paths, compile_paths };
    language.version = Some(version);
    language.available = true;
}

/// Replaces `{name}` by its value.
pub(crate) fn expand(text: &str, names: &BTreeMap<String, String>) -> String {
    let mut out = text.to_owned();
    for (name, value) in names {
        let placeholder = format!("{{{name}}}");
        if out.contains(&placeholder) {
            out = out.replace(&placeholder, value);
        }
    }
    out
}

fn find_names(find: &BTreeMap<String, Vec<String>>) -> Option<BTreeMap<String, String>> {
    find.iter()
        .map(|(name, patterns)| {
            // The last match is the newest version where several are installed.
            let path = patterns.iter().find_map(|pattern| glob::matches(pattern).pop())?;
            let path = fs::canonicalize(path).ok()?;
            Some((name.clone(), path.to_str()?.to_owned()))
        })
        .collect()
}

/// The first word of the command's output that begins with a digit, or with `v` and a digit.
fn version(command: &[String], names: &BTreeMap<String, String>) -> Option<String> {
    let words: Vec<String> = command.iter().map(|word| expand(word, names)).collect();
    let (program, arguments) = words.split_first()?;
    let output = Command::new(program).args(arguments).env_clear().stdin(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let text = format!("{} {}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v').trim_end_matches(','))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(ToOwned::to_owned)
}

fn paths(patterns: &[String], libraries_of: &[String], names: &BTreeMap<String, String>) -> Vec<PathBuf> {
    let expanded = |list: &[String]| -> Vec<PathBuf> {
        list.iter().flat_map(|pattern| glob::matches(&expand(pattern, names))).collect()
    };
    let mut found: BTreeSet<PathBuf> = expanded(patterns).into_iter().collect();
    for library in shared_libraries(&expanded(libraries_of)) {
        if !library.ancestors().any(|folder| found.contains(folder)) {
            found.insert(library);
        }
    }
    found.into_iter().collect()
}

/// Programs and the shared libraries that they need, and further files.
pub(crate) fn with_libraries(programs: &[String], files: &[String]) -> Vec<PathBuf> {
    let patterns: Vec<String> = programs.iter().chain(files).cloned().collect();
    paths(&patterns, programs, &BTreeMap::new())
}

/// The shared libraries that the loader would map for these programs and libraries, and the loader itself.
fn shared_libraries(programs: &[PathBuf]) -> Vec<PathBuf> {
    if programs.is_empty() {
        return Vec::new();
    }
    let Ok(output) = Command::new("ldd").args(programs).stdin(Stdio::null()).output() else { return Vec::new() };
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| {
            let line = line.trim();
            let path = line.split_once("=> ").map_or(line, |(_, path)| path);
            let path = path.split_once(" (").map_or(path, |(path, _)| path);
            path.starts_with('/').then(|| without_parents(path.trim_end_matches(':')))
        })
        .filter(|path| !programs.contains(path))
        .collect()
}

/// A path without its `..`, which the loader leaves in; there are no links before them in the paths it makes.
fn without_parents(path: &str) -> PathBuf {
    let mut out = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}
