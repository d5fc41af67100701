//! The first process of a sandbox: builds it, then serves one caller.

use std::fs;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags};

use super::output;
use super::watch::{self, CpuTime, Left, Watch, Watched};
use super::workspace::{self, GetError, Workspace};
use super::zygote::{Launch, Walls, Zygote};
use super::{INSIDE_ID, Plan, Users, namespaces, root, seccomp};
use crate::Defence;
use crate::cgroup::Leaf;
use crate::sys;
use crate::wire::{self, FromKeeper, Reply, Request, RunRequest, ToKeeper};

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
    zygote: Option<Zygote>,
    zygotes: u64,
    /// A program ran since everything was made ready.
    ran: bool,
    /// Output and errors of the next run: the ends that are read, and those that are written.
    pipes: Option<[(OwnedFd, OwnedFd); 2]>,
    /// Leaves of earlier zygotes that the kernel was not done with.
    leftover: Vec<Leaf>,
    processors: u64,
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
        let processors = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
        let (zygote, pipes, leftover) = (None, None, Vec::new());
        let mut keeper = Self {
            plan,
            walls,
            children,
            workspace,
            zygote,
            zygotes: 0,
            ran: false,
            pipes,
            leftover,
            processors,
            empty,
        };
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
                self.discard();
                Watched::Failed(message)
            }
        }
    }

    fn start(&mut self, request: RunRequest, fds: Vec<OwnedFd>, session: &OwnedFd) -> Result<Watched, String> {
        let mut fds = fds.into_iter();
        let stdin = fds.next().ok_or("a run needs its input")?;
        let defences = self.plan.defences;
        let clean = !request.keep_workspace && defences.has(Defence::CleanWorkspace);
        if clean && self.workspace.restore()? {
            // The zygote has its rules for the workspace that is gone.
            self.discard();
        }
        self.prepare()?;
        let [(stdout, out), (stderr, err)] = self.pipes.take().ok_or("no pipes are ready")?;
        let (stdout, out) = match fds.next() {
            Some(given) => (None, given),
            None => (Some(stdout), out),
        };
        let zygote = self.zygote.as_mut().ok_or("no zygote is ready")?;
        zygote.await_reaper()?;
        let limit_of = |wall, limit: u64, none: u64| if defences.has(wall) { limit } else { none };
        let memory_bytes = request.limits.memory_bytes.max(LEAST_MEMORY_BYTES);
        let processes = u64::from(request.limits.processes.max(1));
        zygote
            .leaf
            .limit(
                limit_of(Defence::MemoryCgroup, memory_bytes, 1 << 50),
                limit_of(Defence::PidsCgroup, processes, 1 << 20) as u32,
            )
            .map_err(|error| format!("set the cgroup's limits: {error}"))?;
        let launch = Launch { argv: request.argv, env: request.env, limits: request.limits };
        let before = CpuTime::now(zygote);
        self.workspace.touched();
        self.ran = true;
        // Before it is told: it may have ended before this process runs again.
        let start = Instant::now();
        let errors = if request.stderr_to_stdout { out.as_fd() } else { err.as_fd() };
        zygote.launch(launch, &[stdin.as_fd(), out.as_fd(), errors])?;
        // The program's copies must be the only ones, or the end of its output is never seen.
        drop((stdin, out, err));
        let watch = Watch {
            zygote,
            defences,
            limits: &request.limits,
            accounting: self.plan.cgroup.accounting(),
            before,
            processors: self.processors,
            children: &self.children,
            session,
            channel: &self.plan.channel,
        };
        let (watched, left) = watch.watch(start, stdout, stderr);
        if left == Left::Nothing {
            self.retire();
            return Ok(watched);
        }
        zygote.idle_reaper = (left == Left::Reaper).then_some(zygote.reaper());
        // What cannot be used for another run can still have this one's account.
        if zygote.renew().is_err() {
            self.discard();
        }
        Ok(watched)
    }

    /// Makes everything ready for the next run: nothing of the last one is left but its workspace.
    fn tidy(&mut self) -> Result<(), String> {
        if !std::mem::take(&mut self.ran) {
            return Ok(());
        }
        if let Some(reaper) = self.zygote.as_ref().and_then(|zygote| zygote.idle_reaper) {
            // It is gone, or nearly, when the next run needs it to be.
            let _ = sys::kill(reaper, libc::SIGKILL);
        }
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
        if fresh(Defence::IpcNamespace) && sys::ipc_in_use() {
            sys::unshare(namespaces(self.plan.defences) & libc::CLONE_NEWIPC)
                .map_err(|error| format!("make an IPC namespace: {error}"))?;
            self.discard();
        }
        if self.zygote.as_mut().is_some_and(|zygote| !zygote.leaf.reset()) {
            self.discard();
        }
        let slot = &self.plan.cgroup;
        self.leftover.retain(|leaf| !leaf.remove(slot));
        self.reap_idle()?;
        self.prepare()
    }

    /// Makes the zygote and the pipes, if they are not there.
    fn prepare(&mut self) -> Result<(), String> {
        if self.zygote.is_none() {
            self.zygotes += 1;
            self.zygote = Some(Zygote::new(&self.walls, &self.plan.cgroup, self.zygotes)?);
        }
        if self.pipes.is_none() {
            let pipe = || -> std::io::Result<_> {
                let (read, write) = output::pipe()?;
                if let Users::Own { .. } = self.plan.users {
                    // So that the program can open `/dev/stdout`.
                    let (uid, gid) = (rustix::fs::Uid::from_raw(INSIDE_ID), rustix::fs::Gid::from_raw(INSIDE_ID));
                    rustix::fs::fchown(&write, Some(uid), Some(gid))?;
                }
                Ok((read, write))
            };
            let pipe = || pipe().map_err(|error| format!("make a pipe: {error}"));
            self.pipes = Some([pipe()?, pipe()?]);
        }
        Ok(())
    }

    /// Waits for the end of the last run's reaper.
    fn reap_idle(&mut self) -> Result<(), String> {
        while let Some(zygote) = self.zygote.as_mut()
            && let Some(idle) = zygote.idle_reaper
        {
            match sys::reap(true) {
                Ok(Some(reaped)) if reaped.pid == idle => zygote.idle_reaper = None,
                Ok(Some(_)) => self.discard(),
                Ok(None) => {}
                Err(error) => return Err(format!("end a run: {error}")),
            }
        }
        watch::forget_signals(&self.children);
        Ok(())
    }

    /// Gives up the zygote, with everything that came from it: it was made for something that is gone.
    fn discard(&mut self) {
        if let Some(zygote) = &self.zygote {
            watch::kill_everything(zygote, self.plan.defences, |_| {});
            self.retire();
        }
    }

    /// Keeps the leaf of a dead zygote until the kernel lets it go.
    fn retire(&mut self) {
        if let Some(zygote) = self.zygote.take() {
            self.leftover.push(zygote.leaf);
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
            sys::become_user(0, 0).map_err(|error| format!("become the keeper's user: {error}"))
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
