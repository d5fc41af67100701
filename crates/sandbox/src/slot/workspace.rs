//! `/workspace`: what callers put there, and the way back to exactly that.
//!
//! No program is alive while any of this runs, so nothing changes under its feet; still no link is ever followed.

use std::collections::BTreeMap;
use std::io;
use std::os::fd::{AsFd, OwnedFd};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, RawDir, ResolveFlags, SeekFrom};
use rustix::io::Errno;

use super::root;
use crate::defences::Defences;
use crate::{FileEntry, FileKind};

/// At most so many files can be put.
const MAX_PUT: usize = 1024;
/// `list` shows at most so many entries, and goes at most so many levels deep.
const MAX_ENTRIES: usize = 10_000;
const MAX_DEPTH: usize = 32;

/// The state of `/workspace`.
pub(super) struct Workspace {
    bytes: u64,
    defences: Defences,
    /// Programs cannot change what was put, because it is not theirs.
    protected: bool,
    files: BTreeMap<String, Placed>,
    /// Files, directories and links that exist if programs left none.
    expected: u64,
    /// A program ran since the last restoration.
    ran: bool,
    /// Something was put beside what programs left, so counting says nothing any more.
    mixed: bool,
}

/// A file that was put, kept where no program reaches it.
struct Placed {
    content: OwnedFd,
    bytes: u64,
    executable: bool,
}

/// Why a file could not be read.
pub(super) enum GetError {
    TooLarge(u64),
    Io(String),
}

impl Workspace {
    /// Takes over the empty `/workspace` that was just mounted.
    pub(super) fn new(bytes: u64, protected: bool, defences: Defences) -> io::Result<Self> {
        Ok(Self { bytes, defences, protected, files: BTreeMap::new(), expected: used()?, ran: false, mixed: false })
    }

    /// Notes that a program ran.
    pub(super) fn touched(&mut self) {
        self.ran = true;
    }

    /// Writes a file and remembers it.
    pub(super) fn put(&mut self, name: &str, content: &[u8], executable: bool) -> Result<(), String> {
        if content.len() as u64 > self.bytes {
            return Err(format!("{} bytes do not fit into a workspace of {}", content.len(), self.bytes));
        }
        if self.files.len() >= MAX_PUT && !self.files.contains_key(name) {
            return Err(format!("more than {MAX_PUT} files"));
        }
        let placed = Placed::new(content, executable).map_err(|error| error.to_string())?;
        let before = used().map_err(|error| error.to_string())?;
        self.mixed |= self.ran && before != self.expected;
        place(name, &placed).map_err(|error| error.to_string())?;
        let after = used().map_err(|error| error.to_string())?;
        self.expected += after.saturating_sub(before);
        self.files.insert(name.to_owned(), placed);
        Ok(())
    }

    /// Removes a file that a program left, or that was put; `false` when there is none. Links are not followed.
    pub(super) fn remove(&mut self, name: &str) -> Result<bool, String> {
        let before = used().map_err(|error| error.to_string())?;
        let removed = unlink(name).map_err(|error| error.to_string())?;
        if self.files.remove(name).is_some() {
            let after = used().map_err(|error| error.to_string())?;
            self.expected = self.expected.saturating_sub(before.saturating_sub(after));
        }
        Ok(removed)
    }

    /// Makes `/workspace` hold exactly what was put. Returns whether it had to be mounted anew.
    pub(super) fn restore(&mut self) -> Result<bool, String> {
        if !self.ran {
            return Ok(false);
        }
        // What was put cannot be changed or removed by programs (it is not theirs, and the directories are sticky), so
        // there is nothing new exactly when the number of files is what it was.
        if self.protected && !self.mixed && used().map_err(|error| error.to_string())? == self.expected {
            self.ran = false;
            return Ok(false);
        }
        root::fresh_workspace(self.bytes, self.defences)?;
        for (name, placed) in &self.files {
            place(name, placed).map_err(|error| format!("{name}: {error}"))?;
        }
        self.expected = used().map_err(|error| error.to_string())?;
        self.ran = false;
        self.mixed = false;
        Ok(true)
    }
}

impl Placed {
    fn new(content: &[u8], executable: bool) -> io::Result<Self> {
        let file = rustix::fs::memfd_create("put", rustix::fs::MemfdFlags::CLOEXEC)?;
        write_all(&file, content)?;
        Ok(Self { content: file, bytes: content.len() as u64, executable })
    }
}

