//! The system calls that need `unsafe`, each behind a safe function. Nothing else in the workspace is unsafe.
#![allow(unsafe_code, reason = "raw system calls of the sandbox; every block says why it is sound")]

mod start;

use std::ffi::CStr;
use std::io;
use std::mem;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::ptr;

use libc::c_int;

pub(crate) use start::{END, Exec, Stack, StartFailure, block_reaper_signals, start, start_reaper};

/// A process id that is known to be positive.
pub(crate) type Pid = c_int;

fn check(result: c_int) -> io::Result<c_int> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// Which side of a fork this is.
pub(crate) enum Fork {
    /// The new process.
    Child,
    /// The old one, with the new one's id.
    Parent(Pid),
}

/// Makes a copy of this process inside new namespaces (`CLONE_NEW*` flags).
pub(crate) fn fork_into(namespaces: c_int) -> io::Result<Fork> {
    let flags = libc::c_ulong::from((namespaces | libc::SIGCHLD).cast_unsigned());
    // SAFETY: without CLONE_VM and with a null stack this is a plain fork. Only single-threaded processes call it
    // (the supervisor and its descendants), so no lock of the C library is held by a thread that is not copied.
    let pid = unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) };
    match pid {
        0 => Ok(Fork::Child),
        pid if pid > 0 => Ok(Fork::Parent(pid as Pid)),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Ends this process at once, without destructors or exit handlers.
pub(crate) fn exit_now(code: c_int) -> ! {
    // SAFETY: _exit takes any number and does not return.
    unsafe { libc::_exit(code) }
}

/// A child that ended.
pub(crate) struct Reaped {
    pub(crate) pid: Pid,
    pub(crate) status: c_int,
    /// CPU time of it and of the children it waited for, in microseconds.
    pub(crate) cpu_time_us: u64,
    /// Highest resident size of any of them, in bytes.
    pub(crate) peak_memory_bytes: u64,
}

/// Reaps one child: `Ok(None)` when none has ended yet (never with `block`), `ECHILD` when there is none.
pub(crate) fn reap(block: bool) -> io::Result<Option<Reaped>> {
    let mut status = 0;
    loop {
        // SAFETY: rusage is plain numbers, for which zero is valid; both pointers are to live locals.
        let (result, usage) = unsafe {
            let mut usage: libc::rusage = mem::zeroed();
            (libc::wait4(-1, &mut status, if block { 0 } else { libc::WNOHANG }, &mut usage), usage)
        };
        if result == 0 {
            return Ok(None);
        }
        if result < 0 {
            let error = io::Error::last_os_error();
            if error.kind() == io::ErrorKind::Interrupted {
                continue;
            }
            return Err(error);
        }
        let micros = |time: libc::timeval| time.tv_sec.max(0) as u64 * 1_000_000 + time.tv_usec.max(0) as u64;
        return Ok(Some(Reaped {
            pid: result,
            status,
            cpu_time_us: micros(usage.ru_utime) + micros(usage.ru_stime),
            peak_memory_bytes: usage.ru_maxrss.max(0) as u64 * 1024,
        }));
    }
}

/// Sends a signal; `pid` -1 means every process this one can see but itself and process 1.
pub(crate) fn kill(pid: Pid, signal: c_int) -> io::Result<()> {
    // SAFETY: kill takes any numbers.
    check(unsafe { libc::kill(pid, signal) }).map(drop)
}

/// Lets `signal` end this process when its parent ends.
pub(crate) fn die_with_parent(signal: c_int) -> io::Result<()> {
    // SAFETY: this option takes a signal number.
    check(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, signal, 0, 0, 0) }).map(drop)
}

/// Says whether other processes of this user may look into this one.
pub(crate) fn set_dumpable(dumpable: bool) -> io::Result<()> {
    // SAFETY: this option takes 0 or 1.
    check(unsafe { libc::prctl(libc::PR_SET_DUMPABLE, c_int::from(dumpable), 0, 0, 0) }).map(drop)
}

