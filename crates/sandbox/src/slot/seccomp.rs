//! The system call filter. It names what programs may not do; everything else that was known when it was reviewed is
//! allowed, and calls that are newer than that do not exist for them.

use std::collections::BTreeMap;
use std::env::consts::ARCH;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch, sock_filter,
};

/// The last system call number that was reviewed (`removexattrat`); the numbers above 424 are the same everywhere.
const LAST_REVIEWED: u32 = 466;

/// Calls that are refused whatever their arguments are.
const REFUSED: &[libc::c_long] = &[
    // Namespaces, mounts and roots.
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_open_tree,
    libc::SYS_move_mount,
    libc::SYS_mount_setattr,
    457, // statmount
    458, // listmount
    // Other processes.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_process_mrelease,
    libc::SYS_kcmp,
    libc::SYS_pidfd_getfd,
    libc::SYS_migrate_pages,
    libc::SYS_move_pages,
    // Kernel interfaces with a large attack surface and no use in a contest.
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_io_setup,
    libc::SYS_io_submit,
    libc::SYS_vmsplice,
    libc::SYS_memfd_secret,
    libc::SYS_fanotify_init,
    libc::SYS_fanotify_mark,
    libc::SYS_lookup_dcookie,
    451, // cachestat
    // Hearing what others do with the files that all sandboxes show. (`cachestat`, above, tells what others have read.)
    libc::SYS_inotify_init1,
    libc::SYS_inotify_add_watch,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_inotify_init,
    // Key rings are shared by user and outlive a run.
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    // POSIX queues outlive a run, and nothing tells that there are any.
    libc::SYS_mq_open,
    // Files by handle go around directories.
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    // The machine itself.
    libc::SYS_kexec_load,
    libc::SYS_kexec_file_load,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_quotactl_fd,
    libc::SYS_nfsservctl,
    libc::SYS_syslog,
    libc::SYS_vhangup,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_iopl,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_ioperm,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_modify_ldt,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_uselib,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_ustat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_sysfs,
    #[cfg(target_arch = "x86_64")]
    libc::SYS__sysctl,
];

/// Without a cgroup nothing would count this memory: it belongs to no process. The kernel's own limits on semaphores and
/// messages allow many gigabytes of them in each IPC namespace.
const UNCOUNTED_MEMORY: &[libc::c_long] =
    &[libc::SYS_memfd_create, libc::SYS_shmget, libc::SYS_semget, libc::SYS_msgget];

/// Calls that do nothing and say that it was done.
const IGNORED: &[libc::c_long] = &[libc::SYS_flock, libc::SYS_sync, libc::SYS_syncfs, libc::SYS_fadvise64];

/// The reaper's number in the pid namespace of a run, and the keeper's where a run has none of its own.
const FIRST: u64 = 1;

/// Builds the filter. `memory_is_counted` says whether a cgroup limits memory; `errno` is what calls are refused with.
///
/// # Errors
/// On a processor that is not supported.
pub(super) fn filter(memory_is_counted: bool, errno: i32) -> Result<BpfProgram, String> {
    let arch = TargetArch::try_from(ARCH).map_err(|error| error.to_string())?;
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = REFUSED.iter().map(|call| (*call, Vec::new())).collect();
    if !memory_is_counted {
        rules.extend(UNCOUNTED_MEMORY.iter().map(|call| (*call, Vec::new())));
    }
    rules.insert(libc::SYS_clone, clone_rules()?);
    // The zygote needs these for pid namespaces. Programs have no capability for that.
    let pid_namespace = u64::from(libc::CLONE_NEWPID.cast_unsigned());
    rules.insert(libc::SYS_unshare, vec![rule(0, SeccompCmpOp::Ne, pid_namespace)?]);
    rules.insert(libc::SYS_setns, vec![rule(1, SeccompCmpOp::Ne, pid_namespace)?]);
    // Only Unix sockets: an empty network namespace would refuse the rest later and with more code.
    rules.insert(libc::SYS_socket, vec![rule(0, SeccompCmpOp::Ne, libc::AF_UNIX as u64)?]);
    rules.insert(libc::SYS_socketpair, vec![rule(0, SeccompCmpOp::Ne, libc::AF_UNIX as u64)?]);
    // Where programs have the user of that process the kernel would let them set its limits. And the limit on cores must stay
    // what it is: the kernel gives them to a program of the host where it is zero.
    let core = u64::from(libc::RLIMIT_CORE);
    let set_core = vec![condition(1, SeccompCmpOp::Eq, core)?, condition(2, SeccompCmpOp::Ne, 0)?];
    let set_core = SeccompRule::new(set_core).map_err(|error| error.to_string())?;
    rules.insert(libc::SYS_prlimit64, vec![rule(0, SeccompCmpOp::Eq, FIRST)?, set_core]);
    rules.insert(libc::SYS_setrlimit, vec![rule(0, SeccompCmpOp::Eq, core)?]);
    // Typing into a terminal, and its Linux console variant.
    let ioctls = [libc::TIOCSTI, libc::TIOCLINUX];
    rules.insert(
        libc::SYS_ioctl,
        ioctls.map(|request| rule(1, SeccompCmpOp::Eq, request)).into_iter().collect::<Result<_, _>>()?,
    );
    // Asking (all ones), the default, and no address randomisation are harmless; other personalities are old doors.
    let harmless = [0, u64::from(u32::MAX), libc::ADDR_NO_RANDOMIZE as u64];
    let other = harmless.map(|value| condition(0, SeccompCmpOp::Ne, value)).into_iter().collect::<Result<_, _>>()?;
    rules.insert(libc::SYS_personality, vec![SeccompRule::new(other).map_err(|error| error.to_string())?]);
    let refuse = SeccompAction::Errno(errno.cast_unsigned());
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch).map_err(|error| error.to_string())?;
    let filter: BpfProgram = filter.try_into().map_err(|error: seccompiler::BackendError| error.to_string())?;
    Ok(preamble(errno).into_iter().chain(filter).collect())
}

