//! The first process of a sandbox: builds it, then serves one caller.

use std::fs;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags};

use super::launcher::{Prepared, Walls};
use super::watch::{self, Watch, Watched};
use super::workspace::{self, GetError, Workspace};
use super::{INSIDE_ID, Plan, Users, root, seccomp};
use crate::Defence;
use crate::cgroup::Leaf;
use crate::sys;
use crate::wire::{self, FromKeeper, Launch, Reply, Request, RunRequest, ToKeeper};

/// The kernel needs some memory to start any program at all.
const LEAST_MEMORY_BYTES: u64 = 1 << 20;

/// Runs the keeper's whole life. Called in a process of its own, inside the new namespaces.
pub(crate) fn main(plan: Plan) -> ! {
    let channel = &plan.channel;
    match Keeper::build(&plan) {
        Ok(mut keeper) => {
            if wire::send(channel, &FromKeeper::Ready, &[], &[]).is_ok()
                && let Ok(Some(frame)) = wire::receive::<ToKeeper>(channel)
                && let Some(session) = frame.fds.into_iter().next()
            {
                keeper.serve(&session);
            }
            sys::exit_now(0)
        }
        Err(message) => {
            // The supervisor being gone is the only reason for this to fail, and then nobody is interested.
            let _ = wire::send(channel, &FromKeeper::Failed(message), &[], &[]);
            sys::exit_now(1)
        }
    }
}

struct Keeper<'a> {
    plan: &'a Plan,
    walls: Walls,
    children: OwnedFd,
    workspace: Workspace,
    prepared: Option<Prepared>,
    runs: u64,
    /// Leaves of earlier runs that the kernel was not done with.
    leftover: Vec<Leaf>,
    /// Files in `/tmp` and `/dev/shm` when they are empty.
    empty: [u64; 2],
}

