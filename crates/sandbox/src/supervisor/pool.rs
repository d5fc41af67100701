//! The slots: which sandboxes exist, which are ready, who waits.

use std::collections::VecDeque;
use std::fs;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

use super::recency::Recency;
use super::refuse;
use super::survey::Survey;
use crate::report::Capabilities;
use crate::slot::{Plan, Users, keeper_main, namespaces};
use crate::sys::{self, Fork, Pid};
use crate::wire::{self, FromKeeper, FromSupervisor, Reply, ToKeeper};
use crate::{Config, Defence, RootSpec};

/// Sandboxes that may be kept ready beyond the open ones: one each for so many roots.
pub(super) const SPARE_SLOTS: usize = 16;

/// Every sandbox and every caller that waits for one.
pub(super) struct Pool {
    config: Config,
    survey: Survey,
    slots: Vec<Option<Slot>>,
    waiting: VecDeque<Waiting>,
    /// Slots whose cgroups are still to be removed.
    cleaning: Vec<usize>,
    /// The root that was asked for last: the next caller likely wants the same.
    last_root: Option<usize>,
    recency: Recency,
    /// Roots whose last sandbox could not be built; they are tried again when asked for.
    broken: Vec<bool>,
}

struct Slot {
    keeper: Pid,
    channel: OwnedFd,
    root: usize,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Building,
    Ready,
    Open,
    /// Killed or failed; its keeper was not reaped yet.
    Ending,
}

struct Waiting {
    root: usize,
    session: OwnedFd,
}

impl Pool {
    pub(super) fn new(config: Config, survey: Survey) -> Self {
        let slots = 2 * config.slots + SPARE_SLOTS.min(config.roots.len());
        Self {
            broken: vec![false; config.roots.len()],
            slots: std::iter::repeat_with(|| None).take(slots).collect(),
            waiting: VecDeque::new(),
            cleaning: Vec::new(),
            last_root: None,
            recency: Recency::new(config.roots.len()),
            config,
            survey,
        }
    }

    pub(super) fn capabilities(&self) -> &Capabilities {
        &self.survey.capabilities
    }

    /// Builds one sandbox that shows nothing, to find out whether this machine can.
    pub(super) fn try_out(&mut self) -> Result<(), FromSupervisor> {
        let nothing = RootSpec { name: String::new(), paths: Vec::new() };
        let built = self.build(0, nothing).and_then(|(keeper, channel)| {
            let answer = wire::receive::<FromKeeper>(&channel);
            let _ = sys::kill(keeper, libc::SIGKILL);
            let _ = sys::reap(true);
            match answer {
                Ok(Some(frame)) => match frame.head {
                    FromKeeper::Ready => Ok(()),
                    FromKeeper::Failed(message) => Err(message),
                },
                Ok(None) => Err("its first process died".to_owned()),
                Err(error) => Err(error.to_string()),
            }
        });
        self.cleaning.push(0);
        self.clean();
        built.map_err(|message| FromSupervisor::BelowMinimum(format!("a sandbox could not be made: {message}")))
    }

    /// Returns the channels on which keepers may say something.
    pub(super) fn channels(&self) -> Vec<(usize, BorrowedFd<'_>)> {
        let slots = self.slots.iter().enumerate();
        let living = slots.filter_map(|(at, slot)| slot.as_ref().map(|slot| (at, slot)));
        living.filter(|(_, slot)| slot.state == State::Building).map(|(at, slot)| (at, slot.channel.as_fd())).collect()
    }

