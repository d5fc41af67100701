//! One run from its start to its end: limits that need watching, output, and the account.

use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;

use super::launcher::{Failure, Prepared};
use crate::defences::Defences;
use crate::sys::{self, Pid};
use crate::wire::{self, RunReply};
use crate::{Accounting, Defence, Exit, Limit, Limits};

/// A flood of errors beyond what is kept ends the run here.
const ERROR_FLOOD_BYTES: u64 = 64 << 20;
/// In place of the wall time where that is no wall, in microseconds: no test takes longer.
const UNBROKEN_WALL_US: u64 = 100_000_000;
/// Memory is sampled this often where no cgroup counts it.
const SAMPLE: Duration = Duration::from_millis(5);
/// The limits are looked at no more and no less often than this.
const LOOK: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(100));

/// One stream of output.
struct Output {
    pipe: Option<OwnedFd>,
    kept: Vec<u8>,
    keep_bytes: u64,
    total: u64,
}

/// How watching ended.
pub(super) enum Watched {
    Ran(RunReply, Vec<u8>, Vec<u8>),
    NotStarted {
        errno: i32,
    },
    Failed(String),
    /// The caller or the supervisor is gone: there is nobody left to report to.
    Abandoned,
}

/// What is being watched.
pub(super) struct Watch<'a> {
    pub(super) prepared: &'a Prepared,
    pub(super) defences: Defences,
    pub(super) limits: &'a Limits,
    pub(super) accounting: Accounting,
    /// Says when a child ended.
    pub(super) children: &'a OwnedFd,
    /// These end when nobody waits for this run any more.
    pub(super) session: &'a OwnedFd,
    pub(super) channel: &'a OwnedFd,
}

/// What is known of the processes that were reaped so far.
#[derive(Default)]
struct Account {
    program: Option<i32>,
    cpu_time_us: u64,
    peak_memory_bytes: u64,
    processes_peak: u32,
}

