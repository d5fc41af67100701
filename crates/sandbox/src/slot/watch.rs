//! One run from its start to its end: limits that need watching, output, and the account.

use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;

use super::output::Output;
use super::sample;
use super::zygote::{self, Answer, Zygote};
use crate::defences::Defences;
use crate::sys::{self, Pid};
use crate::wire::RunReply;
use crate::{Accounting, Defence, Exit, Limit, Limits};

/// A flood of errors beyond what is kept ends the run here.
const ERROR_FLOOD_BYTES: u64 = 64 << 20;
/// In place of the wall time where that is no wall, in microseconds: no test takes longer.
const UNBROKEN_WALL_US: u64 = 100_000_000;
/// Memory is sampled this often where no cgroup counts it.
const SAMPLE: Duration = Duration::from_millis(5);
/// The limits are looked at no more and no less often than this.
const LOOK: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(100));
/// With this code ends a process that could not become the program, and a program that likes to.
const NOT_STARTED: i32 = 127;

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

/// What there is when a run has ended. Nothing of the program, in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// The zygote, and the reaper of the run, which had nothing left to reap.
    Reaper,
    /// The zygote.
    Zygote,
    /// Something is wrong: no process may be used again.
    Nothing,
}

/// What is being watched.
pub(super) struct Watch<'a> {
    pub(super) zygote: &'a Zygote,
    pub(super) defences: Defences,
    pub(super) limits: &'a Limits,
    pub(super) accounting: Accounting,
    /// CPU time before the start.
    pub(super) before: CpuTime,
    /// How many processors may work for the run.
    pub(super) processors: u64,
    /// Says when a child ended.
    pub(super) children: &'a OwnedFd,
    /// These end when nobody waits for this run any more.
    pub(super) session: &'a OwnedFd,
    pub(super) channel: &'a OwnedFd,
}

/// What the cgroup counted, the zygote's part in it left out.
#[derive(Clone, Copy)]
pub(super) struct CpuTime {
    all_us: Option<u64>,
    zygote_us: u64,
}

impl CpuTime {
    pub(super) fn now(zygote: &Zygote) -> Self {
        let all_us = zygote.leaf.cpu_time_us();
        let zygote_us = if all_us.is_some() { sys::cpu_time_us(zygote.pid).unwrap_or(0) } else { 0 };
        Self { all_us, zygote_us }
    }

    /// CPU time of a run that began at `before`, in microseconds.
    fn since(self, before: Self) -> Option<u64> {
        let all = self.all_us?.saturating_sub(before.all_us?);
        Some(all.saturating_sub(self.zygote_us.saturating_sub(before.zygote_us)))
    }
}

/// What is known of the processes that were reaped so far.
#[derive(Default)]
struct Account {
    program: Option<i32>,
    reaper_is_gone: bool,
    zygote_is_gone: bool,
    cpu_time_us: u64,
    peak_memory_bytes: u64,
    processes_peak: u32,
}

/// Why watching goes no further.
enum End {
    /// The program ended, or a limit was hit.
    Run(Option<Limit>, Duration),
    Failed(String),
    Abandoned,
}