    /// Hears that a sandbox is ready, or why it could not be built.
    pub(super) fn heard_from(&mut self, at: usize) {
        let Some(slot) = self.slots[at].as_mut() else {
            return;
        };
        let (root, message) = match wire::receive::<FromKeeper>(&slot.channel) {
            Ok(Some(frame)) => match frame.head {
                FromKeeper::Ready => {
                    slot.state = State::Ready;
                    self.broken[slot.root] = false;
                    return self.hand_out();
                }
                FromKeeper::Failed(message) => (slot.root, message),
            },
            Ok(None) | Err(_) => (slot.root, "its first process died".to_owned()),
        };
        slot.state = State::Ending;
        let _ = sys::kill(slot.keeper, libc::SIGKILL);
        self.broken[root] = true;
        let (failed, waiting) = self.waiting.drain(..).partition(|waiting: &Waiting| waiting.root == root);
        self.waiting = waiting;
        let failed: VecDeque<Waiting> = failed;
        for waiting in failed {
            refuse(&waiting.session, &Reply::BuildFailed(message.clone()));
        }
    }

    /// Notes that a keeper is gone, and with it everything in its sandbox.
    pub(super) fn died(&mut self, pid: Pid) {
        let found = self.slots.iter().position(|slot| slot.as_ref().is_some_and(|slot| slot.keeper == pid));
        let Some(at) = found else { return };
        if self.slots[at].as_ref().is_some_and(|slot| slot.state == State::Building) {
            // It may have said why before it died.
            self.heard_from(at);
        }
        self.slots[at] = None;
        self.cleaning.push(at);
        self.hand_out();
    }

    /// Gives a caller a sandbox now, or when there is one.
    pub(super) fn open(&mut self, root: &str, session: OwnedFd) {
        let Some(root) = self.config.roots.iter().position(|spec| spec.name == root) else {
            return refuse(&session, &Reply::UnknownRoot);
        };
        self.last_root = Some(root);
        self.recency.used(root);
        self.broken[root] = false;
        self.waiting.push_back(Waiting { root, session });
        self.hand_out();
    }

    /// Hands ready sandboxes to those who waited longest.
    fn hand_out(&mut self) {
        let mut open = self.count(|slot| slot.state == State::Open);
        let mut still_waiting = VecDeque::new();
        for waiting in std::mem::take(&mut self.waiting) {
            let ready = |slot: &Slot| slot.state == State::Ready && slot.root == waiting.root;
            let found = self.slots.iter_mut().flatten().find(|slot| open < self.config.slots && ready(slot));
            let Some(slot) = found else {
                still_waiting.push_back(waiting);
                continue;
            };
            match wire::send(&slot.channel, &ToKeeper::Serve, &[], &[waiting.session.as_fd()]) {
                Ok(()) => {
                    slot.state = State::Open;
                    open += 1;
                }
                Err(_) => {
                    // The keeper was killed from outside; another one will do.
                    slot.state = State::Ending;
                    still_waiting.push_back(waiting);
                }
            }
        }
        self.waiting = still_waiting;
    }

    /// Builds sandboxes: for those who wait, then one ahead for each of the roots used last, and a second one for
    /// the root in use.
    pub(super) fn fill(&mut self) {
        while let Some(root) = self.wanted() {
            let Some(at) = self.room() else { return };
            let spec = self.config.roots[root].clone();
            match self.build(at, spec) {
                Ok((keeper, channel)) => {
                    self.slots[at] = Some(Slot { keeper, channel, root, state: State::Building });
                }
                Err(message) => {
                    self.cleaning.push(at);
                    self.broken[root] = true;
                    self.waiting.retain(|waiting| {
                        if waiting.root == root {
                            refuse(&waiting.session, &Reply::BuildFailed(message.clone()));
                        }
                        waiting.root != root
                    });
                }
            }
        }
    }

    /// Returns a root of which there are too few sandboxes.
    fn wanted(&self) -> Option<usize> {
        let have =
            |root: usize| self.count(|slot| slot.root == root && matches!(slot.state, State::Building | State::Ready));
        let asked = |root: usize| self.waiting.iter().filter(|waiting| waiting.root == root).count();
        let urgent = self
            .waiting
            .iter()
            .map(|waiting| waiting.root)
            .find(|root| have(*root) < asked(*root).min(self.config.slots));
        let ahead = |root: &usize| {
            let target = if self.last_root == Some(*root) && self.config.slots > 1 { 2 } else { 1 };
            !self.broken[*root] && have(*root) < target
        };
        urgent.or_else(|| self.recency.first(SPARE_SLOTS).find(ahead))
    }

