//! The process that becomes the program: a copy of the keeper that gives up everything, then waits to be told what to
//! run. It is made before it is needed, so that none of this costs a run anything.

use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};

use rustix::fs::Mode;
use seccompiler::BpfProgram;

use super::{INSIDE_ID, Users, namespaces, walls};
use crate::cgroup::{Leaf, SlotCgroup};
use crate::defences::Defences;
use crate::sys::{self, Fork, Pid};
use crate::wire::{self, Launch};
use crate::{Defence, Limits};

/// Where programs are looked for when the environment names no `PATH`.
const DEFAULT_PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// Descriptors waiting to be delivered, message queues and the like: nothing a program of ours needs much of.
const PENDING_SIGNALS: u64 = 1024;
/// Memory that may be locked, in bytes.
const LOCKED_MEMORY: u64 = 64 << 10;

/// A process that waits to become a program.
pub(super) struct Prepared {
    pub(super) pid: Pid,
    pub(super) leaf: Leaf,
    /// The keeper's end: the program's failure to start arrives here, its start is the end of file.
    pub(super) socket: OwnedFd,
}

/// What all programs of a sandbox have in common.
pub(super) struct Walls {
    pub(super) users: Users,
    pub(super) landlock: bool,
    pub(super) defences: Defences,
    pub(super) filter: BpfProgram,
}

