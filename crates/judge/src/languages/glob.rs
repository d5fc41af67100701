//! Finds files by a pattern: `*` stands for any part of one name, `[0-9]` for a digit.

use std::fs;
use std::path::{Path, PathBuf};

/// The paths that exist and match, sorted. A pattern without wildcards matches itself.
pub(super) fn matches(pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from("/")];
    for part in pattern.split('/').filter(|part| !part.is_empty()) {
        found = found.iter().flat_map(|folder| step(folder, part)).collect();
    }
    found.sort();
    found
}

fn step(folder: &Path, part: &str) -> Vec<PathBuf> {
    if !part.contains(['*', '[']) {
        let path = folder.join(part);
        return if path.exists() { vec![path] } else { Vec::new() };
    }
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .filter(|entry| name_matches(part, &entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .filter(|path| path.exists())
        .collect()
}

/// Whether a file name matches one part of a pattern.
pub(crate) fn name_matches(pattern: &str, name: &str) -> bool {
    if pattern.is_empty() {
        return name.is_empty();
    }
    if let Some(rest) = pattern.strip_prefix('*') {
        return name.char_indices().map(|(at, _)| &name[at..]).chain([""]).any(|tail| name_matches(rest, tail));
    }
    if let Some(rest) = pattern.strip_prefix("[0-9]") {
        return name.starts_with(|c: char| c.is_ascii_digit()) && name_matches(rest, &name[1..]);
    }
    let mut left = pattern.chars();
    let mut right = name.chars();
    left.next() == right.next() && name_matches(left.as_str(), right.as_str())
}

#[cfg(test)]
mod tests {
    use super::name_matches;

    #[test]
    fn stars_and_digits_match_parts_of_one_name() {
        assert!(name_matches("python3.[0-9]*", "python3.11"));
        assert!(!name_matches("python3.[0-9]*", "python3.x"));
        assert!(name_matches("*.class", "Main$1.class"));
        assert!(!name_matches("*.class", "Main.java"));
        assert!(name_matches("java-*-openjdk-*", "java-17-openjdk-amd64"));
        assert!(!name_matches("main", "main2"));
    }
}
