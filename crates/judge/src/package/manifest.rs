//! Reads `problem.yaml`.

use uuid::Uuid;

use super::complaints::{Complaints, MapReader, text_of};
use super::signature;
use super::yaml::{self, Value};
use crate::{Checker, Kind, Protocol, TaskLimits};

/// Name of the file.
pub(super) const FILE: &str = "problem.yaml";

/// What `problem.yaml` says.
#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) name: String,
    pub(super) uuid: Option<Uuid>,
    pub(super) license: String,
    pub(super) authors: Vec<String>,
    pub(super) keywords: Vec<String>,
    pub(super) limits: TaskLimits,
    pub(super) difficulty: u8,
    pub(super) topics: Vec<String>,
    pub(super) hints: Vec<String>,
    pub(super) kind: Kind,
    /// A checker that was named instead of the format's default one.
    pub(super) checker: Option<Checker>,
    /// `validator_flags` of the legacy format, with their line.
    pub(super) validator_flags: Option<(u32, String)>,
    pub(super) judging: Judging,
}

/// How `problem.yaml` says that answers are judged.
#[derive(Debug)]
pub(super) struct Judging {
    /// The legacy format asks for a validator of the package (`validation: custom`).
    pub(super) custom: bool,
    /// The validator talks with the program.
    pub(super) interactive: bool,
    /// The tests make a score.
    pub(super) scoring: bool,
    /// How often the submission may run for one test, and where that is said; `None` when the problem has one pass.
    pub(super) passes: Option<(u32, u32)>,
    /// What one run of a program of the package may use.
    pub(super) limits: TaskLimits,
    /// The line of `type` or `validation`, for complaints.
    pub(super) line: u32,
}

const VERSIONS: &[&str] = &["2025-09", "2025-09-draft", "2023-07", "2023-07-draft", "legacy", "legacy-icpc"];
const LICENSES: &[&str] = &["unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission"];
/// Passes of a multi-pass problem that names no number.
const USUAL_PASSES: u32 = 2;
/// Keys of the format, old and new, that change nothing here.
const WITHOUT_EFFECT: &[&str] = &[
    "version",
    "source",
    "source_url",
    "rights_owner",
    "embargo_until",
    "languages",
    "allow_file_writing",
    "constants",
    "grading",
    "validator",
    "range",
    "objective",
];
const LIMITS_WITHOUT_EFFECT: &[&str] = &[
    "time_multipliers",
    "time_multiplier",
    "time_safety_margin",
    "time_resolution",
    "code",
    "compilation_time",
    "compilation_memory",
];

/// Reads the file's text. `None` when it cannot be read at all.
pub(super) fn read(text: &str, complaints: &mut Complaints) -> Option<Manifest> {
    let node = match yaml::parse(text) {
        Ok(node) => node,
        Err((line, message)) => {
            complaints.error(FILE, line, message);
            return None;
        }
    };
    let mut top = MapReader::new(FILE, "", &node, complaints)?;
    read_version(&mut top, complaints);
    let mut judging = read_type(&mut top, complaints);
    let name = read_name(&mut top, complaints);
    let uuid = top.text("uuid", complaints).map(|(line, text)| {
        Uuid::parse_str(&text).unwrap_or_else(|_| {
            complaints.error(FILE, line, format!("`{text}` is not a UUID"));
            Uuid::nil()
        })
    });
    let license = match top.text("license", complaints) {
        Some((line, text)) if !LICENSES.contains(&text.as_str()) => {
            complaints.error(FILE, line, format!("`license` must be one of {}", LICENSES.join(", ")));
            text
        }
        Some((_, text)) => text,
        None => "unknown".to_owned(),
    };
    let authors = read_authors(&mut top, complaints);
    let keywords = read_keywords(&mut top, complaints);
    let limits = read_limits(&mut top, &mut judging, complaints);
    let validator_flags = top.text("validator_flags", complaints);
    let ours = read_ours(&mut top, complaints);
    top.finish(WITHOUT_EFFECT, complaints);
    Some(Manifest {
        name,
        uuid,
        license,
        authors,
        keywords,
        limits,
        difficulty: ours.difficulty,
        topics: ours.topics,
        hints: ours.hints,
        kind: ours.kind,
        checker: ours.checker,
        validator_flags,
        judging,
    })
}

fn read_version(top: &mut MapReader<'_>, complaints: &mut Complaints) {
    match top.text("problem_format_version", complaints) {
        Some((line, version)) if !VERSIONS.contains(&version.as_str()) => {
            complaints.error(FILE, line, format!("package format `{version}` is not known: use 2025-09"));
        }
        Some(_) => {}
        None => complaints.warning(FILE, 1, "`problem_format_version` is missing: the legacy format is assumed"),
    }
}

