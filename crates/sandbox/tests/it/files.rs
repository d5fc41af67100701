//! Files go in and out without leaving the workspace, whatever programs left in it.

use std::fs;

use sandbox::{Command, Error, FileKind};

use crate::support::{kinds, shell, supervisor, text};

#[test]
fn names_outside_the_workspace_are_refused() {
    let supervisor = supervisor(crate::support::Kind::Here);
    let mut sandbox = supervisor.open("base").unwrap();
    let long = "x".repeat(300);
    for name in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./x", "a/.", "a/", "..", "nul\0byte", &long] {
        assert!(matches!(sandbox.put(name, b"x", false), Err(Error::Name(_))), "put {name:?}");
        assert!(matches!(sandbox.get(name, 10), Err(Error::Name(_))), "get {name:?}");
    }
    assert!(sandbox.list().unwrap().is_empty());
}

#[test]
fn names_that_a_shell_would_read_are_only_names() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = supervisor.open("base").unwrap();
        let mut names =
            ["-rf", "$(touch made)", "`touch made`", "a b", "a;touch made", "a\nb", "a\\b", "*", "'\"", "~", ".hidden"];
        names.sort();
        for name in names {
            sandbox.put(name, name.as_bytes(), false).unwrap();
        }
        assert!(sandbox.run(&shell("true")).unwrap().success());
        for name in names {
            assert_eq!(sandbox.get(name, 100).unwrap().as_deref(), Some(name.as_bytes()), "{kind:?} {name:?}");
        }
        let listed: Vec<_> = sandbox.list().unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(listed, names, "{kind:?}");
    }
}

#[test]
fn programs_start_while_others_are_being_written() {
    let supervisor = supervisor(crate::support::Kind::Here);
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let supervisor = &supervisor;
            scope.spawn(move || {
                let mut sandbox = supervisor.open("base").unwrap();
                for round in 0..20 {
                    // A process that was made while this file was open for writing would keep it from being started.
                    let program = format!("#!/bin/sh\necho {writer} {round}\n");
                    sandbox.put("program", program.as_bytes(), true).unwrap();
                    let outcome = sandbox.run(&Command::new(["./program"])).unwrap();
                    assert_eq!(text(&outcome), format!("{writer} {round}"));
                }
            });
        }
    });
}

#[test]
fn what_is_put_is_found_by_programs_and_by_get() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = supervisor.open("base").unwrap();
        sandbox.put("src/deep/run.sh", b"#!/bin/sh\ncat data.bin\n", true).unwrap();
        let content: Vec<u8> = (0..=255).cycle().take(100_000).map(|byte| byte as u8).collect();
        sandbox.put("data.bin", b"old", false).unwrap();
        sandbox.put("data.bin", &content, false).unwrap();
        let mut command = shell("src/deep/run.sh");
        command.limits.stdout_bytes = 1 << 20;
        assert_eq!(sandbox.run(&command).unwrap().stdout, content, "{kind:?}");
        assert_eq!(sandbox.get("data.bin", 1 << 20).unwrap().unwrap(), content, "{kind:?}");
        assert_eq!(sandbox.get("nothing", 10).unwrap(), None);
        assert_eq!(sandbox.get("data.bin/x", 10).unwrap(), None);
        assert!(matches!(sandbox.get("data.bin", 99_999), Err(Error::TooLarge { bytes: 100_000, .. })));
        let names: Vec<_> =
            sandbox.list().unwrap().into_iter().map(|entry| (entry.name, entry.kind, entry.executable)).collect();
        let expected = [
            ("data.bin", FileKind::File, false),
            ("src", FileKind::Directory, true),
            ("src/deep", FileKind::Directory, true),
            ("src/deep/run.sh", FileKind::File, true),
        ];
        assert_eq!(names, expected.map(|(name, kind, executable)| (name.to_owned(), kind, executable)), "{kind:?}");
    }
}

#[test]
fn a_file_larger_than_the_workspace_is_refused_and_the_sandbox_goes_on() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        assert!(matches!(sandbox.put("big", &vec![1; 40 << 20], false), Err(Error::File { .. })), "{kind:?}");
        for part in 0..2 {
            let result = sandbox.put(&format!("half{part}"), &vec![1; 20 << 20], false);
            assert_eq!(result.is_ok(), part == 0, "{kind:?} {part}");
        }
        assert!(sandbox.run(&shell("true")).unwrap().success(), "{kind:?}");
    }
}

