//! Every limit is kept, and the run says which one was hit.

use sandbox::{Accounting, Exit, Limit, Limits};

use crate::support::{Kind, armed, attack_command, kinds, shell, supervisor, text, tight};

fn limit_of(kind: Kind, arguments: &[&str]) -> Option<Limit> {
    let supervisor = supervisor(kind);
    let outcome = armed(&supervisor).run(&attack_command(arguments)).unwrap();
    eprintln!(
        "{kind:?} {arguments:?}: {:?} {:?} cpu {} wall {} peak {}",
        outcome.exit, outcome.limit, outcome.cpu_time_us, outcome.wall_time_us, outcome.peak_memory_bytes
    );
    outcome.limit
}

#[test]
fn burning_cpu_ends_at_the_cpu_limit() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut command = attack_command(&["burn"]);
        command.limits.cpu_time_us = 200_000;
        let outcome = armed(&supervisor).run(&command).unwrap();
        assert_eq!((outcome.exit, outcome.limit), (Exit::Signal(9), Some(Limit::CpuTime)), "{kind:?}");
        assert!((200_000..1_000_000).contains(&outcome.cpu_time_us), "{kind:?}: {outcome:?}");
    }
}

#[test]
fn cpu_burnt_in_children_counts() {
    for kind in kinds() {
        let mut command = attack_command(&["burn-in-children"]);
        command.limits.cpu_time_us = 300_000;
        let outcome = armed(&supervisor(kind)).run(&command).unwrap();
        assert_eq!(outcome.limit, Some(Limit::CpuTime), "{kind:?}: {outcome:?}");
        assert!(outcome.cpu_time_us >= 300_000, "{kind:?}: {outcome:?}");
    }
}

#[test]
fn cpu_of_children_that_nobody_waits_for_counts() {
    for kind in kinds() {
        let mut command = attack_command(&["burn-unwaited"]);
        command.limits.cpu_time_us = 300_000;
        assert_eq!(armed(&supervisor(kind)).run(&command).unwrap().limit, Some(Limit::CpuTime), "{kind:?}");
    }
}

#[test]
fn sleeping_and_stopping_end_at_the_wall_limit() {
    for kind in kinds() {
        for attack in ["sleep", "stop"] {
            let mut command = attack_command(&[attack]);
            command.limits.wall_time_us = 100_000;
            let outcome = armed(&supervisor(kind)).run(&command).unwrap();
            assert_eq!((outcome.exit, outcome.limit), (Exit::Signal(9), Some(Limit::WallTime)), "{kind:?} {attack}");
            assert!((100_000..5_000_000).contains(&outcome.wall_time_us), "{kind:?} {attack}: {outcome:?}");
        }
    }
}

#[test]
fn filling_the_heap_ends_at_the_memory_limit() {
    for kind in kinds() {
        assert_eq!(limit_of(kind, &["fill-heap"]), Some(Limit::Memory), "{kind:?}");
    }
}

#[test]
fn memory_below_the_limit_is_fine_and_is_measured() {
    for kind in kinds() {
        let program = "x = bytearray(40 << 20); x[::4096] = b'1' * len(x[::4096]); print(len(x))";
        let mut command = shell("");
        command.argv = ["/usr/bin/python3", "-I", "-S", "-c", program].map(String::from).into();
        let outcome = supervisor(kind).open("base").unwrap().run(&command).unwrap();
        assert!(outcome.success(), "{kind:?}: {outcome:?}");
        assert!((40 << 20..64 << 20).contains(&outcome.peak_memory_bytes), "{kind:?}: {}", outcome.peak_memory_bytes);
    }
}

#[test]
fn endless_recursion_ends_at_the_stack_limit() {
    for kind in kinds() {
        let mut command = attack_command(&["fill-stack"]);
        command.limits.stack_bytes = 8 << 20;
        let outcome = armed(&supervisor(kind)).run(&command).unwrap();
        assert_eq!((outcome.exit, outcome.limit), (Exit::Signal(libc_sigsegv()), None), "{kind:?}: {outcome:?}");
    }
}

