//! Versions: from what an author wrote to sealed rows, and from rows to what the judge needs.

use judge::{Checker, Kind, OnFailure, Rules, Signature, Task, TaskLimits, Test};
use model::{ProblemId, UserId, VersionId};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{
    Conn,
    problems::{NewTest, NewVersion, TestRow, VersionRow},
};
use uuid::Uuid;

use super::POINTS;
use crate::{Error, Result, markdown, seal::Sealer};

/// Everything that makes a version, in clear.
#[derive(Debug, Clone)]
pub(crate) struct Contents {
    /// The statement's prose.
    pub(crate) description: String,
    pub(crate) input_format: Option<String>,
    pub(crate) output_format: Option<String>,
    pub(crate) constraints: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) limits: TaskLimits,
    pub(crate) checker: Checker,
    /// Programs of the package and their arguments.
    pub(crate) rules: Rules,
    pub(crate) hints: Vec<String>,
    /// Code by key of the language, where the author gave some.
    pub(crate) starter_code: serde_json::Map<String, serde_json::Value>,
    pub(crate) tests: Vec<TestData>,
}

/// A test in clear.
#[derive(Debug, Clone)]
pub(crate) struct TestData {
    pub(crate) name: String,
    pub(crate) is_sample: bool,
    pub(crate) points: i64,
    pub(crate) explanation: Option<String>,
    pub(crate) input: String,
    pub(crate) answer: String,
}

impl Contents {
    /// SHA-256 over all of it, in hex.
    pub(crate) fn digest(&self) -> String {
        let tests: Vec<_> = self
            .tests
            .iter()
            .map(|test| json!([test.name, test.is_sample, test.points, test.explanation, test.input, test.answer]))
            .collect();
        let mut all = json!([
            self.description,
            self.input_format,
            self.output_format,
            self.constraints,
            self.kind,
            self.limits,
            self.checker,
            self.hints,
            self.starter_code,
            tests
        ]);
        // Only where there are any, so that the digests of all other versions are what they were.
        if let (false, serde_json::Value::Array(all)) = (self.rules.is_empty(), &mut all) {
            all.push(json!(self.rules));
        }
        hex(&Sha256::digest(all.to_string()))
    }

    /// The statement with its sections, in Markdown.
    pub(crate) fn statement(&self) -> String {
        statement(&self.description, [&self.input_format, &self.output_format, &self.constraints].map(Option::as_deref))
    }

    /// The rows to be written: rendered, points given out, tests sealed.
    ///
    /// # Errors
    /// `Internal`, never seen in practice.
    pub(crate) fn seal(self, problem_id: ProblemId, created_by: Option<UserId>, sealer: &Sealer) -> Result<NewVersion> {
        let digest = self.digest();
        let description_html = markdown::render(&self.statement());
        let points = share_points(&self.tests);
        let tests = self.tests.into_iter().zip(points).map(|(test, points)| seal_test(test, points, sealer));
        let id = Uuid::now_v7();
        let rules = match self.rules.is_empty() {
            true => None,
            false => Some(sealer.seal(id.as_bytes(), &serde_json::to_vec(&self.rules).map_err(Error::internal)?)?),
        };
        Ok(NewVersion {
            id,
            rules,
            problem_id,
            digest,
            description_html,
            time_limit_ms: to_i64(self.limits.time_ms),
            memory_limit_kb: to_i64(self.limits.memory_kb),
            output_limit_kb: to_i64(self.limits.output_kb),
            checker: serde_json::to_value(&self.checker).map_err(Error::internal)?,
            signature: signature_json(&self.kind)?,
            hints: self.hints,
            starter_code: self.starter_code.into(),
            // Points are the share of passed tests (rule R-SUB-04), so that all of them run.
            stop_at_failure: false,
            created_by,
            tests: tests.collect::<Result<_>>()?,
            description_markdown: self.description,
            input_format: self.input_format,
            output_format: self.output_format,
            constraints: self.constraints,
        })
    }

    /// What a version was made of.
    ///
    /// # Errors
    /// `Internal` when a test was sealed with another key.
    pub(crate) fn open(version: VersionRow, tests: Vec<TestRow>, sealer: &Sealer) -> Result<Self> {
        let explanations: Vec<Option<String>> = tests.iter().map(|test| test.explanation.clone()).collect();
        let points: Vec<i64> = tests.iter().map(|test| test.points).collect();
        let task = task(&version, tests, sealer)?;
        let tests =
            task.tests.into_iter().zip(explanations).zip(points).map(|((test, explanation), points)| TestData {
                name: test.name,
                is_sample: test.is_sample,
                points,
                explanation,
                input: test.input,
                answer: test.answer,
            });
        Ok(Contents {
            tests: tests.collect(),
            kind: task.kind,
            limits: task.limits,
            checker: task.checker,
            rules: task.rules,
            description: version.description_markdown,
            input_format: version.input_format,
            output_format: version.output_format,
            constraints: version.constraints,
            hints: version.hints.0,
            starter_code: version.starter_code.0.as_object().cloned().unwrap_or_default(),
        })
    }
}

/// Prose and sections as one text.
pub(super) fn statement(prose: &str, sections: [Option<&str>; 3]) -> String {
    let mut all = prose.trim_end().to_owned();
    for (heading, section) in ["Input", "Output", "Constraints"].into_iter().zip(sections) {
        if let Some(text) = section.map(str::trim).filter(|text| !text.is_empty()) {
            all.push_str(&format!("\n\n## {heading}\n\n{text}"));
        }
    }
    all
}

