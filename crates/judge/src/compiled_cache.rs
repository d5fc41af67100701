//! Compiled programs on the disk: they survive restarts, and all processes of a host that name the same folder share
//! them.
//!
//! A file's name is the key of its program, and its content proves itself (`compiled.rs`), so nothing has to be agreed
//! between processes: files appear whole by renaming, whoever finds a damaged one removes it, and whoever finds too
//! many removes those that were used least recently.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use crate::compiled::{Compiled, Key};

/// Begins the name of a file that is still being written.
const UNFINISHED: &str = ".new-";
/// An unfinished file of this age belongs to a process that is gone.
const ABANDONED: Duration = Duration::from_secs(3600);
/// A program that was used so recently is not marked as used again.
const USED_RECENTLY: Duration = Duration::from_secs(60);
/// Programs that wait to be written; more are not kept.
const WAITING: usize = 16;
/// No kept program is larger, in bytes: the largest artefacts and their description.
const MAX_FILE: u64 = 80 << 20;

/// A folder with compiled programs. Only the server's user can read it.
#[derive(Debug)]
pub struct CompiledCache {
    folder: PathBuf,
    writer: Mutex<Option<Writer>>,
}

#[derive(Debug)]
struct Writer {
    queue: SyncSender<(Key, Arc<Compiled>)>,
    thread: JoinHandle<()>,
}

impl CompiledCache {
    /// Opens a folder, which is made when it is missing, and removes what is too much in it. Programs are kept up to
    /// `max_bytes` in all; while they are being written it may be a 64th more for each process that writes.
    ///
    /// # Errors
    /// When the folder cannot be made or made private, or no thread can be started.
    pub fn open(folder: &Path, max_bytes: u64) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
        let (queue, waiting) = sync_channel(WAITING);
        let keeper = Keeper { folder: folder.to_owned(), max_bytes, added: 0 };
        let thread = std::thread::Builder::new().name("compiled".to_owned()).spawn(move || keeper.work(&waiting))?;
        Ok(Self { folder: folder.to_owned(), writer: Mutex::new(Some(Writer { queue, thread })) })
    }

    /// Finds a program. A file that is not what was written is removed.
    pub(crate) fn get(&self, key: &Key) -> Option<Compiled> {
        let path = self.folder.join(name(key));
        let bytes = match read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(file = %path.display(), %error, "a compiled program cannot be read");
                }
                return None;
            }
        };
        let compiled = Compiled::decode(key, &bytes);
        if compiled.is_none() {
            tracing::warn!(file = %path.display(), "a compiled program was damaged and is removed");
            let _ = fs::remove_file(&path);
        }
        compiled
    }

    /// Keeps a program; a thread of its own writes it. It is left out when too many are waiting.
    pub(crate) fn put(&self, key: Key, compiled: Arc<Compiled>) {
        if let Ok(writer) = self.writer.lock()
            && let Some(writer) = writer.as_ref()
        {
            let _ = writer.queue.try_send((key, compiled));
        }
    }
}

impl Drop for CompiledCache {
    /// Writes what is waiting.
    fn drop(&mut self) {
        let writer = self.writer.get_mut().ok().and_then(Option::take);
        if let Some(Writer { queue, thread }) = writer {
            drop(queue);
            let _ = thread.join();
        }
    }
}

/// The thread that writes.
struct Keeper {
    folder: PathBuf,
    max_bytes: u64,
    /// Bytes that were added since the folder was looked through.
    added: u64,
}

impl Keeper {
    fn work(mut self, waiting: &Receiver<(Key, Arc<Compiled>)>) {
        self.sweep();
        let mut working = true;
        for (key, compiled) in waiting {
            match self.write(&key, &compiled) {
                Ok(()) => working = true,
                // Once is enough: a full disk would be told of with every submission.
                Err(error) if working => {
                    tracing::warn!(folder = %self.folder.display(), %error, "compiled programs cannot be kept");
                    working = false;
                }
                Err(_) => {}
            }
        }
    }

