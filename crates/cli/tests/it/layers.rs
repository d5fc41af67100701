//! The direction of the crates and the separation of the dialects, as docs/ARCHITECTURE.md promises them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The names under `[dependencies]` of a crate.
fn dependencies(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    manifest["dependencies"].as_table().unwrap().keys().cloned().collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources_of(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder}");
    found
}

#[test]
fn crates_depend_downwards_only() {
    let below: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("model", &[][..]),
        ("sandbox", &[]),
        ("ranking", &["model"]),
        ("store", &["model"]),
        ("judge", &["model", "sandbox"]),
        ("platform", &["model", "store", "judge", "ranking"]),
        ("server", &["model", "platform"]),
        ("cli", &["model", "server", "platform", "store", "judge", "sandbox"]),
    ]);
    for (name, allowed) in &below {
        let ours: Vec<_> = dependencies(name).into_iter().filter(|used| below.contains_key(used.as_str())).collect();
        let wrong: Vec<_> = ours.iter().filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(wrong.is_empty(), "{name} depends on {wrong:?}");
    }
}

#[test]
fn http_sql_and_unsafe_have_one_home_each() {
    for (library, homes) in [
        ("axum", &["server", "cli"][..]),
        ("sqlx", &["store"]),
        ("socketioxide", &["server"]),
        ("tokio", &["store", "platform", "server", "cli"]),
    ] {
        for name in ["model", "sandbox", "ranking", "store", "judge", "platform", "server", "cli"] {
            let used = dependencies(name).iter().any(|used| used == library);
            assert!(!used || homes.contains(&name), "{name} uses {library}");
        }
    }
    for name in ["model", "ranking", "store", "judge", "platform", "server", "cli"] {
        for path in sources_of(&format!("crates/{name}/src")) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("unsafe {") && !text.contains("unsafe_code"), "{} has unsafe", path.display());
        }
    }
}

#[test]
fn no_dialect_imports_another() {
    let dialects = ["v1", "wizardcore", "live", "judge0", "worker"];
    for dialect in dialects {
        for path in sources_of(&format!("crates/server/src/dialects/{dialect}")) {
            let text = fs::read_to_string(&path).unwrap();
            for other in dialects.into_iter().filter(|other| *other != dialect) {
                let import = format!("dialects::{other}");
                let import_above = format!("super::super::{other}");
                assert!(
                    !text.contains(&import) && !text.contains(&import_above),
                    "{} imports the dialect {other}",
                    path.display()
                );
            }
        }
    }
}