/// Gives up every capability that could be gained, for good: bounding set, ambient set, root's magic.
pub(crate) fn renounce_capabilities() -> io::Result<()> {
    // NOROOT, NO_SETUID_FIXUP and NO_CAP_AMBIENT_RAISE on, KEEP_CAPS off, all of them locked.
    const SECUREBITS: c_int = 0b1110_1111;
    // SAFETY: these options take numbers only.
    unsafe {
        for capability in 0..64 {
            if libc::prctl(libc::PR_CAPBSET_DROP, capability, 0, 0, 0) < 0 {
                break; // The first number the kernel does not know.
            }
        }
        check(libc::prctl(libc::PR_CAP_AMBIENT, libc::PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0))?;
        check(libc::prctl(libc::PR_SET_SECUREBITS, SECUREBITS, 0, 0, 0))?;
    }
    Ok(())
}

/// Keeps capabilities when the user changes. The next program gets none of them unless it is the superuser.
#[cfg(feature = "breakable")]
pub(crate) fn keep_capabilities() -> io::Result<()> {
    const NO_SETUID_FIXUP: c_int = 1 << 2;
    // SAFETY: this option takes numbers only.
    check(unsafe { libc::prctl(libc::PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0) }).map(drop)
}

/// Lets no program that this one becomes have more privileges than it has.
pub(crate) fn no_new_privileges() -> io::Result<()> {
    // SAFETY: this option takes numbers only.
    check(unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) }).map(drop)
}

/// The rights to make namespaces (among others), to signal other users' processes, and to change the group and the user.
pub(crate) const CAP_SYS_ADMIN: u32 = 21;
pub(crate) const CAP_KILL: u32 = 5;
pub(crate) const CAP_SETGID: u32 = 6;
pub(crate) const CAP_SETUID: u32 = 7;

