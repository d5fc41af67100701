//! `codequest import`: problem packages, pathways and topics from folders.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;
use judge::{Complaint, Content, Files, Languages, Severity};
use platform::{
    Actor, Config, Platform, SystemClock,
    content::{Change, Outcome, Report},
};

use crate::serve::open_store;

/// What to import.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folders: a problem package (with problem.yaml), or content (with problems/, pathways/ or topics.yaml).
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Say what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

/// Imports; fails when something is wrong with the content. A server that runs beside it shows the change within two
/// seconds.
///
/// # Errors
/// When the database cannot be used.
pub(crate) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut content = Content::default();
    for path in &arguments.paths {
        add(&mut content, load(path));
    }
    let store = open_store(&config).await?;
    // Which languages are installed does not matter to an import.
    let languages = Arc::new(Languages::builtin());
    let platform = Platform::new(config, store, Arc::new(SystemClock), languages)?;
    let report = platform.content().import_some(&Actor::System, content, arguments.dry_run).await;
    let report = report.map_err(|error| anyhow::anyhow!(error.source_chain().unwrap_or_else(|| error.to_string())));
    let report = report.context("cannot import")?;
    platform.store().close().await;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print(&report);
    }
    Ok(if report.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What is in a folder; its complaints name files by the path that was given.
fn load(path: &Path) -> Content {
    let mut content = if path.join("problem.yaml").exists() {
        let loaded = judge::load_package(path);
        Content { packages: loaded.package.into_iter().collect(), complaints: loaded.complaints, ..Content::default() }
    } else {
        match Files::read_dir(path) {
            Err(error) => return refused(path, format!("cannot read this folder: {error}")),
            Ok(files) if !is_content(&files) => {
                let message =
                    "there is nothing to import: neither problem.yaml, nor problems/, pathways/ or topics.yaml";
                return refused(path, message.into());
            }
            Ok(files) => judge::load_content(&files),
        }
    };
    for complaint in &mut content.complaints {
        complaint.file = path.join(&complaint.file).display().to_string();
    }
    content
}

fn is_content(files: &Files) -> bool {
    let folders = files.folders();
    folders.contains("problems") || folders.contains("pathways") || files.get("topics.yaml").is_some()
}

fn refused(path: &Path, message: String) -> Content {
    let complaint = Complaint { file: path.display().to_string(), line: None, severity: Severity::Error, message };
    Content { complaints: vec![complaint], ..Content::default() }
}

fn add(all: &mut Content, more: Content) {
    all.packages.extend(more.packages);
    all.pathways.extend(more.pathways);
    all.topics.extend(more.topics);
    all.complaints.extend(more.complaints);
}

fn print(report: &Report) {
    for complaint in &report.complaints {
        let line = complaint.line.map(|line| format!(":{line}")).unwrap_or_default();
        let severity = match complaint.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        println!("{}{line}: {severity}: {}", complaint.file, complaint.message);
    }
    let rows =
        report.problems.iter().map(|row| ("problem", row)).chain(report.pathways.iter().map(|row| ("pathway", row)));
    for (what, Outcome { name, change }) in rows {
        let change = match change {
            Change::Added => "added",
            Change::Updated => "updated",
            Change::Unchanged => "unchanged",
            Change::KeptEdited => "edited on the server: left as it is there",
            Change::PackageGone => "its package is gone: left as it is",
            Change::Refused => "refused",
        };
        println!("{what} {name}: {change}");
    }
    if report.topics_changed > 0 {
        println!("topics: {} changed", report.topics_changed);
    }
    if report.dry_run {
        println!("dry run: nothing was changed");
    }
}
