//! The source attacks through its compiler: what it could reach outside the sandbox, it does not reach inside.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::{fs, path::PathBuf, process::Command};

use judge::{Report, Verdict};
use support::{run, stdio};

/// A file of the host that no submission may read, and what stands in it.
fn secret(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path
}

/// What the compiler of the host says to the same source, with its program's output when there is one.
fn outside(name: &str, source: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (file, program) = (folder.join(format!("{name}.cpp")), folder.join(name));
    fs::write(&file, source).unwrap();
    let compiled = Command::new("g++").arg("-O0").arg("-o").arg(&program).arg(&file).output().unwrap();
    let mut said = String::from_utf8_lossy(&compiled.stderr).into_owned();
    if compiled.status.success() {
        said += &String::from_utf8_lossy(&Command::new(&program).output().unwrap().stdout);
    }
    said
}

fn judged(source: &str) -> Report {
    run(&stdio(&[("", "nothing\n")]), "cpp", source)
}

#[test]
fn an_include_of_a_host_file_shows_nothing_of_it() {
    let path = secret("secret-include.txt", "MARKER_INCLUDE is not C++\n");
    let source = format!("#include \"{}\"\nint main() {{}}\n", path.display());
    assert!(outside("include", &source).contains("MARKER_INCLUDE"), "outside, the compiler shows the file");
    let report = judged(&source);
    assert_eq!(report.verdict, Verdict::CompilationError, "{report:#?}");
    assert!(!serde_json::to_string(&report).unwrap().contains("MARKER_INCLUDE"), "{report:#?}");
}

#[test]
fn an_incbin_of_a_host_file_gives_the_program_nothing_of_it() {
    let path = secret("secret-incbin.txt", "MARKER_INCBIN");
    let source = format!(
        "#include <cstdio>\nasm(\".section .rodata\\n.global held\\nheld: .incbin \\\"{}\\\"\\n.byte 0\\n.text\\n\");\n\
         extern \"C\" const char held[];\nint main() {{ puts(held); }}\n",
        path.display()
    );
    assert!(outside("incbin", &source).contains("MARKER_INCBIN"), "outside, the program holds the file");
    let report = judged(&source);
    assert_eq!(report.verdict, Verdict::CompilationError, "{report:#?}");
    assert!(!serde_json::to_string(&report).unwrap().contains("MARKER_INCBIN"), "{report:#?}");
}

#[test]
fn a_source_that_includes_itself_or_a_device_without_end_is_a_compilation_error() {
    for source in ["#include \"main.cpp\"\nint main() {}\n", "#include \"/dev/zero\"\n", "#include \"/dev/stdin\"\n"] {
        let report = judged(source);
        assert_eq!(report.verdict, Verdict::CompilationError, "{source}: {report:#?}");
    }
}

#[test]
fn a_flood_of_errors_is_cut() {
    let lines = "x\n".repeat(4000);
    let macros =
        "#define A B B B B B B B B\n#define B C C C C C C C C\n#define C D D D D D D D D\n#define D nothing;\n";
    let report = judged(&format!("{macros}int main() {{ A }}\n{lines}"));
    assert_eq!(report.verdict, Verdict::CompilationError);
    assert!(report.compile.output.len() <= 16 << 10, "{} bytes", report.compile.output.len());
}

#[test]
fn a_compiler_that_asks_for_too_much_memory_is_stopped() {
    // Half a gigabyte of initialised data, several times over while it is written.
    let report =
        judged("char all[1u << 31] = {1};\nchar more[1u << 31] = {1};\nint main() { return all[5] + more[5]; }\n");
    assert_eq!(report.verdict, Verdict::CompilationError, "{report:#?}");
}
