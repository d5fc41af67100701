//! The supervisor's part of the cgroup hierarchy: finding a place, cleaning up after dead predecessors.

use std::fs;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::fs::{FlockOperation, Mode, OFlags};

use super::SlotCgroup;
use crate::{Accounting, CgroupChoice};

/// All our directories start with this.
const PREFIX: &str = "codequest-sandbox-";
/// Where version 2 moves the server itself, because a cgroup with children that have limits may hold no process.
const SERVER: &str = "codequest-server";

/// The directories of this supervisor, one per hierarchy. They are locked as long as it lives: the lock is how a
/// successor knows which directories are stale.
#[derive(Debug)]
pub(crate) enum Tree {
    V2(Owned),
    V1 { memory: Owned, pids: Owned, cpuacct: Owned },
    None,
}

/// One directory of ours.
#[derive(Debug)]
pub(crate) struct Owned {
    path: PathBuf,
    _lock: OwnedFd,
}

impl Tree {
    /// Finds a place for the directories, or says why there is none.
    pub(crate) fn create(choice: CgroupChoice) -> Result<(Self, String), String> {
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("{PREFIX}{}-{}", std::process::id(), started.as_nanos());
        let mut why = Vec::new();
        if matches!(choice, CgroupChoice::Auto | CgroupChoice::V2) {
            match version2(&name) {
                Ok(tree) => return Ok(tree),
                Err(error) => why.push(format!("version 2: {error}")),
            }
        }
        if matches!(choice, CgroupChoice::Auto | CgroupChoice::V1) {
            match version1(&name) {
                Ok(tree) => return Ok(tree),
                Err(error) => why.push(format!("version 1: {error}")),
            }
        }
        match choice {
            CgroupChoice::Auto => Ok((Self::None, why.join("; "))),
            CgroupChoice::None => Ok((Self::None, "switched off by the configuration".to_owned())),
            CgroupChoice::V1 | CgroupChoice::V2 => Err(why.join("; ")),
        }
    }

    pub(crate) fn accounting(&self) -> Accounting {
        match self {
            Self::V2(_) => Accounting::CgroupV2,
            Self::V1 { .. } => Accounting::CgroupV1,
            Self::None => Accounting::Rusage,
        }
    }

    /// Makes the directories of one slot and gives them to the user that makes leaves in them.
    pub(crate) fn add_slot(&self, slot: usize, owner: Option<u32>) -> io::Result<SlotCgroup> {
        let name = format!("slot-{slot}");
        Ok(match self {
            Self::V2(dir) => {
                let path = dir.path.join(&name);
                let fd = make(&path, owner)?;
                fs::write(path.join("cgroup.subtree_control"), "+memory +pids")?;
                make(&path.join("keeper"), owner)?;
                for file in ["cgroup.procs", "cgroup.subtree_control", "cgroup.threads"] {
                    chown(path.join(file), owner, owner)?;
                }
                SlotCgroup::V2 { dir: fd }
            }
            Self::V1 { memory, pids, cpuacct } => SlotCgroup::V1 {
                memory: make(&memory.path.join(&name), owner)?,
                pids: make(&pids.path.join(&name), owner)?,
                cpuacct: make(&cpuacct.path.join(&name), owner)?,
            },
            Self::None => SlotCgroup::None,
        })
    }

    /// Puts a slot's keeper where it may move its children into leaves.
    pub(crate) fn adopt_keeper(&self, slot: usize, pid: i32) -> io::Result<()> {
        match self {
            Self::V2(dir) => fs::write(dir.path.join(format!("slot-{slot}/keeper/cgroup.procs")), pid.to_string()),
            Self::V1 { .. } | Self::None => Ok(()),
        }
    }

    /// Removes a dead slot's directories; `false` when the kernel is not done with them yet.
    pub(crate) fn remove_slot(&self, slot: usize) -> bool {
        self.owned().into_iter().all(|dir| remove(&dir.path.join(format!("slot-{slot}"))))
    }

    /// Removes everything, waiting a moment for the last processes to be gone.
    pub(crate) fn remove_all(&self) {
        for dir in self.owned() {
            remove_patiently(&dir.path, Duration::from_secs(2));
        }
    }

