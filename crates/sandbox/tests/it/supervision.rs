//! The supervisor's own life: deaths, restarts, the pool, and what is left behind (nothing).

use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::process::{Pid, PidfdFlags, Signal};
use sandbox::{CgroupChoice, Error, Minimum, Supervisor};

use crate::support::{Kind, armed, attack_command, config, is_root, kinds, shell, supervisor, text};

/// Nothing here takes longer unless it is broken.
const PATIENCE: Timespec = Timespec { tv_sec: 20, tv_nsec: 0 };

fn watch(pid: u32) -> OwnedFd {
    rustix::process::pidfd_open(Pid::from_raw(pid as i32).unwrap(), PidfdFlags::empty()).unwrap()
}

fn kill(pid: u32) {
    rustix::process::kill_process(Pid::from_raw(pid as i32).unwrap(), Signal::KILL).unwrap();
}

#[track_caller]
fn wait_for_end(process: &OwnedFd) {
    let mut fds = [PollFd::new(process, PollFlags::IN)];
    assert_eq!(rustix::event::poll(&mut fds, Some(&PATIENCE)).unwrap(), 1, "the process lives on");
}

/// Finds the process that was started with this text in its arguments, waiting until there is one.
fn find_process(text: &str) -> u32 {
    let end = std::time::Instant::now() + Duration::from_secs(20);
    while std::time::Instant::now() < end {
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let Ok(pid) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
            let arguments = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            if arguments.split(|byte| *byte == 0).any(|argument| argument == text.as_bytes()) {
                return pid;
            }
        }
        std::thread::yield_now();
    }
    panic!("no process has the argument {text}");
}

fn descriptors(pid: u32) -> usize {
    let open = fs::read_dir(format!("/proc/{pid}/fd"));
    assert_eq!(open.is_ok(), is_root(), "only root may look into process {pid}");
    open.into_iter().flatten().count()
}

/// Returns the cgroups of the supervisor with this id, in every hierarchy.
fn cgroups(pid: u32) -> Vec<PathBuf> {
    fn walk(dir: &Path, prefix: &str, depth: u32, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir()) {
            let ours = entry.file_name().to_string_lossy().starts_with(prefix);
            if ours {
                found.push(entry.path());
            }
            if depth > 0 && !entry.path().is_symlink() {
                walk(&entry.path(), if ours { "" } else { prefix }, depth - 1, found);
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("/sys/fs/cgroup"), &format!("codequest-sandbox-{pid}-"), 6, &mut found);
    found
}

#[test]
fn killing_the_supervisor_ends_its_runs_and_the_next_open_works() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        let token = format!("token-killed-{kind:?}-{}", std::process::id());
        let (program, error) = std::thread::scope(|scope| {
            let run = scope.spawn(|| sandbox.run(&attack_command(&["sleep", &token])));
            let program = watch(find_process(&token));
            kill(supervisor.pid());
            (program, run.join().unwrap().unwrap_err())
        });
        assert!(matches!(error, Error::SupervisorDied), "{kind:?}: {error:?}");
        wait_for_end(&program);
        assert!(matches!(sandbox.run(&shell("true")), Err(Error::SupervisorDied)));
        assert!(matches!(sandbox.put("x", b"", false), Err(Error::SupervisorDied)));
        assert_eq!(supervisor.restarts(), 0);
        let mut next = supervisor.open("base").unwrap();
        assert!(next.run(&shell("true")).unwrap().success(), "{kind:?}");
        assert_eq!(supervisor.restarts(), 1, "{kind:?}");
    }
}

#[test]
fn a_successor_removes_the_cgroups_of_a_killed_supervisor() {
    if !is_root() {
        return; // There are no cgroups to leave behind.
    }
    let supervisor = supervisor(Kind::Here);
    let dead = supervisor.pid();
    let _sandbox = supervisor.open("base").unwrap();
    assert!(!cgroups(dead).is_empty());
    let process = watch(dead);
    kill(dead);
    wait_for_end(&process);
    assert!(supervisor.open("base").unwrap().run(&shell("true")).unwrap().success());
    assert_eq!(cgroups(dead), Vec::<PathBuf>::new());
    let living = supervisor.pid();
    drop((supervisor, _sandbox));
    assert_eq!(cgroups(living), Vec::<PathBuf>::new());
}

