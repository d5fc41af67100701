//! What this machine offers, found out once at the start.

use std::fs;

use crate::cgroup::Tree;
use crate::report::{Capabilities, Feature};
use crate::slot::Users;
use crate::wire::FromSupervisor;
use crate::{Accounting, Config, RootSpec, sys};

/// Where our host users start when the whole range is ours: above what systemd gives to containers and homes.
const FIRST_USER: u64 = 1_900_000_000;
/// Several supervisors on one machine get different users by their process id.
const USERS_PER_SUPERVISOR: u64 = 1024;
const SUPERVISORS: u64 = 32_768;

/// What was found.
pub(super) struct Survey {
    pub(super) tree: Tree,
    pub(super) landlock: bool,
    /// The first of our host users, where we may take some.
    pub(super) first_user: Option<u32>,
    pub(super) capabilities: Capabilities,
}

impl Survey {
    /// Returns the users of one slot.
    pub(super) fn users(&self, slot: usize) -> Users {
        match self.first_user {
            Some(first) => {
                let keeper = first + 2 * slot as u32;
                Users::Own { keeper, program: keeper + 1 }
            }
            None => Users::Single { uid: sys::effective_uid(), gid: sys::effective_gid() },
        }
    }
}

/// Looks at the machine and at what the configuration asks for.
pub(super) fn survey(config: &Config) -> Result<Survey, FromSupervisor> {
    check(config).map_err(FromSupervisor::BadConfig)?;
    let root = sys::effective_uid() == 0;
    let first_user = first_user(config.slots);
    if root && first_user.is_none() {
        return Err(FromSupervisor::BelowMinimum(
            "the supervisor runs as root but may not use other user ids; run it as an ordinary user, or give the \
             container a larger range of ids"
                .to_owned(),
        ));
    }
    let (tree, cgroup) = Tree::create(config.cgroup).map_err(FromSupervisor::BelowMinimum)?;
    let landlock = sys::landlock_version();
    let feature = |name: &str, in_force: bool, detail: String| Feature { name: name.to_owned(), in_force, detail };
    let cgroup_in_force = tree.accounting() != Accounting::Rusage;
    let features = vec![
        feature(
            "namespaces",
            true,
            "user, pid, mount, network, ipc, uts and cgroup, fresh for every sandbox".to_owned(),
        ),
        feature(
            "cgroup",
            cgroup_in_force,
            if cgroup_in_force {
                cgroup
            } else {
                format!(
                    "no cgroup ({cgroup}): memory is sampled, CPU time comes from reaped processes, refused processes go \
                     unnoticed; run as root or in a delegated cgroup (systemd: Delegate=yes)"
                )
            },
        ),
        feature(
            "own_users",
            first_user.is_some(),
            match first_user {
                Some(first) => format!("every sandbox has its own host users, from {first} on"),
                None => {
                    "programs run as the server's user in a user namespace; only root can give each its own".to_owned()
                }
            },
        ),
        feature(
            "landlock",
            landlock > 0,
            if landlock > 0 {
                format!("version {landlock}")
            } else {
                "this kernel has no landlock (5.13 and later can)".to_owned()
            },
        ),
        feature("seccomp", true, "one filter for all programs, loaded before they start".to_owned()),
        feature("network", true, "an empty network namespace, and only Unix sockets".to_owned()),
    ];
    let missing = [
        (config.minimum.cgroup && !cgroup_in_force, 1),
        (config.minimum.own_users && first_user.is_none(), 2),
        (config.minimum.landlock && landlock == 0, 3),
    ];
    if let Some((_, at)) = missing.into_iter().find(|(missing, _)| *missing) {
        tree.remove_all();
        return Err(FromSupervisor::BelowMinimum(format!("{}: {}", features[at].name, features[at].detail)));
    }
    let capabilities = Capabilities { accounting: tree.accounting(), features };
    Ok(Survey { tree, landlock: landlock > 0, first_user, capabilities })
}

fn check(config: &Config) -> Result<(), String> {
    if config.slots == 0 || config.slots > 256 {
        return Err("`slots` must be from 1 to 256".to_owned());
    }
    if config.workspace_bytes < 4096 || config.tmp_bytes < 4096 {
        return Err("`workspace_bytes` and `tmp_bytes` must be at least 4096".to_owned());
    }
    for root in &config.roots {
        for path in &root.paths {
            let name = path.display();
            if !path.is_absolute() || path.components().any(|part| part == std::path::Component::ParentDir) {
                return Err(format!("root `{}`: `{name}` must be absolute, without `..`", root.name));
            }
            if !RootSpec::can_show(path) {
                return Err(format!("root `{}`: `{name}` cannot be shown; name what is needed below it", root.name));
            }
        }
    }
    Ok(())
}

/// Finds host users for the slots: two for each, and twice as many slots as can be open.
fn first_user(slots: usize) -> Option<u32> {
    if sys::effective_uid() != 0 {
        return None;
    }
    let range = |file: &str| {
        let text = fs::read_to_string(file).ok()?;
        // The largest mapped range, as (first id in here, how many).
        text.lines()
            .filter_map(|line| {
                let mut numbers = line.split_whitespace().filter_map(|number| number.parse::<u64>().ok());
                let (inside, _outside, count) = (numbers.next()?, numbers.next()?, numbers.next()?);
                Some((inside, count))
            })
            .max_by_key(|(_, count)| *count)
    };
    let (uids, gids) = (range("/proc/self/uid_map")?, range("/proc/self/gid_map")?);
    let first = uids.0.max(gids.0);
    let end = (uids.0 + uids.1).min(gids.0 + gids.1);
    let needed = 4 * slots as u64 + 2 * super::pool::SPARE_SLOTS as u64;
    let place = u64::from(std::process::id()) % SUPERVISORS;
    let wanted = FIRST_USER + place * USERS_PER_SUPERVISOR;
    if end > wanted + USERS_PER_SUPERVISOR && USERS_PER_SUPERVISOR >= needed {
        return u32::try_from(wanted).ok();
    }
    // A container's range: its upper end, far from root and from accounts.
    (end > first + needed + 1000).then(|| u32::try_from(end - needed).ok()).flatten()
}
