//! Supervisors of several kinds, and hostile programs compiled on the spot.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use sandbox::{CgroupChoice, Command, Config, Exit, Limits, Outcome, RootSpec, Sandbox, Supervisor};

/// What an unprivileged supervisor runs as.
const NOBODY: &str = "65534";

/// A kind of machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As whoever runs the tests, with the best cgroup there is.
    Here,
    /// The same without cgroups.
    NoCgroup,
    /// An ordinary user without cgroups.
    Unprivileged,
}

/// Every kind that can be had: an ordinary user cannot become root.
pub(crate) fn kinds() -> Vec<Kind> {
    if is_root() { vec![Kind::Here, Kind::NoCgroup, Kind::Unprivileged] } else { vec![Kind::Here, Kind::NoCgroup] }
}

pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Returns the settings of a supervisor with the root `base` (the system's programs and libraries) and two slots.
pub(crate) fn config(kind: Kind) -> Config {
    let sandboxd = built().join("sandboxd").display().to_string();
    let mut config = match kind {
        Kind::Unprivileged => {
            let user =
                [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"), "--clear-groups".to_owned(), sandboxd];
            Config::new("/usr/bin/setpriv", user)
        }
        Kind::Here | Kind::NoCgroup => Config::new(sandboxd, Vec::<String>::new()),
    };
    if kind != Kind::Here {
        config.cgroup = CgroupChoice::None;
    }
    config.workspace_bytes = 32 << 20;
    config.tmp_bytes = 8 << 20;
    let paths = ["/bin", "/lib", "/lib64", "/usr/bin", "/usr/lib", "/usr/lib64"].map(PathBuf::from);
    let paths = paths.into_iter().filter(|path| path.exists()).collect();
    config.roots = vec![RootSpec { name: "base".to_owned(), paths }];
    config
}

pub(crate) fn supervisor(kind: Kind) -> Supervisor {
    Supervisor::start(config(kind)).unwrap()
}

/// Opens a sandbox that holds the hostile programs.
pub(crate) fn armed(supervisor: &Supervisor) -> Sandbox {
    let mut sandbox = supervisor.open("base").unwrap();
    sandbox.put("attack", &fs::read(attack()).unwrap(), true).unwrap();
    sandbox
}

/// Limits that keep a test short.
pub(crate) fn tight() -> Limits {
    Limits {
        cpu_time_us: 8_000_000,
        wall_time_us: 20_000_000,
        memory_bytes: 64 << 20,
        processes: 16,
        stdout_bytes: 64 << 10,
        stderr_bytes: 4 << 10,
        ..Limits::default()
    }
}

/// Returns the command that runs one of the hostile programs.
pub(crate) fn attack_command(arguments: &[&str]) -> Command {
    let argv = ["./attack"].into_iter().chain(arguments.iter().copied());
    Command { limits: tight(), ..Command::new(argv) }
}

/// Returns a shell command.
pub(crate) fn shell(script: &str) -> Command {
    let path = ("PATH".to_owned(), "/usr/bin:/bin".to_owned());
    Command { limits: tight(), env: vec![path], ..Command::new(["sh", "-c", script]) }
}

pub(crate) fn text(outcome: &Outcome) -> String {
    String::from_utf8_lossy(&outcome.stdout).trim().to_owned()
}

/// Asserts that an attack was refused, and returns the error numbers it printed.
#[track_caller]
pub(crate) fn refused(kind: Kind, outcome: &Outcome) -> String {
    assert_eq!(outcome.exit, Exit::Code(1), "{kind:?}: the attack worked or is broken: {outcome:?}");
    text(outcome)
}

/// Runs a hostile program outside, to see that it can work at all.
pub(crate) fn outside(arguments: &[&str]) -> std::process::Output {
    std::process::Command::new(attack()).args(arguments).output().unwrap()
}

/// Returns the compiled hostile programs.
pub(crate) fn attack() -> PathBuf {
    built().join("attack")
}

/// Builds what the tests need, once, where every user can reach it.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        remove_stale();
        let dir = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/attacks.c");
        let compiled = std::process::Command::new("gcc")
            .args(["-O0", "-w", "-pthread", "-o"])
            .arg(dir.join("attack"))
            .arg(source)
            .status()
            .expect("gcc is installed");
        assert!(compiled.success());
        fs::copy(env!("CARGO_BIN_EXE_sandboxd"), dir.join("sandboxd")).unwrap();
        dir
    })
}

const PREFIX: &str = "codequest-sandbox-tests-";

/// Removes what earlier test processes left: nothing of this one runs at its end.
fn remove_stale() {
    for entry in fs::read_dir(std::env::temp_dir()).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(pid) = name.strip_prefix(PREFIX)
            && !Path::new("/proc").join(pid).exists()
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