impl Watch<'_> {
    /// Watches a program that was launched at `start`, to the end of everything that it started.
    pub(super) fn watch(&self, start: Instant, stdout: Option<OwnedFd>, stderr: OwnedFd) -> (Watched, Left) {
        let mut output = [Output::new(stdout, self.most_output()), Output::new(Some(stderr), self.limits.stderr_bytes)];
        let mut account = Account::default();
        let (limit, wall) = match self.until_the_end(start, &mut output, &mut account) {
            End::Run(limit, wall) => (limit, wall),
            End::Abandoned => return (Watched::Abandoned, self.kill_everything(&mut account)),
            // When memory is used up, the kernel may choose the zygote.
            End::Failed(_) if self.zygote.leaf.memory_kills() > 0 => (Some(Limit::Memory), start.elapsed()),
            End::Failed(message) => return (Watched::Failed(message), self.kill_everything(&mut account)),
        };
        let left = match self.end(&mut account) {
            Ok(left) => left,
            Err((watched, left)) => return (watched, left),
        };
        for stream in &mut output {
            stream.drain();
        }
        let reply = self.reply(limit, wall, &account, &output);
        let [stdout, stderr] = output;
        (Watched::Ran(reply, stdout.kept, stderr.kept), left)
    }

    fn until_the_end(&self, start: Instant, output: &mut [Output; 2], account: &mut Account) -> End {
        let clock = self.defences.has(Defence::WallClock);
        let wall = Duration::from_micros(if clock { self.limits.wall_time_us } else { UNBROKEN_WALL_US });
        let mut next_look = self.first_look();
        loop {
            let elapsed = start.elapsed();
            if elapsed >= wall {
                return End::Run(Some(Limit::WallTime), elapsed);
            }
            if elapsed >= next_look {
                match self.look(account) {
                    Ok(again) => next_look = elapsed + again,
                    Err(hit) => return End::Run(Some(hit), elapsed),
                }
            }
            let timeout = wall.min(next_look).saturating_sub(elapsed);
            if let Err(end) = self.wait(timeout, output, account) {
                return end;
            }
            if output[0].is_too_much() || output[1].total > self.most_errors() {
                return End::Run(Some(Limit::Output), start.elapsed());
            }
            if account.program.is_some() {
                return End::Run(None, start.elapsed());
            }
            if account.zygote_is_gone {
                return End::Failed(zygote::DIED.to_owned());
            }
        }
    }

    /// Ends what is left of the run. An error is what to answer instead of an account.
    fn end(&self, account: &mut Account) -> Result<Left, (Watched, Left)> {
        if account.zygote_is_gone {
            return Ok(self.kill_everything(account));
        }
        let mut program = 0;
        let ended = account.program;
        if ended.is_none() || ended.is_some_and(|status| exit(status) == Exit::Code(NOT_STARTED)) {
            // It may not have started at all, or not yet on a machine that is busy.
            match self.zygote.report() {
                Ok(Answer::Started { program: pid }) => program = pid,
                Ok(Answer::NotStarted { errno }) => {
                    return Err((Watched::NotStarted { errno }, self.kill_run(account, 0)));
                }
                Ok(Answer::Failed(message)) => return Err((Watched::Failed(message), self.kill_everything(account))),
                Err(_) => return Ok(self.kill_everything(account)),
            }
        } else if self.zygote.reaper() != 0 && self.zygote.leaf.is_quiet() {
            return Ok(Left::Reaper);
        }
        Ok(self.kill_run(account, program))
    }

    /// Ends every process of this run, and waits until they are gone.
    fn kill_run(&self, account: &mut Account, program: Pid) -> Left {
        let reaper = self.zygote.reaper();
        let broken = !self.defences.has(Defence::KillAll) || reaper == 0;
        let counted_by_reaping = self.accounting == Accounting::Rusage;
        if (broken || counted_by_reaping) && account.program.is_none() && program > 0 {
            let _ = sys::kill(program, libc::SIGKILL);
            self.reap_until(account, |account| account.program.is_some());
        }
        if broken {
            account.reaper_is_gone = true;
        } else {
            // When a reaper is killed, the kernel ends everything in the namespace first, but counts it nowhere.
            let _ = sys::kill(reaper, if counted_by_reaping { sys::END } else { libc::SIGKILL });
        }
        self.reap_until(account, |account| account.program.is_some() && account.reaper_is_gone);
        if account.zygote_is_gone {
            return self.kill_everything(account);
        }
        Left::Zygote
    }

    /// Reaps until enough is known, or there is nothing to reap.
    fn reap_until(&self, account: &mut Account, enough: impl Fn(&Account) -> bool) {
        while !enough(account) && !account.zygote_is_gone {
            match sys::reap(true) {
                Ok(Some(reaped)) => self.add(&reaped, account),
                Ok(None) => {}
                Err(_) => return,
            }
        }
    }

    /// Ends every process of the sandbox but the keeper, and waits until they are gone.
    fn kill_everything(&self, account: &mut Account) -> Left {
        kill_everything(self.zygote, self.defences, |reaped| self.add(reaped, account));
        Left::Nothing
    }

    fn add(&self, reaped: &sys::Reaped, account: &mut Account) {
        if reaped.pid == self.zygote.pid {
            account.zygote_is_gone = true;
            return;
        }
        account.cpu_time_us += reaped.cpu_time_us;
        if reaped.pid == self.zygote.reaper() {
            // Its memory is the zygote's.
            account.reaper_is_gone = true;
        } else {
            account.program = Some(reaped.status);
            account.peak_memory_bytes = account.peak_memory_bytes.max(reaped.peak_memory_bytes);
        }
    }

    fn reply(&self, acted: Option<Limit>, wall: Duration, account: &Account, output: &[Output; 2]) -> RunReply {
        let leaf = &self.zygote.leaf;
        let [stdout, stderr] = output;
        let exit = exit(account.program.unwrap_or(libc::SIGKILL));
        let cpu_time_us = CpuTime::now(self.zygote).since(self.before).unwrap_or(account.cpu_time_us);
        let peak_memory_bytes = leaf.peak_memory_bytes(wall).unwrap_or(account.peak_memory_bytes);
        let limit = acted.or_else(|| {
            if leaf.memory_kills() > 0 || (!leaf.limits_memory() && peak_memory_bytes > self.limits.memory_bytes) {
                Some(Limit::Memory)
            } else if cpu_time_us > self.most_cpu_time() || exit == Exit::Signal(libc::SIGXCPU) {
                Some(Limit::CpuTime)
            } else if stdout.is_too_much() {
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
            wall_time_us: wall.as_micros() as u64,
            peak_memory_bytes,
            stdout_bytes: stdout.kept.len(),
            stdout_truncated: stdout.is_truncated(),
            stderr_truncated: stderr.is_truncated(),
            processes_peak: leaf.processes_peak().or(sampled),
            measured_by: self.accounting,
        }
    }

    /// Waits for whatever happens next.
    fn wait(&self, timeout: Duration, output: &mut [Output; 2], account: &mut Account) -> Result<(), End> {
        let mut fds = vec![
            PollFd::new(self.children, PollFlags::IN),
            // No events are asked for: only the end is of interest, and that is always reported.
            PollFd::new(self.session, PollFlags::empty()),
            PollFd::new(self.channel, PollFlags::empty()),
            PollFd::new(&self.zygote.socket, PollFlags::IN),
        ];
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
        let (child, gone, said) = (happened(0), happened(1) || happened(2), happened(3));
        let ready = pipes.map(|at| at.is_some_and(happened));
        if gone {
            return Err(End::Abandoned);
        }
        for (stream, ready) in output.iter_mut().zip(ready) {
            if ready {
                stream.read_once();
            }
        }
        if child {
            forget_signals(self.children);
            while let Ok(Some(reaped)) = sys::reap(false) {
                self.add(&reaped, account);
            }
        }
        if said && !account.zygote_is_gone {
            return Err(End::Failed(match self.zygote.hear() {
                Ok(Answer::Failed(message)) | Err(message) => message,
                Ok(other) => format!("unexpected answer {other:?}"),
            }));
        }
        Ok(())
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
        if self.zygote.leaf.limits_memory() { self.at_the_earliest(self.limits.cpu_time_us) } else { SAMPLE }
    }

    /// Looks whether a limit was hit that nothing tells us about; says when to look again.
    fn look(&self, account: &mut Account) -> Result<Duration, Limit> {
        let leaf = &self.zygote.leaf;
        let Some(used_us) = CpuTime::now(self.zygote).since(self.before) else {
            return self.sample(account);
        };
        if leaf.memory_kills() > 0 {
            return Err(Limit::Memory);
        }
        if used_us > self.most_cpu_time() {
            return Err(Limit::CpuTime);
        }
        Ok(self.at_the_earliest(self.most_cpu_time() - used_us))
    }

    /// Says when so much CPU time can have been used at the earliest.
    fn at_the_earliest(&self, cpu_time_us: u64) -> Duration {
        Duration::from_micros(cpu_time_us / self.processors).clamp(LOOK.0, LOOK.1)
    }

    /// Adds up what the living processes use.
    fn sample(&self, account: &mut Account) -> Result<Duration, Limit> {
        let living = sample::living([self.zygote.pid, self.zygote.reaper()]);
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

/// Empties the descriptor on which the ends of children are told: who reads it next reaps all that have ended.
pub(super) fn forget_signals(children: &OwnedFd) {
    let mut buffer = [0_u8; 128];
    while rustix::io::read(children, &mut buffer).is_ok() {}
}

/// Ends every process of the sandbox but the keeper, and waits until they are gone.
pub(super) fn kill_everything(zygote: &Zygote, defences: Defences, mut reaped: impl FnMut(&sys::Reaped)) {
    #[cfg(feature = "breakable")]
    if !defences.has(Defence::PidNamespace) {
        if let Ok(Answer::Started { program }) = zygote.report() {
            let _ = sys::kill(program, libc::SIGKILL);
        }
        let _ = sys::kill(zygote.pid, libc::SIGKILL);
        while let Ok(Some(ended)) = sys::reap(true) {
            reaped(&ended);
        }
        return;
    }
    #[cfg(not(feature = "breakable"))]
    let _ = (zygote, defences);
    // A fork in progress either is seen by this signal or sees it: nothing gets away. The rest is to be sure.
    let _ = sys::kill(-1, libc::SIGKILL);
    loop {
        match sys::reap(true) {
            Ok(Some(ended)) => {
                reaped(&ended);
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
