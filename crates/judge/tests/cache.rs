//! What compilers prepare and keep.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;

use judge::Languages;

#[test]
fn a_prepared_header_is_kept_and_replaces_what_an_older_compiler_made() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    fs::create_dir_all(cache.join("cpp-0123456789abcdef/bits")).unwrap();
    fs::create_dir_all(cache.join("other")).unwrap();
    let mut languages = Languages::builtin().probe();
    languages.use_cache(&cache).unwrap();

    let roots = languages.sandbox_roots();
    let compile = roots.iter().find(|root| root.name == "compile-cpp").unwrap();
    let own = compile.paths.iter().find(|path| path.starts_with(cache.canonicalize().unwrap())).unwrap();
    let run = roots.iter().find(|root| root.name == "run-cpp").unwrap();
    assert!(!run.paths.contains(own), "programs must not see what belongs to compilers");

    languages.get("cpp").unwrap().prepare().unwrap();
    let header = own.join("bits/stdc++.h.gch");
    let made = fs::metadata(&header).unwrap().modified().unwrap();
    languages.get("cpp").unwrap().prepare().unwrap();
    assert_eq!(fs::metadata(&header).unwrap().modified().unwrap(), made, "it was made twice");

    let mut left: Vec<_> = fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).collect();
    left.sort();
    let mut expected = [own.clone(), cache.canonicalize().unwrap().join("other")];
    expected.sort();
    assert_eq!(
        left.iter().map(|path| path.file_name()).collect::<Vec<_>>(),
        expected.iter().map(|path| path.file_name()).collect::<Vec<_>>()
    );
}