fn read_type(top: &mut MapReader<'_>, complaints: &mut Complaints) -> Judging {
    let mut judging = Judging {
        custom: false,
        interactive: false,
        passes: None,
        scoring: false,
        limits: Protocol::usual_limits(),
        line: top.line(),
    };
    let version = top.text("problem_format_version", complaints);
    let is_legacy = version.is_none_or(|(_, version)| version.starts_with("legacy"));
    for (line, kind) in top.texts("type", complaints) {
        match kind.as_str() {
            "pass-fail" => {}
            "interactive" => judging.interactive = true,
            "scoring" if is_legacy => {
                complaints.error(FILE, line, "scores of the legacy format cannot be judged here: use 2025-09");
            }
            "scoring" => judging.scoring = true,
            "multi-pass" => judging.passes = Some((line, USUAL_PASSES)),
            _ => {
                let message = format!(
                    "problems of the type `{kind}` cannot be judged here: use pass-fail, scoring, interactive or multi-pass"
                );
                complaints.error(FILE, line, message);
            }
        }
        judging.line = line;
    }
    if let Some((line, validation)) = top.text("validation", complaints) {
        let mut words = validation.split_whitespace();
        judging.custom = match words.next() {
            Some("default") => false,
            Some("custom") => true,
            _ => {
                complaints.error(FILE, line, "`validation` must be default or custom");
                false
            }
        };
        for word in words {
            match word {
                "interactive" if judging.custom => judging.interactive = true,
                "score" if judging.custom => {
                    complaints.error(FILE, line, "output validators that give scores cannot be used here");
                }
                _ => complaints.error(FILE, line, format!("`{word}` is not known here: use `custom interactive`")),
            }
        }
        judging.line = line;
    }
    judging
}

fn read_name(top: &mut MapReader<'_>, complaints: &mut Complaints) -> String {
    let Some(node) = top.node("name") else {
        complaints.error(FILE, top.line(), "`name` is missing");
        return String::new();
    };
    // The format allows one name for each language of the statement.
    let name = match &node.value {
        Value::Map(entries) => {
            entries.iter().find(|entry| entry.key == "en").or(entries.first()).and_then(|entry| text_of(&entry.node))
        }
        _ => text_of(node),
    };
    match name.map(|name| name.trim().to_owned()) {
        Some(name) if (1..=200).contains(&name.chars().count()) => name,
        _ => {
            complaints.error(FILE, node.line, "`name` must be text of 1 to 200 characters");
            String::new()
        }
    }
}

fn read_authors(top: &mut MapReader<'_>, complaints: &mut Complaints) -> Vec<String> {
    let authors = read_people(top, complaints);
    // An address after a name is for the maintainers of the package, not for its readers.
    authors.iter().map(|author| author.split('<').next().unwrap_or_default().trim().to_owned()).collect()
}

fn read_people(top: &mut MapReader<'_>, complaints: &mut Complaints) -> Vec<String> {
    let legacy = top.texts("author", complaints).into_iter().map(|(_, text)| text);
    let mut authors: Vec<String> = legacy.collect();
    let Some(node) = top.node("credits") else { return authors };
    if let Some(text) = text_of(node) {
        authors.push(text);
        return authors;
    }
    let Some(mut credits) = MapReader::new(FILE, "credits.", node, complaints) else { return authors };
    if let Some(node) = credits.node("authors") {
        let people = match &node.value {
            Value::List(people) => people.iter().collect(),
            _ => vec![node],
        };
        for person in people {
            match &person.value {
                Value::Map(entries) => authors.extend(
                    entries.iter().filter(|entry| entry.key == "name").filter_map(|entry| text_of(&entry.node)),
                ),
                _ => authors.extend(text_of(person)),
            }
        }
    }
    let others = ["contributors", "testers", "translators", "packagers", "acknowledgements"];
    credits.finish(&others, complaints);
    authors
}

fn read_keywords(top: &mut MapReader<'_>, complaints: &mut Complaints) -> Vec<String> {
    let mut keywords = Vec::new();
    for (line, text) in top.texts("keywords", complaints) {
        // The legacy format has one text with spaces between the words.
        let words: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
        for word in words {
            if word.chars().count() > 50 {
                complaints.error(FILE, line, format!("the keyword `{word}` has more than 50 characters"));
            } else if !keywords.iter().any(|known| known == word) {
                keywords.push(word.to_owned());
            }
        }
    }
    keywords
}