    fn owned(&self) -> Vec<&Owned> {
        match self {
            Self::V2(dir) => vec![dir],
            Self::V1 { memory, pids, cpuacct } => vec![memory, pids, cpuacct],
            Self::None => Vec::new(),
        }
    }
}

fn version1(name: &str) -> Result<(Tree, String), String> {
    let own = |controller: &str| {
        let base = own_directory(Some(controller))?;
        claim(&base, name).map_err(|error| format!("{}: {error}", base.display()))
    };
    let tree = Tree::V1 { memory: own("memory")?, pids: own("pids")?, cpuacct: own("cpuacct")? };
    Ok((tree, "version 1: memory, pids, cpuacct".to_owned()))
}

fn version2(name: &str) -> Result<(Tree, String), String> {
    let own = own_directory(None)?;
    let own = if own.ends_with(SERVER) { own.parent().unwrap_or(&own).to_owned() } else { own };
    let mut why = String::new();
    for base in [Some(own.clone()), mount_point(None)].into_iter().flatten() {
        match enable_controllers(&base).and_then(|()| claim(&base, name).map_err(|error| error.to_string())) {
            Ok(dir) => {
                fs::write(dir.path.join("cgroup.subtree_control"), "+memory +pids")
                    .map_err(|error| format!("{}: {error}", dir.path.display()))?;
                return Ok((Tree::V2(dir), format!("version 2: memory, pids under {}", base.display())));
            }
            Err(error) => why = format!("{}: {error}", base.display()),
        }
    }
    Err(why)
}

/// Lets children of `base` have limits. A cgroup that is not the root must hold no process for that, so the server's
/// own processes (and only if there are no others) move to a child.
fn enable_controllers(base: &Path) -> Result<(), String> {
    let read = |file: &str| fs::read_to_string(base.join(file)).map_err(|error| format!("{file}: {error}"));
    let has = |text: &str| ["memory", "pids"].iter().all(|name| text.split_whitespace().any(|have| have == *name));
    if !has(&read("cgroup.controllers")?) {
        return Err("has no memory and pids controllers (they may be in use by version 1)".to_owned());
    }
    if has(&read("cgroup.subtree_control")?) {
        return Ok(());
    }
    if base.join("cgroup.type").exists() {
        let family = ancestors();
        let processes: Vec<u32> = read("cgroup.procs")?.lines().filter_map(|line| line.parse().ok()).collect();
        if let Some(stranger) = processes.iter().find(|pid| !family.contains(pid)) {
            return Err(format!("process {stranger} is in it too; give the server a cgroup of its own (Delegate=yes)"));
        }
        let server = base.join(SERVER);
        if let Err(error) = fs::create_dir(&server)
            && error.kind() != io::ErrorKind::AlreadyExists
        {
            return Err(error.to_string());
        }
        for pid in processes {
            fs::write(server.join("cgroup.procs"), pid.to_string()).map_err(|error| error.to_string())?;
        }
    }
    fs::write(base.join("cgroup.subtree_control"), "+memory +pids").map_err(|error| error.to_string())
}

/// Returns this process and those above it.
fn ancestors() -> Vec<u32> {
    let mut family = vec![std::process::id()];
    while let Some(pid) = family.last().copied().filter(|pid| *pid > 1 && family.len() < 16) {
        let parent = fs::read_to_string(format!("/proc/{pid}/status"))
            .ok()
            .and_then(|status| status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse::<u32>().ok()));
        match parent {
            Some(parent) if parent > 0 => family.push(parent),
            _ => break,
        }
    }
    family
}

/// Makes our directory under `base`, after removing what dead predecessors left there.
fn claim(base: &Path, name: &str) -> io::Result<Owned> {
    for entry in fs::read_dir(base)?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(PREFIX)
            && let Some(_lock) = lock(&entry.path())
        {
            remove_patiently(&entry.path(), Duration::from_secs(1));
        }
    }
    let path = base.join(name);
    fs::create_dir(&path)?;
    let lock = lock(&path).ok_or_else(|| io::Error::other("our own directory is locked"))?;
    Ok(Owned { path, _lock: lock })
}

