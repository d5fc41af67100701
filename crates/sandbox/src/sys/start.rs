//! Starting a program without copying memory: the child borrows its starter's until it becomes the program.
//!
//! Such a child may neither allocate nor panic, and whatever it writes, its starter sees. So everything it needs is laid
//! out before ([`Exec`]), and it does nothing but system calls.

use std::arch::asm;
use std::ffi::CString;
use std::io;
use std::os::fd::RawFd;
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering};

use libc::{c_char, c_int, c_void};

use super::Pid;

/// Room for the few frames of such a child, in units of 16 bytes, to which stacks are aligned.
const STACK: usize = 4096;

/// A stack for a child that has no memory of its own.
pub(crate) struct Stack(Box<[u128]>);

impl Stack {
    pub(crate) fn new() -> Self {
        Self(vec![0; STACK].into_boxed_slice())
    }

    fn top(&mut self) -> *mut c_void {
        self.0.as_mut_ptr_range().end.cast()
    }
}

/// Everything that a program's process does between its start and `execve`.
pub(crate) struct Exec {
    /// Paths of the program, tried in this order.
    candidates: Vec<CString>,
    argv: Pointers,
    env: Pointers,
    limits: Vec<(libc::__rlimit_resource_t, libc::rlimit)>,
    /// What becomes descriptors 0, 1 and 2. None of them is one of these.
    fds: [RawFd; 3],
    new_session: bool,
    /// Becomes this user and group.
    user: Option<libc::uid_t>,
    #[cfg(feature = "breakable")]
    leak_descriptors: bool,
    /// Where it failed (0: it did not) and with which error.
    failed_at: AtomicI32,
    errno: AtomicI32,
}

/// Texts as `execve` takes them. The pointers are into the texts, which are never touched again.
struct Pointers {
    _texts: Vec<CString>,
    pointers: Vec<*const c_char>,
}

/// Why a program did not start.
#[derive(Debug)]
pub(crate) enum StartFailure {
    /// There is no process.
    Start(io::Error),
    /// A step before `execve` failed.
    Step(&'static str, io::Error),
    /// `execve` failed.
    Exec(c_int),
}

const STEPS: [&str; 5] =
    ["", "setsid", "place the standard descriptors", "set the limits", "become the program's user"];
const EXEC: i32 = STEPS.len() as i32;

impl Exec {
    pub(crate) fn new(candidates: Vec<CString>, argv: Vec<CString>, env: Vec<CString>, fds: [RawFd; 3]) -> Self {
        Self {
            candidates,
            argv: Pointers::new(argv),
            env: Pointers::new(env),
            limits: Vec::new(),
            fds,
            new_session: true,
            user: None,
            #[cfg(feature = "breakable")]
            leak_descriptors: false,
            failed_at: AtomicI32::new(0),
            errno: AtomicI32::new(0),
        }
    }

    /// Sets a resource limit, soft and hard, but never above `most`, the hard limit of the starter.
    pub(crate) fn limit(&mut self, resource: libc::__rlimit_resource_t, value: u64, most: u64) {
        let value = value.min(most);
        self.limits.push((resource, libc::rlimit { rlim_cur: value, rlim_max: value }));
    }

    /// Becomes this user and the group of the same number.
    pub(crate) fn become_user(&mut self, user: u32) {
        self.user = Some(user);
    }

    /// Stays in the starter's session.
    #[cfg(feature = "breakable")]
    pub(crate) fn keep_session(&mut self) {
        self.new_session = false;
    }

    /// Leaves every descriptor to the program.
    #[cfg(feature = "breakable")]
    pub(crate) fn leak_descriptors(&mut self) {
        self.leak_descriptors = true;
    }

    /// Becomes the program; returns the step that failed.
    ///
    /// # Safety
    /// Only for a process that was started by [`start`] with this value.
    unsafe fn become_program(&self) -> i32 {
        // SAFETY: plain system calls on numbers and on memory that lives as long as the starter waits.
        unsafe {
            if self.new_session && libc::setsid() < 0 {
                return 1;
            }
            let none = 0_u64;
            libc::syscall(libc::SYS_rt_sigprocmask, libc::SIG_SETMASK, &none, ptr::null_mut::<u64>(), size_of::<u64>());
            for (target, source) in self.fds.iter().enumerate() {
                if libc::dup2(*source, target as c_int) < 0 {
                    return 2;
                }
            }
            for (resource, limit) in &self.limits {
                if libc::setrlimit(*resource, limit) < 0 {
                    return 3;
                }
            }
            if let Some(user) = self.user
                && (libc::syscall(libc::SYS_setresgid, user, user, user) < 0
                    || libc::syscall(libc::SYS_setresuid, user, user, user) < 0)
            {
                return 4;
            }
            #[cfg(feature = "breakable")]
            if self.leak_descriptors {
                super::keep_on_exec_all();
            }
            let mut reason = libc::ENOENT;
            for path in &self.candidates {
                libc::execve(path.as_ptr(), self.argv.as_ptr(), self.env.as_ptr());
                let errno = *libc::__errno_location();
                if errno != libc::ENOENT && errno != libc::ENOTDIR {
                    reason = errno;
                }
            }
            *libc::__errno_location() = reason;
        }
        EXEC
    }
}

impl Pointers {
    fn new(texts: Vec<CString>) -> Self {
        let pointers = texts.iter().map(|text| text.as_ptr()).chain([ptr::null()]).collect();
        Self { _texts: texts, pointers }
    }

