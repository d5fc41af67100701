//! A folder in memory: read from disk, or embedded in the binary.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

/// Files by their path, relative to one folder, with `/` between names.
#[derive(Debug, Clone, Default)]
pub struct Files {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Files {
    /// Reads a folder and everything below it. Links and names that begin with `.` are left out.
    ///
    /// # Errors
    /// What the file system says, for the first file or folder that cannot be read.
    pub fn read_dir(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        read_into(&mut files, folder, "")?;
        Ok(Self { files })
    }

    /// Path and bytes of every file, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }

    /// The bytes of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// Whether there is no file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files below one folder, with paths relative to it.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        let prefix = format!("{folder}/");
        let files = self
            .files
            .range(prefix.clone()..)
            .take_while(|(path, _)| path.starts_with(&prefix))
            .map(|(path, bytes)| (path[prefix.len()..].to_owned(), bytes.clone()))
            .collect();
        Self { files }
    }

    /// The names of the folders directly in this one.
    #[must_use]
    pub fn folders(&self) -> BTreeSet<&str> {
        self.files.keys().filter_map(|path| path.split_once('/')).map(|(folder, _)| folder).collect()
    }
}

impl<P: Into<String>, B: Into<Cow<'static, [u8]>>> FromIterator<(P, B)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        Self { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }
}

fn read_into(files: &mut BTreeMap<String, Cow<'static, [u8]>>, folder: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name.into_owned() } else { format!("{prefix}/{name}") };
        // The type of the entry itself: a link in a foreign package must not reach outside of it.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            read_into(files, &entry.path(), &path)?;
        } else if kind.is_file() {
            files.insert(path, Cow::Owned(fs::read(entry.path())?));
        }
    }
    Ok(())
}