fn seal_test(test: TestData, points: i64, sealer: &Sealer) -> Result<NewTest> {
    let id = Uuid::now_v7();
    Ok(NewTest {
        id,
        input: sealer.seal(id.as_bytes(), test.input.as_bytes())?,
        answer: sealer.seal(id.as_bytes(), test.answer.as_bytes())?,
        name: test.name,
        is_sample: test.is_sample,
        points,
        explanation: test.explanation,
    })
}

/// The points of each test. Where the author gave none at all, the problem's points are shared out evenly.
fn share_points(tests: &[TestData]) -> Vec<i64> {
    if tests.iter().any(|test| test.points > 0) {
        return tests.iter().map(|test| test.points).collect();
    }
    let count = i64::try_from(tests.len()).unwrap_or(i64::MAX).max(1);
    let (each, left) = (POINTS / count, POINTS % count);
    (0..).zip(tests).map(|(index, _)| each + i64::from(index < left)).collect()
}

/// The version with this id.
pub(super) async fn find(conn: &mut Conn, id: VersionId) -> Result<VersionRow> {
    store::problems::version(conn, id).await?.ok_or_else(|| Error::not_found("version of a problem"))
}

/// How a program gets its input.
pub(super) fn kind(version: &VersionRow) -> Result<Kind> {
    Ok(match &version.signature {
        None => Kind::Stdio,
        Some(signature) => {
            Kind::Function(serde_json::from_value::<Signature>(signature.0.clone()).map_err(Error::internal)?)
        }
    })
}

fn signature_json(kind: &Kind) -> Result<Option<serde_json::Value>> {
    super::signature_of(kind).map(serde_json::to_value).transpose().map_err(Error::internal)
}

/// The word for a kind in the database and to clients.
pub(crate) fn kind_word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Stdio => "stdio",
        Kind::Function(_) => "function",
    }
}

/// What the judge needs.
pub(super) fn task(version: &VersionRow, tests: Vec<TestRow>, sealer: &Sealer) -> Result<Task> {
    let tests = tests.into_iter().map(|row| {
        Ok(Test {
            input: opened(sealer, row.id, &row.input)?,
            answer: opened(sealer, row.id, &row.answer)?,
            name: row.name,
            is_sample: row.is_sample,
            points: u32::try_from(row.points).unwrap_or(0),
        })
    });
    Ok(Task {
        kind: kind(version)?,
        limits: TaskLimits {
            time_ms: to_u64(version.time_limit_ms),
            memory_kb: to_u64(version.memory_limit_kb),
            output_kb: to_u64(version.output_limit_kb),
        },
        checker: serde_json::from_value(version.checker.0.clone()).map_err(Error::internal)?,
        tests: tests.collect::<Result<_>>()?,
        on_failure: if version.stop_at_failure { OnFailure::Stop } else { OnFailure::RunAll },
        rules: rules(version, sealer)?,
    })
}

/// What is more to judging.
fn rules(version: &VersionRow, sealer: &Sealer) -> Result<Rules> {
    let Some(sealed) = &version.rules else { return Ok(Rules::default()) };
    serde_json::from_slice(&sealer.open(version.id.as_bytes(), sealed)?).map_err(Error::internal)
}

/// A sealed text of the test with this id.
pub(super) fn opened(sealer: &Sealer, test_id: Uuid, sealed: &[u8]) -> Result<String> {
    String::from_utf8(sealer.open(test_id.as_bytes(), sealed)?).map_err(Error::internal)
}

fn to_i64(limit: u64) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn to_u64(limit: i64) -> u64 {
    u64::try_from(limit).unwrap_or(0)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn test(points: i64) -> TestData {
        TestData {
            name: "1".into(),
            is_sample: false,
            points,
            explanation: None,
            input: "in".into(),
            answer: "out".into(),
        }
    }

    #[test]
    fn tests_without_points_share_the_points_of_the_problem() {
        for count in [1, 3, 7, 15, 100, 130] {
            let points = share_points(&vec![test(0); count]);
            assert_eq!(points.iter().sum::<i64>(), POINTS, "{count} tests");
            assert!(points.iter().max().unwrap() - points.iter().min().unwrap() <= 1);
        }
        assert_eq!(share_points(&[test(10), test(0)]), [10, 0]);
    }

    #[test]
    fn sealed_contents_are_opened_again_unchanged() {
        let sealer = Sealer::new(&[3; 32]);
        let contents = Contents {
            description: "Prose".into(),
            input_format: Some("Two numbers".into()),
            output_format: None,
            constraints: None,
            kind: Kind::Stdio,
            limits: TaskLimits::default(),
            checker: Checker::Trimmed,
            rules: Rules { test_args: [("1".to_owned(), vec!["secret".to_owned()])].into(), ..Rules::default() },
            hints: vec!["hint".into()],
            starter_code: serde_json::Map::new(),
            tests: vec![test(4), test(6)],
        };
        let digest = contents.digest();
        let sealed = contents.seal(Uuid::nil(), None, &sealer).unwrap();
        assert_eq!(sealed.digest, digest);
        assert!(sealed.description_html.contains("<h2>Input</h2>"), "{}", sealed.description_html);
        let rules = sealed.rules.unwrap();
        assert!(!String::from_utf8_lossy(&rules).contains("secret"));
        assert!(String::from_utf8_lossy(&sealer.open(sealed.id.as_bytes(), &rules).unwrap()).contains("secret"));
        for test in &sealed.tests {
            assert_ne!(test.input, b"in");
            assert_eq!(opened(&sealer, test.id, &test.answer).unwrap(), "out");
        }
    }
}
