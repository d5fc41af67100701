//! The supervisor as its caller sees it: started, asked for sandboxes, started again. Every call blocks.

use std::os::fd::{AsFd, OwnedFd};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};

use crate::defences::Defences;
use crate::wire::{self, FromSupervisor, Reply, ToSupervisor};
use crate::{Capabilities, Config, Defence, Error, Sandbox};

/// A supervisor that has lost its caller is given so long to clean up.
const FAREWELL: Duration = Duration::from_secs(3);
/// `open` tries again so often when the supervisor dies under it.
const OPEN_TRIES: u32 = 3;

/// A handle to the supervisor process. Clones share it; it ends with the last one.
#[derive(Debug, Clone)]
pub struct Supervisor {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    config: Config,
    process: Mutex<Process>,
    restarts: AtomicU64,
}

#[derive(Debug)]
struct Process {
    child: Child,
    control: OwnedFd,
    capabilities: Capabilities,
}

impl Supervisor {
    /// Starts the supervisor and waits until it has looked at the machine and made a sandbox to try.
    ///
    /// # Errors
    /// `Config`, `Start`, `Minimum`.
    pub fn start(config: Config) -> Result<Self, Error> {
        let process = Process::start(&config)?;
        Ok(Self { shared: Arc::new(Shared { config, process: Mutex::new(process), restarts: AtomicU64::new(0) }) })
    }

    /// Takes a fresh sandbox from the pool; waits while all slots are busy. Starts a new supervisor if it died.
    ///
    /// # Errors
    /// `UnknownRoot`, `Build`, `SupervisorDied` (when it keeps dying), and those of `start`.
    pub fn open(&self, root: &str) -> Result<Sandbox, Error> {
        for _ in 0..OPEN_TRIES {
            let (session, theirs) = wire::pair().map_err(internal)?;
            {
                let process = self.living()?;
                let open = ToSupervisor::Open { root: root.to_owned() };
                if wire::send(&process.control, &open, &[], &[theirs.as_fd()]).is_err() {
                    continue;
                }
            }
            drop(theirs);
            let Ok(Some(frame)) = wire::receive::<Reply>(&session) else {
                continue;
            };
            return match frame.head {
                Reply::Opened => Ok(Sandbox::new(session, self.clone())),
                Reply::UnknownRoot => Err(Error::UnknownRoot(root.to_owned())),
                Reply::BuildFailed(message) => Err(Error::Build(message)),
                other => Err(unexpected(&other)),
            };
        }
        Err(Error::SupervisorDied)
    }

    /// Says what is in force and what is missing on this machine.
    pub fn capabilities(&self) -> Capabilities {
        self.shared.lock().capabilities.clone()
    }

    /// How many sandboxes may be open at the same time.
    pub fn slots(&self) -> usize {
        self.shared.config.slots
    }

    /// Counts how often the supervisor had to be started again.
    pub fn restarts(&self) -> u64 {
        self.shared.restarts.load(Ordering::Relaxed)
    }

    /// Returns the process id of the supervisor, for monitoring.
    pub fn pid(&self) -> u32 {
        self.shared.lock().child.id()
    }

    pub(crate) fn defences(&self) -> Defences {
        self.shared.config.defences()
    }

    /// Returns a living supervisor, starting a new one if need be.
    fn living(&self) -> Result<MutexGuard<'_, Process>, Error> {
        let mut process = self.shared.lock();
        if process.is_gone() {
            let _ = process.child.kill();
            let _ = process.child.wait();
            *process = Process::start(&self.shared.config)?;
            self.shared.restarts.fetch_add(1, Ordering::Relaxed);
        }
        Ok(process)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Process> {
        // Nothing panics while holding it, and a half-changed process is noticed as dead.
        self.process.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Process {
    fn start(config: &Config) -> Result<Self, Error> {
        let exe = config.exe.display().to_string();
        let failed = |message: String| Error::Start { exe: exe.clone(), message };
        let (control, theirs) = wire::pair().map_err(internal)?;
        // Without a hook to run in the child this is a vfork, however large this process is.
        let mut supervisor = std::process::Command::new(&config.exe);
        if config.defences().has(Defence::EmptyEnvironment) {
            supervisor.env_clear();
        }
        let mut child = supervisor
            .args(&config.args)
            .stdin(Stdio::from(theirs))
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| failed(error.to_string()))?;
        // It has the other end of the channel, whose closing must be the supervisor's alone.
        drop(supervisor);
        let answer = wire::send(&control, &ToSupervisor::Start(Box::new(config.clone())), &[], &[])
            .and_then(|()| wire::receive::<FromSupervisor>(&control));
        let answer = match answer {
            Ok(Some(frame)) => frame.head,
            other => {
                let _ = child.kill();
                let status = child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
                let why = other.err().map_or_else(String::new, |error| format!(": {error}"));
                return Err(failed(format!("it ended before it was ready ({status}){why}")));
            }
        };
        let refusal = match answer {
            FromSupervisor::Ready(capabilities) => {
                return Ok(Self { child, control, capabilities });
            }
            FromSupervisor::BelowMinimum(message) => Error::Minimum(message),
            FromSupervisor::BadConfig(message) => Error::Config(message),
        };
        let _ = child.wait();
        Err(refusal)
    }

    /// Says whether the supervisor closed its end, as it does by dying.
    fn is_gone(&self) -> bool {
        let mut fds = [PollFd::new(&self.control, PollFlags::empty())];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        rustix::event::poll(&mut fds, Some(&now)).is_ok_and(|ended| ended > 0)
    }
}

impl Drop for Process {
    /// Lets the supervisor clean up, and waits for it so that nothing of it outlives the handle.
    fn drop(&mut self) {
        let _ = rustix::net::shutdown(&self.control, rustix::net::Shutdown::Both);
        let end = Instant::now() + FAREWELL;
        while Instant::now() < end {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

pub(crate) fn unexpected(reply: &Reply) -> Error {
    Error::Internal(format!("unexpected answer {reply:?}"))
}
