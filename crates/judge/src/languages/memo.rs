//! Remembers between starts what the probe found.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::probe;
use super::{Found, Language};

#[derive(Serialize, Deserialize)]
struct Known {
    /// What the entry and its programs were when they were asked.
    fingerprint: String,
    version: String,
    names: BTreeMap<String, String>,
    run_paths: Vec<PathBuf>,
    compile_paths: Vec<PathBuf>,
}

/// Fills every language whose programs are those of the file or are missing, and returns the others.
pub(super) fn recall<'a>(languages: &'a mut [Language], file: &Path) -> Vec<&'a mut Language> {
    let text = fs::read(file).unwrap_or_default();
    let mut known: BTreeMap<String, Known> = serde_json::from_slice(&text).unwrap_or_default();
    languages
        .iter_mut()
        .filter_map(|language| {
            probe::forget(language);
            let names = probe::names(language)?;
            let known = known.remove(&language.key);
            let valid = known.filter(|known| known.fingerprint == fingerprint(language, &names) && known.is_there());
            let Some(known) = valid else { return Some(language) };
            language.found =
                Found { names: known.names, run_paths: known.run_paths, compile_paths: known.compile_paths };
            language.version = Some(known.version);
            language.available = true;
            None
        })
        .collect()
}

impl Known {
    /// Libraries change their names with their versions.
    fn is_there(&self) -> bool {
        self.run_paths.iter().chain(&self.compile_paths).all(|path| path.exists())
    }
}

/// Writes down what is available, so that a reader never sees half of it.
pub(super) fn keep(languages: &[Language], file: &Path) {
    let known = languages.iter().filter_map(|language| {
        let known = Known {
            fingerprint: fingerprint(language, &probe::names(language)?),
            version: language.version.clone()?,
            names: language.found.names.clone(),
            run_paths: language.found.run_paths.clone(),
            compile_paths: language.found.compile_paths.clone(),
        };
        Some((language.key.clone(), known))
    });
    let known: BTreeMap<String, Known> = known.collect();
    let write = || {
        let text = serde_json::to_vec(&known)?;
        let folder = file.parent().ok_or_else(|| std::io::Error::other("no folder"))?;
        fs::create_dir_all(folder)?;
        let mut unfinished = tempfile::NamedTempFile::new_in(folder)?;
        std::io::Write::write_all(&mut unfinished, &text)?;
        unfinished.persist(file).map_err(|error| error.error)?;
        Ok::<(), std::io::Error>(())
    };
    if let Err(error) = write() {
        tracing::warn!(file = %file.display(), %error, "the next start has to ask all compilers for their versions again");
    }
}

/// What changes when the entry of a language or one of its programs does.
fn fingerprint(language: &Language, names: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{:?}", language.spec));
    for (name, path) in names {
        hash.update(format!("{name} {path}"));
        if let Ok(about) = fs::metadata(path) {
            hash.update(format!("{} {} {} {}", about.len(), about.mtime(), about.mtime_nsec(), about.ino()));
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::super::Languages;

    /// A language whose compiler says the version that a file holds.
    fn table(folder: &Path) -> Languages {
        let folder = folder.display();
        let text = format!(
            r#"
            [[language]]
            key = "a"
            api_name = "a"
            judge0_id = 1
            name = "A"
            extensions = ["a"]
            file_name = "main.a"
            install_hint = "apt-get install a"
            version_command = ["{{a}}"]
            time_factor = 1.0
            time_extra_ms = 0
            memory_extra_kb = 0
            processes = 1
            out_of_memory = []
            run_paths = ["{folder}/library"]
            find = {{a = ["{folder}/a"]}}
            compile = {{command = ["{{a}}"], time_ms = 1, memory_kb = 1}}
            run = {{command = ["{{a}}"]}}
            "#
        );
        Languages::parse(&text).unwrap()
    }

    fn compiler(folder: &Path, version: &str) {
        let path = folder.join("a");
        fs::write(&path, format!("#!/bin/sh\necho x >> {}/asked\necho {version}\n", folder.display())).unwrap();
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn compilers_are_asked_again_only_when_they_or_their_files_changed() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let memo = folder.join("memo/languages.json");
        let asked = || fs::read_to_string(folder.join("asked")).unwrap_or_default().lines().count();
        let version = || table(folder).probe_with_memo(&memo).get("a").unwrap().version.clone();

        assert_eq!(version(), None);
        compiler(folder, "1.0");
        fs::write(folder.join("library"), "").unwrap();
        assert_eq!((version().as_deref(), asked()), (Some("1.0"), 1));
        let again = table(folder).probe_with_memo(&memo);
        let language = again.get("a").unwrap();
        assert!(language.available);
        assert_eq!(language.found.run_paths, [folder.join("library")]);
        assert_eq!(asked(), 1);

        compiler(folder, "1.0.1");
        assert_eq!((version().as_deref(), asked()), (Some("1.0.1"), 2));

        fs::remove_file(folder.join("library")).unwrap();
        assert_eq!((version().as_deref(), asked()), (Some("1.0.1"), 3));

        fs::write(&memo, "{").unwrap();
        assert_eq!((version().as_deref(), asked()), (Some("1.0.1"), 4));

        fs::remove_file(folder.join("a")).unwrap();
        assert_eq!(version(), None);
    }
}
