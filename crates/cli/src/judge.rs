//! `codequest judge`: one file against one package, without a server.

use std::{fs, path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::{Context, bail};
use judge::{Languages, LimitHit, Progress, Report, Scored, Severity, Task, package::load_package};
use platform::Config;
use serde::Serialize;

use crate::sandbox;

/// What to judge.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the problem package.
    problem: PathBuf,
    /// The program.
    source: PathBuf,
    /// Key of the language; the file's ending decides when it is absent.
    #[arg(long)]
    language: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Output<'r> {
    verdict: &'static str,
    cpu_ms: u64,
    wall_ms: u64,
    memory_kb: u64,
    compile_output: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Scored>,
    tests: Vec<TestOutput<'r>>,
}

#[derive(Serialize)]
struct TestOutput<'r> {
    name: &'r str,
    verdict: &'static str,
    cpu_ms: u64,
    wall_ms: u64,
    memory_kb: u64,
    /// More than one when its time was near the limit.
    runs: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<LimitHit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team_message: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    judge_error: Option<&'r str>,
}

/// Judges; the exit code is 0 for any verdict and 1 when there is none.
///
/// # Errors
/// A broken package, an unreadable file, an unknown or missing language, a sandbox that does not start.
pub(crate) fn run(configuration: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let loaded = load_package(&arguments.problem);
    for complaint in &loaded.complaints {
        eprintln!("{complaint}");
    }
    let Some(package) = loaded.package.filter(|_| !loaded.complaints.iter().any(|one| one.severity == Severity::Error))
    else {
        bail!("{} is not a sound problem package", arguments.problem.display());
    };
    let source =
        fs::read_to_string(&arguments.source).with_context(|| format!("cannot read {}", arguments.source.display()))?;
    // What a server on this machine keeps serves here, too; without one nothing is left behind.
    let cache = configuration.data_dir.join("cache");
    let languages = if cache.is_dir() { sandbox::languages(&cache) } else { Languages::builtin().probe() };
    let languages = Arc::new(languages);
    let language = match &arguments.language {
        Some(name) => languages.get(name).or_else(|| languages.by_api_name(name)),
        None => arguments.source.extension().and_then(|ending| languages.by_extension(&ending.to_string_lossy())),
    };
    let Some(language) = language else {
        let known: Vec<_> = languages.iter().map(|language| language.key.as_str()).collect();
        bail!("which language is {}? Say --language with one of: {}", arguments.source.display(), known.join(", "));
    };
    let task = package.task();
    let judge = sandbox::judge(languages.clone(), 1, configuration)?;
    let report = judge.judge(&task, language, &source, &mut |progress| show(&progress, arguments.json))?;
    print(&task, &report, arguments.json)?;
    Ok(ExitCode::SUCCESS)
}

fn show(progress: &Progress, quiet: bool) {
    if let Progress::Test { index, total, result } = progress
        && !quiet
    {
        println!(
            "{:>3}/{total} {:<24} {:<22} {:>6} ms {:>8} KiB{}",
            index + 1,
            result.name,
            result.verdict,
            result.cpu_ms,
            result.memory_kb,
            if result.runs > 1 { format!("  fastest of {} runs", result.runs) } else { String::new() }
        );
    }
}

fn print(task: &Task, report: &Report, json: bool) -> anyhow::Result<()> {
    if json {
        let tests = report.tests.iter().map(|test| TestOutput {
            name: &test.name,
            verdict: test.verdict.as_str(),
            cpu_ms: test.cpu_ms,
            wall_ms: test.wall_ms,
            memory_kb: test.memory_kb,
            runs: test.runs,
            limit: test.limit_hit,
            message: test.checker_message.as_deref(),
            team_message: test.team_message.as_deref(),
            judge_error: test.judge_error.as_deref(),
        });
        let output = Output {
            verdict: report.verdict.as_str(),
            cpu_ms: report.cpu_ms,
            wall_ms: report.wall_ms,
            memory_kb: report.memory_kb,
            compile_output: &report.compile.output,
            score: judge::score(task, report),
            tests: tests.collect(),
        };
        println!("{}", serde_json::to_string(&output)?);
        return Ok(());
    }
    if !report.compile.output.is_empty() {
        println!("{}", report.compile.output.trim_end());
    }
    for test in report.tests.iter().filter(|test| !test.verdict.is_accepted()) {
        let said = [&test.checker_message, &test.team_message, &test.judge_error];
        for message in said.into_iter().flatten() {
            println!("{}: {}", test.name, message.trim_end());
        }
    }
    if let Some(scored) = judge::score(task, report) {
        for group in &scored.groups {
            println!("{}: {} of {}", group.name, group.score, group.max_score);
        }
        println!("score {} of {}", scored.score, scored.max_score);
    }
    println!("{} (at most {} ms, {} KiB)", report.verdict, report.cpu_ms, report.memory_kb);
    Ok(())
}
