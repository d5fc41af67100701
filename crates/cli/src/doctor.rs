//! `codequest doctor`: what this machine can do for the judge, and what is missing.

use std::process::ExitCode;

use judge::Languages;
use serde::Serialize;

use crate::sandbox;

#[derive(Serialize)]
struct Findings {
    /// The judge can be used.
    ok: bool,
    sandbox: Option<::sandbox::Capabilities>,
    /// Why there is no sandbox.
    error: Option<String>,
    languages: Vec<LanguageFinding>,
}

#[derive(Serialize)]
struct LanguageFinding {
    key: String,
    name: String,
    version: Option<String>,
    available: bool,
    install_hint: String,
}

/// Looks and prints; the exit code is 1 when programs cannot be judged.
///
/// # Errors
/// When the findings cannot be printed.
pub(crate) fn run(json: bool) -> anyhow::Result<ExitCode> {
    let languages = Languages::builtin().probe();
    let (capabilities, error) = match sandbox::supervisor(&languages, 1) {
        Ok(supervisor) => (Some(supervisor.capabilities()), None),
        Err(error) => (None, Some(format!("{error:#}"))),
    };
    let findings = Findings {
        ok: error.is_none() && languages.iter().any(|language| language.available),
        sandbox: capabilities,
        error,
        languages: languages
            .iter()
            .map(|language| LanguageFinding {
                key: language.key.clone(),
                name: language.name.clone(),
                version: language.version.clone(),
                available: language.available,
                install_hint: language.install_hint.clone(),
            })
            .collect(),
    };
    if json {
        println!("{}", serde_json::to_string_pretty(&findings)?);
    } else {
        print(&findings);
    }
    Ok(if findings.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print(findings: &Findings) {
    println!("Sandbox");
    if let Some(error) = &findings.error {
        println!("  missing  {error}");
    }
    for feature in findings.sandbox.iter().flat_map(|sandbox| &sandbox.features) {
        let word = if feature.in_force { "ok     " } else { "missing" };
        println!("  {word}  {}: {}", feature.name, feature.detail);
    }
    println!("Languages");
    for language in &findings.languages {
        match (&language.version, language.available) {
            (Some(version), true) => println!("  ok       {} {version}", language.name),
            _ => println!("  missing  {}: {}", language.name, language.install_hint),
        }
    }
    println!("{}", if findings.ok { "Programs can be judged." } else { "Programs cannot be judged." });
}
