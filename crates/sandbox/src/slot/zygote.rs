//! The process that programs come from: a copy of the keeper that gave up everything, once. Programs inherit all of that,
//! so that a run costs little more than a bare start.
//!
//! Each run has a pid namespace of its own. Its first process, the reaper, and the program are children of the keeper, not
//! of the zygote: the keeper reaps them, and ends a run by killing the reaper, which takes everything in the namespace
//! along. The zygote is outside of the namespace, where no program can name it.

use std::ffi::CString;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};

use rustix::fs::Mode;
use rustix::process::{PidfdFlags, getpid, pidfd_open};
use rustix::process::{Resource, Rlimit};
use seccompiler::BpfProgram;
use serde::{Deserialize, Serialize};

use super::{INSIDE_ID, Users, namespaces, walls};
use crate::cgroup::{Leaf, SlotCgroup};
use crate::defences::Defences;
use crate::sys::{self, Exec, Fork, Pid, Stack, StartFailure};
use crate::wire;
use crate::{Defence, Limits};

/// Where programs are looked for when the environment names no `PATH`.
const DEFAULT_PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// Descriptors waiting to be delivered, message queues and the like: nothing a program of ours needs much of.
const PENDING_SIGNALS: u64 = 1024;
/// With this limit no core is written, and none is piped to a program of the host either, which would run with the rights of
/// its root and read what the crashed one made of itself. A limit of zero does not keep the kernel from that (`core(5)`).
const NO_CORE: u64 = 1;
/// Memory that may be locked, in bytes.
const LOCKED_MEMORY: u64 = 64 << 10;
/// The zygote and the reaper, which are in the cgroup of the programs.
pub(super) const OWN_PROCESSES: u32 = 2;

/// The keeper's handle of a zygote.
pub(super) struct Zygote {
    pub(super) pid: Pid,
    /// The first process of the pid namespace of this run, or between runs of the next one; `None` while it is being made.
    reaper: Option<Pid>,
    /// That of the last run, unless it was reaped. It has nothing left to do.
    pub(super) idle_reaper: Option<Pid>,
    pub(super) leaf: Leaf,
    /// It speaks here without being asked when a program could not be started at all.
    pub(super) socket: OwnedFd,
    /// Here it tells the reaper of the next run.
    next: OwnedFd,
}

pub(super) const DIED: &str = "the process that programs come from died";

/// What all programs of a sandbox have in common.
pub(super) struct Walls {
    pub(super) users: Users,
    pub(super) landlock: bool,
    pub(super) defences: Defences,
    pub(super) filter: BpfProgram,
}

/// What the keeper wants.
#[derive(Debug, Serialize, Deserialize)]
enum Order {
    /// Start a program. Descriptors: input, output, errors.
    Start(Launch),
    /// Say how the last start went.
    Report,
    /// Make the pid namespace of the next run. Nothing of the last one is left but perhaps its reaper.
    Renew,
}

/// What is to be run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Launch {
    pub(super) argv: Vec<String>,
    pub(super) env: Vec<(String, String)>,
    pub(super) limits: Limits,
}

/// The first process of a pid namespace, or why there is none.
type Reaper = Result<Pid, String>;

/// What a zygote says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Answer {
    Started {
        program: Pid,
    },
    /// The error number of `execve`.
    NotStarted {
        errno: i32,
    },
    Failed(String),
}

impl Zygote {
    /// Makes one, in a new leaf of the slot's cgroup.
    pub(super) fn new(walls: &Walls, slot: &SlotCgroup, number: u64) -> Result<Self, String> {
        let mut leaf = Leaf::create(slot, number).map_err(|error| format!("make a cgroup: {error}"))?;
        let (socket, theirs) = wire::pair().map_err(|error| error.to_string())?;
        let (next, next_theirs) = wire::pair().map_err(|error| error.to_string())?;
        let pid = match sys::fork_into(0).map_err(|error| format!("fork: {error}"))? {
            Fork::Parent(pid) => pid,
            Fork::Child => {
                if let Err(message) = Process::serve(walls, &leaf, theirs.as_fd(), next_theirs.as_fd()) {
                    // Nobody listens any more if this fails.
                    let _ = wire::send(&next_theirs, &Reaper::Err(message), &[], &[]);
                }
                sys::exit_now(127)
            }
        };
        drop((theirs, next_theirs));
        let mut zygote = Self { pid, reaper: None, idle_reaper: None, leaf: Leaf::default(), socket, next };
        zygote.await_reaper()?;
        leaf.begin(OWN_PROCESSES);
        zygote.leaf = leaf;
        Ok(zygote)
    }