impl Watch<'_> {
    /// Watches a program that was launched at `start`; kills everything at its end.
    pub(super) fn watch(
        &self,
        start: Instant,
        cpu_before_us: u64,
        stdout: Option<OwnedFd>,
        stderr: OwnedFd,
    ) -> Watched {
        let mut output = [Output::new(stdout, self.most_output()), Output::new(Some(stderr), self.limits.stderr_bytes)];
        let mut account = Account::default();
        let mut started = false;
        let mut limit = None;
        let clock = self.defences.has(Defence::WallClock);
        let wall = Duration::from_micros(if clock { self.limits.wall_time_us } else { UNBROKEN_WALL_US });
        let mut next_look = self.first_look();
        let ended = loop {
            let elapsed = start.elapsed();
            if elapsed >= wall {
                limit = Some(Limit::WallTime);
                break elapsed;
            }
            if elapsed >= next_look {
                match self.look(cpu_before_us, &mut account) {
                    Ok(again) => next_look = elapsed + again,
                    Err(hit) => {
                        limit = Some(hit);
                        break elapsed;
                    }
                }
            }
            let timeout = wall.min(next_look).saturating_sub(elapsed);
            match self.wait(timeout, &mut output, &mut account, &mut started) {
                Ok(true) => {}
                Ok(false) => {
                    kill_all(&mut account, self.prepared.pid, self.defences);
                    return Watched::Abandoned;
                }
                Err(End::NotStarted(errno)) => {
                    kill_all(&mut account, self.prepared.pid, self.defences);
                    return Watched::NotStarted { errno };
                }
                Err(End::Failed(message)) => {
                    kill_all(&mut account, self.prepared.pid, self.defences);
                    return Watched::Failed(message);
                }
            }
            if output[0].total > output[0].keep_bytes || output[1].total > self.most_errors() {
                limit = Some(Limit::Output);
                break start.elapsed();
            }
            if account.program.is_some() {
                break start.elapsed();
            }
        };
        kill_all(&mut account, self.prepared.pid, self.defences);
        if !started {
            // It ended before its start was seen: a failure to start is still in the socket.
            match self.start_result() {
                Ok(_) => {}
                Err(End::NotStarted(errno)) => return Watched::NotStarted { errno },
                Err(End::Failed(message)) => return Watched::Failed(message),
            }
        }
        for stream in &mut output {
            stream.drain();
        }
        let [stdout, stderr] = output;
        let reply = self.reply(limit, ended, cpu_before_us, &account, &stdout, &stderr);
        Watched::Ran(reply, stdout.kept, stderr.kept)
    }

    fn reply(
        &self,
        acted: Option<Limit>,
        wall: Duration,
        cpu_before_us: u64,
        account: &Account,
        stdout: &Output,
        stderr: &Output,
    ) -> RunReply {
        let leaf = &self.prepared.leaf;
        let exit = exit(account.program.unwrap_or(libc::SIGKILL));
        let cpu_time_us = leaf.cpu_time_us().map_or(account.cpu_time_us, |now| now.saturating_sub(cpu_before_us));
        let peak_memory_bytes = leaf.peak_memory_bytes().unwrap_or(account.peak_memory_bytes);
        let wall_time_us = wall.as_micros() as u64;
        let limit = acted.or_else(|| {
            if leaf.memory_kills() > 0 || (!leaf.limits_memory() && peak_memory_bytes > self.limits.memory_bytes) {
                Some(Limit::Memory)
            } else if cpu_time_us > self.most_cpu_time() || exit == Exit::Signal(libc::SIGXCPU) {
                Some(Limit::CpuTime)
            } else if stdout.total > stdout.keep_bytes {
                Some(Limit::Output)
            } else if exit == Exit::Signal(libc::SIGXFSZ) {
                Some(Limit::FileSize)
            } else if leaf.refused_processes() > 0 {
                Some(Limit::Processes)
            } else {
                None
            }
        });
        let sampled = (account.processes_peak > 0).then_some(account.processes_peak);
        RunReply {
            exit,
            limit,
            cpu_time_us,
            wall_time_us,
            peak_memory_bytes,
            stdout_bytes: stdout.kept.len(),
            stdout_truncated: stdout.total > stdout.kept.len() as u64,
            stderr_truncated: stderr.total > stderr.kept.len() as u64,
            processes_peak: leaf.processes_peak().or(sampled),
            measured_by: self.accounting,
        }
    }

    /// Waits for whatever happens next. `Ok(false)` when nobody waits for the run any more.
    fn wait(
        &self,
        timeout: Duration,
        output: &mut [Output; 2],
        account: &mut Account,
        started: &mut bool,
    ) -> Result<bool, End> {
        let mut fds = vec![
            PollFd::new(self.children, PollFlags::IN),
            // No events are asked for: only the end is of interest, and that is always reported.
            PollFd::new(self.session, PollFlags::empty()),
            PollFd::new(self.channel, PollFlags::empty()),
        ];
        let start_at = (!*started).then(|| {
            fds.push(PollFd::new(&self.prepared.socket, PollFlags::IN));
            fds.len() - 1
        });
        let mut pipes = [None; 2];
        for (stream, at) in output.iter().zip(&mut pipes) {
            if let Some(pipe) = &stream.pipe {
                *at = Some(fds.len());
                fds.push(PollFd::new(pipe, PollFlags::IN));
            }
        }
        // Rounded up, so that a time that is not quite over is not asked for again and again.
        let timeout = timeout + Duration::from_micros(50);
        let timeout = Timespec { tv_sec: timeout.as_secs() as i64, tv_nsec: i64::from(timeout.subsec_nanos()) };
        match rustix::event::poll(&mut fds, Some(&timeout)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(End::Failed(format!("poll: {error}"))),
        }
        let happened = |at: usize| !fds[at].revents().is_empty();
        let gone = happened(1) || happened(2);
        let child = happened(0);
        let start = start_at.is_some_and(happened);
        let ready = pipes.map(|at| at.is_some_and(happened));
        if gone {
            return Ok(false);
        }
        if start {
            *started = self.start_result()?;
        }
        for (stream, ready) in output.iter_mut().zip(ready) {
            if ready {
                stream.read_once();
            }
        }
        if child {
            self.reap(account);
        }
        Ok(true)
    }

    /// Reads what the launcher said: end of file is a program that started.
    fn start_result(&self) -> Result<bool, End> {
        match wire::receive::<Failure>(&self.prepared.socket) {
            Ok(None) => Ok(true),
            Ok(Some(frame)) => Err(match frame.head.errno {
                Some(errno) => End::NotStarted(errno),
                None => End::Failed(frame.head.step),
            }),
            Err(error) => Err(End::Failed(error.to_string())),
        }
    }

    /// Reaps whatever ended: the program itself, and orphans that became the keeper's children.
    fn reap(&self, account: &mut Account) {
        let mut buffer = [0_u8; 128];
        while rustix::io::read(self.children, &mut buffer).is_ok() {}
        while let Ok(Some(reaped)) = sys::reap(false) {
            account.add(&reaped, self.prepared.pid);
        }
    }

    fn most_output(&self) -> u64 {
        if self.defences.has(Defence::OutputCap) { self.limits.stdout_bytes } else { u64::MAX }
    }

    fn most_errors(&self) -> u64 {
        if self.defences.has(Defence::ErrorCap) { ERROR_FLOOD_BYTES } else { u64::MAX }
    }

    fn most_cpu_time(&self) -> u64 {
        if self.defences.has(Defence::CpuWatch) { self.limits.cpu_time_us } else { u64::MAX }
    }

    /// Says when to look at the limits for the first time.
    fn first_look(&self) -> Duration {
        if self.prepared.leaf.limits_memory() { self.at_the_earliest(self.limits.cpu_time_us) } else { SAMPLE }
    }

    /// Looks whether a limit was hit that nothing tells us about; says when to look again.
    fn look(&self, cpu_before_us: u64, account: &mut Account) -> Result<Duration, Limit> {
        let leaf = &self.prepared.leaf;
        let Some(cpu_now_us) = leaf.cpu_time_us() else {
            return self.sample(account);
        };
        if leaf.memory_kills() > 0 {
            return Err(Limit::Memory);
        }
        let used_us = cpu_now_us.saturating_sub(cpu_before_us);
        if used_us > self.most_cpu_time() {
            return Err(Limit::CpuTime);
        }
        Ok(self.at_the_earliest(self.most_cpu_time() - used_us))
    }

    /// Says when so much CPU time can have been used at the earliest.
    fn at_the_earliest(&self, cpu_time_us: u64) -> Duration {
        let processors = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
        Duration::from_micros(cpu_time_us / processors).clamp(LOOK.0, LOOK.1)
    }

    /// Adds up what the living processes use.
    fn sample(&self, account: &mut Account) -> Result<Duration, Limit> {
        let living = living();
        account.processes_peak = account.processes_peak.max(living.processes);
        account.peak_memory_bytes = account.peak_memory_bytes.max(living.memory_bytes);
        if living.memory_bytes > self.limits.memory_bytes {
            return Err(Limit::Memory);
        }
        if account.cpu_time_us + living.cpu_time_us > self.limits.cpu_time_us {
            return Err(Limit::CpuTime);
        }
        Ok(SAMPLE)
    }
}