/// Reads a regular file; `None` when there is none.
pub(super) fn get(name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, GetError> {
    let describe = |error: Errno| match error {
        Errno::LOOP => GetError::Io("a symbolic link is in the way".to_owned()),
        Errno::XDEV => GetError::Io("it leaves the workspace".to_owned()),
        error => GetError::Io(error.to_string()),
    };
    let root = open_root().map_err(describe)?;
    // A pipe opened for reading would wait for a writer without NONBLOCK.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = match rustix::fs::openat2(&root, name, flags, Mode::empty(), inside()) {
        Ok(file) => file,
        Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
        Err(error) => return Err(describe(error)),
    };
    let stat = rustix::fs::fstat(&file).map_err(describe)?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(GetError::Io("it is not a regular file".to_owned()));
    }
    let bytes = stat.st_size.max(0) as u64;
    if bytes > max_bytes {
        return Err(GetError::TooLarge(bytes));
    }
    let mut content = vec![0; bytes as usize];
    let mut filled = 0;
    while filled < content.len() {
        match rustix::io::read(&file, &mut content[filled..]) {
            Ok(0) => break,
            Ok(got) => filled += got,
            Err(Errno::INTR) => {}
            Err(error) => return Err(describe(error)),
        }
    }
    content.truncate(filled);
    Ok(Some(content))
}

/// Lists what is there, sorted by name.
pub(super) fn list() -> io::Result<Vec<FileEntry>> {
    let mut entries = Vec::new();
    let mut open = vec![(String::new(), 0_usize, open_root()?)];
    while let Some((prefix, depth, dir)) = open.pop() {
        let mut buffer = Vec::with_capacity(16 << 10);
        let mut names = RawDir::new(&dir, buffer.spare_capacity_mut());
        while let Some(entry) = names.next() {
            let entry = entry?;
            let raw = entry.file_name();
            if matches!(raw.to_bytes(), b"." | b"..") {
                continue;
            }
            if entries.len() >= MAX_ENTRIES {
                break;
            }
            let stat = rustix::fs::statat(&dir, raw, AtFlags::SYMLINK_NOFOLLOW)?;
            let kind = match FileType::from_raw_mode(stat.st_mode) {
                FileType::RegularFile => FileKind::File,
                FileType::Directory => FileKind::Directory,
                FileType::Symlink => FileKind::Symlink,
                _ => FileKind::Other,
            };
            let name = format!("{prefix}{}", raw.to_string_lossy());
            if kind == FileKind::Directory && depth < MAX_DEPTH && open.len() < MAX_PUT {
                let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
                if let Ok(child) = rustix::fs::openat2(&dir, raw, flags, Mode::empty(), inside()) {
                    open.push((format!("{name}/"), depth + 1, child));
                }
            }
            let bytes = if kind == FileKind::File { stat.st_size.max(0) as u64 } else { 0 };
            entries.push(FileEntry { name, kind, bytes, executable: stat.st_mode & 0o100 != 0 });
        }
    }
    entries.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(entries)
}

/// Takes one name away that is not a directory; `false` when there is none.
fn unlink(name: &str) -> rustix::io::Result<bool> {
    let (parents, file) = name.rsplit_once('/').unwrap_or((".", name));
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let removed = rustix::fs::openat2(&open_root()?, parents, flags, Mode::empty(), inside())
        .and_then(|parent| rustix::fs::unlinkat(&parent, file, AtFlags::empty()));
    match removed {
        Ok(()) => Ok(true),
        Err(Errno::NOENT) => Ok(false),
        Err(error) => Err(error),
    }
}

fn inside() -> ResolveFlags {
    ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS | ResolveFlags::NO_XDEV
}

fn open_root() -> rustix::io::Result<OwnedFd> {
    rustix::fs::open(
        "/workspace",
        OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC,
        Mode::empty(),
    )
}

/// Counts the files, directories and links of `/workspace`.
fn used() -> io::Result<u64> {
    let stat = rustix::fs::statvfs("/workspace")?;
    Ok(stat.f_files.saturating_sub(stat.f_ffree))
}

/// Writes one file, making its directories and replacing what has its name.
fn place(name: &str, placed: &Placed) -> io::Result<()> {
    let mut dir = open_root()?;
    let (parents, file) = match name.rsplit_once('/') {
        Some((parents, file)) => (parents, file),
        None => ("", name),
    };
    for parent in parents.split('/').filter(|part| !part.is_empty()) {
        match rustix::fs::mkdirat(&dir, parent, Mode::from_raw_mode(0o777)) {
            // The mask of this process would take the write bits away.
            Ok(()) => rustix::fs::chmodat(&dir, parent, Mode::from_raw_mode(0o1777), AtFlags::empty())?,
            Err(Errno::EXIST) => {}
            Err(error) => return Err(error.into()),
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        dir = rustix::fs::openat2(&dir, parent, flags, Mode::empty(), inside())?;
    }
    match rustix::fs::unlinkat(&dir, file, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
    }
    let mode = Mode::from_raw_mode(if placed.executable { 0o755 } else { 0o644 });
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let target = rustix::fs::openat(&dir, file, flags, mode)?;
    rustix::fs::seek(&placed.content, SeekFrom::Start(0))?;
    let mut left = placed.bytes;
    while left > 0 {
        let sent = rustix::fs::sendfile(&target, &placed.content, None, left.min(1 << 30) as usize)?;
        if sent == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left -= sent as u64;
    }
    Ok(())
}

fn write_all(file: impl AsFd, mut content: &[u8]) -> io::Result<()> {
    while !content.is_empty() {
        match rustix::io::write(&file, content) {
            Ok(sent) => content = &content[sent..],
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
