//! Ordinary programs and language runtimes work.

use std::sync::Arc;

use sandbox::{Command, Exit, Limit, Limits};

use crate::support::{config, kinds, shell, supervisor, text};

#[test]
fn input_output_and_exit_codes_pass_through() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        let mut command = shell("cat; echo err >&2; exit 7");
        command.stdin = Arc::from(b"input \xff\0".to_vec());
        let outcome = sandbox.run(&command).unwrap();
        assert_eq!((outcome.exit, outcome.limit), (Exit::Code(7), None), "{kind:?}");
        assert_eq!((outcome.stdout.as_slice(), outcome.stderr.as_slice()), (&b"input \xff\0"[..], &b"err\n"[..]));
        assert!(
            outcome.cpu_time_us > 0 && outcome.wall_time_us > 0 && outcome.peak_memory_bytes > 0,
            "{kind:?}: {outcome:?}"
        );
        assert_eq!(sandbox.run(&shell("kill -SEGV $$")).unwrap().exit, Exit::Signal(11), "{kind:?}");
        assert_eq!(sandbox.run(&shell("kill -ABRT $$")).unwrap().exit, Exit::Signal(6), "{kind:?}");
        // A reader that goes away ends a writer, as everywhere.
        assert_eq!(text(&sandbox.run(&shell("yes | head -1")).unwrap()), "y", "{kind:?}");
    }
}

#[test]
fn standard_streams_can_be_opened_by_name() {
    for kind in kinds() {
        let mut command = shell("cat /dev/stdin > /dev/stdout; echo e > /dev/stderr");
        command.stdin = Arc::from(b"in".to_vec());
        let outcome = supervisor(kind).open("base").unwrap().run(&command).unwrap();
        assert_eq!((text(&outcome).as_str(), outcome.stderr.as_slice()), ("in", &b"e\n"[..]), "{kind:?}: {outcome:?}");
    }
}

#[test]
fn standard_error_can_go_into_standard_output_in_the_order_of_the_writes() {
    for kind in kinds() {
        let mut sandbox = supervisor(kind).open("base").unwrap();
        let command = Command { stderr_to_stdout: true, ..shell("echo a; echo b >&2; echo c") };
        let outcome = sandbox.run(&command).unwrap();
        assert_eq!((text(&outcome).as_str(), outcome.stderr.as_slice()), ("a\nb\nc", &b""[..]), "{kind:?}");
        let flood = Command { stderr_to_stdout: true, ..shell("while :; do echo 0123456789 >&2; done") };
        assert_eq!(sandbox.run(&flood).unwrap().limit, Some(Limit::Output), "{kind:?}: it is bounded as output is");
    }
}

#[test]
fn language_runtimes_start() {
    let limits = Limits { processes: 64, memory_bytes: 512 << 20, ..Limits::default() };
    let path = |name: &str| std::path::Path::new(name).exists();
    for kind in kinds() {
        let mut config = config(kind);
        let etc = ["/usr/include", "/etc/alternatives", "/etc/java-17-openjdk"].map(std::path::PathBuf::from);
        config.roots[0].paths.extend(etc.into_iter().filter(|path| path.exists()));
        let supervisor = sandbox::Supervisor::start(config).unwrap();
        let mut sandbox = supervisor.open("base").unwrap();
        let mut run = |script: &str| {
            let outcome = sandbox.run(&Command { limits, ..shell(script) }).unwrap();
            assert!(outcome.success(), "{kind:?} {script}: {outcome:?} {}", String::from_utf8_lossy(&outcome.stderr));
            text(&outcome)
        };
        let program = "#include <thread>\n#include <cstdio>\nint main(){std::thread t([]{puts(\"hi\");});t.join();}";
        assert_eq!(
            run(&format!("printf '{}' > a.cpp; g++ -pthread a.cpp -o a && ./a", program.replace('\n', "\\n"))),
            "hi"
        );
        if path("/usr/bin/python3") {
            assert_eq!(run("python3 -c 'import multiprocessing as m; print(m.Pool(2).map(abs, [-1]))'"), "[1]");
        }
        if path("/usr/bin/node") {
            assert_eq!(run("node -e 'console.log(require(\"fs\").readFileSync(\"/dev/stdin\").length)'"), "0");
        }
        if path("/usr/bin/javac") {
            let program = "class A { public static void main(String[] a) { System.out.println(1); } }";
            assert_eq!(run(&format!("echo '{program}' > A.java; javac A.java && java -XX:+UseSerialGC A")), "1");
        }
    }
}