impl Prepared {
    /// Makes one, in a new leaf of the slot's cgroup.
    pub(super) fn new(walls: &Walls, slot: &SlotCgroup, number: u64) -> Result<Self, String> {
        let leaf = Leaf::create(slot, number).map_err(|error| format!("make a cgroup: {error}"))?;
        let (socket, theirs) = wire::pair().map_err(|error| error.to_string())?;
        let pid = match sys::fork_into(0).map_err(|error| format!("fork: {error}"))? {
            Fork::Parent(pid) => pid,
            Fork::Child => {
                let error = become_program(walls, &leaf, &theirs);
                // Nobody listens any more if this fails.
                let _ = wire::send(&theirs, &error, &[], &[]);
                sys::exit_now(127)
            }
        };
        drop(theirs);
        let prepared = Self { pid, leaf, socket };
        match wire::receive::<Failure>(&prepared.socket) {
            Ok(Some(frame)) if frame.head.step.is_empty() => Ok(prepared),
            Ok(Some(frame)) => Err(frame.head.step),
            Ok(None) => Err("the process that becomes the program died".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Tells it what to become. Descriptors: input, output, errors.
    pub(super) fn launch(&self, launch: &Launch, fds: &[BorrowedFd<'_>; 3]) -> io::Result<()> {
        wire::send(&self.socket, launch, &[], fds)
    }
}

/// What such a process says: an empty step when it is ready, else what went wrong.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(super) struct Failure {
    pub(super) step: String,
    /// The error number when `execve` failed.
    pub(super) errno: Option<i32>,
}

fn become_program(walls: &Walls, leaf: &Leaf, socket: &OwnedFd) -> Failure {
    let failure = |step: String| Failure { step, errno: None };
    if let Err(step) = give_up_everything(walls, leaf, socket) {
        return failure(step);
    }
    if let Err(error) = wire::send(socket, &failure(String::new()), &[], &[]) {
        return failure(error.to_string());
    }
    let frame = match wire::receive::<Launch>(socket) {
        Ok(Some(frame)) => frame,
        // The keeper does not need this process any more.
        Ok(None) => sys::exit_now(0),
        Err(error) => return failure(error.to_string()),
    };
    let launch = frame.head;
    for (target, source) in frame.fds.iter().enumerate() {
        if let Err(error) = sys::place(source.as_fd(), target as i32) {
            return failure(format!("place descriptor {target}: {error}"));
        }
    }
    let last_steps = || -> io::Result<()> {
        rustix::process::chdir("/workspace")?;
        limit(&launch.limits, walls, leaf)?;
        #[cfg(feature = "breakable")]
        if !walls.defences.has(Defence::ClosedDescriptors) {
            return super::broken::leak_descriptors();
        }
        sys::close_on_exec_all()
    };
    if let Err(error) = last_steps() {
        return failure(format!("set the limits: {error}"));
    }
    let error = execute(&launch, walls.defences);
    Failure { step: "execve".to_owned(), errno: Some(error.raw_os_error().unwrap_or(libc::EINVAL)) }
}

fn give_up_everything(walls: &Walls, leaf: &Leaf, socket: &OwnedFd) -> Result<(), String> {
    let step = |name: &'static str| move |error: io::Error| format!("{name}: {error}");
    let keep: Vec<_> = leaf.dirs().into_iter().map(AsRawFd::as_raw_fd).chain([socket.as_raw_fd()]).collect();
    if walls.defences.has(Defence::ClosedDescriptors) {
        sys::close_all_but(&keep);
    }
    leaf.join().map_err(step("enter the cgroup"))?;
    // A fresh IPC namespace for each run; the cgroup namespace hides where on the host the leaf is.
    let fresh = namespaces(walls.defences) & (libc::CLONE_NEWIPC | libc::CLONE_NEWCGROUP);
    sys::unshare(fresh).map_err(step("unshare"))?;
    let has = |defence| walls.defences.has(defence);
    if has(Defence::NewSession) {
        sys::new_session().map_err(step("setsid"))?;
    }
    sys::reset_signals().map_err(step("reset signals"))?;
    rustix::process::umask(Mode::from_raw_mode(0o022));
    if has(Defence::Capabilities) {
        sys::renounce_capabilities().map_err(step("renounce capabilities"))?;
    }
    // The two filters below need it where no capability allows them.
    if has(Defence::NoNewPrivileges) || has(Defence::Seccomp) || has(Defence::Landlock) {
        sys::no_new_privileges().map_err(step("no_new_privs"))?;
    }
    if let (Users::Own { .. }, true) = (walls.users, has(Defence::OwnUser)) {
        sys::become_user(INSIDE_ID, INSIDE_ID, true).map_err(step("become the sandbox user"))?;
    }
    if has(Defence::Capabilities) {
        sys::drop_capabilities().map_err(step("drop capabilities"))?;
    }
    if walls.landlock && has(Defence::Landlock) {
        walls::enforce().map_err(|error| format!("landlock: {error}"))?;
    }
    if !has(Defence::Seccomp) {
        return Ok(());
    }
    seccompiler::apply_filter(&walls.filter).map_err(|error| format!("seccomp: {error}"))
}

fn limit(limits: &Limits, walls: &Walls, leaf: &Leaf) -> io::Result<()> {
    let cpu_s = limits.cpu_time_us.div_ceil(1_000_000) + 1;
    for (wall, resource, value) in [
        (Defence::RlimitCpu, libc::RLIMIT_CPU, cpu_s),
        (Defence::RlimitCore, libc::RLIMIT_CORE, 0),
        (Defence::RlimitFileSize, libc::RLIMIT_FSIZE, limits.file_bytes),
        (Defence::RlimitStack, libc::RLIMIT_STACK, limits.stack_bytes),
        (Defence::RlimitOpenFiles, libc::RLIMIT_NOFILE, u64::from(limits.open_files)),
        (Defence::RlimitLockedMemory, libc::RLIMIT_MEMLOCK, LOCKED_MEMORY),
        (Defence::RlimitMessageQueues, libc::RLIMIT_MSGQUEUE, 0),
        (Defence::RlimitPendingSignals, libc::RLIMIT_SIGPENDING, PENDING_SIGNALS),
    ] {
        if walls.defences.has(wall) {
            sys::limit(resource, value)?;
        }
    }
    if !leaf.limits_memory() {
        // A coarse wall against growth between two samples. It counts writable private memory that was asked for, of
        // which runtimes ask for more than they use.
        sys::limit(libc::RLIMIT_DATA, limits.memory_bytes.saturating_mul(2).saturating_add(1 << 30))?;
        // Counted in this user namespace alone; where there is one user, the keeper counts too.
        let keeper = u64::from(matches!(walls.users, Users::Single { .. }));
        sys::limit(libc::RLIMIT_NPROC, u64::from(limits.processes) + keeper)?;
    }
    Ok(())
}

/// Becomes the program, looking for it in `PATH` when its name has no `/`.
fn execute(launch: &Launch, defences: Defences) -> io::Error {
    // The keeper refused texts with NUL bytes and an empty command.
    let text = |text: &str| CString::new(text).unwrap_or_default();
    let argv: Vec<_> = launch.argv.iter().map(|argument| text(argument)).collect();
    let mut env: Vec<_> = launch.env.iter().map(|(name, value)| text(&format!("{name}={value}"))).collect();
    if !defences.has(Defence::EmptyEnvironment) {
        env.extend(std::env::vars().map(|(name, value)| text(&format!("{name}={value}"))));
    }
    let Some(program) = launch.argv.first() else {
        return io::ErrorKind::InvalidInput.into();
    };
    if program.contains('/') {
        return sys::execve(&argv[0], &argv, &env);
    }
    let path = launch.env.iter().find(|(name, _)| name == "PATH").map_or(DEFAULT_PATH, |(_, value)| value);
    let mut reason = io::Error::from_raw_os_error(libc::ENOENT);
    for dir in path.split(':').filter(|dir| !dir.is_empty()) {
        let error = sys::execve(&text(&format!("{dir}/{program}")), &argv, &env);
        if !matches!(error.raw_os_error(), Some(libc::ENOENT | libc::ENOTDIR)) {
            reason = error;
        }
    }
    reason
}