#[test]
fn traps_left_by_programs_are_not_walked_into() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "secret").unwrap();
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        let traps = format!(
            "ln -s {} host; ln -s /etc/passwd passwd; ln -s .. up; ln -s / root; mkfifo fifo; ln -s inner loop; \
             mkdir dir; ln -s /etc dir/etc; ln -s /proc/1/root proc; ln -s /proc/self/fd/0 fd; \
             python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind(\"sock\")'",
            secret.path().display()
        );
        let command = Command { keep_workspace: true, ..shell(&traps) };
        let outcome = sandbox.run(&command).unwrap();
        assert!(outcome.success(), "{kind:?}: {outcome:?}");
        for name in [
            "host",
            "passwd",
            "up/etc/passwd",
            "root/etc/passwd",
            "fifo",
            "loop",
            "dir",
            "dir/etc/passwd",
            "proc",
            "fd",
            "sock",
        ] {
            assert!(matches!(sandbox.get(name, 1 << 20), Err(Error::File { .. })), "{kind:?} {name}");
        }
        // Putting replaces the trap itself and never writes through it.
        for name in ["passwd", "fifo", "sock"] {
            sandbox.put(name, b"mine", false).unwrap();
            assert_eq!(sandbox.get(name, 10).unwrap().unwrap(), b"mine", "{kind:?} {name}");
        }
        for name in ["up/x", "root/workspace/x", "dir/etc/x", "proc/x"] {
            assert!(matches!(sandbox.put(name, b"x", false), Err(Error::File { .. })), "{kind:?} {name}");
        }
        let links = sandbox.list().unwrap().into_iter().filter(|entry| entry.kind == FileKind::Symlink).count();
        assert_eq!(links, 7, "{kind:?}: listed, not followed");
    }
    assert_eq!(fs::read_to_string(secret.path()).unwrap(), "secret");
}

#[test]
fn a_sparse_file_does_not_cost_more_than_its_limit() {
    let mut sandbox = supervisor(crate::support::Kind::Here).open("base").unwrap();
    let mut command = shell("truncate -s 60M sparse");
    command.keep_workspace = true;
    assert!(sandbox.run(&command).unwrap().success());
    assert!(matches!(sandbox.get("sparse", 1 << 20), Err(Error::TooLarge { .. })));
}

#[test]
fn files_stay_between_runs_only_when_asked() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        sandbox.put("given", b"given", false).unwrap();
        let keep = |script: &str| Command { keep_workspace: true, ..shell(script) };
        assert!(sandbox.run(&keep("mkdir d; echo made > d/made; echo x > y")).unwrap().success());
        assert_eq!(text(&sandbox.run(&keep("cat d/made given; ls | wc -l")).unwrap()), "made\ngiven3", "{kind:?}");
        assert_eq!(sandbox.get("d/made", 10).unwrap().unwrap(), b"made\n");
        assert_eq!(text(&sandbox.run(&shell("ls -A")).unwrap()), "given", "{kind:?}");
    }
}

#[test]
fn programs_cannot_change_what_the_next_run_finds() {
    let tampering = "rm -rf given dir; mv given other; echo bad > given; echo bad >> dir/file; chmod 777 given dir; \
                     ln -f given hard; echo bad > dir/new; mkdir given.d; touch -d 2001-01-01 given; true";
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        sandbox.put("given", b"given", false).unwrap();
        sandbox.put("dir/file", b"file", true).unwrap();
        for keep_workspace in [false, true, false] {
            let outcome = sandbox.run(&Command { keep_workspace, ..shell(tampering) }).unwrap();
            assert!(outcome.success(), "{kind:?}: {outcome:?}");
        }
        let check = "cat given dir/file; stat -c '%n %a' given dir/file dir; ls -A . dir";
        let found = text(&sandbox.run(&shell(check)).unwrap());
        let expected = "givenfilegiven 644\ndir/file 755\ndir 1777\n.:\ndir\ngiven\n\ndir:\nfile";
        assert_eq!(found, expected, "{kind:?}");
    }
}

#[test]
fn what_is_put_beside_leftovers_survives_their_removal() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        let keep = |script: &str| Command { keep_workspace: true, ..shell(script) };
        assert!(sandbox.run(&keep("mkdir d")).unwrap().success());
        sandbox.put("d/input", b"input", false).unwrap();
        // The directory is the program's, so it can remove what was put in it; the count of files fits then.
        assert!(sandbox.run(&keep("rm -f d/input")).unwrap().success());
        assert_eq!(text(&sandbox.run(&shell("cat d/input; ls -A d")).unwrap()), "inputinput", "{kind:?}");
    }
}

#[test]
fn one_file_can_be_removed_between_runs_that_keep_the_rest() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        sandbox.put("dir/given", b"given", false).unwrap();
        let keep = |script: &str| Command { keep_workspace: true, ..shell(script) };
        assert!(sandbox.run(&keep("echo a > dir/a; echo b > dir/b; ln -s dir link")).unwrap().success());
        assert!(sandbox.remove("dir/a").unwrap(), "{kind:?}");
        assert!(!sandbox.remove("dir/a").unwrap() && !sandbox.remove("nothing/here").unwrap());
        assert!(matches!(sandbox.remove("link/b"), Err(Error::File { .. })), "{kind:?}: links are not followed");
        assert!(matches!(sandbox.remove("../b"), Err(Error::Name(_))));
        assert_eq!(text(&sandbox.run(&keep("ls dir; echo c >> dir/b")).unwrap()), "b\ngiven", "{kind:?}");
        assert!(sandbox.remove("dir/given").unwrap(), "{kind:?}: what was put, too");
        assert_eq!(text(&sandbox.run(&shell("ls -A")).unwrap()), "", "{kind:?}: and it does not come back");
    }
}