/// Not a test by itself: the victim of the next one.
#[test]
fn parent_that_gets_killed() {
    let Ok(file) = std::env::var("SANDBOX_TEST_PARENT") else { return };
    let supervisor = supervisor(Kind::Here);
    let mut sandbox = armed(&supervisor);
    let started = format!("{file}.new");
    fs::write(&started, supervisor.pid().to_string()).unwrap();
    fs::rename(started, &file).unwrap();
    let mut command = attack_command(&["sleep", &file]);
    command.limits.wall_time_us = 60_000_000;
    sandbox.run(&command).unwrap();
}

#[test]
fn killing_the_parent_kills_the_supervisor_and_its_runs() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("supervisor").display().to_string();
    let mut parent = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "supervision::parent_that_gets_killed"])
        .env("SANDBOX_TEST_PARENT", &file)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let program = watch(find_process(&file));
    let supervisor: u32 = fs::read_to_string(&file).unwrap().parse().unwrap();
    let process = watch(supervisor);
    parent.kill().unwrap();
    parent.wait().unwrap();
    wait_for_end(&program);
    wait_for_end(&process);
    assert_eq!(cgroups(supervisor), Vec::<PathBuf>::new());
}

#[test]
fn many_runs_leave_no_descriptors_cgroups_or_mounts_behind() {
    for kind in kinds() {
        let mounts = || fs::read_to_string("/proc/self/mountinfo").unwrap().lines().count();
        let before = mounts();
        let supervisor = supervisor(kind);
        let mut sandbox = supervisor.open("base").unwrap();
        let script = "echo x > /tmp/x; echo x > /dev/shm/x; echo x > /workspace/x; (sleep 100 &) ; true";
        sandbox.run(&shell("true")).unwrap();
        // Nobody but root may look into a keeper or a supervisor; for the others the count is zero before and after.
        let keeper = if is_root() { find_keeper(&sandbox_token(&mut sandbox)) } else { supervisor.pid() };
        let (descriptors_before, groups_before) = (self::descriptors(keeper), cgroups(supervisor.pid()).len());
        for run in 0..200 {
            let outcome = sandbox.run(&shell(if run % 10 == 0 { script } else { "true" })).unwrap();
            assert!(outcome.success(), "{kind:?} {run}: {outcome:?}");
        }
        // The keeper may be between two runs, with a leaf more or less; so may every hierarchy.
        let descriptors = descriptors(keeper);
        assert!(descriptors <= descriptors_before + 6, "{kind:?}: {descriptors_before} then {descriptors}");
        let groups = cgroups(supervisor.pid()).len();
        assert!(groups <= groups_before + 6, "{kind:?}: {groups_before} then {groups}");
        drop(sandbox);
        let supervisor_descriptors = self::descriptors(supervisor.pid());
        for _ in 0..20 {
            let mut sandbox = supervisor.open("base").unwrap();
            assert!(sandbox.run(&shell("true")).unwrap().success(), "{kind:?}");
        }
        // One channel and one leaf per ready sandbox come and go.
        assert!(self::descriptors(supervisor.pid()) <= supervisor_descriptors + 12, "{kind:?}");
        assert_eq!(mounts(), before, "{kind:?}");
    }
}

/// Starts nothing: gives a text by which a sandbox's keeper can be found, the host's name of its mount namespace.
fn sandbox_token(sandbox: &mut sandbox::Sandbox) -> String {
    text(&sandbox.run(&shell("readlink /proc/self/ns/mnt")).unwrap())
}

fn find_keeper(namespace: &str) -> u32 {
    let found = fs::read_dir("/proc").unwrap().flatten().filter(|entry| {
        fs::read_link(entry.path().join("ns/mnt")).is_ok_and(|link| link.to_string_lossy() == namespace)
    });
    let pids = found.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    pids.min().expect("the keeper is the first process of its namespace")
}

#[test]
fn open_waits_while_all_slots_are_busy() {
    let mut config = config(Kind::Here);
    config.slots = 1;
    let supervisor = Supervisor::start(config).unwrap();
    let first = supervisor.open("base").unwrap();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut second = supervisor.open("base").unwrap();
            sender.send(()).unwrap();
            assert!(second.run(&shell("true")).unwrap().success());
        });
        assert!(receiver.recv_timeout(Duration::from_millis(200)).is_err(), "the second was opened beside the first");
        drop(first);
        receiver.recv_timeout(Duration::from_secs(20)).unwrap();
    });
}

