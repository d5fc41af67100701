//! One sandbox: what the keeper, the first process of its namespaces, builds and does.
//!
//! The keeper makes the root, then serves one caller. Programs come from the zygote, a copy of the keeper that gave up
//! everything once. Each has a pid namespace of its own, with which everything in it ends.

#[cfg(feature = "breakable")]
mod broken;
mod keeper;
mod output;
mod root;
mod sample;
mod seccomp;
mod walls;
mod watch;
mod workspace;
mod zygote;

use std::os::fd::OwnedFd;

pub(crate) use keeper::main as keeper_main;

use crate::cgroup::SlotCgroup;
use crate::defences::Defences;
use crate::{Defence, RootSpec};

/// Namespaces of a sandbox. Mounts always have one of their own.
pub(crate) fn namespaces(defences: Defences) -> libc::c_int {
    [
        (Defence::UserNamespace, libc::CLONE_NEWUSER),
        (Defence::PidNamespace, libc::CLONE_NEWPID),
        (Defence::NetNamespace, libc::CLONE_NEWNET),
        (Defence::IpcNamespace, libc::CLONE_NEWIPC),
        (Defence::UtsNamespace, libc::CLONE_NEWUTS),
        (Defence::CgroupNamespace, libc::CLONE_NEWCGROUP),
    ]
    .into_iter()
    .filter(|(defence, _)| defences.has(*defence))
    .fold(libc::CLONE_NEWNS, |flags, (_, flag)| flags | flag)
}

/// The user and group of programs, as they see it.
pub(crate) const INSIDE_ID: u32 = 1000;

/// Everything the supervisor decided about a sandbox before making it.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) root: RootSpec,
    pub(crate) users: Users,
    pub(crate) workspace_bytes: u64,
    pub(crate) tmp_bytes: u64,
    /// Whether the kernel has landlock.
    pub(crate) landlock: bool,
    /// The walls that stand: all but in tests.
    pub(crate) defences: Defences,
    pub(crate) cgroup: SlotCgroup,
    /// The keeper's end of its channel to the supervisor.
    pub(crate) channel: OwnedFd,
}

/// Who the keeper and the programs are on the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Users {
    /// Two host users of this slot alone: files that `put` placed belong to the first, so that programs cannot change them.
    Own { keeper: u32, program: u32 },
    /// The one user (and group) that the supervisor runs as.
    Single { uid: u32, gid: u32 },
}
