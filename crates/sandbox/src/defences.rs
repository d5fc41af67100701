//! The walls of a sandbox by name, so that each can be shown to stand by itself.
//!
//! Nothing can be switched off in what people run: only with the feature `breakable`, which this crate's own tests use, has
//! [`crate::Config`] a list of walls to leave out. Without it every question here is answered `true` by the compiler.

use serde::{Deserialize, Serialize};

macro_rules! defences {
    ($($(#[$text:meta])* $name:ident,)*) => {
        /// One wall of the sandbox.
        #[cfg_attr(not(feature = "breakable"), allow(unreachable_pub, reason = "public where walls can be left out"))]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Defence {
            $($(#[$text])* $name,)*
        }

        impl Defence {
            /// Every wall.
            #[cfg(any(test, feature = "breakable"))]
            #[cfg_attr(not(feature = "breakable"), allow(unreachable_pub, reason = "public where walls can be left out"))]
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

defences! {
    /// A user namespace whose users own nothing outside.
    UserNamespace,
    /// Programs are another user than the keeper of their sandbox.
    OwnUser,
    /// A pid namespace: nothing outside can be named, so neither signalled nor traced.
    PidNamespace,
    /// A network namespace without any network.
    NetNamespace,
    /// An IPC namespace for each run.
    IpcNamespace,
    /// A host name of the sandbox's own.
    UtsNamespace,
    /// A cgroup namespace: a program cannot see where its cgroup is.
    CgroupNamespace,
    /// The limit of zero on user namespaces below the sandbox's.
    NestedNamespaces,
    /// A root of its own that was pivoted to, with the host's detached.
    Root,
    /// Host files are mounted read-only.
    ReadOnly,
    /// Set-user-id bits mean nothing on any mount.
    NoSuid,
    /// Device files mean nothing on host files.
    NoDev,
    /// `/tmp` and `/dev/shm` are not executable.
    NoExec,
    /// `/proc` shows nothing but the program's own processes.
    HiddenProc,
    /// `/dev` holds five harmless devices.
    FewDevices,
    /// Each directory that can be written has a size and a number of files.
    MountSizes,
    /// The system call filter.
    Seccomp,
    /// Landlock.
    Landlock,
    /// No capabilities, and none to be had.
    Capabilities,
    /// `no_new_privs`.
    NoNewPrivileges,
    /// The keeper cannot be traced or looked into.
    Undumpable,
    /// A session of its own, without the terminal of whoever started the sandbox.
    NewSession,
    /// The cgroup's limit of memory.
    MemoryCgroup,
    /// The cgroup's limit of processes.
    PidsCgroup,
    /// The look at the CPU time of all processes of the run.
    CpuWatch,
    /// The end of the wall time.
    WallClock,
    /// The end of the run at too much standard output.
    OutputCap,
    /// The end of the run at an endless flood of standard error, of which little is kept.
    ErrorCap,
    /// `RLIMIT_CPU`.
    RlimitCpu,
    /// `RLIMIT_FSIZE`.
    RlimitFileSize,
    /// `RLIMIT_STACK`.
    RlimitStack,
    /// `RLIMIT_NOFILE`.
    RlimitOpenFiles,
    /// `RLIMIT_CORE`.
    RlimitCore,
    /// `RLIMIT_MEMLOCK`.
    RlimitLockedMemory,
    /// `RLIMIT_MSGQUEUE`.
    RlimitMessageQueues,
    /// `RLIMIT_SIGPENDING`.
    RlimitPendingSignals,
    /// The end of every process at the end of a run.
    KillAll,
    /// A workspace that holds exactly what was put there.
    CleanWorkspace,
    /// A fresh `/tmp` after a run that left something in it.
    FreshTmp,
    /// A fresh `/dev/shm` after a run that left something in it.
    FreshShm,
    /// Standard input is a sealed file of this run alone.
    SealedInput,
    /// Every descriptor but the standard three is closed.
    ClosedDescriptors,
    /// The environment is what the caller gave, from the supervisor on.
    EmptyEnvironment,
    /// Files leave the sandbox without following links, regular files only.
    SafeReads,
    /// Files enter the sandbox without following links.
    SafeWrites,
}

/// Which walls stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Defences {
    #[cfg(feature = "breakable")]
    off: u64,
    #[cfg(feature = "breakable")]
    marked_filter: bool,
}

impl Defences {
    /// All but these; `marked_filter` says whether the system call filter answers with an error of its own.
    #[cfg(feature = "breakable")]
    pub(crate) fn without(off: &[Defence], marked_filter: bool) -> Self {
        Self { off: off.iter().fold(0, |bits, defence| bits | (1 << *defence as u64)), marked_filter }
    }

    /// All.
    #[cfg(not(feature = "breakable"))]
    pub(crate) const fn all() -> Self {
        Self {}
    }

    /// Says whether this wall stands.
    #[cfg(feature = "breakable")]
    pub(crate) const fn has(self, defence: Defence) -> bool {
        self.off & (1 << defence as u64) == 0
    }

    /// Says whether this wall stands: it always does.
    #[cfg(not(feature = "breakable"))]
    #[inline(always)]
    pub(crate) const fn has(self, _: Defence) -> bool {
        true
    }
}

impl Defences {
    /// The error with which the system call filter refuses: that of the kernel's own refusals, or one that only the marked
    /// filter has.
    pub(crate) const fn refusal(self) -> i32 {
        #[cfg(feature = "breakable")]
        if self.marked_filter {
            return libc::ENOTRECOVERABLE;
        }
        libc::EPERM
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::Defence;

    #[test]
    fn every_wall_has_a_bit_and_a_name() {
        assert!(Defence::ALL.len() <= 64);
        for (at, defence) in Defence::ALL.iter().enumerate() {
            assert_eq!(at, *defence as usize);
            let name = serde_json::to_string(defence).unwrap();
            assert_eq!(serde_json::from_str::<Defence>(&name).unwrap(), *defence);
        }
    }

    #[cfg(feature = "breakable")]
    #[test]
    fn only_what_is_named_is_switched_off() {
        let defences = super::Defences::without(&[Defence::Seccomp, Defence::SafeWrites], false);
        let off: Vec<_> = Defence::ALL.iter().filter(|defence| !defences.has(**defence)).collect();
        assert_eq!(off, [&Defence::Seccomp, &Defence::SafeWrites]);
    }
}
