//! The table of attacks as it is written in `catalogue.toml`.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use sandbox::Defence;
use serde::Deserialize;

/// The result of an attack that had its way.
pub(crate) const WORKED: &str = "worked";
/// Where Node.js is for sandboxes.
pub(crate) const NODE: &str = "/usr/bin/node";

/// One attack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attack {
    pub(crate) name: String,
    pub(crate) source: PathBuf,
    #[serde(default)]
    pub(crate) step: Step,
    #[serde(default)]
    pub(crate) args: Vec<String>,
    pub(crate) tries: String,
    pub(crate) must: Vec<String>,
    pub(crate) stopped_by: Vec<Defence>,
    #[serde(default)]
    pub(crate) otherwise: Vec<String>,
    pub(crate) why: Option<String>,
    #[serde(default)]
    pub(crate) before: Vec<String>,
    #[serde(default)]
    pub(crate) beside: Vec<String>,
    pub(crate) get: Option<String>,
    pub(crate) put: Option<String>,
    #[serde(default)]
    pub(crate) limits: OtherLimits,
    pub(crate) needs: Option<String>,
    pub(crate) known: Option<String>,
}

/// A known escape of another judge that no single program can try, and the test that does.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Elsewhere {
    pub(crate) known: String,
    /// The file below `tests/it/`, and the name of the function.
    pub(crate) file: String,
    pub(crate) test: String,
}

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalogue {
    pub(crate) attack: Vec<Attack>,
    pub(crate) elsewhere: Vec<Elsewhere>,
}

/// When an attack happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// The compiler reads the source.
    Compile,
    /// The program runs.
    #[default]
    Run,
}

/// Limits that differ from the usual ones.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OtherLimits {
    pub(crate) cpu_ms: Option<u64>,
    pub(crate) wall_ms: Option<u64>,
    pub(crate) memory_mb: Option<u64>,
    pub(crate) file_mb: Option<u64>,
    pub(crate) stack_kb: Option<u64>,
    pub(crate) open_files: Option<u32>,
}

/// The languages of the attacks, by their folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Language {
    C,
    Cpp,
    Python,
    Java,
    JavaScript,
    Rust,
    Shell,
}

impl Attack {
    /// Returns the language of its source.
    pub(crate) fn language(&self) -> Language {
        match self.source.components().next().and_then(|folder| folder.as_os_str().to_str()) {
            Some("c") => Language::C,
            Some("cpp") => Language::Cpp,
            Some("python") => Language::Python,
            Some("java") => Language::Java,
            Some("javascript") => Language::JavaScript,
            Some("rust") => Language::Rust,
            Some("shell") => Language::Shell,
            other => panic!("{}: the folder {other:?} is no language", self.name),
        }
    }

    /// Says whether this is the result of the attack where nothing stops it.
    pub(crate) fn works(&self, result: &str) -> bool {
        if self.otherwise.is_empty() {
            result == WORKED
        } else {
            self.otherwise.iter().any(|otherwise| otherwise == result)
        }
    }

    /// Says whether this machine has what it needs; `cgroup` says whether one counts.
    pub(crate) fn can_be_tried(&self, cgroup: bool) -> bool {
        // Node.js comes from wherever the machine has it, and only what the system has can be shown.
        if self.language() == Language::JavaScript && !Path::new(NODE).exists() {
            return false;
        }
        match self.needs.as_deref() {
            Some("cgroup") => cgroup,
            Some(file) => Path::new(file).exists(),
            None => true,
        }
    }
}

/// Where the table and the sources are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks")
}

/// Reads the table. `ATTACK` in the environment takes only those with this text in their names.
pub(crate) fn attacks() -> Vec<Attack> {
    let wanted = std::env::var("ATTACK").unwrap_or_default();
    every_attack().into_iter().filter(|attack| attack.name.contains(&wanted)).collect()
}

/// Reads the whole table.
pub(crate) fn every_attack() -> Vec<Attack> {
    catalogue().attack
}

/// Reads the whole file.
pub(crate) fn catalogue() -> Catalogue {
    let text = std::fs::read_to_string(folder().join("catalogue.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

/// Writes the table for people.
pub(crate) fn table(catalogue: &Catalogue) -> String {
    let mut text = String::from(
        "# Attacks\n\nWhat hostile programs and sources try, what happens to them, and the walls of which any one is \
         enough. The table is made from\n[catalogue.toml](catalogue.toml), which says what its words mean; \
         `UPDATE=1 cargo test -p sandbox --features breakable --test attacks table` writes it\nanew, and the test of that name fails while it \
         is not up to date.\n\n`*` marks walls that are not tried out alone; the catalogue says why.\n\n\
         | attack | source | step | tries to have | must be | stopped by any of |\n|---|---|---|---|---|---|\n",
    );
    for attack in &catalogue.attack {
        let walls: Vec<_> = attack.stopped_by.iter().map(|wall| format!("`{}`", name(*wall))).collect();
        let known = attack.known.as_deref().map_or(String::new(), |known| format!(" ({known})"));
        let _ = writeln!(
            text,
            "| {} | [{source}]({source}) | {} | {}{known} | {} | {}{} |",
            attack.name,
            if attack.step == Step::Compile { "compile" } else { "run" },
            attack.tries,
            attack.must.join(" or "),
            walls.join(" "),
            if attack.why.is_some() { " *" } else { "" },
            source = attack.source.display(),
        );
    }
    text += "\nKnown escapes of other judges that no single program can try have tests of their own:\n\n| known | test |\n|---|---|\n";
    for Elsewhere { known, file, test } in &catalogue.elsewhere {
        let _ = writeln!(text, "| {known} | [{file}](../it/{file}) `{test}` |");
    }
    text
}

/// The name of a wall as the table has it.
pub(crate) fn name(wall: Defence) -> String {
    serde_json::to_value(wall).unwrap().as_str().unwrap().to_owned()
}
