//! Which compiler this is: a mark that changes when any file changes that a compilation can see.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::Language;

/// Files that are looked at for one language at most. The largest compilers come with some ten thousand.
const MAX_FILES: usize = 200_000;

impl Language {
    /// Looks at the programs that the language is found by, which takes microseconds. While this is the same, so is
    /// [`Language::toolchain`].
    pub(crate) fn toolchain_at_a_glance(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for path in self.found.names.values() {
            look_at(&mut hash, Path::new(path));
        }
        hash.finalize().into()
    }

    /// Looks at every file that the compiler can see: names, sizes, times of change. Packages set the time when they
    /// are installed, so this changes with each of them; reading the files would take seconds.
    pub(crate) fn toolchain(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.version.as_deref().unwrap_or_default());
        let paths = self.found.compile_paths.iter().filter(|path| Some(path.as_path()) != self.cache_folder());
        let mut open: Vec<PathBuf> = paths.map(|path| path.canonicalize().unwrap_or_else(|_| path.clone())).collect();
        let mut looked_at = 0;
        while let Some(path) = open.pop() {
            looked_at += 1;
            if look_at(&mut hash, &path) && looked_at < MAX_FILES {
                let Ok(entries) = fs::read_dir(&path) else { continue };
                let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                entries.sort();
                open.extend(entries);
            }
        }
        hash.finalize().into()
    }
}

/// Notes what a path is; true for a folder. A link counts with what it leads to, but no folder is entered through one.
fn look_at(hash: &mut Sha256, path: &Path) -> bool {
    hash.update(path.as_os_str().as_encoded_bytes());
    hash.update([0]);
    let Ok(itself) = fs::symlink_metadata(path) else { return false };
    if itself.is_dir() {
        return true;
    }
    if let Ok(about) = fs::metadata(path)
        && about.is_file()
    {
        for number in [about.len() as i64, about.mtime(), about.mtime_nsec()] {
            hash.update(number.to_le_bytes());
        }
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::Languages;

    #[test]
    fn any_file_that_changes_changes_the_mark() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("include/bits");
        fs::create_dir_all(&below).unwrap();
        let (program, header) = (folder.path().join("compiler"), below.join("header.h"));
        fs::write(&program, "1").unwrap();
        fs::write(&header, "1").unwrap();
        let mut language = Languages::builtin().get("cpp").unwrap().clone();
        language.found.names.insert("gxx".to_owned(), program.to_str().unwrap().to_owned());
        language.found.compile_paths = vec![program.clone(), folder.path().join("include")];
        let marks = |language: &Language| (language.toolchain_at_a_glance(), language.toolchain());
        let first = marks(&language);
        assert_eq!(marks(&language), first);
        fs::write(&header, "12").unwrap();
        let second = marks(&language);
        assert_eq!(second.0, first.0);
        assert_ne!(second.1, first.1);
        fs::write(below.join("new.h"), "").unwrap();
        assert_ne!(language.toolchain(), second.1);
        fs::write(&program, "12").unwrap();
        assert_ne!(language.toolchain_at_a_glance(), first.0);
    }
}
