//! Problems whose tests are in groups and make a score.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::path::Path;

use judge::package::Files;
use judge::{Package, Scored, Severity, load_package_files, score};
use support::judge;

fn files() -> Files {
    Files::read_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages/steps")).unwrap()
}

fn package() -> Package {
    load_package_files("steps", &files()).package.unwrap()
}

/// The scores of a submission: the whole, and each group.
fn scored(path: &str) -> (f64, Vec<f64>, i64) {
    let package = package();
    let submission = package.submissions.iter().find(|one| one.path == format!("submissions/{path}")).unwrap();
    let language = judge().languages().get(&submission.language).unwrap();
    let task = package.task();
    let report = judge().judge(&task, language, &submission.source, &mut |_| {}).unwrap();
    assert_eq!(report.verdict, submission.expected, "{report:#?}");
    let Scored { score, max_score, groups } = score(&task, &report).unwrap();
    assert_eq!(max_score, 100.0);
    let percent = Scored { score, max_score, groups: Vec::new() }.percent();
    (score, groups.iter().map(|group| group.score).collect(), percent)
}

#[test]
fn groups_make_the_score_by_their_rules() {
    assert_eq!(scored("accepted/best.py"), (100.0, vec![30.0, 70.0], 100));
    // The validator gives half for a long way, and the least of a group counts.
    assert_eq!(scored("accepted/long.py"), (65.0, vec![30.0, 35.0], 65));
    assert_eq!(scored("wrong_answer/small_only.py"), (30.0, vec![30.0, 0.0], 30));
    // A group whose required group did not pass scores nothing, whatever its own tests say.
    assert_eq!(scored("wrong_answer/large_only.py"), (0.0, vec![0.0, 0.0], 0));
}

/// The errors of the package with one file changed.
fn errors(path: &str, text: &str) -> String {
    let changed = files()
        .iter()
        .filter(|(known, _)| *known != path)
        .map(|(known, bytes)| (known.to_owned(), bytes.to_vec()))
        .chain([(path.to_owned(), text.as_bytes().to_vec())])
        .collect();
    let complaints = load_package_files("steps", &changed).complaints;
    let errors: Vec<_> =
        complaints.iter().filter(|one| one.severity == Severity::Error).map(ToString::to_string).collect();
    errors.join("\n")
}

#[test]
fn faults_of_groups_name_their_file_and_line() {
    assert_eq!(errors("statement/x", ""), "");
    let large = "data/secret/2-large/test_group.yaml";
    insta::assert_snapshot!(errors(large, "score_aggregation: min"), @"data/secret/2-large/test_group.yaml: error: `max_score` is missing: it says what this group is worth");
    insta::assert_snapshot!(errors(large, "max_score: 60"), @"data/secret/test_group.yaml: error: the groups are worth 90 together, but `max_score` of all secret tests is 100");
    insta::assert_snapshot!(errors(large, "max_score: 70\nrequire_pass: secret/3"), @"data/secret/2-large/test_group.yaml:2: error: `secret/3` is neither `sample` nor a group before this one");
    insta::assert_snapshot!(errors(large, "max_score: 70\nscore_aggregation: most"), @"data/secret/2-large/test_group.yaml:2: error: `score_aggregation` must be pass-fail, sum or min, but is text");
    insta::assert_snapshot!(errors("data/secret/1-small/test_group.yaml", "max_score: 30\nscore_aggregation: sum"), @"data/secret/2-large/test_group.yaml:3: error: `secret/1-small` must have `score_aggregation: pass-fail`");
    insta::assert_snapshot!(errors("data/secret/test_group.yaml", "max_score: unbounded"), @"data/secret/test_group.yaml:1: error: `max_score` must be a number (points are a share of it), but is text");
}
