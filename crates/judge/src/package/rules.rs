//! Puts together how a package's answers are judged beyond a comparison.

use std::collections::BTreeMap;

use super::Files;
use super::complaints::{Complaints, words};
use super::groups::{Groups, Word};
use super::manifest::{self, Manifest};
use super::programs::{self, Layout};
use super::scoring;
use super::testdata::TestData;
use crate::validator::Helper;
use crate::{Kind, Protocol, Rules, Validator};

/// Folders of output validators: of 2025-09, and of the legacy format.
const ONE: &str = "output_validator";
const MANY: &str = "output_validators";

/// Reads the validators and the arguments of each test.
pub(super) fn read(
    files: &Files,
    manifest: &Manifest,
    data: &TestData,
    groups: &Groups,
    complaints: &mut Complaints,
) -> Rules {
    let scoring = manifest.judging.scoring.then(|| scoring::read(data, groups, complaints));
    let mut rules = Rules { scoring: scoring.flatten(), ..Rules::default() };
    let Some(validator) = validator(files, manifest, complaints) else {
        for (test, args) in &data.output_validator_args {
            let line = args.first().map(|(line, _)| *line);
            let message = "flags of a single test need an output validator: put them into data/test_group.yaml";
            complaints.error(&format!("data/{test}.yaml"), line, message);
        }
        return rules;
    };
    let always = &validator.args;
    for test in &data.tests {
        let path = format!("data/{}", test.name);
        let own = data.output_validator_args.get(&test.name);
        let args = own.or_else(|| groups.nearest(&path, |file| file.output_validator_args.as_ref()));
        let Some(args) = args.filter(|args| !args.is_empty()) else { continue };
        let all = always.iter().cloned().chain(args.iter().map(|(_, word): &Word| word.clone()));
        rules.test_args.insert(test.name.clone(), all.collect());
    }
    rules.validator = Some(validator);
    rules
}

fn validator(files: &Files, manifest: &Manifest, complaints: &mut Complaints) -> Option<Validator> {
    let helpers = helpers(files, complaints);
    let judging = &manifest.judging;
    if helpers.is_empty() {
        let has_folder = [ONE, MANY].iter().any(|folder| !files.below(folder).is_empty());
        // What is wrong with the programs was said above.
        if !has_folder && (judging.custom || judging.interactive || judging.passes.is_some()) {
            let message =
                "the answers need an output validator of the package, but there is none in `output_validator/`";
            complaints.error(manifest::FILE, judging.line, message);
        }
        return None;
    }
    if matches!(manifest.kind, Kind::Function(_)) {
        complaints.error(&helpers[0].name, None, "answers of function problems cannot be judged by a program");
        return None;
    }
    if manifest.checker.is_some() {
        complaints.error(manifest::FILE, None, "`codequest.checker` and an output validator exclude each other");
    }
    if let (Some((line, _)), true) = (judging.passes, helpers.len() > 1) {
        complaints.error(manifest::FILE, line, "a multi-pass problem has one output validator, not several");
        return None;
    }
    let (checkers, interactor) = match (judging.interactive, helpers.len()) {
        (false, _) => (helpers, None),
        (true, 1) => (Vec::new(), helpers.into_iter().next()),
        (true, _) => {
            complaints.error(&helpers[1].name, None, "an interactive problem has one output validator, not several");
            return None;
        }
    };
    if !judging.custom && !judging.interactive && !files.below(MANY).is_empty() {
        let message = "there are output validators, but `validation` is not custom: say which of the two is meant";
        complaints.error(manifest::FILE, judging.line, message);
    }
    let flags = manifest.validator_flags.as_ref();
    Some(Validator {
        checkers,
        interactor,
        protocol: Protocol::Icpc,
        args: flags
            .map_or_else(Vec::new, |(line, text)| words(*line, text).into_iter().map(|(_, word)| word).collect()),
        passes: judging.passes.map_or(1, |(_, passes)| passes),
        limits: judging.limits,
    })
}

/// The output validators of either format.
fn helpers(files: &Files, complaints: &mut Complaints) -> Vec<Helper> {
    let layouts: BTreeMap<&str, Layout> = [(ONE, Layout::One), (MANY, Layout::Many)]
        .into_iter()
        .filter(|(folder, _)| !files.below(folder).is_empty())
        .collect();
    if layouts.len() > 1 {
        complaints.error(MANY, None, format!("there is `{ONE}/` as well: keep one of the two"));
        return Vec::new();
    }
    layouts.into_iter().flat_map(|(folder, layout)| programs::read(files, folder, layout, complaints)).collect()
}
