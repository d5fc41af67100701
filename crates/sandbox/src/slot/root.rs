//! The file system that a sandbox sees.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};

use rustix::mount::{MountFlags, MountPropagationFlags, UnmountFlags};

use super::Plan;
use crate::Defence;
use crate::defences::Defences;

/// Where the host's root is while the new one is built.
const OLD: &str = "/old";
/// Where the new root is built.
const NEW: &str = "/new";
/// Symbolic links followed for one path, as in the kernel.
const MAX_LINKS: u32 = 40;

const RDONLY: u64 = 1;
const NOSUID: u64 = 2;
const NODEV: u64 = 4;
const NOEXEC: u64 = 8;

/// Size of `/dev/shm` in bytes and its number of files.
const SHM: (u64, u64) = (16 << 20, 1024);
/// Number of files in `/tmp`.
const TMP_FILES: u64 = 4096;
/// Number of files in `/workspace`.
const WORKSPACE_FILES: u64 = 16384;

/// A failed step of building the root.
type Step<T = ()> = Result<T, String>;

/// Builds the root from the plan and makes it this process's root; the host's is detached.
pub(super) fn build(plan: &Plan) -> Step {
    let scaffold = if Path::new("/tmp").is_dir() { "/tmp" } else { "/mnt" };
    rustix::mount::mount_change("/", MountPropagationFlags::REC | MountPropagationFlags::PRIVATE)
        .map_err(|error| format!("make mounts private: {error}"))?;
    tmpfs(scaffold, MountFlags::NOSUID | MountFlags::NODEV, "size=64k,nr_inodes=16,mode=755")?;
    directory(&format!("{scaffold}{OLD}"))?;
    directory(&format!("{scaffold}{NEW}"))?;
    rustix::process::pivot_root(scaffold, format!("{scaffold}{OLD}").as_str())
        .map_err(|error| format!("pivot_root: {error}"))?;
    rustix::process::chdir("/").map_err(|error| format!("chdir: {error}"))?;
    if plan.defences.has(Defence::NestedNamespaces) {
        forbid_nested_namespaces();
    }
    tmpfs(NEW, MountFlags::NOSUID | MountFlags::NODEV, "size=4m,nr_inodes=16384,mode=755")?;
    let mut paths: Vec<_> = plan.root.paths.clone();
    paths.sort_by_key(|path| path.components().count());
    let mut shown = Vec::new();
    for path in &paths {
        show(path, &mut shown, plan.defences, MAX_LINKS)?;
    }
    processes(plan.defences)?;
    devices(plan.defences)?;
    identity()?;
    for name in ["workspace", "tmp"] {
        directory(&format!("{NEW}/{name}"))?;
    }
    rustix::process::chdir(NEW).map_err(|error| format!("chdir: {error}"))?;
    #[cfg(feature = "breakable")]
    if !plan.defences.has(Defence::Root) {
        super::broken::root(OLD)?;
        return finish(plan);
    }
    rustix::process::pivot_root(".", ".").map_err(|error| format!("pivot_root: {error}"))?;
    rustix::mount::unmount(".", UnmountFlags::DETACH).map_err(|error| format!("detach the host's root: {error}"))?;
    rustix::process::chdir("/").map_err(|error| format!("chdir: {error}"))?;
    let read_only = MountFlags::BIND | MountFlags::RDONLY | MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    rustix::mount::mount_remount("/", read_only, "").map_err(|error| format!("make the root read-only: {error}"))?;
    finish(plan)
}

/// Mounts what can be written, and names the host.
fn finish(plan: &Plan) -> Step {
    fresh_shm(plan)?;
    fresh_tmp(plan)?;
    fresh_workspace(plan.workspace_bytes, plan.defences)?;
    if !plan.defences.has(Defence::UtsNamespace) {
        return Ok(());
    }
    rustix::system::sethostname(b"sandbox").map_err(|error| format!("set the host name: {error}"))
}

/// Mounts an empty `/workspace`.
pub(super) fn fresh_workspace(bytes: u64, defences: Defences) -> Step {
    fresh("/workspace", MountFlags::NOSUID | MountFlags::NODEV, bytes, WORKSPACE_FILES, defences)
}