impl<'a> Keeper<'a> {
    fn build(plan: &'a Plan) -> Result<Self, String> {
        let keep: Vec<_> =
            plan.cgroup.dirs().into_iter().map(AsRawFd::as_raw_fd).chain([plan.channel.as_raw_fd()]).collect();
        sys::close_all_but(&keep);
        become_first_user(plan)?;
        // Changing the user clears this, so it comes after; the supervisor may have died before.
        sys::die_with_parent(libc::SIGKILL).map_err(|error| error.to_string())?;
        let mut ends = [PollFd::new(&plan.channel, PollFlags::empty())];
        let now = rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 };
        if rustix::event::poll(&mut ends, Some(&now)).is_ok_and(|ended| ended > 0) {
            return Err("the supervisor is gone".to_owned());
        }
        sys::set_dumpable(!plan.defences.has(Defence::Undumpable)).map_err(|error| error.to_string())?;
        root::build(plan)?;
        let children = sys::signal_fd(&[libc::SIGCHLD]).map_err(|error| error.to_string())?;
        let protected = matches!(plan.users, Users::Own { .. });
        let workspace =
            Workspace::new(plan.workspace_bytes, protected, plan.defences).map_err(|error| error.to_string())?;
        let counted = plan.cgroup.accounting() != crate::Accounting::Rusage;
        let filter = seccomp::filter(counted, plan.defences.refusal())?;
        let walls = Walls { users: plan.users, landlock: plan.landlock, defences: plan.defences, filter };
        let empty = [files_in("/tmp"), files_in("/dev/shm")];
        let mut keeper =
            Self { plan, walls, children, workspace, prepared: None, runs: 0, leftover: Vec::new(), empty };
        keeper.prepare()?;
        Ok(keeper)
    }

    /// Serves the caller until it goes away.
    fn serve(&mut self, session: &OwnedFd) {
        if wire::send(session, &Reply::Opened, &[], &[]).is_err() {
            return;
        }
        while let Ok(true) = self.wait_for_request(session) {
            let Ok(Some(frame)) = wire::receive::<Request>(session) else {
                return;
            };
            let sent = match frame.head {
                Request::Put { name, executable } => {
                    let put = match self.plan.defences.has(Defence::SafeWrites) {
                        #[cfg(feature = "breakable")]
                        false => super::broken::put(&name, &frame.payload, executable),
                        _ => self.workspace.put(&name, &frame.payload, executable),
                    };
                    let reply = match put {
                        Ok(()) => Reply::Done,
                        Err(message) => Reply::FileFailed(message),
                    };
                    wire::send(session, &reply, &[], &[])
                }
                Request::Get { name, max_bytes } => {
                    let got = match self.plan.defences.has(Defence::SafeReads) {
                        #[cfg(feature = "breakable")]
                        false => super::broken::get(&name),
                        _ => workspace::get(&name, max_bytes),
                    };
                    let (reply, content) = match got {
                        Ok(Some(content)) => (Reply::Content, content),
                        Ok(None) => (Reply::Absent, Vec::new()),
                        Err(GetError::TooLarge(bytes)) => (Reply::TooLarge { bytes }, Vec::new()),
                        Err(GetError::Io(message)) => (Reply::FileFailed(message), Vec::new()),
                    };
                    wire::send(session, &reply, &[&content], &[])
                }
                Request::Remove { name } => {
                    let reply = match self.workspace.remove(&name) {
                        Ok(true) => Reply::Done,
                        Ok(false) => Reply::Absent,
                        Err(message) => Reply::FileFailed(message),
                    };
                    wire::send(session, &reply, &[], &[])
                }
                Request::List => {
                    let reply = match workspace::list() {
                        Ok(entries) => Reply::Entries(entries),
                        Err(error) => Reply::FileFailed(error.to_string()),
                    };
                    wire::send(session, &reply, &[], &[])
                }
                Request::Run(request) => match self.run(request, frame.fds, session) {
                    Watched::Ran(reply, stdout, stderr) => {
                        wire::send(session, &Reply::Ran(reply), &[&stdout, &stderr], &[])
                    }
                    Watched::NotStarted { errno } => wire::send(session, &Reply::NotStarted { errno }, &[], &[]),
                    Watched::Failed(message) => wire::send(session, &Reply::Failed(message), &[], &[]),
                    Watched::Abandoned => return,
                },
            };
            if sent.is_err() || self.tidy().is_err() {
                return;
            }
        }
    }

    /// Waits for the caller's next request; `false` when it or the supervisor is gone.
    fn wait_for_request(&self, session: &OwnedFd) -> rustix::io::Result<bool> {
        loop {
            let mut fds = [PollFd::new(session, PollFlags::IN), PollFd::new(&self.plan.channel, PollFlags::empty())];
            match rustix::event::poll(&mut fds, None) {
                Ok(_) if !fds[1].revents().is_empty() => return Ok(false),
                Ok(_) if !fds[0].revents().is_empty() => return Ok(true),
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn run(&mut self, request: RunRequest, fds: Vec<OwnedFd>, session: &OwnedFd) -> Watched {
        match self.start(request, fds, session) {
            Ok(watched) => watched,
            Err(message) => {
                self.kill_everything();
                self.retire();
                Watched::Failed(message)
            }
        }
    }

    fn start(&mut self, request: RunRequest, fds: Vec<OwnedFd>, session: &OwnedFd) -> Result<Watched, String> {
        let mut fds = fds.into_iter();
        let stdin = fds.next().ok_or("a run needs its input")?;
        let clean = !request.keep_workspace && self.plan.defences.has(Defence::CleanWorkspace);
        if clean && self.workspace.restore()? {
            // The prepared process has its rules for the workspace that is gone.
            self.discard();
        }
        self.prepare()?;
        let prepared = self.prepared.take().ok_or("no process is prepared")?;
        let defences = self.plan.defences;
        let limit_of = |wall, limit: u64, none: u64| if defences.has(wall) { limit } else { none };
        prepared
            .leaf
            .limit(
                limit_of(Defence::MemoryCgroup, request.limits.memory_bytes.max(LEAST_MEMORY_BYTES), 1 << 50),
                limit_of(Defence::PidsCgroup, request.limits.processes.max(1).into(), 1 << 20) as u32,
            )
            .map_err(|error| format!("set the cgroup's limits: {error}"))?;
        let own = |pipe: &OwnedFd| -> Result<(), String> {
            if let Users::Own { .. } = self.plan.users {
                // So that the program can open `/dev/stdout`.
                let (uid, gid) = (rustix::fs::Uid::from_raw(INSIDE_ID), rustix::fs::Gid::from_raw(INSIDE_ID));
                rustix::fs::fchown(pipe, Some(uid), Some(gid)).map_err(|error| error.to_string())?;
            }
            Ok(())
        };
        let (stdout, out) = match fds.next() {
            Some(out) => (None, out),
            None => {
                let (read, write) = watch::output_pipe().map_err(|error| error.to_string())?;
                own(&write)?;
                (Some(read), write)
            }
        };
        let (stderr, err) = watch::output_pipe().map_err(|error| error.to_string())?;
        own(&err)?;
        let launch = Launch { argv: request.argv, env: request.env, limits: request.limits };
        let cpu_before_us = prepared.leaf.cpu_time_us().unwrap_or(0);
        self.workspace.touched();
        // Before it is told: it may have ended before this process runs again.
        let start = Instant::now();
        let errors = if request.stderr_to_stdout { out.as_fd() } else { err.as_fd() };
        prepared.launch(&launch, &[stdin.as_fd(), out.as_fd(), errors]).map_err(|error| error.to_string())?;
        // The program's copies must be the only ones, or the end of its output is never seen.
        drop((stdin, out, err));
        let watch = Watch {
            prepared: &prepared,
            defences: self.plan.defences,
            limits: &launch.limits,
            accounting: self.plan.cgroup.accounting(),
            children: &self.children,
            session,
            channel: &self.plan.channel,
        };
        let watched = watch.watch(start, cpu_before_us, stdout, stderr);
        self.leftover.push(prepared.leaf);
        Ok(watched)
    }

    /// Makes everything ready for the next run: nothing of the last one is left but its workspace.
    fn tidy(&mut self) -> Result<(), String> {
        // Where the keeper's user is the program's, even an empty directory may have been changed.
        let single = matches!(self.plan.users, Users::Single { .. });
        let fresh = |wall| self.plan.defences.has(wall);
        if fresh(Defence::FreshTmp) && (single || files_in("/tmp") != self.empty[0]) {
            root::fresh_tmp(self.plan)?;
            self.discard();
        }
        if fresh(Defence::FreshShm) && (single || files_in("/dev/shm") != self.empty[1]) {
            root::fresh_shm(self.plan)?;
            self.discard();
        }
        let slot = &self.plan.cgroup;
        self.leftover.retain(|leaf| !leaf.remove(slot));
        self.prepare()
    }

    fn prepare(&mut self) -> Result<(), String> {
        if self.prepared.is_none() {
            self.runs += 1;
            self.prepared = Some(Prepared::new(&self.walls, &self.plan.cgroup, self.runs)?);
        }
        Ok(())
    }

    /// Gives up the prepared process: it was made for directories that are gone.
    fn discard(&mut self) {
        if self.prepared.is_some() {
            self.kill_everything();
            self.retire();
        }
    }

    fn kill_everything(&self) {
        watch::kill_everything(self.plan.defences, self.prepared.as_ref().map_or(0, |prepared| prepared.pid));
    }

    fn retire(&mut self) {
        if let Some(prepared) = self.prepared.take() {
            self.leftover.push(prepared.leaf);
        }
    }
}

/// Becomes the first user of the user namespace. From here on this process is nobody on the host.
fn become_first_user(plan: &Plan) -> Result<(), String> {
    match plan.users {
        Users::Own { .. } => {
            match wire::receive::<ToKeeper>(&plan.channel) {
                Ok(Some(_)) => {}
                Ok(None) => return Err("the supervisor is gone".to_owned()),
                Err(error) => return Err(error.to_string()),
            }
            sys::become_user(0, 0, true).map_err(|error| format!("become the keeper's user: {error}"))
        }
        Users::Single { uid, gid } => {
            // A process that cannot be dumped may not write its own maps.
            sys::set_dumpable(true).map_err(|error| error.to_string())?;
            let map = |file: &str, text: String| {
                fs::write(format!("/proc/self/{file}"), text).map_err(|error| format!("write {file}: {error}"))
            };
            map("setgroups", "deny".to_owned())?;
            map("uid_map", format!("{INSIDE_ID} {uid} 1"))?;
            map("gid_map", format!("{INSIDE_ID} {gid} 1"))
        }
    }
}

/// Counts the files, directories and links of a file system.
fn files_in(path: &str) -> u64 {
    rustix::fs::statvfs(path).map_or(0, |stat| stat.f_files.saturating_sub(stat.f_ffree))
}