    /// Returns a free slot, if need be by giving up a sandbox that nobody waits for. Building ahead gives up none.
    fn room(&mut self) -> Option<usize> {
        let free = (0..self.slots.len()).find(|at| self.slots[*at].is_none() && !self.cleaning.contains(at));
        if free.is_some() || self.waiting.is_empty() {
            return free;
        }
        let asked = |root: usize| self.waiting.iter().any(|waiting| waiting.root == root);
        let idle = self.slots.iter_mut().flatten().filter(|slot| slot.state == State::Ready && !asked(slot.root));
        let idle = idle.max_by_key(|slot| self.recency.rank(slot.root));
        if let Some(slot) = idle {
            slot.state = State::Ending;
            let _ = sys::kill(slot.keeper, libc::SIGKILL);
        }
        None // There is room when it was reaped.
    }

    /// Starts the first process of a sandbox.
    fn build(&mut self, at: usize, root: RootSpec) -> Result<(Pid, OwnedFd), String> {
        let users = self.survey.users(at);
        let owner = match users {
            Users::Own { keeper, .. } => Some(keeper),
            Users::Single { .. } => None,
        };
        let cgroup = self.survey.tree.add_slot(at, owner).map_err(|error| format!("make its cgroups: {error}"))?;
        let (channel, theirs) = wire::pair().map_err(|error| error.to_string())?;
        let plan = Plan {
            root,
            users,
            workspace_bytes: self.config.workspace_bytes,
            tmp_bytes: self.config.tmp_bytes,
            landlock: self.survey.landlock,
            defences: self.config.defences(),
            cgroup,
            channel: theirs,
        };
        let keeper = match sys::fork_into(namespaces(plan.defences)).map_err(|error| namespaces_refused(&error))? {
            Fork::Child => keeper_main(plan),
            Fork::Parent(pid) => pid,
        };
        drop(plan);
        let prepared = self.survey.tree.adopt_keeper(at, keeper).map_err(|error| error.to_string()).and_then(|()| {
            let Users::Own { keeper: first, program } = users else {
                return Ok(());
            };
            let map = format!("0 {first} 1\n{inside} {program} 1\n", inside = crate::slot::INSIDE_ID);
            let files = ["uid_map", "gid_map"];
            for file in files.into_iter().filter(|_| self.config.defences().has(Defence::UserNamespace)) {
                fs::write(format!("/proc/{keeper}/{file}"), &map).map_err(|error| format!("write {file}: {error}"))?;
            }
            wire::send(&channel, &ToKeeper::Mapped, &[], &[]).map_err(|error| error.to_string())
        });
        if let Err(message) = prepared {
            let _ = sys::kill(keeper, libc::SIGKILL);
            return Err(message);
        }
        Ok((keeper, channel))
    }

    pub(super) fn is_cleaning(&self) -> bool {
        !self.cleaning.is_empty()
    }

    /// Removes the cgroups of dead slots, as far as the kernel is done with them.
    pub(super) fn clean(&mut self) {
        let tree = &self.survey.tree;
        self.cleaning.retain(|at| !tree.remove_slot(*at));
    }

    /// Ends every sandbox and removes every cgroup.
    pub(super) fn close(&mut self) {
        for slot in self.slots.iter().flatten() {
            let _ = sys::kill(slot.keeper, libc::SIGKILL);
        }
        while sys::reap(true).is_ok() {}
        self.survey.tree.remove_all();
    }

    fn count(&self, what: impl Fn(&Slot) -> bool) -> usize {
        self.slots.iter().flatten().filter(|slot| what(slot)).count()
    }
}

fn namespaces_refused(error: &std::io::Error) -> String {
    format!(
        "the kernel refuses new namespaces ({error}); check /proc/sys/user/max_user_namespaces, \
         kernel.unprivileged_userns_clone and AppArmor's restriction of user namespaces, and in a container its seccomp \
         profile"
    )
}
