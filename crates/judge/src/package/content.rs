//! Loads a whole content folder: problems, pathways, topics, and the names between them.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::complaints::Complaints;
use super::{Complaint, Content, Files, Package, Pathway, Topic, load_package_files, yaml};

/// Loads everything in a content folder: `problems/*/`, `pathways/*.yaml` and `topics.yaml`.
///
/// A package with errors is left out, and so is its name in a pathway: both are among the complaints.
#[must_use]
pub fn load_content(files: &Files) -> Content {
    let mut complaints = Complaints::default();
    let topics: Vec<Topic> = read(files, "topics.yaml", &mut complaints).unwrap_or_default();
    let mut packages = Vec::new();
    let problems = files.below("problems");
    for slug in problems.folders() {
        let loaded = load_package_files(slug, &problems.below(slug));
        complaints.list.extend(
            loaded
                .complaints
                .into_iter()
                .map(|complaint| Complaint { file: format!("problems/{slug}/{}", complaint.file), ..complaint }),
        );
        packages.extend(loaded.package);
    }
    let mut pathways = Vec::new();
    for (name, _) in files.below("pathways").iter() {
        let file = format!("pathways/{name}");
        if !name.ends_with(".yaml") {
            complaints.warning(&file, None, "this file has no effect here");
            continue;
        }
        if let Some(mut pathway) = read::<Pathway>(files, &file, &mut complaints) {
            check_pathway(&mut pathway, &file, files, &packages, &mut complaints);
            pathways.push(pathway);
        }
    }
    check_topics(&topics, &packages, files, &mut complaints);
    check_identities(&packages, &pathways, &topics, &mut complaints);
    Content { packages, pathways, topics, complaints: complaints.list }
}

fn read<T: DeserializeOwned>(files: &Files, file: &str, complaints: &mut Complaints) -> Option<T> {
    let bytes = files.get(file)?;
    let Ok(text) = str::from_utf8(bytes) else {
        complaints.error(file, None, "this file is not UTF-8");
        return None;
    };
    yaml::parse_as(text).map_err(|(line, message)| complaints.error(file, line, message)).ok()
}

fn check_pathway(pathway: &mut Pathway, file: &str, files: &Files, packages: &[Package], complaints: &mut Complaints) {
    if !["Beginner", "Intermediate", "Advanced"].contains(&pathway.level.as_str()) {
        complaints.error(
            file,
            line_of(files, file, &pathway.level),
            "`level` must be Beginner, Intermediate or Advanced",
        );
    }
    let mut seen = BTreeSet::new();
    for module in &mut pathway.modules {
        module.problems.retain(|slug| {
            let line = line_of(files, file, slug);
            if !packages.iter().any(|package| &package.slug == slug) {
                complaints.error(file, line, format!("there is no problem `{slug}`, or it has errors"));
                return false;
            }
            if !seen.insert(slug.clone()) {
                complaints.error(file, line, format!("the problem `{slug}` is in this pathway twice"));
                return false;
            }
            true
        });
    }
}

fn check_topics(topics: &[Topic], packages: &[Package], files: &Files, complaints: &mut Complaints) {
    let mut slugs = BTreeSet::new();
    let mut open: Vec<&Topic> = topics.iter().collect();
    while let Some(topic) = open.pop() {
        if !slugs.insert(topic.slug.as_str()) {
            let line = line_of(files, "topics.yaml", &topic.slug);
            complaints.error("topics.yaml", line, format!("the topic `{}` is there twice", topic.slug));
        }
        open.extend(&topic.children);
    }
    for package in packages {
        for slug in package.topics.iter().filter(|slug| !slugs.contains(slug.as_str())) {
            let file = format!("problems/{}/problem.yaml", package.slug);
            complaints.error(&file, line_of(files, &file, slug), format!("there is no topic `{slug}` in topics.yaml"));
        }
    }
}

fn check_identities(packages: &[Package], pathways: &[Pathway], topics: &[Topic], complaints: &mut Complaints) {
    let mut owners: BTreeMap<Uuid, String> = BTreeMap::new();
    let mut claim = |uuid: Uuid, file: String, complaints: &mut Complaints| {
        if let Some(owner) = owners.get(&uuid) {
            complaints.error(&file, None, format!("the uuid {uuid} is used in {owner} already: make a new one"));
        } else {
            owners.insert(uuid, file);
        }
    };
    for package in packages {
        claim(package.uuid, format!("problems/{}/problem.yaml", package.slug), complaints);
    }
    for pathway in pathways {
        claim(pathway.uuid, format!("pathways ({})", pathway.title), complaints);
        for module in &pathway.modules {
            claim(module.uuid, format!("pathways ({}: {})", pathway.title, module.title), complaints);
        }
    }
    let mut open: Vec<&Topic> = topics.iter().collect();
    while let Some(topic) = open.pop() {
        claim(topic.uuid, format!("topics.yaml ({})", topic.slug), complaints);
        open.extend(&topic.children);
    }
}

/// The first line that has this word by itself.
fn line_of(files: &Files, file: &str, word: &str) -> Option<u32> {
    let text = str::from_utf8(files.get(file)?).ok()?;
    let part_of_word = |c: char| !(c.is_alphanumeric() || c == '-' || c == '_');
    text.lines().position(|line| line.split(part_of_word).any(|found| found == word)).map(|at| at as u32 + 1)
}
