//! Two programs that talk to each other.

use sandbox::{Command, Error, Exit, Limit, Pair, Sandbox};

use crate::support::{armed, attack_command, kinds, shell, supervisor};

#[test]
fn what_one_writes_the_other_reads() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (supervisor.open("base").unwrap(), supervisor.open("base").unwrap());
        let asker = shell("for i in 1 2 3; do echo $i; read answer; echo got $answer >&2; done");
        let answerer = shell("while read question; do echo $((question * 2)); done");
        let Pair { first: asker, second: answerer, .. } =
            Sandbox::run_pair((&mut first, &asker), (&mut second, &answerer)).unwrap();
        assert_eq!(String::from_utf8_lossy(&asker.stderr), "got 2\ngot 4\ngot 6\n", "{kind:?}");
        assert!(asker.success() && answerer.success(), "{kind:?}: {asker:?} {answerer:?}");
        assert!(asker.stdout.is_empty() && !asker.stdout_truncated);
        assert_eq!(String::from_utf8_lossy(&answerer.stdout), "2\n4\n6\n", "{kind:?}: what it said is kept");
        // Both sandboxes go on.
        assert!(first.run(&shell("true")).unwrap().success() && second.run(&shell("true")).unwrap().success());
    }
}

#[test]
fn the_streams_of_a_pair_can_be_opened_by_name() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (supervisor.open("base").unwrap(), supervisor.open("base").unwrap());
        let (reader, writer) = (shell("cat /dev/stdin >&2"), shell("echo there > /dev/stdout"));
        let Pair { first: reader, .. } = Sandbox::run_pair((&mut first, &reader), (&mut second, &writer)).unwrap();
        assert_eq!(String::from_utf8_lossy(&reader.stderr), "there\n", "{kind:?}: {reader:?}");
    }
}

#[test]
fn a_pair_that_waits_for_each_other_ends_at_the_wall_limit() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (armed(&supervisor), armed(&supervisor));
        let wait = |seconds: u64| {
            let mut command = shell("read line; read line");
            command.limits.wall_time_us = seconds * 300_000;
            command
        };
        let Pair { first: short, second: long, .. } =
            Sandbox::run_pair((&mut first, &wait(1)), (&mut second, &wait(60))).unwrap();
        assert_eq!(short.limit, Some(Limit::WallTime), "{kind:?}");
        assert_eq!((long.exit, long.limit), (Exit::Code(1), None), "{kind:?}: it found the end of its input");
    }
}

#[test]
fn one_that_cannot_start_leaves_the_other_at_the_end_of_its_input() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (supervisor.open("base").unwrap(), supervisor.open("base").unwrap());
        let missing = attack_command(&["missing"]);
        let result = Sandbox::run_pair((&mut first, &missing), (&mut second, &shell("cat")));
        assert!(matches!(result, Err(Error::Exec { .. })), "{kind:?}: {result:?}");
        assert!(first.run(&shell("true")).unwrap().success() && second.run(&shell("true")).unwrap().success());
        let given = Command { stdin: std::sync::Arc::from(b"x".to_vec()), ..shell("cat") };
        let result = Sandbox::run_pair((&mut first, &given), (&mut second, &shell("cat")));
        assert!(matches!(result, Err(Error::Command(_))), "{kind:?}: {result:?}");
    }
}

#[test]
fn the_second_cannot_drown_the_first() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (supervisor.open("base").unwrap(), supervisor.open("base").unwrap());
        let reader = shell("wc -c >&2");
        let mut flood = shell("while :; do echo 0123456789abcdef; done");
        flood.limits.stdout_bytes = 100_000;
        let Pair { first: reader, second: flood, .. } =
            Sandbox::run_pair((&mut first, &reader), (&mut second, &flood)).unwrap();
        assert_eq!(flood.limit, Some(Limit::Output), "{kind:?}: {flood:?}");
        assert!(flood.stdout_truncated && flood.stdout.len() <= 100_000);
        let read: u64 = String::from_utf8_lossy(&reader.stderr).trim().parse().unwrap();
        assert!(reader.success() && read <= 100_000, "{kind:?}: {reader:?}");
    }
}

#[test]
fn whoever_still_writes_when_the_other_has_left_is_not_ended_for_it() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (supervisor.open("base").unwrap(), supervisor.open("base").unwrap());
        // Each waits for the end of the other, then writes twice: the first write after a reader's end is never noticed.
        let late = shell("cat > in; echo a; echo b; echo done >&2");
        for (one, other) in [(&late, &shell("echo bye")), (&shell("echo bye"), &late)] {
            let Pair { first: one, second: other, .. } =
                Sandbox::run_pair((&mut first, one), (&mut second, other)).unwrap();
            assert!(one.success() && other.success(), "{kind:?}: {one:?} {other:?}");
        }
    }
}

#[test]
fn it_is_known_who_left_first() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let (mut first, mut second) = (supervisor.open("base").unwrap(), supervisor.open("base").unwrap());
        let mut left_first = |one: &str, other: &str| {
            Sandbox::run_pair((&mut first, &shell(one)), (&mut second, &shell(other))).unwrap().first_left_first
        };
        // Whoever waits for the end of the other does not leave first.
        assert!(left_first("exit 3", "cat"), "{kind:?}");
        assert!(left_first("read line", "echo a; cat"), "{kind:?}");
        assert!(!left_first("cat > in", "exit 3"), "{kind:?}");
        assert!(!left_first("cat > in", "echo a; kill -9 $$"), "{kind:?}");
    }
}