/// Empties the inheritable capability set, and the permitted and effective ones but for those `kept` (below 32).
pub(crate) fn drop_capabilities_but(kept: &[u32]) -> io::Result<()> {
    #[repr(C)]
    struct Header {
        version: u32,
        pid: c_int,
    }
    let header = Header { version: 0x2008_0522, pid: 0 };
    let kept = kept.iter().fold(0, |set, capability| set | 1_u32 << capability);
    // Effective, permitted, inheritable; first the numbers below 32, then those above.
    let sets = [kept, kept, 0, 0, 0, 0];
    // SAFETY: version 3 of the call reads this header and two triples of u32; both live through the call.
    let result = unsafe { libc::syscall(libc::SYS_capset, &raw const header, sets.as_ptr()) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Becomes this user and group for good, without other groups.
pub(crate) fn become_user(uid: u32, gid: u32) -> io::Result<()> {
    // SAFETY: raw calls for this thread; the process has one. The group list is empty, so its pointer is not read.
    unsafe {
        if libc::syscall(libc::SYS_setgroups, 0, ptr::null::<libc::gid_t>()) < 0 {
            return Err(io::Error::last_os_error());
        }
        if libc::syscall(libc::SYS_setresgid, gid, gid, gid) < 0 {
            return Err(io::Error::last_os_error());
        }
        if libc::syscall(libc::SYS_setresuid, uid, uid, uid) < 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Moves this process into new namespaces (`CLONE_NEW*` flags).
pub(crate) fn unshare(namespaces: c_int) -> io::Result<()> {
    // SAFETY: only namespace flags are passed, and the process has one thread.
    check(unsafe { libc::unshare(namespaces) }).map(drop)
}

/// Moves this process, or for pid namespaces its future children, into a namespace of the process behind `pidfd`.
pub(crate) fn set_namespace(pidfd: BorrowedFd<'_>, namespace: c_int) -> io::Result<()> {
    // SAFETY: the descriptor is open, and the process has one thread.
    check(unsafe { libc::setns(pidfd.as_raw_fd(), namespace) }).map(drop)
}

/// Starts a session of its own.
pub(crate) fn new_session() -> io::Result<()> {
    // SAFETY: no arguments.
    check(unsafe { libc::setsid() }).map(drop)
}

/// Returns the hard limit of a resource.
pub(crate) fn hard_limit(resource: libc::__rlimit_resource_t) -> io::Result<u64> {
    // SAFETY: the call gets a pointer to a live rlimit, which is plain numbers.
    unsafe {
        let mut limit: libc::rlimit = mem::zeroed();
        check(libc::getrlimit(resource, &mut limit))?;
        Ok(limit.rlim_max)
    }
}

/// Raises the soft limit of open files to the hard one and returns it.
pub(crate) fn raise_open_files() -> u64 {
    // SAFETY: both calls get a pointer to a live rlimit.
    unsafe {
        let mut limit: libc::rlimit = mem::zeroed();
        if libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) < 0 {
            return 256;
        }
        limit.rlim_cur = limit.rlim_max;
        libc::setrlimit(libc::RLIMIT_NOFILE, &limit);
        limit.rlim_cur
    }
}

/// Closes every descriptor from 3 on except `keep`.
pub(crate) fn close_all_but(keep: &[RawFd]) {
    let mut keep: Vec<_> = keep.iter().map(|fd| fd.cast_unsigned()).filter(|fd| *fd > 2).collect();
    keep.sort_unstable();
    let mut first = 3_u32;
    for fd in keep.into_iter().chain([u32::MAX]) {
        if fd > first {
            // SAFETY: closing descriptors that this process no longer uses; it never returns into their owners.
            unsafe { libc::syscall(libc::SYS_close_range, first, fd - 1, 0) };
        }
        first = fd.saturating_add(1);
    }
}

/// Lets every descriptor from 3 on survive `execve`.
#[cfg(feature = "breakable")]
pub(crate) fn keep_on_exec_all() {
    for fd in 3..256 {
        // SAFETY: only the flag of a descriptor changes, and a closed one is refused.
        unsafe { libc::fcntl(fd, libc::F_SETFD, 0) };
    }
}

/// Makes descriptor `target` a copy of `source` that survives `execve`.
pub(crate) fn place(source: BorrowedFd<'_>, target: RawFd) -> io::Result<()> {
    if source.as_raw_fd() == target {
        // SAFETY: only the flag of an open descriptor changes.
        return check(unsafe { libc::fcntl(target, libc::F_SETFD, 0) }).map(drop);
    }
    // SAFETY: targets are 0, 1 and 2, which no owner in this process holds.
    check(unsafe { libc::dup2(source.as_raw_fd(), target) }).map(drop)
}

/// Takes the descriptor that the starter of this process left at 0.
pub(crate) fn take_stdin() -> io::Result<OwnedFd> {
    // SAFETY: copying a descriptor number gives a new one that only the result owns.
    unsafe { Ok(OwnedFd::from_raw_fd(check(libc::fcntl(0, libc::F_DUPFD_CLOEXEC, 3))?)) }
}

/// Blocks these signals and returns a descriptor on which they arrive.
pub(crate) fn signal_fd(signals: &[c_int]) -> io::Result<OwnedFd> {
    // SAFETY: the set is initialised by sigemptyset, and all pointers are to live locals.
    unsafe {
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&mut set);
        for signal in signals {
            libc::sigaddset(&mut set, *signal);
        }
        check(libc::sigprocmask(libc::SIG_BLOCK, &set, ptr::null_mut()))?;
        Ok(OwnedFd::from_raw_fd(check(libc::signalfd(-1, &set, libc::SFD_CLOEXEC | libc::SFD_NONBLOCK))?))
    }
}

/// Ignores these signals.
pub(crate) fn ignore_signals(signals: &[c_int]) {
    for signal in signals {
        // SAFETY: no handler code is installed.
        unsafe { libc::signal(*signal, libc::SIG_IGN) };
    }
}

/// Gives every signal its default action and unblocks all, as a fresh program expects.
pub(crate) fn reset_signals() -> io::Result<()> {
    for signal in 1..65 {
        // SAFETY: no handler code is installed; numbers that cannot be changed are refused without effect.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
    }
    // SAFETY: the set is initialised by sigemptyset.
    unsafe {
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigemptyset(&mut set);
        check(libc::sigprocmask(libc::SIG_SETMASK, &set, ptr::null_mut())).map(drop)
    }
}

/// Returns the CPU time that a process has used, in microseconds.
pub(crate) fn cpu_time_us(pid: Pid) -> io::Result<u64> {
    /// What the kernel counts for a process: its scheduled time. Its number and the shift are of the kernel's interface.
    const SCHEDULED: libc::clockid_t = 2;
    // SAFETY: the call writes to a live local, and timespec is plain numbers.
    unsafe {
        let mut time: libc::timespec = mem::zeroed();
        check(libc::clock_gettime(!pid << 3 | SCHEDULED, &mut time))?;
        Ok(time.tv_sec.max(0) as u64 * 1_000_000 + time.tv_nsec.max(0) as u64 / 1000)
    }
}

/// Says whether this IPC namespace holds any System V segment, semaphore or queue.
pub(crate) fn ipc_in_use() -> bool {
    const MSG_INFO: c_int = 12;
    const SHM_INFO: c_int = 14;
    const SEM_INFO: c_int = 19;
    // Large enough for the three structures, which begin with numbers of 32 bits.
    let mut info = [0_i32; 32];
    let about = info.as_mut_ptr();
    // SAFETY: each call fills the structure that its command names, none of which is larger than `info`.
    unsafe {
        // What cannot be asked for is not there: a kernel without System V IPC.
        let used = |asked: libc::c_long, at: usize| asked >= 0 && *about.add(at) > 0;
        used(libc::syscall(libc::SYS_shmctl, 0, SHM_INFO, about), 0)
            || used(libc::syscall(libc::SYS_semctl, 0, 0, SEM_INFO, about), 7)
            || used(libc::syscall(libc::SYS_msgctl, 0, MSG_INFO, about), 0)
    }
}

/// Sets mount attributes (`MOUNT_ATTR_*`) on a mount and all below it.
pub(crate) fn mount_attributes(path: &CStr, set: u64) -> io::Result<()> {
    // SAFETY: mount_attr is plain numbers, for which zero is valid.
    let mut attributes: libc::mount_attr = unsafe { mem::zeroed() };
    attributes.attr_set = set;
    // SAFETY: the path is NUL-terminated and the size is the structure's.
    let result = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            libc::AT_FDCWD,
            path.as_ptr(),
            libc::AT_RECURSIVE | libc::AT_SYMLINK_NOFOLLOW,
            &raw const attributes,
            size_of::<libc::mount_attr>(),
        )
    };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Returns the version of landlock that this kernel has, 0 for none.
pub(crate) fn landlock_version() -> i32 {
    const VERSION: u32 = 1;
    // SAFETY: with this flag the call reads no memory.
    let version = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, ptr::null::<libc::c_void>(), 0, VERSION) };
    i32::try_from(version.max(0)).unwrap_or(0)
}

/// Returns the effective user id.
pub(crate) fn effective_uid() -> u32 {
    // SAFETY: no arguments, cannot fail.
    unsafe { libc::geteuid() }
}

/// Says whether this process is the superuser's.
pub(crate) fn is_root() -> bool {
    effective_uid() == 0
}

/// Returns the effective group id.
pub(crate) fn effective_gid() -> u32 {
    // SAFETY: no arguments, cannot fail.
    unsafe { libc::getegid() }
}

/// Returns the size of a memory page in bytes.
pub(crate) fn page_bytes() -> u64 {
    // SAFETY: sysconf takes any number.
    u64::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096)
}
