//! Files that make compiling faster: made once for a machine and its compilers, kept in a folder.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use sandbox::{Command, Limits, Supervisor};
use sha2::{Digest, Sha256};

use super::probe::expand;
use super::{Language, Languages, PrepareSpec};
use crate::program::environment;

/// The name under which commands speak of a language's part of the cache.
const NAME: &str = "cache";
/// The name that a prepared file has in the sandbox in which it is made.
const OUT: &str = "prepared";
/// Largest prepared file in bytes.
const MAX_FILE: u64 = 256 << 20;
/// Hexadecimal digits of a fingerprint.
const DIGITS: usize = 16;
/// A compiler that prepares may use so much CPU time and memory, or what its compilations may use if that is more.
const TIME_MS: u64 = 120_000;
const MEMORY_KB: u64 = 1 << 20;

impl Languages {
    /// Lets the compilers use a folder for what is prepared for them, up to 100 MB for each standard of C++. The folder
    /// is made here, and has to be named before [`Languages::sandbox_roots`] is asked; nothing is prepared yet:
    /// [`crate::Judge::prepare`] does that.
    ///
    /// # Errors
    /// When the folder cannot be made. The languages work without it, only more slowly.
    pub fn use_cache(&mut self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let folder = folder.canonicalize()?;
        // The standards of C++ share their compiler, which is thousands of files.
        let mut toolchains: Vec<(Option<String>, Vec<PathBuf>, [u8; 32])> = Vec::new();
        for language in self.languages.iter_mut().filter(|language| language.available) {
            let Some(prepare) = &language.spec.prepare else { continue };
            let same = |(version, paths, _): &&(Option<String>, Vec<PathBuf>, _)| {
                *version == language.version && *paths == language.found.compile_paths
            };
            let toolchain = match toolchains.iter().find(same) {
                Some((_, _, mark)) => *mark,
                None => {
                    let mark = language.toolchain();
                    toolchains.push((language.version.clone(), language.found.compile_paths.clone(), mark));
                    mark
                }
            };
            let own = folder.join(format!("{}-{}", language.key, fingerprint(language, prepare, toolchain)));
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
    /// The folder with what is prepared for this language's compiler.
    pub(crate) fn cache_folder(&self) -> Option<&Path> {
        self.found.names.get(NAME).map(Path::new)
    }

    /// Whether its preparing should not wait until it is used.
    pub(crate) fn is_prepared_at_start(&self) -> bool {
        self.spec.prepare.as_ref().is_some_and(|spec| spec.at_start)
    }

    /// Whether there is something to prepare that is missing.
    pub(crate) fn can_be_prepared(&self) -> bool {
        let file = self.spec.prepare.as_ref().zip(self.cache_folder());
        file.is_some_and(|(spec, cache)| !cache.join(&spec.file).exists())
    }

    /// Makes what is missing in the cache, which takes seconds. Judging may go on meanwhile, and is faster afterwards.
    /// Without [`Languages::use_cache`], and for most languages, there is nothing to do.
    ///
    /// # Errors
    /// When a compiler cannot make its file, or it cannot be written.
    pub(crate) fn prepare(&self, supervisor: &Supervisor) -> io::Result<()> {
        let (Some(spec), Some(cache)) = (&self.spec.prepare, self.cache_folder()) else { return Ok(()) };
        let file = cache.join(&spec.file);
        if file.exists() {
            return Ok(());
        }
        // What is made may speak of its source by path, so the source has to be where compilers can see it.
        let source = match (&spec.source, &spec.text) {
            (Some(source), _) => fs::read(expand(source, &self.found.names))?,
            (None, text) => text.clone().unwrap_or_default().into_bytes(),
        };
        appear(&cache.join(&spec.copy), &source)?;
        appear(&file, &self.prepared(supervisor, spec)?)?;
        self.forget_older(cache);
        Ok(())
    }

    /// Lets the compiler make the file.
    fn prepared(&self, supervisor: &Supervisor, spec: &PrepareSpec) -> io::Result<Vec<u8>> {
        let mut names = self.found.names.clone();
        names.insert("out".to_owned(), OUT.to_owned());
        let mut command = Command::new(spec.command.iter().map(|word| expand(word, &names)));
        command.env = environment(self);
        command.limits = Limits {
            cpu_time_us: TIME_MS * 1000,
            wall_time_us: TIME_MS * 5000,
            memory_bytes: self.spec.compile.memory_kb.max(MEMORY_KB) * 1024,
            file_bytes: MAX_FILE,
            ..Limits::default()
        };
        let mut sandbox = supervisor.open(&self.compile_root()).map_err(io::Error::other)?;
        let outcome = sandbox.run(&command).map_err(io::Error::other)?;
        let made = if outcome.success() { sandbox.get(OUT, MAX_FILE).map_err(io::Error::other)? } else { None };
        made.ok_or_else(|| {
            let said = String::from_utf8_lossy(&outcome.stderr);
            let how = outcome.limit.map_or_else(|| format!("{:?}", outcome.exit), |limit| format!("limit {limit:?}"));
            io::Error::other(format!("`{}` made no file ({how}): {said}", command.argv.join(" ")))
        })
    }

    /// Removes what was prepared for a compiler that has been replaced since.
    fn forget_older(&self, own: &Path) {
        let Some(entries) = own.parent().and_then(|folder| fs::read_dir(folder).ok()) else { return };
        for entry in entries.flatten() {
            if entry.path() != own && self.is_own_folder(&entry.file_name().to_string_lossy()) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Whether a folder of the cache has ever been this language's. Other keys may begin with this one.
    fn is_own_folder(&self, name: &str) -> bool {
        let digits = name.strip_prefix(&self.key).and_then(|rest| rest.strip_prefix('-'));
        digits.is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }
}

/// Lets the users of sandboxes read it, whatever the server's file mode mask is.
fn readable(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Writes a file that compilers look for at any time, so it appears at once and whole.
fn appear(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or_else(|| io::Error::other("it has no folder"))?;
    let mut unfinished = tempfile::NamedTempFile::new_in(folder)?;
    unfinished.write_all(content)?;
    unfinished.as_file().sync_all()?;
    readable(unfinished.path(), 0o644)?;
    unfinished.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A name that changes when the compiler, its flags or its headers do.
fn fingerprint(language: &Language, prepare: &PrepareSpec, toolchain: [u8; 32]) -> String {
    let mut hash = Sha256::new();
    // A compiler refuses a file that another build of the same version made.
    hash.update(toolchain);
    hash.update(prepare.text.as_deref().unwrap_or_default());
    for word in &prepare.command {
        hash.update(expand(word, &language.found.names));
        hash.update([0]);
    }
    hash.finalize().iter().take(DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}