    /// Orders a start in the pid namespace that is ready. Descriptors: input, output, errors.
    pub(super) fn launch(&self, launch: Launch, fds: &[BorrowedFd<'_>; 3]) -> Result<(), String> {
        wire::send(&self.socket, &Order::Start(launch), &[], fds).map_err(|error| error.to_string())
    }

    /// Asks how the last start went, once it is known.
    pub(super) fn report(&self) -> Result<Answer, String> {
        wire::send(&self.socket, &Order::Report, &[], &[]).map_err(|error| error.to_string())?;
        self.hear()
    }

    /// Hears what it said.
    pub(super) fn hear(&self) -> Result<Answer, String> {
        match wire::receive(&self.socket) {
            Ok(Some(frame)) => Ok(frame.head),
            Ok(None) => Err(DIED.to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The reaper of this run; 0 where runs have no pid namespace.
    pub(super) fn reaper(&self) -> Pid {
        self.reaper.unwrap_or(0)
    }

    /// Orders the pid namespace of the next run, which nobody has to wait for yet.
    pub(super) fn renew(&mut self) -> Result<(), String> {
        self.reaper = None;
        wire::send(&self.socket, &Order::Renew, &[], &[]).map_err(|error| error.to_string())
    }

    /// Waits for what was ordered.
    pub(super) fn await_reaper(&mut self) -> Result<(), String> {
        if self.reaper.is_none() {
            self.reaper = match wire::receive::<Reaper>(&self.next) {
                Ok(Some(frame)) => Some(frame.head?),
                Ok(None) => return Err(DIED.to_owned()),
                Err(error) => return Err(error.to_string()),
            };
        }
        Ok(())
    }
}

/// The zygote itself.
struct Process<'a> {
    walls: &'a Walls,
    limits_memory: bool,
    /// Itself, as the way back to its own pid namespace.
    itself: OwnedFd,
    /// Hard limits that nothing here may exceed.
    most: Vec<(libc::__rlimit_resource_t, u64)>,
    starter: Stack,
    /// The stack of the next reaper, and that of the one before, which may still be in use.
    reapers: [Stack; 2],
}

impl Process<'_> {
    /// Gives up everything, then does what the keeper says, as long as there is one.
    fn serve(walls: &Walls, leaf: &Leaf, socket: BorrowedFd<'_>, next: BorrowedFd<'_>) -> Result<(), String> {
        let itself = pidfd_open(getpid(), PidfdFlags::empty()).map_err(|error| format!("pidfd_open: {error}"))?;
        let own = [itself.as_raw_fd(), socket.as_raw_fd(), next.as_raw_fd()];
        let keep: Vec<_> = leaf.dirs().iter().map(AsRawFd::as_raw_fd).chain(own).collect();
        if walls.defences.has(Defence::ClosedDescriptors) {
            sys::close_all_but(&keep);
        }
        give_up_everything(walls, leaf)?;
        if walls.defences.has(Defence::ClosedDescriptors) {
            sys::close_all_but(&own);
        }
        rustix::process::chdir("/workspace").map_err(|error| format!("enter the workspace: {error}"))?;
        let most = LIMITED.map(|resource| sys::hard_limit(resource).map(|most| (resource, most)));
        let most = most.into_iter().collect::<Result<_, _>>().map_err(|error| format!("read the limits: {error}"))?;
        let limits_memory = leaf.limits_memory();
        let reapers = [Stack::new(), Stack::new()];
        let mut process = Process { walls, limits_memory, itself, most, starter: Stack::new(), reapers };
        let say = |answer: &Answer| wire::send(socket, answer, &[], &[]).map_err(|error| error.to_string());
        let mut last = Answer::Failed("nothing was started yet".to_owned());
        let tell = |reaper: &Reaper| wire::send(next, reaper, &[], &[]).map_err(|error| error.to_string());
        tell(&process.next_reaper())?;
        while let Ok(Some(frame)) = wire::receive::<Order>(socket) {
            match frame.head {
                Order::Start(launch) => {
                    last = process.start(&launch, &frame.fds);
                    drop(frame.fds);
                    if let Answer::Failed(_) = last {
                        // There may be no process at all whose end would tell the keeper.
                        say(&last)?;
                    }
                }
                Order::Report => say(&last)?,
                Order::Renew => tell(&process.next_reaper())?,
            }
        }
        Ok(())
    }

    fn start(&mut self, launch: &Launch, fds: &[OwnedFd]) -> Answer {
        let [stdin, stdout, stderr] = fds else { return Answer::Failed("a start needs three descriptors".to_owned()) };
        let fds = [stdin, stdout, stderr].map(AsRawFd::as_raw_fd);
        let exec = self.exec(launch, fds);
        match sys::start(&exec, &mut self.starter) {
            Ok(program) => Answer::Started { program },
            Err(StartFailure::Exec(errno)) => Answer::NotStarted { errno },
            Err(StartFailure::Step(step, error)) => Answer::Failed(format!("{step}: {error}")),
            Err(StartFailure::Start(error)) => Answer::Failed(format!("start a process: {error}")),
        }
    }

    /// Lays out a start. The program is looked for in `PATH` when its name has no `/`.
    fn exec(&self, launch: &Launch, fds: [i32; 3]) -> Exec {
        // The keeper refused texts with NUL bytes and an empty command.
        let text = |text: &str| CString::new(text).unwrap_or_default();
        let argv: Vec<_> = launch.argv.iter().map(|argument| text(argument)).collect();
        let env: Vec<_> = launch.env.iter().map(|(name, value)| text(&format!("{name}={value}"))).collect();
        let program = launch.argv.first().map(String::as_str).unwrap_or_default();
        let candidates = if program.contains('/') {
            vec![text(program)]
        } else {
            let path = launch.env.iter().find(|(name, _)| name == "PATH").map_or(DEFAULT_PATH, |(_, value)| value);
            let dirs = path.split(':').filter(|dir| !dir.is_empty());
            dirs.map(|dir| text(&format!("{dir}/{program}"))).collect()
        };
        #[cfg(feature = "breakable")]
        let env = match self.walls.defences.has(Defence::EmptyEnvironment) {
            true => env,
            false => {
                env.into_iter().chain(std::env::vars().map(|(name, value)| text(&format!("{name}={value}")))).collect()
            }
        };
        let mut exec = Exec::new(candidates, argv, env, fds);
        self.limit(&mut exec, &launch.limits);
        if let (Users::Own { .. }, true) = (self.walls.users, self.walls.defences.has(Defence::OwnUser)) {
            exec.become_user(INSIDE_ID);
        }
        #[cfg(feature = "breakable")]
        {
            if !self.walls.defences.has(Defence::ClosedDescriptors) {
                exec.leak_descriptors();
            }
            if !self.walls.defences.has(Defence::NewSession) {
                exec.keep_session();
            }
        }
        exec
    }

    fn limit(&self, exec: &mut Exec, limits: &Limits) {
        let cpu_s = limits.cpu_time_us.div_ceil(1_000_000) + 1;
        let mut values = vec![
            (Defence::RlimitCpu, libc::RLIMIT_CPU, cpu_s),
            (Defence::RlimitFileSize, libc::RLIMIT_FSIZE, limits.file_bytes),
            (Defence::RlimitStack, libc::RLIMIT_STACK, limits.stack_bytes),
            (Defence::RlimitOpenFiles, libc::RLIMIT_NOFILE, u64::from(limits.open_files)),
            (Defence::RlimitLockedMemory, libc::RLIMIT_MEMLOCK, LOCKED_MEMORY),
            (Defence::RlimitMessageQueues, libc::RLIMIT_MSGQUEUE, 0),
            (Defence::RlimitPendingSignals, libc::RLIMIT_SIGPENDING, PENDING_SIGNALS),
        ];
        if !self.limits_memory {
            // A coarse wall against growth between two samples. It counts writable private memory that was asked for, of
            // which runtimes ask for more than they use.
            let data = limits.memory_bytes.saturating_mul(2).saturating_add(1 << 30);
            values.push((Defence::MemoryCgroup, libc::RLIMIT_DATA, data));
            // Counted for the program's user in this user namespace; where there is one user, our own processes count too.
            let ours = match self.walls.users {
                Users::Own { .. } => 0,
                Users::Single { .. } => u64::from(OWN_PROCESSES) + 1,
            };
            let processes = u64::from(limits.processes) + ours;
            values.push((Defence::PidsCgroup, libc::RLIMIT_NPROC, processes));
        }
        for (wall, resource, value) in values {
            if self.walls.defences.has(wall)
                && let Some((_, most)) = self.most.iter().find(|(limited, _)| *limited == resource)
            {
                exec.limit(resource, value, *most);
            }
        }
    }

    /// Makes the pid namespace of the next run and its first process. The last reaper may still be there, but not the one
    /// before it.
    fn next_reaper(&mut self) -> Reaper {
        if !self.walls.defences.has(Defence::PidNamespace) {
            return Ok(0);
        }
        self.reapers.swap(0, 1);
        #[cfg(feature = "breakable")]
        if !self.walls.defences.has(Defence::KillAll) {
            // None of them ends.
            std::mem::forget(std::mem::replace(&mut self.reapers[0], Stack::new()));
        }
        let fresh = || -> io::Result<()> {
            // Only from its own namespace can a process make one for its children.
            sys::set_namespace(self.itself.as_fd(), libc::CLONE_NEWPID)?;
            sys::unshare(libc::CLONE_NEWPID)
        };
        let started = fresh().and_then(|()| sys::start_reaper(&mut self.reapers[0]));
        started.map_err(|error| format!("make a pid namespace: {error}"))
    }
}

/// The resources that [`Process::limit`] limits.
const LIMITED: [libc::__rlimit_resource_t; 9] = [
    libc::RLIMIT_CPU,
    libc::RLIMIT_FSIZE,
    libc::RLIMIT_STACK,
    libc::RLIMIT_NOFILE,
    libc::RLIMIT_MEMLOCK,
    libc::RLIMIT_MSGQUEUE,
    libc::RLIMIT_SIGPENDING,
    libc::RLIMIT_DATA,
    libc::RLIMIT_NPROC,
];

/// Goes behind every wall. What is left are the keeper's user and the rights to make pid namespaces, to become the
/// program's user and to kill its processes. No program has them: it is that user, and `execve` takes the rights.
fn give_up_everything(walls: &Walls, leaf: &Leaf) -> Result<(), String> {
    let step = |name: &'static str| move |error: io::Error| format!("{name}: {error}");
    let has = |defence| walls.defences.has(defence);
    leaf.join().map_err(step("enter the cgroup"))?;
    // Hides where on the host the leaf is.
    sys::unshare(namespaces(walls.defences) & libc::CLONE_NEWCGROUP).map_err(step("unshare"))?;
    if has(Defence::NewSession) {
        sys::new_session().map_err(step("setsid"))?;
    }
    sys::reset_signals().map_err(step("reset signals"))?;
    sys::block_reaper_signals().map_err(step("block signals"))?;
    rustix::process::umask(Mode::from_raw_mode(0o022));
    if has(Defence::Capabilities) {
        sys::renounce_capabilities().map_err(step("renounce capabilities"))?;
    }
    #[cfg(feature = "breakable")]
    if !has(Defence::Capabilities) {
        // Changing the user would take them from this process too, which needs one.
        sys::keep_capabilities().map_err(step("keep capabilities"))?;
    }
    // The two filters below need it where no capability allows them.
    if has(Defence::NoNewPrivileges) || has(Defence::Seccomp) || has(Defence::Landlock) {
        sys::no_new_privileges().map_err(step("no_new_privs"))?;
    }
    if has(Defence::Capabilities) {
        let kept: &[u32] = match walls.users {
            Users::Own { .. } => &[sys::CAP_SYS_ADMIN, sys::CAP_KILL, sys::CAP_SETGID, sys::CAP_SETUID],
            Users::Single { .. } => &[sys::CAP_SYS_ADMIN],
        };
        sys::drop_capabilities_but(kept).map_err(step("drop capabilities"))?;
    }
    if walls.landlock && has(Defence::Landlock) {
        walls::enforce().map_err(|error| format!("landlock: {error}"))?;
    }
    // The filter keeps it as it is.
    if has(Defence::RlimitCore) {
        let most = rustix::process::getrlimit(Resource::Core).maximum;
        let limit = Some(most.map_or(NO_CORE, |most| most.min(NO_CORE)));
        rustix::process::setrlimit(Resource::Core, Rlimit { current: limit, maximum: limit })
            .map_err(|error| format!("limit cores: {error}"))?;
    }
    if !has(Defence::Seccomp) {
        return Ok(());
    }
    seccompiler::apply_filter(&walls.filter).map_err(|error| format!("seccomp: {error}"))
}
