//! Reads how the secret tests of a package make a score.

use std::collections::BTreeSet;

use super::complaints::Complaints;
use super::groups::Groups;
use super::testdata::TestData;
use crate::{Aggregation, Scoring, TestGroup};

const SECRET: &str = "secret";
const SAMPLE: &str = "sample";
/// The highest score of packages that name none.
const USUAL_SCORE: f64 = 100.0;

/// Reads the groups and their scores; `None` after a complaint.
pub(super) fn read(data: &TestData, groups: &Groups, complaints: &mut Complaints) -> Option<Scoring> {
    let file = groups.of("data/secret");
    let path = "data/secret/test_group.yaml";
    let (line, max_score) = match file.and_then(|file| file.score.max_score) {
        Some((line, score)) => (Some(line), score),
        None => (None, USUAL_SCORE),
    };
    if max_score <= 0.0 {
        complaints.error(path, line, "`max_score` of all secret tests must be above 0");
        return None;
    }
    let secret = data.tests.iter().filter_map(|test| test.name.strip_prefix("secret/"));
    let (grouped, alone): (Vec<&str>, Vec<&str>) = secret.partition(|name| name.contains('/'));
    let names: BTreeSet<&str> = grouped.iter().filter_map(|name| name.split('/').next()).collect();
    if let (Some(test), false) = (alone.first(), names.is_empty()) {
        let message = "this test is in no group, but others are: put all of them into groups, or none";
        complaints.error(&format!("data/secret/{test}.in"), None, message);
        return None;
    }
    let mut scoring = Scoring {
        max_score,
        aggregation: file.and_then(|file| file.score.aggregation).unwrap_or(Aggregation::Sum),
        requires_samples: false,
        groups: Vec::new(),
    };
    for (line, name) in file.iter().flat_map(|file| &file.score.require_pass) {
        match name.as_str() {
            SAMPLE => scoring.requires_samples = true,
            _ => complaints.error(path, *line, "all secret tests together can only require `sample`"),
        }
    }
    for name in names {
        let group = group(&format!("{SECRET}/{name}"), groups, &scoring, complaints)?;
        scoring.groups.push(group);
    }
    let sum: f64 = scoring.groups.iter().map(|group| group.max_score).sum();
    if scoring.aggregation == Aggregation::Sum && !scoring.groups.is_empty() && sum != max_score {
        let message =
            format!("the groups are worth {sum} together, but `max_score` of all secret tests is {max_score}");
        complaints.error(path, line, message);
        return None;
    }
    Some(scoring)
}

/// One group. It may require groups that come before it.
fn group(name: &str, groups: &Groups, before: &Scoring, complaints: &mut Complaints) -> Option<TestGroup> {
    let folder = format!("data/{name}");
    let path = format!("{folder}/test_group.yaml");
    let file = groups.of(&folder);
    let max_score = match (file.and_then(|file| file.score.max_score), before.aggregation) {
        (Some((_, score)), _) => score,
        // They decide together, and are worth nothing alone.
        (None, Aggregation::PassFail) => 0.0,
        (None, _) => {
            complaints.error(&path, None, "`max_score` is missing: it says what this group is worth");
            return None;
        }
    };
    let aggregation = file.and_then(|file| file.score.aggregation).unwrap_or(Aggregation::PassFail);
    let mut require_pass = Vec::new();
    for (line, required) in file.iter().flat_map(|file| &file.score.require_pass) {
        let earlier = before.groups.iter().find(|group| group.name == *required);
        match earlier.map(|group| group.aggregation) {
            None if required != SAMPLE => {
                let message = format!("`{required}` is neither `sample` nor a group before this one");
                complaints.error(&path, *line, message);
            }
            Some(Aggregation::Sum | Aggregation::Min) => {
                complaints.error(&path, *line, format!("`{required}` must have `score_aggregation: pass-fail`"));
            }
            _ => require_pass.push(required.clone()),
        }
    }
    Some(TestGroup { name: name.to_owned(), max_score, aggregation, require_pass })
}
