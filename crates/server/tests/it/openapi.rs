//! The description at `/openapi.json`: whoever builds on it must find everything that a call takes and answers.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// Calls that send nothing but a path and a token. The list may only become shorter.
const WITHOUT_BODY: [&str; 3] =
    ["POST /v1/admin/users/{id}/verify-email", "POST /api/v1/auth/session", "POST /api/v1/auth/logout"];

/// One call as it is described.
struct Operation {
    call: String,
    path: String,
    says: Value,
}

fn description() -> Value {
    serde_json::to_value(server::openapi()).unwrap()
}

fn operations(description: &Value) -> Vec<Operation> {
    let paths = description["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let of_method = |(method, says): (&String, &Value)| Operation {
            call: format!("{} {path}", method.to_uppercase()),
            path: path.clone(),
            says: says.clone(),
        };
        item.as_object().unwrap().iter().map(of_method).collect::<Vec<_>>()
    };
    let found: Vec<Operation> = paths.iter().flat_map(of_path).collect();
    assert!(found.len() > 40, "only {} operations are described", found.len());
    found
}

/// The calls for which `wrong` says something, with what it says.
fn complaints(wrong: impl Fn(&Operation) -> Option<String>) -> Vec<String> {
    let description = description();
    let found = operations(&description);
    found.iter().filter_map(|each| wrong(each).map(|text| format!("{}: {text}", each.call))).collect()
}

#[track_caller]
fn nothing(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_operation_has_a_summary_and_a_described_tag() {
    let tags = description()["tags"].as_array().unwrap().clone();
    let described = |tag: &Value| {
        tags.iter()
            .any(|each| each["name"] == *tag && each["description"].as_str().is_some_and(|text| !text.is_empty()))
    };
    nothing(&complaints(|operation| {
        let says = &operation.says;
        let named = says["tags"].as_array().is_some_and(|tags| tags.len() == 1 && tags.iter().all(described));
        match says["summary"].as_str() {
            None | Some("") => Some("no summary".into()),
            Some(_) if !named => Some(format!("the tag {} is not described", says["tags"])),
            Some(_) => None,
        }
    }));
}

#[test]
fn every_call_that_sends_something_says_what() {
    let description = description();
    let without: BTreeSet<String> = operations(&description)
        .into_iter()
        .filter(|operation| ["POST ", "PUT ", "PATCH "].iter().any(|method| operation.call.starts_with(method)))
        .filter(|operation| operation.says.get("requestBody").is_none())
        .map(|operation| operation.call)
        .collect();
    assert_eq!(without, WITHOUT_BODY.map(str::to_owned).into());
}

#[test]
fn the_parameters_of_the_path_are_those_that_are_described() {
    nothing(&complaints(|operation| {
        let in_path: BTreeSet<String> = operation
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}').map(str::to_owned))
            .collect();
        let parameters = operation.says["parameters"].as_array().cloned().unwrap_or_default();
        let described: BTreeSet<String> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
            .collect();
        (in_path != described).then(|| format!("{in_path:?} in the path, {described:?} described"))
    }));
}

#[test]
fn no_parameter_is_named_twice_and_each_has_a_type() {
    nothing(&complaints(|operation| {
        let parameters = operation.says["parameters"].as_array().cloned().unwrap_or_default();
        let mut seen = BTreeSet::new();
        let wrong = parameters.iter().find(|parameter| {
            let schema = &parameter["schema"];
            !seen.insert(parameter["name"].to_string())
                || (schema.get("type").is_none() && schema.get("$ref").is_none())
        });
        wrong.map(|parameter| parameter.to_string())
    }));
}

#[test]
fn numbers_of_pages_are_numbers() {
    nothing(&complaints(|operation| {
        let parameters = operation.says["parameters"].as_array().cloned().unwrap_or_default();
        let numbers = ["page", "limit", "offset"];
        let wrong = parameters.iter().find(|parameter| {
            numbers.contains(&parameter["name"].as_str().unwrap()) && {
                let schema = &parameter["schema"];
                schema["type"] != "integer" || schema.get("minimum").is_none() || schema.get("default").is_none()
            }
        });
        wrong.map(|parameter| parameter.to_string())
    }));
}

