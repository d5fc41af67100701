//! Tests that were fetched, kept on disk under their digest: sealed, checked when they are read, and only so many.

use std::{
    collections::VecDeque,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use anyhow::Context;
use judge::Task;
use platform::{judging::task_digest, seal::Sealer};
use sha2::{Digest, Sha256};

/// The most that tests take on disk, in bytes.
const MOST_BYTES: u64 = 1 << 30;
/// Tasks that are also kept in memory.
const IN_MEMORY: usize = 8;

/// Kept tasks.
pub(super) struct Kept {
    folder: PathBuf,
    sealer: Sealer,
    most_bytes: u64,
    recent: Mutex<VecDeque<(String, Arc<Task>)>>,
}

impl Kept {
    /// Opens the folder. What was kept with another token is useless, and gone when there is no more room.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(super) fn open(folder: &Path, token: &str) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        // Whoever gets the disk without the token gets no tests.
        let key = Sha256::new().chain_update(b"codequest: tests kept by a worker\0").chain_update(token).finalize();
        let sealer = Sealer::new(&key.into());
        Ok(Kept { folder: folder.to_owned(), sealer, most_bytes: MOST_BYTES, recent: Mutex::default() })
    }

    fn recent(&self) -> MutexGuard<'_, VecDeque<(String, Arc<Task>)>> {
        // Nothing panics while it is held.
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The task with this digest, if it is kept and whole. Reads the disk.
    pub(super) fn get(&self, digest: &str) -> Option<Arc<Task>> {
        if let Some((_, task)) = self.recent().iter().find(|(name, _)| name == digest) {
            return Some(task.clone());
        }
        let path = self.path(digest)?;
        let sealed = fs::read(&path).ok()?;
        let opened = self.sealer.open(digest.as_bytes(), &sealed).ok();
        let task = opened.and_then(|bytes| parsed(digest, &bytes).ok());
        match task {
            Some(task) => {
                // What was used last is deleted last.
                drop(File::open(&path).and_then(|file| file.set_modified(SystemTime::now())));
                self.remember(digest, &task);
                Some(task)
            }
            None => {
                drop(fs::remove_file(&path));
                None
            }
        }
    }

    /// Keeps a task that was fetched. Writes to the disk; a full one is no reason not to judge.
    ///
    /// # Errors
    /// When the bytes are not what the digest says.
    pub(super) fn put(&self, digest: &str, bytes: &[u8]) -> anyhow::Result<Arc<Task>> {
        let task = parsed(digest, bytes)?;
        self.remember(digest, &task);
        if let Err(error) = self.write(digest, bytes) {
            tracing::warn!(folder = %self.folder.display(), %error, "tests cannot be kept, and are fetched again");
        }
        Ok(task)
    }

    fn remember(&self, digest: &str, task: &Arc<Task>) {
        let mut recent = self.recent();
        recent.retain(|(name, _)| name != digest);
        recent.push_front((digest.to_owned(), task.clone()));
        recent.truncate(IN_MEMORY);
    }

    /// Where a task lies; `None` for what is no digest.
    fn path(&self, digest: &str) -> Option<PathBuf> {
        let sound =
            digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        sound.then(|| self.folder.join(digest))
    }

    fn write(&self, digest: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(digest).ok_or_else(|| io::Error::other("not a digest"))?;
        let sealed = self.sealer.seal(digest.as_bytes(), bytes).map_err(io::Error::other)?;
        let most = self.most_bytes.saturating_sub(sealed.len() as u64);
        self.make_room(most)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        io::Write::write_all(&mut file, &sealed)?;
        file.persist(path)?;
        Ok(())
    }

    /// Deletes what was not used for longest until at most so many bytes are left.
    fn make_room(&self, most: u64) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            // One that another slot has deleted meanwhile takes no room.
            if let Ok(about) = entry.metadata() {
                files.push((about.modified()?, about.len(), entry.path()));
            }
        }
        files.sort();
        let mut taken: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
        for (_, bytes, path) in files {
            if taken <= most {
                break;
            }
            drop(fs::remove_file(path));
            taken -= bytes;
        }
        Ok(())
    }
}

fn parsed(digest: &str, bytes: &[u8]) -> anyhow::Result<Arc<Task>> {
    anyhow::ensure!(task_digest(bytes) == digest, "the tests are not those that their digest names");
    Ok(Arc::new(serde_json::from_slice(bytes).context("the tests are malformed")?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use judge::{Checker, Kind, OnFailure, TaskLimits, Test};

    use super::*;

    fn task(answer: &str) -> (String, Vec<u8>) {
        let test =
            Test { name: "secret/1".into(), input: "in".into(), answer: answer.into(), is_sample: false, points: 0 };
        let task = Task {
            kind: Kind::Stdio,
            limits: TaskLimits::default(),
            checker: Checker::Trimmed,
            tests: vec![test],
            on_failure: OnFailure::RunAll,
            rules: judge::Rules::default(),
        };
        let bytes = serde_json::to_vec(&task).unwrap();
        (task_digest(&bytes), bytes)
    }

    #[test]
    fn what_was_kept_is_found_again_by_the_same_token_only_and_is_not_readable() {
        let folder = tempfile::tempdir().unwrap();
        let (digest, bytes) = task("a secret answer");
        Kept::open(folder.path(), "token").unwrap().put(&digest, &bytes).unwrap();
        let on_disk = fs::read(folder.path().join(&digest)).unwrap();
        assert!(!on_disk.windows(6).any(|part| part == b"secret"));
        let found = Kept::open(folder.path(), "token").unwrap().get(&digest).unwrap();
        assert_eq!(found.tests[0].answer, "a secret answer");
        assert!(Kept::open(folder.path(), "another token").unwrap().get(&digest).is_none());
    }

    #[test]
    fn a_file_that_was_changed_is_not_believed_and_bytes_of_another_digest_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let ((digest, bytes), (other, _)) = (task("one"), task("two"));
        let kept = Kept::open(folder.path(), "token").unwrap();
        assert!(kept.put(&other, &bytes).is_err());
        assert!(kept.get(&other).is_none());
        kept.put(&digest, &bytes).unwrap();
        let path = folder.path().join(&digest);
        let mut changed = fs::read(&path).unwrap();
        *changed.last_mut().unwrap() ^= 1;
        fs::write(&path, changed).unwrap();
        assert!(Kept::open(folder.path(), "token").unwrap().get(&digest).is_none());
        assert!(!path.exists(), "it is fetched again");
        assert!(kept.get("../../etc/passwd").is_none());
    }

    #[test]
    fn what_was_not_used_for_longest_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        let mut kept = Kept::open(folder.path(), "token").unwrap();
        let tasks: Vec<_> = ["1", "2", "3"].map(task).into_iter().collect();
        for (age, (digest, bytes)) in tasks.iter().enumerate().take(2) {
            kept.put(digest, bytes).unwrap();
            let then = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1000 - age as u64);
            File::open(folder.path().join(digest)).unwrap().set_modified(then).unwrap();
        }
        // Room for two: the second was put last and used longest ago.
        kept.most_bytes = 2 * fs::metadata(folder.path().join(&tasks[0].0)).unwrap().len();
        kept.put(&tasks[2].0, &tasks[2].1).unwrap();
        let there: Vec<_> = tasks.iter().map(|(digest, _)| folder.path().join(digest).exists()).collect();
        assert_eq!(there, [true, false, true]);
    }
}