/// Mounts an empty `/tmp`.
pub(super) fn fresh_tmp(plan: &Plan) -> Step {
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    fresh("/tmp", flags, plan.tmp_bytes, TMP_FILES, plan.defences)
}

/// Mounts an empty `/dev/shm`.
pub(super) fn fresh_shm(plan: &Plan) -> Step {
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    fresh("/dev/shm", flags, SHM.0, SHM.1, plan.defences)
}

fn fresh(path: &str, mut flags: MountFlags, bytes: u64, files: u64, defences: Defences) -> Step {
    let mut options = format!("size={bytes},nr_inodes={files},mode=1777");
    for (wall, flag) in [
        (Defence::NoExec, MountFlags::NOEXEC),
        (Defence::NoSuid, MountFlags::NOSUID),
        (Defence::NoDev, MountFlags::NODEV),
    ] {
        if !defences.has(wall) {
            flags &= !flag;
        }
    }
    if !defences.has(Defence::MountSizes) {
        options = "mode=1777".to_owned();
    }
    match rustix::mount::unmount(path, UnmountFlags::DETACH) {
        Ok(()) | Err(rustix::io::Errno::INVAL) => {} // Nothing is mounted there the first time.
        Err(error) => return Err(format!("unmount {path}: {error}")),
    }
    tmpfs(path, flags, &options)
}

/// Lets the user namespace have no children: a second wall behind the system call filter.
fn forbid_nested_namespaces() {
    let _ = fs::write(format!("{OLD}/proc/sys/user/max_user_namespaces"), "0");
}

/// Shows one host path read-only at the same place, recreating the links on the way.
fn show(path: &Path, shown: &mut Vec<PathBuf>, defences: Defences, links: u32) -> Step {
    if links == 0 {
        return Err(format!("{}: too many symbolic links", path.display()));
    }
    let mut here = PathBuf::from("/");
    let mut parts = path.components().filter(|part| matches!(part, Component::Normal(_))).peekable();
    while let Some(part) = parts.next() {
        here.push(part);
        if shown.contains(&here) {
            return Ok(());
        }
        let (old, new) = (below(OLD, &here), below(NEW, &here));
        let kind = fs::symlink_metadata(&old).map_err(|error| format!("{}: {error}", here.display()))?.file_type();
        if kind.is_symlink() {
            let target = fs::read_link(&old).map_err(|error| format!("{}: {error}", here.display()))?;
            exists_is_fine(symlink(&target, &new)).map_err(|error| format!("link {}: {error}", here.display()))?;
            let rest: PathBuf = parts.collect();
            let from = here.parent().unwrap_or(Path::new("/"));
            return show(&normal(&from.join(target).join(rest)), shown, defences, links - 1);
        }
        if parts.peek().is_some() {
            exists_is_fine(fs::create_dir(&new)).map_err(|error| format!("make {}: {error}", here.display()))?;
            continue;
        }
        if kind.is_dir() {
            exists_is_fine(fs::create_dir(&new)).map_err(|error| format!("make {}: {error}", here.display()))?;
        } else if kind.is_file() {
            fs::write(&new, "").map_err(|error| format!("make {}: {error}", here.display()))?;
        } else {
            return Err(format!("{} is neither a file nor a directory", here.display()));
        }
        rustix::mount::mount_bind_recursive(&old, &new).map_err(|error| format!("bind {}: {error}", here.display()))?;
        let set = [(Defence::ReadOnly, RDONLY), (Defence::NoSuid, NOSUID), (Defence::NoDev, NODEV)];
        let set = set.into_iter().filter(|(wall, _)| defences.has(*wall)).fold(0, |set, (_, flag)| set | flag);
        attributes(&new, set)?;
        shown.push(here.clone());
    }
    Ok(())
}

fn below(root: &str, path: &Path) -> PathBuf {
    Path::new(root).join(path.strip_prefix("/").unwrap_or(path))
}

