//! Landlock: a wall of its own kind around the files that the mounts already leave out.

use landlock::{
    ABI, Access, AccessFs, AccessNet, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreatedAttr, Scope,
};

/// Where a program may write. The devices are files in a directory that it may not change.
const WRITABLE: &[&str] =
    &["/workspace", "/tmp", "/dev/shm", "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

/// Confines this process and its children: reading anywhere (nothing of the host is there), writing in its own
/// places, no TCP, no signals and no abstract sockets to outside.
pub(super) fn enforce() -> Result<(), String> {
    confine().map_err(|error| error.to_string())
}

fn confine() -> Result<(), Box<dyn std::error::Error>> {
    // The newest version that the rules were written for; the library leaves out what an older kernel does not have.
    let version = ABI::V6;
    let everything = AccessFs::from_all(version);
    let mut rules = Ruleset::default()
        .handle_access(everything)?
        .handle_access(AccessNet::from_all(version))?
        .scope(Scope::from_all(version))?
        .create()?
        .add_rule(PathBeneath::new(PathFd::new("/")?, AccessFs::from_read(version)))?;
    for path in WRITABLE {
        let Ok(fd) = PathFd::new(path) else { continue };
        let rights =
            if path.starts_with("/dev/") && *path != "/dev/shm" { AccessFs::from_file(version) } else { everything };
        rules = rules.add_rule(PathBeneath::new(fd, rights & !AccessFs::IoctlDev))?;
    }
    rules.restrict_self()?;
    Ok(())
}
