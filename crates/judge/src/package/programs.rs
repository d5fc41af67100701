//! Programs that a package brings along: which files they have, which language, and where they start.

use std::collections::BTreeMap;

use super::Files;
use super::complaints::Complaints;
use crate::validator::Helper;
use crate::{Language, Languages};

/// Largest file of a program, and the largest sum of all files of a folder of programs, in bytes.
const MAX_FILE_BYTES: usize = 1 << 20;
const MAX_BYTES: usize = 4 << 20;
/// More programs than this in one folder are taken for a mistake.
const MAX_PROGRAMS: usize = 8;
/// Names of the file in which a program of several files starts, without the ending and in lower case.
const STARTS: &[&str] = &[
    "main",
    "__main__",
    "validate",
    "validator",
    "output_validator",
    "input_validator",
    "checker",
    "interactor",
    "check",
];

/// How programs lie in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// The folder is one program (2025-09: `output_validator/`).
    One,
    /// Each file and each folder in it is one (`output_validators/`, `input_validators/`).
    Many,
}

/// Reads the programs in a folder of the package, in the order of their names. Files without a language stand beside every
/// program of their folder, as headers do.
pub(super) fn read(files: &Files, folder: &str, layout: Layout, complaints: &mut Complaints) -> Vec<Helper> {
    let below = files.below(folder);
    let bytes: usize = below.iter().map(|(_, bytes)| bytes.len()).sum();
    if bytes > MAX_BYTES {
        complaints.error(folder, None, format!("these programs are larger than {} MiB together", MAX_BYTES >> 20));
        return Vec::new();
    }
    let languages = Languages::builtin();
    let programs: Vec<Helper> = match layout {
        Layout::One => program(folder, &below, &languages, complaints).into_iter().collect(),
        Layout::Many => many(folder, &below, &languages, complaints),
    };
    if programs.len() > MAX_PROGRAMS {
        complaints.error(folder, None, format!("there are more than {MAX_PROGRAMS} programs"));
        return Vec::new();
    }
    programs
}

fn many(folder: &str, below: &Files, languages: &Languages, complaints: &mut Complaints) -> Vec<Helper> {
    let top: Vec<(&str, &[u8])> = below.iter().filter(|(path, _)| !path.contains('/')).collect();
    let (sources, beside): (Vec<_>, Vec<_>) =
        top.into_iter().partition(|(name, _)| language_of(name, languages).is_some());
    let mut programs = BTreeMap::new();
    for (name, bytes) in &sources {
        let of_it: Files =
            beside.iter().chain([&(*name, *bytes)]).map(|(name, bytes)| (*name, bytes.to_vec())).collect();
        let path = format!("{folder}/{name}");
        programs.extend(one(&path, folder, &of_it, languages, complaints).map(|helper| (path, helper)));
    }
    for name in below.folders() {
        let path = format!("{folder}/{name}");
        programs.extend(program(&path, &below.below(name), languages, complaints).map(|helper| (path, helper)));
    }
    if sources.is_empty()
        && let Some((name, _)) = beside.first()
    {
        complaints.error(&format!("{folder}/{name}"), None, "no language is known for this file's ending");
    }
    programs.into_values().collect()
}

/// A program that has a folder to itself.
fn program(path: &str, files: &Files, languages: &Languages, complaints: &mut Complaints) -> Option<Helper> {
    one(path, path, files, languages, complaints)
}

/// Makes one program of files; `folder` is where they lie, for complaints.
fn one(path: &str, folder: &str, files: &Files, languages: &Languages, complaints: &mut Complaints) -> Option<Helper> {
    for script in ["build", "run"] {
        if files.get(script).is_some() {
            let message = "programs that build themselves with a script cannot be used here: leave the sources alone";
            complaints.error(&format!("{folder}/{script}"), None, message);
            return None;
        }
    }
    let sources: Vec<&str> =
        files.iter().map(|(name, _)| name).filter(|name| language_of(name, languages).is_some()).collect();
    let main = match sources.as_slice() {
        [] => {
            complaints.error(path, None, "there is no source here in a language that is known");
            return None;
        }
        [only] => *only,
        several => match several.iter().find(|name| starts_here(name)) {
            Some(main) => main,
            None => {
                let message = "it is not clear in which file this program starts: name that one `main`";
                complaints.error(path, None, message);
                return None;
            }
        },
    };
    let language = language_of(main, languages)?;
    let mut texts = Vec::new();
    for (name, bytes) in files.iter() {
        let full = format!("{folder}/{name}");
        match str::from_utf8(bytes) {
            Ok(_) if bytes.len() > MAX_FILE_BYTES => {
                complaints.error(&full, None, format!("this file is larger than {} MiB", MAX_FILE_BYTES >> 20));
                return None;
            }
            Ok(text) => texts.push((name.to_owned(), text.to_owned())),
            Err(_) => {
                complaints.error(&full, None, "this file is not UTF-8");
                return None;
            }
        }
    }
    Some(Helper { name: path.to_owned(), language: language.key.clone(), main: main.to_owned(), files: texts })
}

fn starts_here(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    STARTS.contains(&stem.as_str())
}

fn language_of<'l>(name: &str, languages: &'l Languages) -> Option<&'l Language> {
    languages.by_extension(name.rsplit_once('.')?.1)
}