/// Resolves `.` and `..` by name, which is right where no earlier part is a link.
fn normal(path: &Path) -> PathBuf {
    let mut result = PathBuf::from("/");
    for part in path.components() {
        match part {
            Component::ParentDir => drop(result.pop()),
            Component::Normal(name) => result.push(name),
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    result
}

/// A `/proc` of this pid namespace that shows processes only (no `sys`, `kcore`, `keys`, `mounts` of the host, …), and
/// of them only the program's own.
fn processes(defences: Defences) -> Step {
    directory(&format!("{NEW}/proc"))?;
    if !defences.has(Defence::PidNamespace) {
        return rustix::mount::mount_bind_recursive(format!("{OLD}/proc").as_str(), format!("{NEW}/proc").as_str())
            .map_err(|error| format!("bind /proc: {error}"));
    }
    let options = CString::new(if defences.has(Defence::HiddenProc) { "hidepid=invisible,subset=pid" } else { "" });
    let options = options.expect("no NUL");
    let flags = MountFlags::NOSUID | MountFlags::NODEV | MountFlags::NOEXEC;
    rustix::mount::mount("proc", format!("{NEW}/proc").as_str(), "proc", flags, options.as_c_str())
        .map_err(|error| format!("mount /proc (in a container, its /proc must not be masked): {error}"))
}

fn devices(defences: Defences) -> Step {
    directory(&format!("{NEW}/dev"))?;
    tmpfs(&format!("{NEW}/dev"), MountFlags::NOSUID | MountFlags::NOEXEC, "size=64k,nr_inodes=32,mode=755")?;
    let few: &[&str] = &["null", "zero", "full", "random", "urandom"];
    let more: &[&str] = if defences.has(Defence::FewDevices) { &[] } else { &["kmsg", "tty", "autofs"] };
    for name in few.iter().chain(more.iter().filter(|name| Path::new(&format!("{OLD}/dev/{name}")).exists())) {
        let (old, new) = (format!("{OLD}/dev/{name}"), format!("{NEW}/dev/{name}"));
        fs::write(&new, "").map_err(|error| format!("make /dev/{name}: {error}"))?;
        rustix::mount::mount_bind(old.as_str(), new.as_str()).map_err(|error| format!("bind /dev/{name}: {error}"))?;
        attributes(Path::new(&new), NOSUID | NOEXEC)?;
    }
    let links = [("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")];
    for (name, target) in links {
        symlink(target, format!("{NEW}/dev/{name}")).map_err(|error| format!("link /dev/{name}: {error}"))?;
    }
    directory(&format!("{NEW}/dev/shm"))?;
    let read_only = MountFlags::BIND | MountFlags::RDONLY | MountFlags::NOSUID | MountFlags::NOEXEC;
    rustix::mount::mount_remount(format!("{NEW}/dev").as_str(), read_only, "")
        .map_err(|error| format!("make /dev read-only: {error}"))
}

/// The one user that programs know.
fn identity() -> Step {
    exists_is_fine(fs::create_dir(format!("{NEW}/etc"))).map_err(|error| format!("make /etc: {error}"))?;
    let files = [
        ("passwd", "sandbox:x:1000:1000:sandbox:/workspace:/bin/sh\n"),
        ("group", "sandbox:x:1000:\n"),
        ("hostname", "sandbox\n"),
    ];
    for (name, text) in files {
        let path = format!("{NEW}/etc/{name}");
        fs::write(&path, text).map_err(|error| format!("write /etc/{name}: {error}"))?;
    }
    Ok(())
}

fn tmpfs(path: &str, flags: MountFlags, options: &str) -> Step {
    let options = CString::new(options).expect("no NUL in numbers and words");
    rustix::mount::mount("tmpfs", path, "tmpfs", flags, options.as_c_str())
        .map_err(|error| format!("mount a tmpfs on {path}: {error}"))
}

fn attributes(path: &Path, set: u64) -> Step {
    let text = CString::new(path.as_os_str().as_bytes()).map_err(|error| error.to_string())?;
    crate::sys::mount_attributes(&text, set).map_err(|error| format!("restrict {}: {error}", path.display()))
}

fn directory(path: &str) -> Step {
    fs::create_dir(path).map_err(|error| format!("make {path}: {error}"))
}

fn exists_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}
