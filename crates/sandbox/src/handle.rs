//! A sandbox as its caller sees it. Every call blocks.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use rustix::fs::{MemfdFlags, SealFlags};

use crate::client::{Supervisor, internal, unexpected};
use crate::wire::{self, Frame, Reply, Request, RunRequest};
use crate::{Command, Defence, Error, FileEntry, Limit, Outcome, Pair, relay};

/// One sandbox with its own users, processes, files and network. Dropping it throws all of that away.
#[derive(Debug)]
pub struct Sandbox {
    session: OwnedFd,
    /// The supervisor lives at least as long as its sandboxes.
    supervisor: Supervisor,
}

impl Sandbox {
    pub(crate) fn new(session: OwnedFd, supervisor: Supervisor) -> Self {
        Self { session, supervisor }
    }

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
        match self.ask(&request, &[content])?.head {
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
        let frame = self.ask(&Request::Get { name: name.to_owned(), max_bytes }, &[])?;
        match frame.head {
            Reply::Content => Ok(Some(frame.payload)),
            Reply::Absent => Ok(None),
            Reply::TooLarge { bytes } => Err(Error::TooLarge { name: name.to_owned(), bytes, max_bytes }),
            Reply::FileFailed(message) => Err(Error::File { name: name.to_owned(), message }),
            other => Err(unexpected(&other)),
        }
    }

    /// Removes a file below `/workspace`, without following links; `false` when there is none of this name.
    ///
    /// # Errors
    /// `Name`, `File` (a directory, or something other than directories on the way), `SupervisorDied`.
    pub fn remove(&mut self, name: &str) -> Result<bool, Error> {
        check_name(name)?;
        match self.ask(&Request::Remove { name: name.to_owned() }, &[])?.head {
            Reply::Done => Ok(true),
            Reply::Absent => Ok(false),
            Reply::FileFailed(message) => Err(Error::File { name: name.to_owned(), message }),
            other => Err(unexpected(&other)),
        }
    }

    /// Lists everything below `/workspace`, sorted by name: at most 10 000 entries, 32 levels deep.
    ///
    /// # Errors
    /// `File`, `SupervisorDied`.
    pub fn list(&mut self) -> Result<Vec<FileEntry>, Error> {
        match self.ask(&Request::List, &[])?.head {
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
        let seal = self.supervisor.defences().has(Defence::SealedInput);
        let stdin = input(&command.stdin, seal).map_err(internal)?;
        self.send(&run_request(command), &[stdin.as_fd()])?;
        let frame = self.answer()?;
        outcome(command, frame)
    }

    /// Runs two programs at the same time, each in its own sandbox: what one writes, the other reads. Waits for both.
    ///
    /// Their `stdin` must be empty. What the first one writes is in no outcome and has no limit of its own. What the
    /// second one writes is in its outcome, and when that is more than its `stdout_bytes`, it has hit [`Limit::Output`],
    /// and the first one finds the end of its input: so the first one can be trusted to judge what the second one says.
    /// When one of them ends, the other finds the end of its input, and what it still writes goes nowhere.
    ///
    /// # Errors
    /// As `run`; when one cannot be started, the other one is left alone at the end of its input.
    pub fn run_pair(first: (&mut Sandbox, &Command), second: (&mut Sandbox, &Command)) -> Result<Pair, Error> {
        for command in [first.1, second.1] {
            check_command(command)?;
            if !command.stdin.is_empty() {
                return Err(Error::Command("the input of a pair is the other's output".to_owned()));
            }
        }
        let (first_in, to_first) = pipe().map_err(internal)?;
        let (from_second, second_out) = pipe().map_err(internal)?;
        let (second_in, first_out) = pipe().map_err(internal)?;
        let asked_first = first.0.send(&run_request(first.1), &[first_in.as_fd(), first_out.as_fd()]);
        let asked_second = second.0.send(&run_request(second.1), &[second_in.as_fd(), second_out.as_fd()]);
        // The programs' copies of the writing ends must be the only ones, or neither ever sees the end of the other. That
        // of one reading end is kept: the first one may still write when the second one is gone.
        drop((first_in, first_out, second_out));
        let limit = second.1.limits.stdout_bytes;
        let (first_answer, second_answer, passed) = std::thread::scope(|scope| {
            let passing = scope.spawn(move || relay::pass(from_second, to_first, limit));
            // Both answers are read before any error is returned: an unread one would be taken for the next.
            let second_answer = asked_second.and_then(|()| second.0.answer());
            scope.spawn(move || relay::drain(&second_in));
            let first_answer = asked_first.and_then(|()| first.0.answer());
            (first_answer, second_answer, passing.join().unwrap_or_default())
        });
        let first_outcome = outcome(first.1, first_answer?)?;
        let mut second_outcome = outcome(second.1, second_answer?)?;
        second_outcome.stdout = passed.bytes;
        if passed.too_much {
            second_outcome.limit = Some(Limit::Output);
            second_outcome.stdout_truncated = true;
        }
        Ok(Pair { first: first_outcome, second: second_outcome, first_left_first: passed.reader_left_first })
    }

    fn ask(&mut self, request: &Request, payload: &[&[u8]]) -> Result<Frame<Reply>, Error> {
        // Whatever goes wrong on this socket, the sandbox behind it is gone.
        wire::send(&self.session, request, payload, &[]).map_err(|_| Error::SupervisorDied)?;
        self.answer()
    }

    fn send(&mut self, request: &Request, fds: &[BorrowedFd<'_>]) -> Result<(), Error> {
        wire::send(&self.session, request, &[], fds).map_err(|_| Error::SupervisorDied)
    }

    fn answer(&mut self) -> Result<Frame<Reply>, Error> {
        wire::receive(&self.session).ok().flatten().ok_or(Error::SupervisorDied)
    }
}

fn run_request(command: &Command) -> Request {
    Request::Run(RunRequest {
        argv: command.argv.clone(),
        env: command.env.clone(),
        limits: command.limits,
        keep_workspace: command.keep_workspace,
        stderr_to_stdout: command.stderr_to_stdout,
    })
}

/// Makes a pipe that programs may also open by name (`/dev/stdin`), whoever they are on the host.
fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    rustix::fs::fchmod(&read, rustix::fs::Mode::from_raw_mode(0o666))?;
    Ok((read, write))
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

/// Makes a file in memory that nobody can change any more, once it is sealed.
fn input(content: &[u8], seal: bool) -> io::Result<OwnedFd> {
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
    if seal {
        rustix::fs::fcntl_add_seals(&file, seals)?;
    }
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