/// Why watching cannot go on.
enum End {
    NotStarted(i32),
    Failed(String),
}

impl Account {
    fn add(&mut self, reaped: &sys::Reaped, program: Pid) {
        if reaped.pid == program {
            self.program = Some(reaped.status);
        }
        self.cpu_time_us += reaped.cpu_time_us;
        self.peak_memory_bytes = self.peak_memory_bytes.max(reaped.peak_memory_bytes);
    }
}

impl Output {
    fn new(pipe: Option<OwnedFd>, keep_bytes: u64) -> Self {
        Self { pipe, kept: Vec::new(), keep_bytes, total: 0 }
    }

    /// Reads what is there; closes the pipe at its end. Returns whether there may be more.
    fn read_once(&mut self) -> bool {
        let Some(pipe) = &self.pipe else { return false };
        let mut buffer = [0_u8; 64 << 10];
        match rustix::io::read(pipe, &mut buffer) {
            Ok(0) => self.pipe = None,
            Ok(got) => {
                let room = self.keep_bytes.saturating_sub(self.kept.len() as u64);
                let keep = got.min(usize::try_from(room).unwrap_or(usize::MAX));
                self.kept.extend_from_slice(&buffer[..keep]);
                self.total += got as u64;
                return true;
            }
            Err(Errno::AGAIN) => return false,
            Err(Errno::INTR) => return true,
            Err(_) => self.pipe = None,
        }
        false
    }

