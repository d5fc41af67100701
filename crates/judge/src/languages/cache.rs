//! Files that make compiling faster: made once for a machine and its compilers, kept in a folder.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

use super::probe::expand;
use super::{Language, Languages, PrepareSpec};

/// The name under which commands speak of a language's part of the cache.
const NAME: &str = "cache";

impl Languages {
    /// Lets the compilers use a folder for what [`Language::prepare`] makes; up to 100 MB for C++. The folder is made
    /// here, and has to be named before [`Languages::sandbox_roots`] is asked; nothing is prepared yet. A
    /// [`crate::Judge`] prepares a language when it is used for the first time.
    ///
    /// # Errors
    /// When the folder cannot be made. The languages work without it, only more slowly.
    pub fn use_cache(&mut self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let folder = folder.canonicalize()?;
        for language in self.languages.iter_mut().filter(|language| language.available) {
            let Some(prepare) = &language.spec.prepare else { continue };
            let own = folder.join(format!("{}-{}", language.key, fingerprint(language, prepare)));
            let inner = own.join(&prepare.file).parent().unwrap_or(&own).to_owned();
            fs::create_dir_all(&inner)?;
            readable(&inner, 0o755)?;
            readable(&own, 0o755)?;
            if let Some(path) = own.to_str() {
                language.found.names.insert(NAME.to_owned(), path.to_owned());
                language.found.compile_paths.push(own);
            }
        }
        Ok(())
    }
}

impl Language {
    /// Whether there is something to prepare that is missing.
    pub(crate) fn can_be_prepared(&self) -> bool {
        let file = self.spec.prepare.as_ref().zip(self.found.names.get(NAME));
        file.is_some_and(|(spec, cache)| !Path::new(cache).join(&spec.file).exists())
    }

    /// Makes what is missing in the cache, which takes seconds. Judging may go on meanwhile, and is faster afterwards.
    /// Without [`Languages::use_cache`], and for most languages, there is nothing to do.
    ///
    /// # Errors
    /// When a compiler cannot make its file, or it cannot be written.
    pub fn prepare(&self) -> io::Result<()> {
        let (Some(spec), Some(cache)) = (&self.spec.prepare, self.found.names.get(NAME)) else { return Ok(()) };
        let file = Path::new(cache).join(&spec.file);
        if file.exists() {
            return Ok(());
        }
        // What is made speaks of its source by path, so the source has to be where compilers can see it.
        let copy = Path::new(cache).join(&spec.copy);
        fs::copy(expand(&spec.source, &self.found.names), &copy)?;
        readable(&copy, 0o644)?;
        // Compilers look for the file at any time, so it appears at once and whole.
        let unfinished = PathBuf::from(format!("{}.{}.tmp", file.display(), std::process::id()));
        let mut names = self.found.names.clone();
        names.insert("out".to_owned(), unfinished.display().to_string());
        let words: Vec<String> = spec.command.iter().map(|word| expand(word, &names)).collect();
        let (program, arguments) =
            words.split_first().ok_or_else(|| io::Error::other("the command that prepares is empty"))?;
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            let _ = fs::remove_file(&unfinished);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(io::Error::other(format!("`{}` failed: {said}", words.join(" "))));
        }
        File::open(&unfinished)?.sync_all()?;
        readable(&unfinished, 0o644)?;
        fs::rename(&unfinished, &file)?;
        self.forget_older(Path::new(cache));
        Ok(())
    }

    /// Removes what was prepared for a compiler that has been replaced since.
    fn forget_older(&self, own: &Path) {
        let Some(entries) = own.parent().and_then(|folder| fs::read_dir(folder).ok()) else { return };
        let prefix = format!("{}-", self.key);
        for entry in entries.flatten() {
            if entry.path() != own && entry.file_name().to_string_lossy().starts_with(&prefix) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// Lets the users of sandboxes read it, whatever the server's file mode mask is.
fn readable(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// A name that changes when the compiler, its flags or its header do.
fn fingerprint(language: &Language, prepare: &PrepareSpec) -> String {
    let mut hash = Sha256::new();
    hash.update(language.version.as_deref().unwrap_or_default());
    for word in &prepare.command {
        hash.update(expand(word, &language.found.names));
        hash.update([0]);
    }
    // A compiler refuses a file that another build of the same version made.
    for path in language.found.names.values() {
        let Ok(about) = fs::metadata(path) else { continue };
        if let (true, Ok(modified)) = (about.is_file(), about.modified()) {
            hash.update(format!("{path} {} {modified:?}", about.len()));
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
