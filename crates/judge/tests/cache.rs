//! What compilers prepare and what is kept of their work.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use judge::{CompiledCache, Judge, Languages, Report, Task, Verdict};
use support::stdio;

/// A server's judge over folders of its own, as it is after a start.
fn start(folder: &Path) -> Judge {
    let mut languages = Languages::builtin().probe();
    languages.use_cache(&folder.join("cache")).unwrap();
    let no_arguments: [&str; 0] = [];
    let mut config = sandbox::Config::new(env!("CARGO_BIN_EXE_judge-sandboxd"), no_arguments);
    config.roots = languages.sandbox_roots();
    let compiled = CompiledCache::open(&folder.join("compiled"), 64 << 20).unwrap();
    Judge::with_cache(sandbox::Supervisor::start(config).unwrap(), languages, compiled)
}

/// A folder that sandboxes can show, which those of a checkout below `/tmp` or a private folder are not.
fn folder() -> tempfile::TempDir {
    let places = [env!("CARGO_TARGET_TMPDIR"), "/var/tmp"].map(Path::new);
    let place = places.into_iter().find(|place| sandbox::RootSpec::can_show(&place.join("cache"))).unwrap();
    let folder = tempfile::tempdir_in(place).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn judged(judge: &Judge, task: &Task, language: &str, source: &str) -> Report {
    judge.judge(task, judge.languages().get(language).unwrap(), source, &mut |_| {}).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_prepared_is_kept_and_replaces_what_an_older_compiler_made() {
    let folder = folder();
    let cache = folder.path().join("cache");
    fs::create_dir_all(cache.join("cpp-0123456789abcdef/bits")).unwrap();
    // Of a language whose key only begins like that of C++, and of nobody.
    fs::create_dir_all(cache.join("cpp-like-0123456789abcdef")).unwrap();
    fs::create_dir_all(cache.join("other")).unwrap();
    let judge = start(folder.path());

    let own = |language: &str| {
        let roots = judge.languages().sandbox_roots();
        let paths = |name: String| roots.iter().find(|root| root.name == name).unwrap().paths.clone();
        let is_own = |path: &std::path::PathBuf| path.starts_with(cache.canonicalize().unwrap());
        assert!(
            !paths(format!("run-{language}")).iter().any(is_own),
            "programs must not see what belongs to compilers"
        );
        paths(format!("compile-{language}")).into_iter().find(is_own).unwrap()
    };
    let (cpp, java) = (own("cpp"), own("java"));
    judge.prepare();
    let files = [cpp.join("bits/stdc++.h.gch"), java.join("javac.jsa")];
    let made = || files.each_ref().map(|file| fs::metadata(file).unwrap().modified().unwrap());
    let before = made();
    judge.prepare();
    assert_eq!(made(), before, "it was made twice");
    // The later standards have their folders, which are filled when they are used.
    let later = [own("cpp20"), own("cpp23")];
    assert!(later.iter().all(|folder| !folder.join("bits/stdc++.h.gch").exists()));
    let [cpp20, cpp23] = later;
    let mut expected =
        [cpp, java, cpp20, cpp23].map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).to_vec();
    expected.extend(["cpp-like-0123456789abcdef", "other"].map(str::to_owned));
    expected.sort();
    assert_eq!(names(&cache), expected);

    // The compiler takes the header: without it, a mark in its place would be read.
    fs::write(files[0].with_extension(""), "#error the header was read\n").unwrap();
    let source = "#include <bits/stdc++.h>\nint main() { std::puts(\"3\"); }\n";
    let report = judged(&judge, &stdio(&[("", "3\n")]), "cpp", source);
    assert_eq!(report.verdict, Verdict::Accepted, "{report:#?}");
    // And the archive is one that this JVM accepts: it says so when it must have one.
    let java_home = java_home(&judge);
    let output = std::process::Command::new(java_home.join("bin/javac"))
        .args(["-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1", "-J-Xshare:on"])
        .arg(format!("-J-XX:SharedArchiveFile={}", files[1].display()))
        .arg("-version")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The home of the JVM, from the paths that its compiler sees.
fn java_home(judge: &Judge) -> std::path::PathBuf {
    let roots = judge.languages().sandbox_roots();
    let root = roots.iter().find(|root| root.name == "compile-java").unwrap();
    root.paths.iter().find(|path| path.ends_with("bin")).unwrap().parent().unwrap().to_owned()
}

#[test]
fn a_program_is_compiled_once_even_when_the_server_starts_again() {
    let folder = folder();
    let task = stdio(&[("", "3\n")]);
    let right = "#include <cstdio>\nint main() { puts(\"3\"); }\n";
    let refused = "int main() { return nothing; }\n";
    let first = {
        let judge = start(folder.path());
        [right, refused].map(|source| judged(&judge, &task, "cpp", source))
    };
    assert!(first.iter().all(|report| !report.compile.cached));
    let judge = start(folder.path());
    for (source, before) in [right, refused].into_iter().zip(first) {
        let after = judged(&judge, &task, "cpp", source);
        assert!(after.compile.cached, "{source}");
        assert_eq!((after.verdict, &after.compile.output), (before.verdict, &before.compile.output));
        assert_eq!(after.compile.diagnostics, before.compile.diagnostics);
        assert_eq!(after.tests.len(), before.tests.len());
    }
    // Another language, or one character more, is another program.
    assert!(!judged(&judge, &task, "cpp", &format!("{right} ")).compile.cached);
    assert!(!judged(&judge, &task, "javascript", "console.log(3)").compile.cached);
}

#[test]
fn two_processes_share_what_they_compiled() {
    let folder = folder();
    let task = stdio(&[("", "3\n")]);
    let other = start(folder.path());
    {
        let judge = start(folder.path());
        assert!(!judged(&judge, &task, "python", "print(3)").compile.cached);
    }
    assert!(judged(&other, &task, "python", "print(3)").compile.cached);
}

#[test]
fn a_damaged_program_is_compiled_again() {
    let folder = folder();
    let task = stdio(&[("", "3\n")]);
    let source = "#include <cstdio>\nint main() { puts(\"3\"); }\n";
    drop(judged(&start(folder.path()), &task, "cpp", source));
    let kept = folder.path().join("compiled");
    let [name] = &names(&kept)[..] else { panic!("{:?}", names(&kept)) };
    let mut bytes = fs::read(kept.join(name)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(kept.join(name), bytes).unwrap();
    let report = judged(&start(folder.path()), &task, "cpp", source);
    assert_eq!((report.verdict, report.compile.cached), (Verdict::Accepted, false));
    assert!(judged(&start(folder.path()), &task, "cpp", source).compile.cached, "the new one took its place");
}
