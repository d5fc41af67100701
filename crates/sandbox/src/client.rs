//! The caller's side: it starts the supervisor and speaks to sandboxes. Every call blocks.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fs::{MemfdFlags, SealFlags};

use crate::wire::{self, Frame, FromSupervisor, Reply, Request, RunRequest, ToSupervisor};
use crate::{Capabilities, Command, Config, Error, FileEntry, Outcome};

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
                Reply::Opened => Ok(Sandbox { session, _supervisor: self.clone() }),
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

    /// Counts how often the supervisor had to be started again.
    pub fn restarts(&self) -> u64 {
        self.shared.restarts.load(Ordering::Relaxed)
    }

    /// Returns the process id of the supervisor, for monitoring.
    pub fn pid(&self) -> u32 {
        self.shared.lock().child.id()
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
        let mut child = std::process::Command::new(&config.exe)
            .args(&config.args)
            .env_clear()
            .stdin(Stdio::from(theirs))
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| failed(error.to_string()))?;
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

/// One sandbox with its own users, processes, files and network. Dropping it throws all of that away.
#[derive(Debug)]
pub struct Sandbox {
    session: OwnedFd,
    /// The supervisor lives at least as long as its sandboxes.
    _supervisor: Supervisor,
}

impl Sandbox {
    /// Writes a file below `/workspace`, making its directories. `name` may contain `/`, never `..`.
    ///
    /// Programs cannot change it where every sandbox has its own users, and a run without `keep_workspace` always
    /// finds it as it was put.
    ///
    /// # Errors
    /// `Name`, `File` (for example no space), `SupervisorDied`.
    pub fn put(&mut self, name: &str, content: &[u8], executable: bool) -> Result<(), Error> {
        check_name(name)?;
        let request = Request::Put { name: name.to_owned(), executable };
        match self.ask(&request, &[content], &[])?.head {
            Reply::Done => Ok(()),
            Reply::FileFailed(message) => Err(Error::File { name: name.to_owned(), message }),
            other => Err(unexpected(&other)),
        }
    }

    /// Reads a regular file below `/workspace`, without following links; `None` when there is none of this name.
    ///
    /// # Errors
    /// `Name`, `TooLarge`, `File` (no regular file, or a link on the way), `SupervisorDied`.
    pub fn get(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
        check_name(name)?;
        let frame = self.ask(&Request::Get { name: name.to_owned(), max_bytes }, &[], &[])?;
        match frame.head {
            Reply::Content => Ok(Some(frame.payload)),
            Reply::Absent => Ok(None),
            Reply::TooLarge { bytes } => Err(Error::TooLarge { name: name.to_owned(), bytes, max_bytes }),
            Reply::FileFailed(message) => Err(Error::File { name: name.to_owned(), message }),
            other => Err(unexpected(&other)),
        }
    }

    /// Lists everything below `/workspace`, sorted by name: at most 10 000 entries, 32 levels deep.
    ///
    /// # Errors
    /// `File`, `SupervisorDied`.
    pub fn list(&mut self) -> Result<Vec<FileEntry>, Error> {
        match self.ask(&Request::List, &[], &[])?.head {
            Reply::Entries(entries) => Ok(entries),
            Reply::FileFailed(message) => Err(Error::File { name: "/workspace".to_owned(), message }),
            other => Err(unexpected(&other)),
        }
    }

    /// Runs a program and waits for its end. All its processes are gone when this returns.
    ///
    /// # Errors
    /// `Command`, `Exec`, `SupervisorDied`, `Internal`.
    pub fn run(&mut self, command: &Command) -> Result<Outcome, Error> {
        check_command(command)?;
        let stdin = sealed(&command.stdin).map_err(internal)?;
        let request = RunRequest {
            argv: command.argv.clone(),
            env: command.env.clone(),
            limits: command.limits,
            keep_workspace: command.keep_workspace,
        };
        let frame = self.ask(&Request::Run(request), &[], &[stdin.as_fd()])?;
        outcome(command, frame)
    }

    fn ask(
        &mut self,
        request: &Request,
        payload: &[&[u8]],
        fds: &[std::os::fd::BorrowedFd<'_>],
    ) -> Result<Frame<Reply>, Error> {
        // Whatever goes wrong on this socket, the sandbox behind it is gone.
        wire::send(&self.session, request, payload, fds).map_err(|_| Error::SupervisorDied)?;
        wire::receive(&self.session).ok().flatten().ok_or(Error::SupervisorDied)
    }
}

fn outcome(command: &Command, frame: Frame<Reply>) -> Result<Outcome, Error> {
    let reply = match frame.head {
        Reply::Ran(reply) => reply,
        Reply::NotStarted { errno } => {
            let program = command.argv.first().cloned().unwrap_or_default();
            return Err(Error::Exec { program, source: io::Error::from_raw_os_error(errno) });
        }
        Reply::Failed(message) => return Err(Error::Internal(message)),
        other => return Err(unexpected(&other)),
    };
    let mut stdout = frame.payload;
    let stderr = stdout.split_off(reply.stdout_bytes.min(stdout.len()));
    Ok(Outcome {
        exit: reply.exit,
        limit: reply.limit,
        cpu_time_us: reply.cpu_time_us,
        wall_time_us: reply.wall_time_us,
        peak_memory_bytes: reply.peak_memory_bytes,
        stdout,
        stderr,
        stdout_truncated: reply.stdout_truncated,
        stderr_truncated: reply.stderr_truncated,
        processes_peak: reply.processes_peak,
        measured_by: reply.measured_by,
    })
}

/// Makes a file in memory that nobody can change any more.
fn sealed(content: &[u8]) -> io::Result<OwnedFd> {
    let file = rustix::fs::memfd_create("stdin", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
    let mut left = content;
    while !left.is_empty() {
        match rustix::io::write(&file, left) {
            Ok(sent) => left = &left[sent..],
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    rustix::fs::seek(&file, rustix::fs::SeekFrom::Start(0))?;
    let seals = SealFlags::SEAL | SealFlags::SHRINK | SealFlags::GROW | SealFlags::WRITE;
    rustix::fs::fcntl_add_seals(&file, seals)?;
    Ok(file)
}

fn check_name(name: &str) -> Result<(), Error> {
    let good = |part: &str| !part.is_empty() && part != "." && part != ".." && part.len() <= 255;
    let fits = name.len() <= 1024 && !name.contains('\0');
    if fits && name.split('/').all(good) { Ok(()) } else { Err(Error::Name(name.to_owned())) }
}

fn check_command(command: &Command) -> Result<(), Error> {
    let refuse = |message: &str| Err(Error::Command(message.to_owned()));
    if command.argv.first().is_none_or(String::is_empty) {
        return refuse("it names no program");
    }
    if command.argv.iter().any(|argument| argument.contains('\0')) {
        return refuse("an argument contains a NUL byte");
    }
    let bad = |(name, value): &(String, String)| {
        name.is_empty() || name.contains('=') || name.contains('\0') || value.contains('\0')
    };
    if command.env.iter().any(bad) {
        return refuse("an environment variable has no name, or contains a NUL byte");
    }
    Ok(())
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}

fn unexpected(reply: &Reply) -> Error {
    Error::Internal(format!("unexpected answer {reply:?}"))
}
