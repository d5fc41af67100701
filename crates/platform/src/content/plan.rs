//! From loaded files to rows. Pure.

use std::collections::HashMap;

use judge::{Package, package};
use model::{ProblemId, TopicId};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{
    pathways::{NewModule, PathwayRow},
    topics::TopicRow,
};

use crate::problems::{Contents, TestData, hex};

/// The topics of a tree as rows, parents before their children.
pub(super) fn topic_rows(topics: &[package::Topic]) -> Vec<TopicRow> {
    fn push(rows: &mut Vec<TopicRow>, topics: &[package::Topic], parent: Option<TopicId>) {
        for topic in topics {
            rows.push(TopicRow {
                id: topic.uuid,
                parent_topic_id: parent,
                slug: topic.slug.clone(),
                name: topic.name.clone(),
                description: some(&topic.description),
                // Packages may also give the name of an icon, which is no address.
                icon_url: topic.icon.clone().filter(|icon| icon.starts_with("https://") || icon.starts_with('/')),
                display_order: i64::try_from(rows.len()).unwrap_or(i64::MAX),
            });
            push(rows, &topic.children, Some(topic.uuid));
        }
    }
    let mut rows = Vec::new();
    push(&mut rows, topics, None);
    rows
}

/// Whether two rows say the same.
pub(super) fn same_topic(one: &TopicRow, two: &TopicRow) -> bool {
    let parts = |row: &TopicRow| {
        (
            row.parent_topic_id,
            row.slug.clone(),
            row.name.clone(),
            row.description.clone(),
            row.icon_url.clone(),
            row.display_order,
        )
    };
    one.id == two.id && parts(one) == parts(two)
}

/// What a package says, as the contents of a version.
pub(super) fn contents(package: &Package) -> Contents {
    let explanations: HashMap<&str, &str> =
        package.explanations.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let tests = package.tests.iter().map(|test| TestData {
        name: test.name.clone(),
        is_sample: test.is_sample,
        points: i64::from(test.points),
        explanation: explanations.get(test.name.as_str()).and_then(|text| some(text)),
        input: test.input.clone(),
        answer: test.answer.clone(),
    });
    Contents {
        description: package.statement.clone(),
        input_format: some(&package.input_format),
        output_format: some(&package.output_format),
        constraints: some(&package.constraints),
        kind: package.kind.clone(),
        limits: package.limits,
        checker: package.checker.clone(),
        rules: package.rules.clone(),
        hints: package.hints.clone(),
        starter_code: serde_json::Map::new(),
        tests: tests.collect(),
    }
}

/// The modules of a pathway, with their problems by id, and the names of those that do not exist.
pub(super) fn modules(
    pathway: &package::Pathway,
    problems: &HashMap<String, ProblemId>,
) -> (Vec<NewModule>, Vec<String>) {
    let mut unknown = Vec::new();
    let modules = pathway.modules.iter().map(|module| {
        let ids = module.problems.iter().filter_map(|slug| {
            let id = problems.get(slug).copied();
            if id.is_none() {
                unknown.push(slug.clone());
            }
            id
        });
        NewModule {
            id: module.uuid,
            title: module.title.clone(),
            description: some(&module.description),
            problems: ids.collect(),
        }
    });
    (modules.collect(), unknown)
}

/// A digest of a pathway and of what its names stand for.
pub(super) fn pathway_digest(row: &PathwayRow, modules: &[NewModule]) -> String {
    let modules: Vec<_> =
        modules.iter().map(|module| json!([module.id, module.title, module.description, module.problems])).collect();
    let all = json!([
        row.title,
        row.subtitle,
        row.description,
        row.level,
        row.duration_weeks,
        row.icon,
        row.color_gradient,
        row.sort_order,
        modules
    ]);
    hex(&Sha256::digest(all.to_string()))
}

/// The text, if there is any.
pub(super) fn some(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