    /// Reads the rest that dead processes left in the pipe.
    fn drain(&mut self) {
        while self.read_once() {}
    }
}

/// Ends every process of the sandbox but the keeper, and waits until they are gone.
pub(super) fn kill_everything(defences: Defences, program: Pid) {
    kill_all(&mut Account::default(), program, defences);
}

fn kill_all(account: &mut Account, program: Pid, defences: Defences) {
    #[cfg(feature = "breakable")]
    if !defences.has(Defence::KillAll) || !defences.has(Defence::PidNamespace) {
        let _ = sys::kill(program, libc::SIGKILL);
        while account.program.is_none()
            && let Ok(Some(reaped)) = sys::reap(true)
        {
            account.add(&reaped, program);
        }
        return;
    }
    #[cfg(not(feature = "breakable"))]
    let _ = defences;
    // A fork in progress either is seen by this signal or sees it: nothing gets away. The rest is to be sure.
    let _ = sys::kill(-1, libc::SIGKILL);
    loop {
        match sys::reap(true) {
            Ok(Some(reaped)) => {
                account.add(&reaped, program);
                // Fails when nobody is left to signal, and only zombies remain.
                let _ = sys::kill(-1, libc::SIGKILL);
            }
            Ok(None) => {}
            Err(_) => break,
        }
    }
}

fn exit(status: i32) -> Exit {
    if libc::WIFSIGNALED(status) { Exit::Signal(libc::WTERMSIG(status)) } else { Exit::Code(libc::WEXITSTATUS(status)) }
}

/// What the living processes of this pid namespace use, the keeper left out.
#[derive(Default)]
struct Living {
    processes: u32,
    memory_bytes: u64,
    cpu_time_us: u64,
}

fn living() -> Living {
    let mut living = Living::default();
    let Ok(entries) = fs::read_dir("/proc") else {
        return living;
    };
    for entry in entries.flatten() {
        let Ok(pid) = entry.file_name().to_string_lossy().parse::<Pid>() else {
            continue;
        };
        if pid == 1 {
            continue;
        }
        let _ = add_process(pid, &mut living);
    }
    living
}

/// Adds one process, unless it is gone by now.
fn add_process(pid: Pid, living: &mut Living) -> io::Result<()> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let gone = || io::Error::from(io::ErrorKind::NotFound);
    // The name in parentheses may contain anything, so counting starts behind it.
    let fields: Vec<&str> = stat.rsplit_once(") ").ok_or_else(gone)?.1.split(' ').collect();
    let number = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
    const TICK_US: u64 = 10_000;
    living.cpu_time_us += (11..15).map(number).sum::<u64>() * TICK_US;
    living.processes += u32::try_from(number(17)).unwrap_or(1).max(1);
    living.memory_bytes += number(21) * sys::page_bytes() + table_bytes(pid)?;
    Ok(())
}

/// Returns the size of a process's page tables, which its own size leaves out: reading one page in each 2 MiB of an empty
/// mapping takes 4 KiB of them each time and nothing else.
fn table_bytes(pid: Pid) -> io::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmPTE:"));
    // A process that has just ended has none.
    let kib = line.and_then(|line| line.trim().strip_suffix("kB")).and_then(|kib| kib.trim().parse::<u64>().ok());
    Ok(kib.unwrap_or(0) * 1024)
}

/// Makes a pipe whose reading end does not block.
pub(super) fn output_pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let (read, write) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    rustix::fs::fcntl_setfl(read.as_fd(), rustix::fs::OFlags::NONBLOCK)?;
    Ok((read, write))
}
