//! What an operator decides: how the supervisor is started, how many sandboxes there are, what they show.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::defences::Defences;

/// Everything the supervisor needs to know before it makes its first sandbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Config {
    /// The program that becomes the supervisor: it must call [`crate::supervisor_main`] first thing.
    pub exe: PathBuf,
    /// Its arguments, for example `["sandboxd"]`.
    pub args: Vec<String>,
    /// How many sandboxes may be open at the same time, at least 1.
    pub slots: usize,
    /// What a sandbox may show of the host; [`crate::Supervisor::open`] names one of them.
    pub roots: Vec<RootSpec>,
    /// Which kernel interface limits and measures memory, processes and CPU time.
    pub cgroup: CgroupChoice,
    /// With less isolation than this the supervisor refuses to start.
    pub minimum: Minimum,
    /// Size of `/workspace` in bytes. Its pages count as memory of the program that writes them.
    pub workspace_bytes: u64,
    /// Size of `/tmp` in bytes.
    pub tmp_bytes: u64,
    /// Walls that are left out, to see what each of them is good for. Only tests have this.
    #[cfg(feature = "breakable")]
    #[serde(default)]
    pub without: Vec<crate::Defence>,
    /// Lets the system call filter refuse with `ENOTRECOVERABLE`, which tells its refusals from those of the kernel.
    #[cfg(feature = "breakable")]
    #[serde(default)]
    pub marked_filter: bool,
}

impl Config {
    /// Returns the usual settings for a supervisor started as `exe args`: two slots, no roots, 256 MiB of workspace.
    pub fn new(exe: impl Into<PathBuf>, args: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            exe: exe.into(),
            args: args.into_iter().map(Into::into).collect(),
            slots: 2,
            roots: Vec::new(),
            cgroup: CgroupChoice::Auto,
            minimum: Minimum::default(),
            workspace_bytes: 256 << 20,
            tmp_bytes: 64 << 20,
            #[cfg(feature = "breakable")]
            without: Vec::new(),
            #[cfg(feature = "breakable")]
            marked_filter: false,
        }
    }

    /// Returns the walls that stand.
    pub(crate) fn defences(&self) -> Defences {
        #[cfg(feature = "breakable")]
        return Defences::without(&self.without, self.marked_filter);
        #[cfg(not(feature = "breakable"))]
        Defences::all()
    }
}

/// A named view of the host's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootSpec {
    /// The name that [`crate::Supervisor::open`] asks for.
    pub name: String,
    /// Absolute paths of host files and directories, shown read-only at the same place.
    ///
    /// A symbolic link is made again as a link and its target is shown too. A missing path makes `open` of this root fail.
    pub paths: Vec<PathBuf>,
}

impl RootSpec {
    /// Whether a sandbox can show the host's file or folder of this absolute path: neither everything, nor anything
    /// below the folders that each sandbox has of its own, nor, as root, what lies below a folder that other users may not
    /// enter: a sandbox has such users.
    pub fn can_show(path: &Path) -> bool {
        let own = ["/proc", "/sys", "/dev", "/tmp", "/workspace"].iter().any(|own| path.starts_with(own));
        !own && path != Path::new("/") && path != Path::new("/etc") && (!crate::sys::is_root() || is_for_all(path))
    }
}

/// Whether every folder on the way to this path may be entered by everybody.
fn is_for_all(path: &Path) -> bool {
    // What is missing is told by whoever needs it.
    path.ancestors().skip(1).all(|folder| fs::metadata(folder).map_or(true, |about| about.mode() & 0o001 != 0))
}

/// Which cgroup interface is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CgroupChoice {
    /// The best one that works here: version 2, then version 1, then none.
    #[default]
    Auto,
    /// Version 2 or fail.
    V2,
    /// Version 1 or fail.
    V1,
    /// None: resource limits of the processes, and sampling.
    None,
}

/// The least isolation with which programs may run.
///
/// Fresh user, pid, mount, network, IPC and UTS namespaces, a seccomp filter and `no_new_privs` are never optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Minimum {
    /// Memory and processes must be limited by a cgroup, not only by sampling.
    pub cgroup: bool,
    /// Landlock must be in force.
    pub landlock: bool,
    /// Every sandbox must have a host user of its own (needs root or a large enough id range).
    pub own_users: bool,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_its_users_may_not_reach_is_not_shown() {
        let base = tempfile::tempdir_in("/var/tmp").unwrap();
        let folder = base.path().join("private");
        let below = folder.join("below");
        fs::create_dir_all(&below).unwrap();
        let mode = |folder: &Path, mode: u32| fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
        mode(base.path(), 0o755);
        mode(&folder, 0o755);
        assert!(RootSpec::can_show(&below));
        mode(&folder, 0o700);
        // An ordinary user's sandboxes have that user.
        assert_eq!(RootSpec::can_show(&below), !crate::sys::is_root());
        assert!(!RootSpec::can_show(Path::new("/tmp/x")) && !RootSpec::can_show(Path::new("/")));
    }
}