fn libc_sigsegv() -> i32 {
    11
}

#[test]
fn memory_that_belongs_to_no_process_is_limited() {
    for kind in kinds() {
        for attack in ["fill-memfd", "fill-shm-segments"] {
            let supervisor = supervisor(kind);
            let outcome = armed(&supervisor).run(&attack_command(&[attack])).unwrap();
            if outcome.measured_by == Accounting::Rusage {
                // Nothing would count it, so it cannot be had.
                assert_eq!(
                    (outcome.exit, text(&outcome).as_str()),
                    (Exit::Code(1), "1"),
                    "{kind:?} {attack}: {outcome:?}"
                );
            } else {
                assert_eq!(outcome.limit, Some(Limit::Memory), "{kind:?} {attack}: {outcome:?}");
            }
        }
    }
}

#[test]
fn writing_to_memory_file_systems_counts_as_memory() {
    for kind in kinds() {
        let mut config = crate::support::config(kind);
        config.workspace_bytes = 1 << 30;
        let supervisor = sandbox::Supervisor::start(config).unwrap();
        let mut command = attack_command(&["fill-file", "/workspace/big"]);
        command.limits.file_bytes = 1 << 30;
        let outcome = armed(&supervisor).run(&command).unwrap();
        if outcome.measured_by != Accounting::Rusage {
            assert_eq!(outcome.limit, Some(Limit::Memory), "{kind:?}: {outcome:?}");
        }
    }
}

#[test]
fn directories_have_a_size_and_a_number_of_files() {
    const ENOSPC: &str = "28";
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        for (dir, bytes, files) in
            [("/workspace", 32 << 20, 16384), ("/tmp", 8 << 20, 4096), ("/dev/shm", 16 << 20, 1024)]
        {
            let mut command = attack_command(&["fill-file", &format!("{dir}/big")]);
            command.limits.memory_bytes = 512 << 20;
            let outcome = sandbox.run(&command).unwrap();
            let (total, error) = lines(&text(&outcome));
            assert_eq!(error, ENOSPC, "{kind:?} {dir}: {outcome:?}");
            assert!(total <= bytes && total > bytes / 2, "{kind:?} {dir}: {total}");
            let mut command = attack_command(&["fill-inodes", dir]);
            command.limits.memory_bytes = 512 << 20;
            let outcome = sandbox.run(&command).unwrap();
            let (total, error) = lines(&text(&outcome));
            assert_eq!(error, ENOSPC, "{kind:?} {dir}: {outcome:?}");
            assert!(total <= files && total > files / 2, "{kind:?} {dir}: {total}");
        }
    }
}

fn lines(text: &str) -> (u64, String) {
    let (total, error) = text.split_once('\n').unwrap();
    (total.parse().unwrap(), error.to_owned())
}

#[test]
fn a_fork_bomb_is_contained_and_reported() {
    for kind in kinds() {
        let mut command = attack_command(&["fork-bomb"]);
        command.limits.wall_time_us = 300_000;
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        let outcome = sandbox.run(&command).unwrap();
        assert!(matches!(outcome.limit, Some(Limit::WallTime | Limit::CpuTime)), "{kind:?}: {outcome:?}");
        assert!(outcome.processes_peak.is_none_or(|peak| peak <= 16), "{kind:?}: {outcome:?}");
        assert!(sandbox.run(&attack_command(&["other-processes"])).unwrap().exit == Exit::Code(1), "{kind:?}");
    }
}

#[test]
fn threads_count_as_processes() {
    for kind in kinds() {
        let outcome = armed(&supervisor(kind)).run(&attack_command(&["thread-bomb"])).unwrap();
        assert_eq!(text(&outcome), "16", "{kind:?}: {outcome:?}");
        let reported = outcome.limit == Some(Limit::Processes) && outcome.processes_peak == Some(16);
        assert!(reported || outcome.measured_by == Accounting::Rusage, "{kind:?}: {outcome:?}");
    }
}