/// What the rules cannot say.
///
/// Some calls must look as if the kernel did not know them, which makes programs fall back: `clone3` (its flags are
/// behind a pointer that a filter cannot follow), calls newer than this list, and the 32-bit-pointer calls of x86-64, whose
/// numbers are greater still.
///
/// Locks on files belong to the file, and all sandboxes show the same files of the host: a lock would be a word from one to
/// the other. So taking and giving up a lock does nothing and says that it was done, and asking finds none. In a sandbox
/// that is right for programs of one process; those of several have futexes and semaphores.
///
/// Writing everything to the disk and throwing pages out of the cache would cost everybody on the host time, and a program
/// sees no difference when neither is done.
fn preamble(errno: i32) -> Vec<sock_filter> {
    const LOAD: u16 = 0x20;
    const JUMP_IF_EQUAL: u16 = 0x15;
    const JUMP_IF_GREATER: u16 = 0x25;
    const RETURN: u16 = 0x06;
    /// Where `seccomp_data` has the number of the call, and the lower half of its second argument.
    const NUMBER: u32 = 0;
    #[cfg(target_endian = "little")]
    const SECOND: u32 = 24;
    #[cfg(target_endian = "big")]
    const SECOND: u32 = 28;
    let answer = |errno: i32| sock_filter { code: RETURN, jt: 0, jf: 0, k: libc::SECCOMP_RET_ERRNO | errno as u32 };
    let load = |k| sock_filter { code: LOAD, jt: 0, jf: 0, k };
    // Each goes to the next line where it holds, and over it where it does not.
    let greater = |k| sock_filter { code: JUMP_IF_GREATER, jt: 0, jf: 1, k };
    let equal = |k| sock_filter { code: JUMP_IF_EQUAL, jt: 0, jf: 1, k };
    let mut lines = vec![load(NUMBER), greater(LAST_REVIEWED), answer(libc::ENOSYS)];
    lines.extend([equal(libc::SYS_clone3 as u32), answer(libc::ENOSYS)]);
    lines.extend(IGNORED.iter().flat_map(|call| [equal(*call as u32), answer(0)]));
    let locks = [libc::F_SETLK, libc::F_SETLKW, libc::F_OFD_SETLK, libc::F_OFD_SETLKW];
    let mut commands = vec![load(SECOND)];
    commands.extend(locks.into_iter().flat_map(|command| [equal(command as u32), answer(0)]));
    // Hearing of what others do with a file, by the old call and by a lease.
    commands.extend([libc::F_NOTIFY, libc::F_SETLEASE].into_iter().flat_map(|it| [equal(it as u32), answer(errno)]));
    let over = commands.len() as u8;
    lines.push(sock_filter { code: JUMP_IF_EQUAL, jt: 0, jf: over, k: libc::SYS_fcntl as u32 });
    lines.extend(commands);
    lines
}

/// Refuses `clone` with any flag that makes a namespace.
fn clone_rules() -> Result<Vec<SeccompRule>, String> {
    // On s390 the flags are the second argument; only the supported processors pass them first.
    [
        libc::CLONE_NEWNS,
        libc::CLONE_NEWCGROUP,
        libc::CLONE_NEWUTS,
        libc::CLONE_NEWIPC,
        libc::CLONE_NEWUSER,
        libc::CLONE_NEWPID,
        libc::CLONE_NEWNET,
    ]
    .into_iter()
    .map(|flag| rule(0, SeccompCmpOp::MaskedEq(u64::from(flag.cast_unsigned())), u64::from(flag.cast_unsigned())))
    .collect()
}

fn condition(argument: u8, compare: SeccompCmpOp, value: u64) -> Result<SeccompCondition, String> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, compare, value).map_err(|error| error.to_string())
}

fn rule(argument: u8, compare: SeccompCmpOp, value: u64) -> Result<SeccompRule, String> {
    SeccompRule::new(vec![condition(argument, compare, value)?]).map_err(|error| error.to_string())
}