    fn write(&mut self, key: &Key, compiled: &Compiled) -> io::Result<()> {
        let bytes = compiled.encode(key)?;
        let mut unfinished = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.folder)?;
        unfinished.write_all(&bytes)?;
        // Not flushed: what the disk lost in a crash is found to be damaged, and compiled again.
        unfinished.persist(self.folder.join(name(key))).map_err(|error| error.error)?;
        self.added += blocks(bytes.len() as u64);
        if self.added > self.max_bytes / 64 {
            self.sweep();
        }
        Ok(())
    }

    /// Removes what was used least recently, until a tenth of the room is free again.
    fn sweep(&mut self) {
        self.added = 0;
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let now = SystemTime::now();
        let mut found = Vec::new();
        for entry in entries.flatten() {
            let Ok(about) = entry.metadata() else { continue };
            let Ok(used) = about.modified() else { continue };
            if !entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                found.push((used, blocks(about.size()), entry.path()));
            } else if now.duration_since(used).is_ok_and(|age| age > ABANDONED) {
                let _ = fs::remove_file(entry.path());
            }
        }
        let mut bytes: u64 = found.iter().map(|(_, bytes, _)| bytes).sum();
        if bytes <= self.max_bytes {
            return;
        }
        found.sort();
        for (_, size, path) in found {
            if bytes <= self.max_bytes - self.max_bytes / 10 {
                return;
            }
            // Another process may have removed it, which is as good.
            let _ = fs::remove_file(path);
            bytes -= size;
        }
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    // One byte too much is enough to be found damaged.
    let mut bytes = Vec::with_capacity(about.len().min(MAX_FILE) as usize + 1);
    (&file).take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    let now = SystemTime::now();
    if about.modified().is_ok_and(|used| now.duration_since(used).is_ok_and(|age| age > USED_RECENTLY)) {
        // Only decides what goes first when the folder is full.
        let _ = file.set_modified(now);
    }
    Ok(bytes)
}

/// What a file takes on the disk.
fn blocks(bytes: u64) -> u64 {
    bytes.next_multiple_of(4096)
}

fn name(key: &Key) -> String {
    key.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::CompileReport;

    fn program(size: usize) -> Arc<Compiled> {
        let content = (0..size).map(|at| at as u8).collect();
        let file = crate::compiled::File { name: "main".to_owned(), content, executable: true };
        Arc::new(Compiled { files: Some(vec![file]), report: CompileReport::default() })
    }

    fn open(folder: &Path) -> CompiledCache {
        CompiledCache::open(folder, 1 << 20).unwrap()
    }

    /// Opens the folder, keeps programs and waits until they are written.
    fn keep(folder: &Path, keys: impl IntoIterator<Item = u8>, size: usize) {
        let cache = open(folder);
        for key in keys {
            cache.put([key; 32], program(size));
        }
    }

    fn set_used(folder: &Path, key: u8, age_s: u64) {
        let used = SystemTime::now() - Duration::from_secs(age_s);
        File::open(folder.join(name(&[key; 32]))).unwrap().set_modified(used).unwrap();
    }

    #[test]
    fn programs_outlive_the_process_and_are_private() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("compiled");
        keep(&folder, [1, 2], 1000);
        let cache = open(&folder);
        assert_eq!(cache.get(&[1; 32]), Some(Arc::into_inner(program(1000)).unwrap()));
        assert_eq!(cache.get(&[3; 32]), None);
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        for entry in fs::read_dir(&folder).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o077, 0);
        }
    }

    #[test]
    fn a_damaged_program_is_a_miss_and_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), [1, 2, 3], 1000);
        let path = |key: u8| folder.path().join(name(&[key; 32]));
        let mut bytes = fs::read(path(1)).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(path(1), bytes).unwrap();
        fs::write(path(2), "").unwrap();
        fs::rename(path(3), path(4)).unwrap();
        let cache = open(folder.path());
        for key in [1, 2, 4] {
            assert_eq!(cache.get(&[key; 32]), None, "{key}");
            assert!(!path(key).exists(), "{key}");
        }
    }

    #[test]
    fn what_was_used_least_recently_makes_room() {
        let folder = tempfile::tempdir().unwrap();
        keep(folder.path(), 0..10, 100_000);
        for key in 0..10 {
            set_used(folder.path(), key, 1000 - u64::from(key));
        }
        // Reading marks it as used.
        assert!(open(folder.path()).get(&[0; 32]).is_some());
        keep(folder.path(), 10..12, 100_000);
        let cache = open(folder.path());
        assert!(cache.get(&[0; 32]).is_some() && cache.get(&[11; 32]).is_some());
        assert!(cache.get(&[1; 32]).is_none());
        let bytes: u64 =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
        assert!(bytes <= 1 << 20, "{bytes}");
    }

    #[test]
    fn what_a_dead_process_began_is_removed_and_what_a_living_one_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join(".new-old"), folder.path().join(".new-new"));
        for path in [&old, &new] {
            fs::write(path, "x").unwrap();
        }
        File::open(&old).unwrap().set_modified(SystemTime::now() - 2 * ABANDONED).unwrap();
        drop(open(folder.path()));
        assert!(!old.exists() && new.exists());
    }

    #[test]
    fn two_writers_of_the_same_programs_leave_whole_ones() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| keep(folder.path(), 0..8, 50_000));
            }
        });
        let cache = open(folder.path());
        for key in 0..8 {
            assert_eq!(cache.get(&[key; 32]), Some(Arc::into_inner(program(50_000)).unwrap()), "{key}");
        }
    }
}