#[test]
fn too_much_output_ends_the_run() {
    for kind in kinds() {
        let outcome = armed(&supervisor(kind)).run(&attack_command(&["flood", "1"])).unwrap();
        assert_eq!(outcome.limit, Some(Limit::Output), "{kind:?}");
        assert_eq!((outcome.stdout.len(), outcome.stdout_truncated), (64 << 10, true), "{kind:?}");
    }
}

#[test]
fn output_of_exactly_the_limit_is_fine() {
    for kind in kinds() {
        let outcome = supervisor(kind).open("base").unwrap().run(&shell("head -c 65536 /dev/zero")).unwrap();
        assert!(outcome.success() && outcome.stdout.len() == 65536 && !outcome.stdout_truncated, "{kind:?}");
        let outcome = supervisor(kind).open("base").unwrap().run(&shell("head -c 65537 /dev/zero")).unwrap();
        assert_eq!((outcome.limit, outcome.stdout_truncated), (Some(Limit::Output), true), "{kind:?}");
    }
}

#[test]
fn errors_are_cut_and_an_endless_flood_of_them_ends_the_run() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let outcome = supervisor.open("base").unwrap().run(&shell("head -c 100000 /dev/zero >&2; echo done")).unwrap();
        assert!(outcome.success() && outcome.stderr_truncated && outcome.stderr.len() == 4096, "{kind:?}");
        assert_eq!(text(&outcome), "done", "{kind:?}");
        let outcome = armed(&supervisor).run(&attack_command(&["flood", "2"])).unwrap();
        assert!(outcome.limit.is_some() && outcome.stderr.len() == 4096, "{kind:?}: {:?}", outcome.limit);
    }
}

#[test]
fn a_file_that_grows_too_large_ends_the_run() {
    for kind in kinds() {
        let mut command = attack_command(&["fill-file", "/workspace/big"]);
        command.limits.file_bytes = 1 << 20;
        let outcome = armed(&supervisor(kind)).run(&command).unwrap();
        assert_eq!((outcome.exit, outcome.limit), (Exit::Signal(25), Some(Limit::FileSize)), "{kind:?}");
    }
}

#[test]
fn descriptors_are_limited() {
    for kind in kinds() {
        let mut command = attack_command(&["count-open-files"]);
        command.limits = Limits { open_files: 32, ..tight() };
        let outcome = armed(&supervisor(kind)).run(&command).unwrap();
        assert_eq!(text(&outcome), "29", "{kind:?}: the three standard ones are open already");
    }
}

#[test]
fn counters_start_anew_with_every_run() {
    for kind in kinds() {
        let supervisor = supervisor(kind);
        let mut sandbox = armed(&supervisor);
        let mut burn = attack_command(&["burn"]);
        burn.limits.cpu_time_us = 1_500_000;
        assert_eq!(sandbox.run(&burn).unwrap().limit, Some(Limit::CpuTime));
        assert_eq!(sandbox.run(&attack_command(&["fill-heap"])).unwrap().limit, Some(Limit::Memory));
        let outcome = sandbox.run(&shell("true")).unwrap();
        assert!(outcome.success(), "{kind:?}: {outcome:?}");
        assert!(outcome.cpu_time_us < 1_000_000 && outcome.peak_memory_bytes < 16 << 20, "{kind:?}: {outcome:?}");
    }
}

#[test]
fn limits_of_zero_stop_programs_and_not_the_sandbox() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        let zero = Limits {
            cpu_time_us: 0,
            wall_time_us: 0,
            memory_bytes: 0,
            stack_bytes: 0,
            processes: 0,
            open_files: 0,
            file_bytes: 0,
            stdout_bytes: 0,
            stderr_bytes: 0,
        };
        let mut command = shell("true");
        command.limits = zero;
        let outcome = sandbox.run(&command).unwrap();
        assert_eq!(outcome.limit, Some(Limit::WallTime), "{kind:?}: {outcome:?}");
        assert!(sandbox.run(&shell("true")).unwrap().success(), "{kind:?}");
    }
}