/// The limits of submissions; those of the package's own programs go into `judging`.
fn read_limits(top: &mut MapReader<'_>, judging: &mut Judging, complaints: &mut Complaints) -> TaskLimits {
    // 256 MiB is what most problem sets assume; the format leaves the default to the system.
    let mut limits = TaskLimits { time_ms: 2_000, memory_kb: 256 * 1024, output_kb: 8 * 1024 };
    let Some(mut map) = top.map("limits", complaints) else {
        complaints.warning(FILE, top.line(), "`limits` is missing: 2 s, 256 MiB and 8 MiB of output are assumed");
        return limits;
    };
    if let Some(seconds) = map.number("time_limit", 0.1..=60.0, complaints) {
        limits.time_ms = (seconds * 1000.0).round() as u64;
    }
    if let Some(mebibytes) = map.number("memory", 16.0..=4096.0, complaints) {
        limits.memory_kb = (mebibytes * 1024.0).round() as u64;
    }
    if let Some(mebibytes) = map.number("output", 0.01..=64.0, complaints) {
        limits.output_kb = (mebibytes * 1024.0).round() as u64;
    }
    if let Some(passes) = map.number("validation_passes", 1.0..=100.0, complaints) {
        match &mut judging.passes {
            Some((_, allowed)) if passes.fract() == 0.0 => *allowed = passes as u32,
            Some((line, _)) => complaints.error(FILE, *line, "`limits.validation_passes` must be a whole number"),
            None => {
                complaints.warning(
                    FILE,
                    map.line(),
                    "`limits.validation_passes` has no effect without `type: multi-pass`",
                );
            }
        }
    }
    let validation = &mut judging.limits;
    if let Some(seconds) = map.number("validation_time", 0.1..=600.0, complaints) {
        validation.time_ms = (seconds * 1000.0).round() as u64;
    }
    if let Some(mebibytes) = map.number("validation_memory", 16.0..=8192.0, complaints) {
        validation.memory_kb = (mebibytes * 1024.0).round() as u64;
    }
    if let Some(mebibytes) = map.number("validation_output", 0.01..=64.0, complaints) {
        validation.output_kb = (mebibytes * 1024.0).round() as u64;
    }
    map.finish(LIMITS_WITHOUT_EFFECT, complaints);
    limits
}

struct Ours {
    difficulty: u8,
    topics: Vec<String>,
    hints: Vec<String>,
    kind: Kind,
    checker: Option<Checker>,
}

fn read_ours(top: &mut MapReader<'_>, complaints: &mut Complaints) -> Ours {
    let mut ours = Ours { difficulty: 2, topics: Vec::new(), hints: Vec::new(), kind: Kind::Stdio, checker: None };
    let Some(mut map) = top.map("codequest", complaints) else {
        complaints.warning(
            FILE,
            top.line(),
            "`codequest` is missing: difficulty 2, no topics and no hints are assumed",
        );
        return ours;
    };
    if map.node("difficulty").is_none() {
        complaints.warning(FILE, map.line(), "`codequest.difficulty` is missing: 2 is assumed");
    }
    match map.number("difficulty", 1.0..=3.0, complaints) {
        Some(number) if number.fract() == 0.0 => ours.difficulty = number as u8,
        Some(_) => complaints.error(FILE, map.line(), "`codequest.difficulty` must be 1, 2 or 3"),
        None => {}
    }
    ours.topics = map.texts("topics", complaints).into_iter().map(|(_, slug)| slug).collect();
    let hints = map.texts("hints", complaints);
    if let Some((line, _)) = hints.get(3) {
        complaints.error(FILE, *line, "`codequest.hints` has more than three hints");
    }
    ours.hints = hints.into_iter().map(|(_, hint)| hint.trim().to_owned()).collect();
    if let Some((line, word)) = map.text("checker", complaints) {
        match word.as_str() {
            "default" => {}
            "trimmed" => ours.checker = Some(Checker::Trimmed),
            "exact" => ours.checker = Some(Checker::Exact),
            _ => complaints.error(FILE, line, "`codequest.checker` must be default, trimmed or exact"),
        }
    }
    let function = map.map("function", complaints);
    let class = map.map("class", complaints);
    if let (Some(_), Some(class)) = (&function, &class) {
        complaints.error(FILE, class.line(), "a problem has either `codequest.function` or `codequest.class`");
    }
    let signature = match (function, class) {
        (Some(function), _) => signature::read_function(function, complaints),
        (None, Some(class)) => signature::read_class(class, complaints),
        (None, None) => None,
    };
    if let Some(signature) = signature {
        ours.kind = Kind::Function(signature);
    }
    map.finish(&[], complaints);
    ours
}
