//! Scores of problems whose tests are in groups, by the rules of the 2025-09 package format. Pure.

use serde::{Deserialize, Serialize};

use crate::{Report, Task};

/// How the secret tests make a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scoring {
    /// The highest score, above 0.
    pub max_score: f64,
    /// How the scores of the groups, or of the secret tests where there are none, become one.
    pub aggregation: Aggregation,
    /// Whether there is no score at all before the samples pass.
    #[serde(default)]
    pub requires_samples: bool,
    /// The groups in order; empty when the secret tests are in none.
    #[serde(default)]
    pub groups: Vec<TestGroup>,
}

/// Tests that are scored together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestGroup {
    /// Name, for example `secret/group1`: its tests are those whose names begin with it and `/`.
    pub name: String,
    /// The highest score, at least 0.
    pub max_score: f64,
    /// How the scores of its tests become one.
    pub aggregation: Aggregation,
    /// Groups (or `sample`) whose tests must pass, or this one's score is 0.
    #[serde(default)]
    pub require_pass: Vec<String>,
}

/// How several scores become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// The highest score when every test passes, else 0.
    PassFail,
    /// The sum. Each test of a group is worth the same.
    Sum,
    /// The least. Each test is worth all.
    Min,
}

/// Points that a validator gives for a test that it accepts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Points {
    /// So many, at most what the test is worth.
    Score(f64),
    /// This share of what the test is worth, 0 to 1.
    Share(f64),
}

/// What a report scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scored {
    /// The score, from 0.
    pub score: f64,
    /// The highest one.
    pub max_score: f64,
    /// The score of each group, in order.
    pub groups: Vec<GroupScore>,
}

/// What one group scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupScore {
    /// Name of the group.
    pub name: String,
    /// Its score, from 0.
    pub score: f64,
    /// Its highest score.
    pub max_score: f64,
}

impl Scored {
    /// The score in percent of the highest one, rounded down.
    #[must_use]
    pub fn percent(&self) -> i64 {
        // Sums of thirds must not fall below the whole.
        ((self.score * 100.0 / self.max_score + 1e-9).floor() as i64).clamp(0, 100)
    }
}

/// What a report scores; `None` when the problem has no scores.
#[must_use]
pub fn score(task: &Task, report: &Report) -> Option<Scored> {
    let scoring = task.rules.scoring.as_ref()?;
    let marks = Marks { task, report };
    let groups: Vec<GroupScore> = scoring
        .groups
        .iter()
        .map(|group| {
            let may = group.require_pass.iter().all(|name| marks.pass(name));
            let score = if may { marks.score(&group.name, group.aggregation, group.max_score) } else { 0.0 };
            GroupScore { name: group.name.clone(), score, max_score: group.max_score }
        })
        .collect();
    let score = match (groups.is_empty(), scoring.aggregation) {
        _ if scoring.requires_samples && !marks.pass("sample") => 0.0,
        (true, aggregation) => marks.score("secret", aggregation, scoring.max_score),
        (false, Aggregation::Sum) => groups.iter().map(|group| group.score).sum(),
        (false, Aggregation::Min) => groups.iter().map(|group| group.score).fold(scoring.max_score, f64::min),
        (false, Aggregation::PassFail) if marks.pass("secret") => scoring.max_score,
        (false, Aggregation::PassFail) => 0.0,
    };
    Some(Scored { score: score.min(scoring.max_score), max_score: scoring.max_score, groups })
}

/// The results of a report by the names of its tests.
struct Marks<'a> {
    task: &'a Task,
    report: &'a Report,
}

impl Marks<'_> {
    /// The share of each test of a group that passed, and the points its validator gave; `None` for one that did not.
    fn tests(&self, group: &str) -> impl Iterator<Item = Option<Option<Points>>> {
        let of_group = move |name: &str| name.strip_prefix(group).is_some_and(|rest| rest.starts_with('/'));
        self.task.tests.iter().enumerate().filter(move |(_, test)| of_group(&test.name)).map(|(index, _)| {
            // Tests that did not run any more did not pass.
            let result = self.report.tests.get(index).filter(|result| result.verdict.is_accepted())?;
            Some(result.points)
        })
    }

    fn pass(&self, group: &str) -> bool {
        self.tests(group).all(|mark| mark.is_some())
    }

    fn score(&self, group: &str, aggregation: Aggregation, max_score: f64) -> f64 {
        let count = self.tests(group).count().max(1) as f64;
        let scores = |worth: f64| {
            self.tests(group).map(move |mark| match mark {
                None => 0.0,
                Some(None) => worth,
                Some(Some(Points::Share(share))) => worth * share,
                Some(Some(Points::Score(score))) => score.min(worth),
            })
        };
        match aggregation {
            Aggregation::PassFail if self.pass(group) => max_score,
            Aggregation::PassFail => 0.0,
            Aggregation::Sum => scores(max_score / count).sum(),
            Aggregation::Min => scores(max_score).fold(max_score, f64::min),
        }
    }
}