#[test]
fn many_callers_share_few_slots() {
    let supervisor = supervisor(Kind::Here);
    std::thread::scope(|scope| {
        for caller in 0..8 {
            let supervisor = &supervisor;
            scope.spawn(move || {
                for _ in 0..3 {
                    let mut sandbox = supervisor.open("base").unwrap();
                    let outcome = sandbox.run(&shell(&format!("echo {caller}"))).unwrap();
                    assert_eq!(text(&outcome), caller.to_string());
                }
            });
        }
    });
    assert_eq!(supervisor.restarts(), 0);
}

#[test]
fn roots_that_do_not_exist_are_errors_of_their_own() {
    let mut config = config(Kind::Here);
    config.roots.push(sandbox::RootSpec { name: "broken".to_owned(), paths: vec!["/usr/bin/no-such-program".into()] });
    let supervisor = Supervisor::start(config).unwrap();
    assert!(matches!(supervisor.open("nothing"), Err(Error::UnknownRoot(name)) if name == "nothing"));
    match supervisor.open("broken") {
        Err(Error::Build(message)) => assert!(message.contains("/usr/bin/no-such-program"), "{message}"),
        other => panic!("{other:?}"),
    }
    assert!(supervisor.open("base").unwrap().run(&shell("true")).unwrap().success());
}

#[test]
fn a_root_shows_no_more_than_it_names() {
    let mut config = config(Kind::Here);
    config.roots.push(sandbox::RootSpec {
        name: "small".to_owned(),
        paths: vec!["/bin/sh".into(), "/lib".into(), "/lib64".into()],
    });
    let supervisor = Supervisor::start(config).unwrap();
    let mut sandbox = supervisor.open("small").unwrap();
    let outcome = sandbox.run(&shell("echo /bin/* /usr/*; [ -e /usr/bin/env ] || echo no env")).unwrap();
    let seen = text(&outcome);
    assert!(seen.ends_with("no env") && seen.starts_with("/bin/"), "{outcome:?}");
    assert!(text(&outcome).split(' ').filter(|path| path.starts_with("/bin/")).count() <= 2, "{seen}");
}

#[test]
fn a_configuration_that_cannot_work_says_why() {
    let refused = |change: fn(&mut sandbox::Config)| {
        let mut config = config(Kind::Here);
        change(&mut config);
        Supervisor::start(config).unwrap_err().to_string()
    };
    assert!(refused(|config| config.slots = 0).contains("slots"));
    assert!(refused(|config| config.roots[0].paths.push("/".into())).contains("`/` cannot be shown"));
    assert!(refused(|config| config.roots[0].paths.push("/proc/sys".into())).contains("/proc/sys"));
    assert!(refused(|config| config.roots[0].paths.push("relative".into())).contains("absolute"));
    assert!(refused(|config| config.exe = "/no/such/program".into()).contains("/no/such/program"));
    assert!(refused(|config| config.exe = "/bin/true".into()).contains("before it was ready"));
}

#[test]
fn less_isolation_than_the_minimum_is_refused() {
    let mut config = config(Kind::NoCgroup);
    config.minimum = Minimum { cgroup: true, ..Minimum::default() };
    match Supervisor::start(config) {
        Err(Error::Minimum(message)) => assert!(message.contains("cgroup"), "{message}"),
        other => panic!("{other:?}"),
    }
    let mut config = crate::support::config(*kinds().last().unwrap());
    config.minimum = Minimum { own_users: true, ..Minimum::default() };
    let started = Supervisor::start(config);
    assert!(matches!(started, Err(Error::Minimum(_))), "{started:?}");
}

#[test]
fn capabilities_say_what_is_missing() {
    for kind in kinds() {
        let capabilities = supervisor(kind).capabilities();
        let missing: Vec<_> = capabilities.missing().map(|feature| feature.name.as_str()).collect();
        assert_eq!(missing.contains(&"cgroup"), capabilities.accounting == sandbox::Accounting::Rusage, "{kind:?}");
        assert_eq!(missing.contains(&"own_users"), !is_root() || kind == Kind::Unprivileged, "{kind:?}");
        assert!(capabilities.features.iter().all(|feature| !feature.detail.is_empty()), "{kind:?}");
    }
    assert_eq!(supervisor(Kind::NoCgroup).capabilities().accounting, sandbox::Accounting::Rusage);
    let mut config = config(Kind::NoCgroup);
    config.cgroup = CgroupChoice::Auto;
    Supervisor::start(config).unwrap();
}
