//! The content that ships: every package keeps what it promises.
#![allow(clippy::unwrap_used, reason = "tests")]

mod support;

use std::path::Path;
use std::sync::Mutex;

use judge::package::{Content, Files, Package, Submission, load_content};
use judge::{Kind, OnFailure, Task, Verdict};

fn shipped() -> Content {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    load_content(&Files::read_dir(&folder).unwrap())
}

#[test]
fn the_shipped_content_has_no_fault() {
    let content = shipped();
    assert_eq!(content.complaints, []);
    assert!(content.packages.iter().any(|package| package.slug == "hello-sum"));
    assert!(!content.pathways.is_empty() && !content.topics.is_empty());
}

#[test]
fn every_shipped_problem_has_explained_samples_ten_secret_tests_and_three_hints() {
    for package in shipped().packages {
        let slug = &package.slug;
        let secret = package.tests.iter().filter(|test| !test.is_sample).count();
        assert!(secret >= 10, "{slug} has {secret} secret tests");
        for sample in package.tests.iter().filter(|test| test.is_sample) {
            assert!(package.explanations.iter().any(|(name, _)| name == &sample.name), "{slug}: {}", sample.name);
        }
        assert_eq!(package.hints.len(), 3, "{slug}");
        assert!(!package.constraints.is_empty() && !package.output_format.is_empty(), "{slug}");
    }
}

#[test]
fn every_reference_submission_gets_the_verdict_that_its_folder_claims() {
    let content = shipped();
    let work: Vec<(&Package, &Submission)> = content
        .packages
        .iter()
        .flat_map(|package| package.submissions.iter().map(move |submission| (package, submission)))
        .collect();
    let queue = Mutex::new(work.iter());
    let failures = Mutex::new(Vec::new());
    // One thread for each slot of the sandbox.
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((package, submission)) = queue.lock().unwrap().next() else { break };
                    failures.lock().unwrap().extend(failure(package, submission));
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What a submission did other than it claims.
fn failure(package: &Package, submission: &Submission) -> Option<String> {
    // An accepted one runs in full; any other has shown what it claims with its first failure.
    let task = Task { on_failure: OnFailure::Stop, ..package.task() };
    let report = support::run(&task, &submission.language, &submission.source);
    let name = format!("{}/{}", package.slug, submission.path);
    if std::env::var_os("CODEQUEST_SHOW_TIMES").is_some() {
        let limit = package.limits.time_ms;
        eprintln!("{name}: {} {} of {limit} ms, {} KiB", report.verdict, report.cpu_ms, report.memory_kb);
    }
    if report.verdict == submission.expected {
        return None;
    }
    let last = report.tests.last();
    let at = last.map_or("compiling", |test| test.name.as_str());
    let message = last.and_then(|test| test.checker_message.clone()).unwrap_or_default();
    let said = last.map_or(report.compile.output.as_str(), |test| test.stderr.as_str());
    Some(format!("{name}: {} instead of {} at {at}: {message} {said}", report.verdict, submission.expected))
}

#[test]
fn every_shipped_problem_has_accepted_submissions_to_prove_it_with_and_a_wrong_one() {
    for package in shipped().packages {
        let slug = &package.slug;
        // Drivers differ by language, so a function must be proved in each of them.
        let languages = match package.kind {
            Kind::Function(_) => &support::LANGUAGES[..],
            Kind::Stdio => &["python", "cpp"],
        };
        for language in languages {
            let found = package
                .submissions
                .iter()
                .any(|submission| submission.expected == Verdict::Accepted && submission.language == *language);
            assert!(found, "{slug} has no accepted submission in {language}");
        }
        let wrong = |submission: &Submission| submission.expected == Verdict::WrongAnswer;
        assert!(package.submissions.iter().any(wrong), "{slug} has no wrong submission");
    }
}
