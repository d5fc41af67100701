//! Files that make compiling faster: made once for a machine and its compilers, kept in a folder.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

use super::probe::expand;
use super::{Language, Languages, PrepareSpec};

/// The name under which commands speak of a language's part of the cache.
const NAME: &str = "cache";

impl Languages {
    /// Lets the compilers use a folder for what [`Languages::prepare`] makes; up to 100 MB for C++. The folder is made
    /// here, and has to be named before [`Languages::sandbox_roots`] is asked; nothing is prepared yet.
    ///
    /// # Errors
    /// When the folder cannot be made. The languages work without it, only more slowly.
    pub fn with_cache(mut self, folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let folder = folder.canonicalize()?;
        for language in self.languages.iter_mut().filter(|language| language.available) {
            let Some(prepare) = &language.spec.prepare else { continue };
            let own = folder.join(format!("{}-{}", language.key, fingerprint(language, prepare)));
            fs::create_dir_all(own.join(&prepare.file).parent().unwrap_or(&own))?;
            if let Some(path) = own.to_str() {
                language.found.names.insert(NAME.to_owned(), path.to_owned());
                language.found.compile_paths.push(own);
            }
        }
        Ok(self)
    }

    /// Makes what is missing in the cache, which takes seconds. Judging may go on meanwhile, and is faster afterwards.
    ///
    /// # Errors
    /// When a compiler cannot make its file, or it cannot be written.
    pub fn prepare(&self) -> io::Result<()> {
        self.iter().filter(|language| language.available).try_for_each(prepare)
    }
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
        if let Ok(about) = fs::metadata(path).and_then(|about| Ok((about.len(), about.modified()?))) {
            hash.update(format!("{path} {about:?}"));
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn prepare(language: &Language) -> io::Result<()> {
    let (Some(spec), Some(cache)) = (&language.spec.prepare, language.found.names.get(NAME)) else { return Ok(()) };
    let file = Path::new(cache).join(&spec.file);
    if file.exists() {
        return Ok(());
    }
    // What is made speaks of its source by path, so the source has to be where compilers can see it.
    fs::copy(expand(&spec.source, &language.found.names), Path::new(cache).join(&spec.copy))?;
    // Compilers look for the file at any time, so it appears at once and whole.
    let unfinished = PathBuf::from(format!("{}.{}.tmp", file.display(), std::process::id()));
    let mut names = language.found.names.clone();
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
    fs::rename(&unfinished, &file)
}
