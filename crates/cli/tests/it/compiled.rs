//! Compiled programs that are kept in the data directory.

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;

const SOURCE: &str = "print(sum(map(int, input().split())))\n";

fn codequest(data: &Path, max_mb: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codequest"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).env("CODEQUEST_DATA", data).env("COMPILED_MB", max_mb);
    command
}

/// Judges the same right program; returns how many programs the data directory then holds.
fn judged(folder: &TempDir, max_mb: &str) -> usize {
    let (data, source) = (folder.path().join("data"), folder.path().join("sum.py"));
    fs::write(&source, SOURCE).unwrap();
    let problem = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/problems/hello-sum");
    let output = codequest(&data, max_mb).arg("judge").args([&problem, &source]).arg("--json").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains(r#""verdict":"accepted""#), "{output:?}");
    fs::read_dir(data.join("compiled")).map_or(0, Iterator::count)
}

#[test]
fn programs_are_kept_in_the_data_directory_unless_there_is_none_or_the_operator_wants_none() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    assert_eq!(judged(&folder, ""), 0);
    assert!(!data.exists(), "judging left a data directory");
    fs::create_dir(&data).unwrap();
    assert_eq!(judged(&folder, "0"), 0);
    assert_eq!(judged(&folder, ""), 1);
    assert_eq!(judged(&folder, ""), 1, "the same program was kept twice");
    let output = codequest(&data, "many").args(["judge", ".", "main.py"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("invalid COMPILED_MB"), "{output:?}");
}
