//! One sandbox: what the keeper, the first process of its namespaces, builds and does.
//!
//! The keeper makes the root, then serves one caller. Each program it runs starts as a copy of the keeper that gave up
//! everything first (`launcher`) and that was made ahead of time. After each run the keeper, as process 1 of the pid
//! namespace, kills whatever is left.

mod keeper;
mod launcher;
mod root;
mod seccomp;
mod walls;
mod watch;
mod workspace;

use std::os::fd::OwnedFd;

pub(crate) use keeper::main as keeper_main;

use crate::RootSpec;
use crate::cgroup::SlotCgroup;

/// Namespaces of a sandbox.
pub(crate) const NAMESPACES: libc::c_int = libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNS
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWCGROUP;

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