fn lock(path: &Path) -> Option<OwnedFd> {
    let dir = rustix::fs::open(path, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok()?;
    rustix::fs::flock(&dir, FlockOperation::NonBlockingLockExclusive).ok()?;
    Some(dir)
}

fn make(path: &Path, owner: Option<u32>) -> io::Result<OwnedFd> {
    if let Err(error) = fs::create_dir(path)
        && error.kind() != io::ErrorKind::AlreadyExists
    {
        return Err(error);
    }
    chown(path, owner, owner)?;
    if path.join("cgroup.procs").exists() {
        chown(path.join("cgroup.procs"), owner, owner)?;
    }
    Ok(rustix::fs::open(path, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?)
}

/// Removes a cgroup and those in it, killing what still runs there.
fn remove(path: &Path) -> bool {
    let Ok(entries) = fs::read_dir(path) else {
        return true;
    };
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && !remove(&entry.path()) {
            return false;
        }
    }
    if fs::remove_dir(path).is_ok() {
        return true;
    }
    let processes = fs::read_to_string(path.join("cgroup.procs")).unwrap_or_default();
    for pid in processes.lines().filter_map(|line| line.parse().ok()).filter(|pid| *pid > 1) {
        let _ = crate::sys::kill(pid, libc::SIGKILL);
    }
    false
}

fn remove_patiently(path: &Path, patience: Duration) {
    let end = Instant::now() + patience;
    while !remove(path) && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Returns the directory of this process's cgroup in the hierarchy of a version 1 controller, or in version 2.
fn own_directory(controller: Option<&str>) -> Result<PathBuf, String> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").map_err(|error| error.to_string())?;
    let (root, point) =
        find_mount(&mounts, controller).ok_or_else(|| format!("{} is not mounted", controller.unwrap_or("cgroup2")))?;
    let own = fs::read_to_string("/proc/self/cgroup").map_err(|error| error.to_string())?;
    let path = own
        .lines()
        .find_map(|line| {
            let mut parts = line.splitn(3, ':').skip(1);
            let (controllers, path) = (parts.next()?, parts.next()?);
            let found = match controller {
                Some(name) => controllers.split(',').any(|have| have == name),
                None => controllers.is_empty(),
            };
            found.then(|| path.to_owned())
        })
        .ok_or("this process is in no such cgroup")?;
    // What is mounted may be a part of the hierarchy only, as in a container.
    let below = Path::new(&path).strip_prefix(&root).unwrap_or(Path::new(""));
    Ok(point.join(below))
}

fn mount_point(controller: Option<&str>) -> Option<PathBuf> {
    find_mount(&fs::read_to_string("/proc/self/mountinfo").ok()?, controller).map(|(_, point)| point)
}

/// Finds the root and the mount point of a hierarchy in the text of `/proc/self/mountinfo`.
fn find_mount(mounts: &str, controller: Option<&str>) -> Option<(PathBuf, PathBuf)> {
    mounts.lines().find_map(|line| {
        let (before, after) = line.split_once(" - ")?;
        let mut before = before.split(' ').skip(3);
        let (root, point) = (before.next()?, before.next()?);
        let mut after = after.split(' ');
        let (kind, _source, options) = (after.next()?, after.next()?, after.next()?);
        let found = match controller {
            Some(name) => kind == "cgroup" && options.split(',').any(|have| have == name),
            None => kind == "cgroup2",
        };
        found.then(|| (PathBuf::from(root), PathBuf::from(point)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
35 31 0:32 /docker/abc /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate";

    #[test]
    fn a_hierarchy_is_found_by_its_controller() {
        let found = |controller| find_mount(MOUNTS, controller);
        assert_eq!(found(Some("cpuacct")), Some(("/".into(), "/sys/fs/cgroup/cpu,cpuacct".into())));
        assert_eq!(found(Some("memory")), Some(("/docker/abc".into(), "/sys/fs/cgroup/memory".into())));
        assert_eq!(found(None), Some(("/".into(), "/sys/fs/cgroup/unified".into())));
        assert_eq!(found(Some("pids")), None);
    }

    #[test]
    fn this_process_is_its_own_first_ancestor() {
        assert_eq!(ancestors()[0], std::process::id());
        assert!(ancestors().len() > 1);
    }
}