#[test]
fn operations_are_named_by_a_verb_and_a_noun_once_each() {
    let description = description();
    let mut calls: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for operation in operations(&description) {
        let id = operation.says["operationId"].as_str().unwrap_or_default().to_owned();
        calls.entry(id).or_default().push(operation.call);
    }
    let wrong: Vec<_> = calls.iter().filter(|(id, calls)| calls.len() > 1 || !id.contains('_')).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_answer_is_described_and_refusals_are_in_the_words_of_their_dialect() {
    nothing(&complaints(|operation| {
        let responses = operation.says["responses"].as_object().unwrap();
        let envelope = match &operation.path {
            path if path.starts_with("/v1/") => "#/components/schemas/ErrorEnvelope",
            path if path.starts_with("/api/v1/") || path.starts_with("/ws/") => "#/components/schemas/ErrorText",
            // What operators ask is refused nothing; `/ready` answers the same either way.
            _ => "#/components/schemas/Readiness",
        };
        let wrong = responses.iter().find(|(status, response)| {
            let content = &response["content"];
            let said = response["description"].as_str().is_some_and(|text| !text.is_empty());
            let fits = match status.as_bytes()[0] {
                b'4' | b'5' => content["application/json"]["schema"]["$ref"] == envelope,
                _ => ["101", "204"].contains(&status.as_str()) == content.is_null(),
            };
            !said || !fits
        });
        match wrong {
            Some((status, response)) => Some(format!("{status} {response}")),
            None if !responses.contains_key("429") && !envelope.ends_with("Readiness") => Some("no 429".into()),
            None => None,
        }
    }));
}

#[test]
fn what_is_referred_to_exists() {
    fn collect(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(target)) = object.get("$ref") {
                    found.insert(target.clone());
                }
                object.values().for_each(|each| collect(each, found));
            }
            Value::Array(items) => items.iter().for_each(|each| collect(each, found)),
            _ => {}
        }
    }
    let description = description();
    let mut targets = BTreeSet::new();
    collect(&description, &mut targets);
    let missing: Vec<_> =
        targets.iter().filter(|target| description.pointer(target.trim_start_matches('#')).is_none()).collect();
    assert!(missing.is_empty() && targets.len() > 50, "{missing:?} of {}", targets.len());
}

#[test]
fn lists_have_their_page_and_keys_of_answers_are_always_there() {
    let schemas = &description()["components"]["schemas"];
    let list = &schemas["ListEnvelope_ProblemRow"];
    assert_eq!(list["properties"]["meta"], json!({"$ref": "#/components/schemas/Page"}));
    assert_eq!(list["properties"]["data"]["items"], json!({"$ref": "#/components/schemas/ProblemRow"}));
    let required: BTreeSet<&str> =
        schemas["SubmissionOut"]["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    assert!(required.contains("completed_at") && required.contains("ai_review"), "{required:?}");
    let update = schemas["SubmissionUpdate"]["required"].as_array().unwrap();
    assert!(!update.contains(&json!("progress")), "{update:?}");
    let asked = schemas["CreateProblem"]["required"].as_array().unwrap();
    assert!(!asked.contains(&json!("tags")), "{asked:?}");
}

/// The description knows schemas by name alone: of two with the same name one is lost.
#[test]
fn no_two_types_have_the_same_name_in_the_description() {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                described_types(&text).into_iter().for_each(|name| *names.entry(name).or_default() += 1);
            }
        }
    }
    let twice: Vec<_> = names.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty() && names.len() > 80, "{twice:?} of {}", names.len());
}

/// The names under which the types of a source file that derive `ToSchema` are described.
fn described_types(text: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let parts = text.split("#[derive(").skip(1).filter(|part| part.split(')').next().unwrap().contains("ToSchema"));
    parts
        .filter_map(|part| {
            let head = part.split('{').next().unwrap();
            let given = head.split_once("#[schema(as = ").map(|(_, name)| word(name));
            let own = || ["struct ", "enum "].iter().find_map(|kind| head.split_once(kind)).map(|(_, name)| word(name));
            given.or_else(own)
        })
        .collect()
}
