//! Cgroups: one directory per supervisor, one per slot, and leaves in which programs run one after the other.
//!
//! The supervisor makes the first two (`tree`), the keeper of a slot the last (`leaf`) through descriptors it inherits:
//! inside a sandbox there is no cgroup file system at all.

mod leaf;
mod tree;

use std::os::fd::OwnedFd;

pub(crate) use leaf::Leaf;
pub(crate) use tree::Tree;

use crate::Accounting;

/// The directories of one slot, as descriptors.
#[derive(Debug)]
pub(crate) enum SlotCgroup {
    V2 { dir: OwnedFd },
    V1 { memory: OwnedFd, pids: OwnedFd, cpuacct: OwnedFd },
    None,
}

impl SlotCgroup {
    pub(crate) fn accounting(&self) -> Accounting {
        match self {
            Self::V2 { .. } => Accounting::CgroupV2,
            Self::V1 { .. } => Accounting::CgroupV1,
            Self::None => Accounting::Rusage,
        }
    }

    /// Returns the descriptors that a process needs to make leaves.
    pub(crate) fn dirs(&self) -> Vec<&OwnedFd> {
        match self {
            Self::V2 { dir } => vec![dir],
            Self::V1 { memory, pids, cpuacct } => vec![memory, pids, cpuacct],
            Self::None => Vec::new(),
        }
    }
}
