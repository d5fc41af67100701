//! Ways out that are closed. Where it is harmless the same attack is tried outside, to see that it can work at all.

use std::io::ErrorKind;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixListener};

use sandbox::{Error, Exit};

use crate::support::{Kind, armed, attack_command, is_root, kinds, outside, refused, shell, supervisor, text};

const EPERM: i32 = 1;
const ENOSYS: i32 = 38;

/// System calls that must be refused, with arguments that are harmless where they are not.
#[rustfmt::skip]
const CALLS: &[(&str, libc::c_long, &[i64])] = &[
    ("mount", libc::SYS_mount, &[0, 0, 0, 0, 0]),
    ("umount2", libc::SYS_umount2, &[0, 0]),
    ("pivot_root", libc::SYS_pivot_root, &[0, 0]),
    ("chroot", libc::SYS_chroot, &[0]),
    ("unshare uts", libc::SYS_unshare, &[libc::CLONE_NEWUTS as i64]),
    ("unshare user", libc::SYS_unshare, &[libc::CLONE_NEWUSER as i64]),
    ("setns", libc::SYS_setns, &[-1, 0]),
    ("clone3", libc::SYS_clone3, &[0, 0]),
    ("fsopen", libc::SYS_fsopen, &[0, 0]),
    ("open_tree", libc::SYS_open_tree, &[-1, 0, 0]),
    ("move_mount", libc::SYS_move_mount, &[-1, 0, -1, 0, 0]),
    ("mount_setattr", libc::SYS_mount_setattr, &[-1, 0, 0, 0, 0]),
    ("ptrace traceme", libc::SYS_ptrace, &[0, 0, 0, 0]),
    ("process_vm_readv", libc::SYS_process_vm_readv, &[1, 0, 0, 0, 0, 0]),
    ("kcmp", libc::SYS_kcmp, &[-1, -1, 0, 0, 0]),
    ("pidfd_getfd", libc::SYS_pidfd_getfd, &[-1, 0, 0]),
    ("bpf", libc::SYS_bpf, &[0, 0, 0]),
    ("perf_event_open", libc::SYS_perf_event_open, &[0, 0, -1, -1, 0]),
    ("userfaultfd", libc::SYS_userfaultfd, &[0]),
    ("io_uring_setup", libc::SYS_io_uring_setup, &[0, 0]),
    ("io_setup", libc::SYS_io_setup, &[0, 0]),
    ("keyctl", libc::SYS_keyctl, &[0, -3, 0, 0, 0]),
    ("add_key", libc::SYS_add_key, &[0, 0, 0, 0, 0]),
    ("request_key", libc::SYS_request_key, &[0, 0, 0, 0]),
    ("open_by_handle_at", libc::SYS_open_by_handle_at, &[-1, 0, 0]),
    ("name_to_handle_at", libc::SYS_name_to_handle_at, &[-1, 0, 0, 0, 0]),
    ("init_module", libc::SYS_init_module, &[0, 0, 0]),
    ("finit_module", libc::SYS_finit_module, &[-1, 0, 0]),
    ("delete_module", libc::SYS_delete_module, &[0, 0]),
    ("reboot", libc::SYS_reboot, &[0, 0, 0, 0]),
    ("swapon", libc::SYS_swapon, &[0, 0]),
    ("clock_settime", libc::SYS_clock_settime, &[99, 0]),
    ("sethostname", libc::SYS_sethostname, &[0, -1]),
    ("personality", libc::SYS_personality, &[0x0040_0000]),
    ("fanotify_init", libc::SYS_fanotify_init, &[-1, 0]),
    ("quotactl", libc::SYS_quotactl, &[-1, 0, 0, 0]),
    ("acct", libc::SYS_acct, &[1]),
    ("inet socket", libc::SYS_socket, &[libc::AF_INET as i64, libc::SOCK_STREAM as i64, 0]),
    ("inet6 datagram socket", libc::SYS_socket, &[libc::AF_INET6 as i64, libc::SOCK_DGRAM as i64, 0]),
    ("netlink socket", libc::SYS_socket, &[libc::AF_NETLINK as i64, libc::SOCK_RAW as i64, 0]),
    ("packet socket", libc::SYS_socket, &[libc::AF_PACKET as i64, libc::SOCK_RAW as i64, 0]),
    ("vsock socket", libc::SYS_socket, &[libc::AF_VSOCK as i64, libc::SOCK_STREAM as i64, 0]),
    ("typing into a terminal", libc::SYS_ioctl, &[0, libc::TIOCSTI as i64, 0]),
];

