//! What the files of test groups say: `test_group.yaml`, or `testdata.yaml` of the legacy format.

use std::collections::BTreeMap;

use super::Files;
use super::complaints::{Complaints, MapReader, words};
use super::yaml;
use crate::Aggregation;

/// Keys of the format that change nothing here.
const WITHOUT_EFFECT: &[&str] =
    &["args", "full_feedback", "input_visualizer_args", "output_visualizer_args", "static_validator_args"];

/// A word and its line.
pub(super) type Word = (u32, String);

/// The group files of a package by their folder, for example `data/secret/group1`.
#[derive(Debug, Default)]
pub(super) struct Groups {
    files: BTreeMap<String, GroupFile>,
}

/// What one group file says. Nothing is inherited yet.
#[derive(Debug, Default)]
pub(super) struct GroupFile {
    /// The file itself, for complaints.
    pub(super) path: String,
    pub(super) output_validator_args: Option<Vec<Word>>,
    pub(super) input_validator_args: Option<Vec<String>>,
    pub(super) score: ScoreKeys,
}

/// What a group file says about scores.
#[derive(Debug, Default)]
pub(super) struct ScoreKeys {
    pub(super) max_score: Option<(u32, f64)>,
    pub(super) aggregation: Option<Aggregation>,
    pub(super) require_pass: Vec<Word>,
}

impl Groups {
    /// Reads all group files below `data`.
    pub(super) fn read(files: &Files, is_scoring: bool, complaints: &mut Complaints) -> Self {
        let mut groups = Self::default();
        for (path, bytes) in files.below("data").iter().filter(|(path, _)| is_group_file(path)) {
            let path = format!("data/{path}");
            let folder = path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default();
            let Ok(text) = str::from_utf8(bytes) else {
                complaints.error(&path, None, "this file is not UTF-8");
                continue;
            };
            if let Some(file) = GroupFile::read(&path, text, is_scoring, complaints) {
                groups.files.insert(folder, file);
            }
        }
        groups
    }

    /// The file of exactly this folder.
    pub(super) fn of(&self, folder: &str) -> Option<&GroupFile> {
        self.files.get(folder)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &GroupFile> {
        self.files.values()
    }

    /// What the nearest file says about something that concerns a test (or a folder), named from the package's folder on,
    /// for example `data/secret/group1/01`.
    pub(super) fn nearest<T>(&self, path: &str, pick: impl Fn(&GroupFile) -> Option<&T>) -> Option<&T> {
        let mut folder = path;
        loop {
            if let Some(found) = self.files.get(folder).and_then(&pick) {
                return Some(found);
            }
            folder = folder.rsplit_once('/')?.0;
        }
    }
}

impl GroupFile {
    fn read(path: &str, text: &str, is_scoring: bool, complaints: &mut Complaints) -> Option<Self> {
        let node = match yaml::parse(text) {
            Ok(node) if node.value == yaml::Value::Null => return None,
            Ok(node) => node,
            Err((line, message)) => {
                complaints.error(path, line, message);
                return None;
            }
        };
        let mut map = MapReader::new(path, "", &node, complaints)?;
        let mut file = Self { path: path.to_owned(), ..Self::default() };
        file.output_validator_args = args(&mut map, "output_validator_args", "output_validator_flags", complaints);
        file.input_validator_args = args(&mut map, "input_validator_args", "input_validator_flags", complaints)
            .map(|args| args.into_iter().map(|(_, word)| word).collect());
        if is_scoring {
            file.score = ScoreKeys::read(&mut map, complaints);
        }
        let without_scores = [
            "on_reject",
            "grading",
            "grader_flags",
            "accept_score",
            "reject_score",
            "range",
            "max_score",
            "score_aggregation",
            "verdict_aggregation",
            "require_pass",
            "static_validation",
        ];
        map.finish(&[WITHOUT_EFFECT, &without_scores].concat(), complaints);
        Some(file)
    }
}

impl ScoreKeys {
    fn read(map: &mut MapReader<'_>, complaints: &mut Complaints) -> Self {
        let max_score = match map.node("max_score") {
            Some(node) if node.value == yaml::Value::Text("unbounded".to_owned()) => {
                map.wrong("max_score", node, "a number (points are a share of it)", complaints);
                None
            }
            Some(node) => map.number("max_score", 0.0..=1e6, complaints).map(|number| (node.line, number)),
            None => None,
        };
        let aggregation = map.node("score_aggregation").and_then(|node| {
            let found = match &node.value {
                yaml::Value::Text(word) => match word.as_str() {
                    "pass-fail" => Some(Aggregation::PassFail),
                    "sum" => Some(Aggregation::Sum),
                    "min" => Some(Aggregation::Min),
                    _ => None,
                },
                _ => None,
            };
            if found.is_none() {
                map.wrong("score_aggregation", node, "pass-fail, sum or min", complaints);
            }
            found
        });
        Self { max_score, aggregation, require_pass: map.texts("require_pass", complaints) }
    }
}

/// Arguments: a list of words, or the legacy format's text with blanks between them.
pub(super) fn args(
    map: &mut MapReader<'_>,
    key: &'static str,
    legacy: &'static str,
    complaints: &mut Complaints,
) -> Option<Vec<Word>> {
    if map.node(key).is_some() {
        // A list has one argument per item; a text is what older drafts of the format had.
        let is_list = matches!(map.node(key).map(|node| &node.value), Some(yaml::Value::List(_)));
        let texts = map.texts(key, complaints);
        return Some(match is_list {
            true => texts,
            false => texts.into_iter().flat_map(|(line, text)| words(line, &text)).collect(),
        });
    }
    map.node(legacy)?;
    Some(map.texts(legacy, complaints).into_iter().flat_map(|(line, text)| words(line, &text)).collect())
}

pub(super) fn is_group_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == "test_group.yaml" || name == "testdata.yaml"
}