    fn as_ptr(&self) -> *const *const c_char {
        self.pointers.as_ptr()
    }
}

/// Starts a program as a child of this process's parent, in the pid namespace that this process's children get. Returns
/// its id once it runs.
pub(crate) fn start(exec: &Exec, stack: &mut Stack) -> Result<Pid, StartFailure> {
    extern "C" fn child(exec: *mut c_void) -> c_int {
        // SAFETY: `start` passes its `Exec`, which lives until this process has memory of its own or is gone. The process
        // has one thread, so nobody else uses the memory meanwhile.
        unsafe {
            let exec = &*exec.cast::<Exec>();
            let step = exec.become_program();
            exec.errno.store(*libc::__errno_location(), Ordering::Relaxed);
            exec.failed_at.store(step, Ordering::Relaxed);
            libc::_exit(127)
        }
    }
    exec.failed_at.store(0, Ordering::Relaxed);
    let flags = libc::CLONE_VM | libc::CLONE_VFORK | libc::CLONE_PARENT | libc::SIGCHLD;
    // SAFETY: with CLONE_VFORK this process waits until the child has memory of its own or is gone. The stack is large
    // enough and not used by anyone else, and the child only reads `exec` but for its atomic numbers.
    let pid = unsafe { libc::clone(child, stack.top(), flags, ptr::from_ref(exec).cast_mut().cast()) };
    if pid < 0 {
        return Err(StartFailure::Start(io::Error::last_os_error()));
    }
    let error = || io::Error::from_raw_os_error(exec.errno.load(Ordering::Relaxed));
    match exec.failed_at.load(Ordering::Relaxed) {
        0 => Ok(pid),
        EXEC => Err(StartFailure::Exec(exec.errno.load(Ordering::Relaxed))),
        step => Err(StartFailure::Step(STEPS[step as usize], error())),
    }
}

/// Tells a reaper to end everything in its namespace, to reap it, and to end itself.
pub(crate) const END: c_int = libc::SIGUSR1;

/// Blocks the signals that a reaper waits for: it must not miss one before its first step. Programs start with none blocked.
pub(crate) fn block_reaper_signals() -> io::Result<()> {
    let set = reaper_signals();
    // SAFETY: the call reads a set of this size.
    let result = unsafe {
        libc::syscall(libc::SYS_rt_sigprocmask, libc::SIG_BLOCK, &set, ptr::null_mut::<u64>(), size_of::<u64>())
    };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// The signals that a reaper waits for, as the kernel's set.
const fn reaper_signals() -> u64 {
    1 << (libc::SIGCHLD - 1) | 1 << (END - 1)
}

/// Starts the first process of a pid namespace as a child of this process's parent: it reaps orphans until it is told
/// [`END`], or killed and everything in the namespace with it. It keeps the stack, and uses nothing else of this process's
/// memory.
pub(crate) fn start_reaper(stack: &mut Stack) -> io::Result<Pid> {
    extern "C" fn reap(_: *mut c_void) -> c_int {
        let signals = reaper_signals();
        let everyone = usize::MAX;
        // SAFETY: system calls on this local; nothing of the C library is used, because its state is the starter's.
        unsafe {
            loop {
                let signal = raw(libc::SYS_rt_sigtimedwait, [ptr::from_ref(&signals) as usize, 0, 0, size_of::<u64>()]);
                if signal == END as isize {
                    break;
                }
                while raw(libc::SYS_wait4, [everyone, 0, libc::WNOHANG as usize, 0]) > 0 {}
            }
            // A child that dies leaves its own children here before its end is told, so the last one is really the last.
            loop {
                let killed = raw(libc::SYS_kill, [everyone, libc::SIGKILL as usize, 0, 0]);
                // Without the right to kill them there is no use in waiting; this process's end ends them.
                if killed == -(libc::EPERM as isize) || raw(libc::SYS_wait4, [everyone, 0, 0, 0]) < 0 {
                    break;
                }
            }
            loop {
                raw(libc::SYS_exit_group, [0; 4]);
            }
        }
    }
    let flags = libc::CLONE_VM | libc::CLONE_PARENT | libc::SIGCHLD;
    // SAFETY: the child runs on its own stack and touches no other memory of this process.
    let pid = unsafe { libc::clone(reap, stack.top(), flags, ptr::null_mut()) };
    if pid < 0 { Err(io::Error::last_os_error()) } else { Ok(pid) }
}

/// A system call that leaves the C library's `errno` alone: that is shared with whoever lent the memory.
///
/// # Safety
/// As for the call.
#[inline(always)]
unsafe fn raw(number: libc::c_long, arguments: [usize; 4]) -> isize {
    let [first, second, third, fourth] = arguments;
    let result: isize;
    // SAFETY: the caller's; the registers are those of the kernel's calling convention.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        asm!(
            "syscall",
            inlateout("rax") number as isize => result,
            in("rdi") first, in("rsi") second, in("rdx") third, in("r10") fourth,
            lateout("rcx") _, lateout("r11") _,
            options(nostack)
        );
        #[cfg(target_arch = "aarch64")]
        asm!(
            "svc 0",
            inlateout("x0") first => result,
            in("x8") number, in("x1") second, in("x2") third, in("x3") fourth,
            options(nostack)
        );
        #[cfg(target_arch = "riscv64")]
        asm!(
            "ecall",
            inlateout("a0") first => result,
            in("a7") number, in("a1") second, in("a2") third, in("a3") fourth,
            options(nostack)
        );
    }
    result
}
