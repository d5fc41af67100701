//! The content that ships: every package keeps what it promises.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::Path;

use judge::package::{Content, Files, load_content};

fn shipped() -> Content {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    load_content(&Files::read_dir(&folder).unwrap())
}

#[test]
fn the_shipped_content_has_no_fault() {
    let content = shipped();
    assert_eq!(content.complaints, []);
    assert!(content.packages.iter().any(|package| package.slug == "hello-sum"));
    assert!(!content.pathways.is_empty() && !content.topics.is_empty());
}

#[test]
fn every_shipped_problem_has_explained_samples_ten_secret_tests_and_three_hints() {
    for package in shipped().packages {
        let slug = &package.slug;
        let secret = package.tests.iter().filter(|test| !test.is_sample).count();
        assert!(secret >= 10, "{slug} has {secret} secret tests");
        for sample in package.tests.iter().filter(|test| test.is_sample) {
            assert!(package.explanations.iter().any(|(name, _)| name == &sample.name), "{slug}: {}", sample.name);
        }
        assert_eq!(package.hints.len(), 3, "{slug}");
        assert!(!package.constraints.is_empty() && !package.output_format.is_empty(), "{slug}");
    }
}