fn call(number: libc::c_long, arguments: &[i64]) -> Vec<String> {
    let numbers = std::iter::once(number).chain(arguments.iter().copied()).map(|number| number.to_string());
    std::iter::once("call".to_owned()).chain(numbers).collect()
}

#[test]
fn dangerous_system_calls_are_refused() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        for (name, number, arguments) in CALLS {
            let call = call(*number, arguments);
            let call: Vec<_> = call.iter().map(String::as_str).collect();
            let errno = refused(kind, &sandbox.run(&attack_command(&call)).unwrap());
            assert!(errno == EPERM.to_string() || errno == ENOSYS.to_string(), "{kind:?} {name}: {errno}");
        }
    }
}

#[test]
fn the_same_calls_work_or_fail_otherwise_outside() {
    if !is_root() {
        return; // An ordinary user is refused many of them anyway.
    }
    let mut others = 0;
    for (name, number, arguments) in CALLS {
        let call = call(*number, arguments);
        let call: Vec<_> = call.iter().map(String::as_str).collect();
        let output = outside(&call);
        let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        assert_ne!(answer, EPERM.to_string(), "{name} says nothing about the sandbox");
        others += usize::from(answer != ENOSYS.to_string());
    }
    // Kernels are built without some of them.
    assert!(others * 10 >= CALLS.len() * 8, "only {others} of {} exist here", CALLS.len());
}

#[test]
fn calls_newer_than_the_filter_do_not_exist() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        // Unknown numbers, and the 32-bit-pointer form of `getpid`.
        for number in [467, 1000, 0x4000_0000 + 39, -1] {
            let call = call(number, &[]);
            let call: Vec<_> = call.iter().map(String::as_str).collect();
            let errno = refused(kind, &sandbox.run(&attack_command(&call)).unwrap());
            assert_eq!(errno, ENOSYS.to_string(), "{kind:?} {number}");
        }
    }
}

#[test]
fn nested_user_namespaces_are_refused() {
    for kind in kinds() {
        let outcome = armed(&supervisor(kind)).run(&attack_command(&["clone-user"])).unwrap();
        assert_eq!(refused(kind, &outcome), EPERM.to_string(), "{kind:?}");
    }
    assert!(outside(&["clone-user"]).status.success());
}

#[test]
fn host_files_are_not_there() {
    let home = std::env::current_dir().unwrap().join("Cargo.toml");
    let mounted = env!("CARGO_BIN_EXE_sandboxd");
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        let hidden = [
            "/etc/shadow",
            "/etc/ssh/sshd_config",
            "/root",
            "/home",
            "/var/log",
            "/boot",
            "/sys/kernel/uevent_seqnum",
            "/sys/fs/cgroup",
            "/proc/1/environ",
            "/proc/1/root/etc/shadow",
            "/proc/kcore",
            "/proc/keys",
            "/proc/cmdline",
            "/proc/sys/kernel/hostname",
            "/proc/kallsyms",
            "/proc/mounts/../1/environ",
            "/dev/mem",
            "/dev/vda",
            "/dev/tty",
            "/dev/ptmx",
            "/run",
            "/old",
            home.to_str().unwrap(),
            mounted,
        ];
        for path in hidden {
            let outcome = sandbox.run(&attack_command(&["read", path])).unwrap();
            refused(kind, &outcome);
        }
        let outcome = sandbox.run(&attack_command(&["other-roots"])).unwrap();
        refused(kind, &outcome);
        // The control: reading works where something is meant to be read.
        assert_eq!(sandbox.run(&attack_command(&["read", "/usr/bin/env"])).unwrap().exit, Exit::Code(0), "{kind:?}");
        assert_eq!(
            text(&sandbox.run(&shell("cat /etc/passwd | wc -l; hostname; id -un")).unwrap()),
            "1\nsandbox\nsandbox"
        );
    }
    assert!(outside(&["read", mounted]).status.success());
}

#[test]
fn nothing_outside_the_workspace_can_be_written() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        for path in
            ["/x", "/usr/bin/x", "/usr/bin/env", "/etc/passwd", "/dev/x", "/lib/x", "/proc/self/mem/x", "/proc/x"]
        {
            let outcome = sandbox.run(&attack_command(&["write", path])).unwrap();
            refused(kind, &outcome);
        }
        for path in ["/workspace/x", "/tmp/x", "/dev/shm/x", "/dev/null"] {
            let outcome = sandbox.run(&attack_command(&["write", path])).unwrap();
            assert_eq!(outcome.exit, Exit::Code(0), "{kind:?} {path}");
        }
    }
}

