//! Nothing of one run reaches the next, and nothing of one sandbox reaches another.

use sandbox::{Command, Exit};

use crate::support::{armed, attack_command, is_root, kinds, refused, shell, supervisor, text};

#[test]
fn daemons_die_with_their_run() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        assert_eq!(sandbox.run(&attack_command(&["daemon"])).unwrap().exit, Exit::Code(0), "{kind:?}");
        let outcome = sandbox.run(&attack_command(&["other-processes"])).unwrap();
        assert_eq!(refused(kind, &outcome), "0", "{kind:?}");
    }
}

#[test]
fn a_daemon_is_visible_to_its_own_run() {
    // The control of the test above: the same look finds one that lives.
    let mut sandbox = armed(&supervisor(crate::support::Kind::Here));
    let outcome = sandbox.run(&shell("./attack daemon; ./attack other-processes")).unwrap();
    assert_eq!(outcome.exit, Exit::Code(0), "{outcome:?}");
}

#[test]
fn shared_memory_queues_and_temporary_files_are_gone_in_the_next_run() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        if supervisor.capabilities().accounting == sandbox::Accounting::Rusage {
            let outcome = sandbox.run(&shell("echo x > /tmp/left; echo x > /dev/shm/left; ./attack find-ipc")).unwrap();
            assert_eq!(text(&outcome), "2", "{kind:?}: {outcome:?}");
        } else {
            let outcome = sandbox.run(&shell("./attack leave-ipc && ./attack find-ipc")).unwrap();
            assert_eq!(text(&outcome), "4", "{kind:?}: {outcome:?}");
        }
        let next = Command { keep_workspace: true, ..attack_command(&["find-ipc"]) };
        let outcome = sandbox.run(&next).unwrap();
        assert_eq!(refused(kind, &outcome), "0", "{kind:?}");
    }
}

#[test]
fn environment_and_descriptors_are_only_what_was_given() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        let mut command = attack_command(&["descriptors"]);
        let outcome = sandbox.run(&command).unwrap();
        assert_eq!(refused(kind, &outcome), "3", "{kind:?}");
        command.argv = vec!["/usr/bin/env".to_owned()];
        command.env = vec![("ONLY".to_owned(), "this".to_owned())];
        assert_eq!(text(&sandbox.run(&command).unwrap()), "ONLY=this", "{kind:?}");
    }
}

#[test]
fn sandboxes_do_not_see_each_other() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (armed(&supervisor), armed(&supervisor));
        first.put("secret", b"secret", false).unwrap();
        let outcome = second.run(&shell("cat secret; ls -A /workspace")).unwrap();
        assert_eq!(text(&outcome), "attack", "{kind:?}");
        std::thread::scope(|scope| {
            let sleeper = scope.spawn(|| {
                let mut command = attack_command(&["sleep"]);
                command.limits.wall_time_us = 500_000;
                first.run(&command).unwrap()
            });
            let outcome = second.run(&attack_command(&["other-processes"])).unwrap();
            assert_eq!(refused(kind, &outcome), "0", "{kind:?}");
            sleeper.join().unwrap();
        });
    }
}

#[test]
fn every_sandbox_has_its_own_host_users() {
    if !is_root() {
        return; // Only root has other users to give.
    }
    let supervisor = supervisor(crate::support::Kind::Here);
    let (mut first, mut second) = (supervisor.open("base").unwrap(), supervisor.open("base").unwrap());
    let map = |sandbox: &mut sandbox::Sandbox| text(&sandbox.run(&shell("cat /proc/self/uid_map")).unwrap());
    let (first, second) = (map(&mut first), map(&mut second));
    let hosts = |map: &str| -> Vec<u32> {
        map.lines().map(|line| line.split_whitespace().nth(1).unwrap().parse().unwrap()).collect()
    };
    let (first, second) = (hosts(&first), hosts(&second));
    assert_eq!((first.len(), second.len()), (2, 2));
    assert!(first.iter().all(|user| *user > 1000 && !second.contains(user)), "{first:?} {second:?}");
}