#[test]
fn only_the_workspace_is_executable() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        let outcome = sandbox.run(&shell("cp attack copy && ./copy read /usr/bin/env")).unwrap();
        assert_eq!(outcome.exit, Exit::Code(0), "{kind:?}");
        for dir in ["/tmp", "/dev/shm"] {
            let outcome =
                sandbox.run(&shell(&format!("cp attack {dir}/copy && {dir}/copy read /usr/bin/env"))).unwrap();
            assert_eq!(outcome.exit, Exit::Code(126), "{kind:?} {dir}: {outcome:?}");
        }
    }
}

#[test]
fn the_keeper_cannot_be_signalled_or_traced() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        // From process 1's own namespace a kill is either refused or has no effect.
        let outcome = sandbox.run(&shell("./attack signal 1; kill -STOP 1; kill -9 -1; true")).unwrap();
        assert!(matches!(outcome.exit, Exit::Code(0) | Exit::Signal(9)), "{kind:?}: {outcome:?}");
        let errno = refused(kind, &sandbox.run(&attack_command(&["trace-parent"])).unwrap());
        assert_eq!(errno, EPERM.to_string(), "{kind:?}");
        let host = i64::from(std::process::id()).to_string();
        refused(kind, &sandbox.run(&attack_command(&["signal", &host])).unwrap());
        assert!(sandbox.run(&shell("true")).unwrap().success(), "{kind:?}: the sandbox goes on");
    }
    assert!(outside(&["trace-parent"]).status.success());
}

#[test]
fn sockets_of_the_host_are_out_of_reach() {
    let name = format!("sandbox-test-{}", std::process::id());
    let _abstract = UnixListener::bind_addr(&SocketAddr::from_abstract_name(&name).unwrap()).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("socket").display().to_string();
    let _listener = UnixListener::bind(&path).unwrap();
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        refused(kind, &sandbox.run(&attack_command(&["connect-abstract", &name])).unwrap());
        refused(kind, &sandbox.run(&attack_command(&["connect-path", &path])).unwrap());
    }
    assert!(outside(&["connect-abstract", &name]).status.success());
    assert!(outside(&["connect-path", &path]).status.success());
}

#[test]
fn programs_have_no_privileges_and_no_way_to_any() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        let outcome =
            sandbox.run(&shell("grep -E '^(Cap|NoNewPrivs|Seccomp:|Uid|Gid|Groups)' /proc/self/status")).unwrap();
        let status = text(&outcome);
        let none = "0000000000000000";
        for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
            assert!(status.contains(&format!("{set}:\t{none}")), "{kind:?}: {status}");
        }
        for line in ["NoNewPrivs:\t1", "Seccomp:\t2", "Uid:\t1000\t1000\t1000\t1000", "Gid:\t1000\t1000\t1000\t1000"] {
            assert!(status.contains(line), "{kind:?}: {status}");
        }
        if is_root() && kind != Kind::Unprivileged {
            assert!(status.lines().any(|line| line.trim_end() == "Groups:"), "{kind:?}: {status}");
        }
        for user in ["0", "65534", "1001"] {
            let call = call(libc::SYS_setuid, &[user.parse().unwrap()]);
            let call: Vec<_> = call.iter().map(String::as_str).collect();
            refused(kind, &sandbox.run(&attack_command(&call)).unwrap());
        }
        assert_eq!(
            text(&sandbox.run(&shell("cat /proc/self/cgroup | grep -v ':/$' | wc -l")).unwrap()),
            "0",
            "{kind:?}"
        );
    }
}

#[test]
fn a_program_that_is_missing_or_not_executable_is_an_error_of_its_own() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        sandbox.put("plain", b"#!/bin/sh\n", false).unwrap();
        for (program, reason) in [
            ("./nothing", ErrorKind::NotFound),
            ("nothing", ErrorKind::NotFound),
            ("./plain", ErrorKind::PermissionDenied),
        ] {
            match sandbox.run(&sandbox::Command::new([program])) {
                Err(Error::Exec { source, .. }) => assert_eq!(source.kind(), reason, "{kind:?} {program}"),
                other => panic!("{kind:?} {program}: {other:?}"),
            }
        }
        assert!(sandbox.run(&shell("true")).unwrap().success(), "{kind:?}");
        for argv in [&[][..], &[""], &["a\0b"]] {
            assert!(matches!(sandbox.run(&sandbox::Command::new(argv.iter().copied())), Err(Error::Command(_))));
        }
    }
}
