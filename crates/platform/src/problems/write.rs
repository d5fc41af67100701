//! Writing problems: made and changed by staff, seen by everybody once an administrator has approved them.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use judge::{Checker, Kind, TaskLimits};
use model::{ProblemId, TopicId};
use store::{Conn, problems::ProblemRow};
use uuid::Uuid;

use super::{Contents, Problems, TestData, may_change, rules, sees, version};
use crate::{Actor, Code, Error, FieldError, Permission, Result, events::Event};

/// A problem as its author hands it in. The answers are compared as text without the white space around them.
#[derive(Debug, Clone)]
pub struct NewProblem {
    /// Name in addresses: lower-case letters, digits and `-`.
    pub slug: String,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
    /// What it says beyond the title.
    pub change: ProblemChange,
}

/// What is to change about a problem. What is absent stays as it is, or gets the default of a new problem.
#[derive(Debug, Clone, Default)]
pub struct ProblemChange {
    /// Name in addresses.
    pub slug: Option<String>,
    /// Title for people.
    pub title: Option<String>,
    /// 1 to 3.
    pub difficulty: Option<i64>,
    /// The statement's prose, in Markdown.
    pub description_markdown: Option<String>,
    /// What is read, in Markdown.
    pub input_format: Option<String>,
    /// What is written, in Markdown.
    pub output_format: Option<String>,
    /// Bounds of the input, in Markdown.
    pub constraints: Option<String>,
    /// The topics, instead of those it has.
    pub topic_ids: Option<Vec<TopicId>>,
    /// The tags, instead of those it has.
    pub tags: Option<Vec<String>>,
    /// CPU time of a test in milliseconds; 2000 when absent.
    pub time_limit_ms: Option<i64>,
    /// Memory of a test in KiB; 65536 when absent.
    pub memory_limit_kb: Option<i64>,
    /// Hints, the vaguest first.
    pub hints: Option<Vec<String>>,
    /// All tests, instead of those it has.
    pub test_cases: Option<Vec<NewTestCase>>,
    /// Code to begin with, by key of the language.
    pub starter_code: Option<Vec<(String, String)>>,
    /// Whether it needs a plan where plans are on.
    pub is_premium: Option<bool>,
}

/// A test as its author hands it in.
#[derive(Debug, Clone)]
pub struct NewTestCase {
    /// What the program reads.
    pub input: String,
    /// What it is to answer.
    pub expected_output: String,
    /// Whether everybody sees it.
    pub is_sample: bool,
    /// Points for passing it; when no test has any, they share the problem's.
    pub points: i64,
    /// Why the answer is so, in Markdown.
    pub explanation: Option<String>,
}

/// A problem that was made.
#[derive(Debug, Clone)]
pub struct Created {
    /// Identity.
    pub id: ProblemId,
    /// Name in addresses.
    pub slug: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl Problems<'_> {
    /// Makes a problem. It is seen by its author and those who approve until one of them does.
    ///
    /// # Errors
    /// `Forbidden` without the permission to write problems, `ValidationError` with every wrong field, `Conflict` when
    /// the slug is taken.
    pub async fn create(&self, actor: &Actor, new: NewProblem) -> Result<Created> {
        actor.require(Permission::ManageContent)?;
        let NewProblem { slug, title, difficulty, change } = new;
        let change = ProblemChange {
            slug: Some(slug.clone()),
            title: Some(title.clone()),
            difficulty: Some(difficulty),
            description_markdown: Some(change.description_markdown.unwrap_or_default()),
            test_cases: Some(change.test_cases.unwrap_or_default()),
            ..change
        };
        rules::check(&change, self.0.languages())?;
        let (id, now) = (Uuid::now_v7(), self.0.now());
        let row = store::problems::NewProblem {
            id,
            slug: slug.clone(),
            title,
            difficulty,
            kind: "stdio",
            source: "api",
            package_digest: None,
            author_id: actor.user_id(),
            is_published: false,
            is_premium: change.is_premium.unwrap_or(false),
        };
        let tags = rules::tags(change.tags.clone().unwrap_or_default());
        let topics = rules::distinct(change.topic_ids.clone().unwrap_or_default());
        let mut contents = empty();
        apply(&mut contents, change);
        let version = contents.seal(id, actor.user_id(), self.0.sealer())?;
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    require_topics(tx, &topics).await?;
                    store::problems::insert(tx, &row, now).await.map_err(taken)?;
                    store::problems::replace_tags(tx, id, &tags).await?;
                    store::problems::replace_topics(tx, id, &topics).await?;
                    store::problems::insert_version(tx, &version, now).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(Created { id, slug, created_at: now })
    }

    /// Changes a problem. When that changes what is shown or judged, a new version is made; submissions keep the version
    /// that judged them. An imported problem counts as edited from then on, and imports leave it alone.
    ///
    /// # Errors
    /// As [`Problems::create`]; `NotFound`; `Forbidden` for a published problem of somebody else.
    pub async fn edit(&self, actor: &Actor, id: ProblemId, change: ProblemChange) -> Result<()> {
        actor.require(Permission::ManageContent)?;
        rules::check(&change, self.0.languages())?;
        let (platform, now, author) = (self.0.clone(), self.0.now(), actor.clone());
        self.0
            .store()
            .write(move |tx| {
                Box::pin(async move {
                    let row = changeable(tx, &author, id).await?;
                    let version = version::find(tx, row.current_version_id).await?;
                    let tests = store::problems::tests(tx, version.id, false).await?;
                    let mut contents = Contents::open(version, tests, platform.sealer())?;
                    let before = contents.digest();
                    if let Some(tags) = change.tags.clone() {
                        store::problems::replace_tags(tx, id, &rules::tags(tags)).await?;
                    }
                    if let Some(topics) = change.topic_ids.clone().map(rules::distinct) {
                        require_topics(tx, &topics).await?;
                        store::problems::replace_topics(tx, id, &topics).await?;
                    }
                    store::problems::update(tx, id, &identity(&row, &change), now).await.map_err(taken)?;
                    apply(&mut contents, change);
                    if contents.digest() != before {
                        let version = contents.seal(id, author.user_id(), platform.sealer())?;
                        store::problems::insert_version(tx, &version, now).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        self.0.events().publish(Event::Problem { id });
        Ok(())
    }

    /// Publishes a problem.
    ///
    /// # Errors
    /// `Forbidden` without the permission to approve, `NotFound`, `ValidationError` for notes that are too long.
    pub async fn approve(&self, actor: &Actor, id: ProblemId, notes: Option<String>) -> Result<()> {
        actor.require(Permission::ApproveContent)?;
        if notes.as_ref().is_some_and(|notes| notes.chars().count() > rules::MAX_NOTES) {
            return Err(Error::field("notes", format!("must have at most {} characters", rules::MAX_NOTES)));
        }
        let (by, now) = (actor.user_id(), self.0.now());
        let found = self
            .0
            .store()
            .write(move |tx| Box::pin(async move { store::problems::approve(tx, id, by, notes.as_deref(), now).await }))
            .await?;
        if !found {
            return Err(Error::not_found("problem"));
        }
        self.0.events().publish(Event::Problem { id });
        Ok(())
    }
}

async fn changeable(tx: &mut Conn, actor: &Actor, id: ProblemId) -> Result<ProblemRow> {
    let row = store::problems::find(tx, id).await?.filter(|row| sees(actor, row));
    let row = row.ok_or_else(|| Error::not_found("problem"))?;
    match may_change(actor, &row) {
        true => Ok(row),
        false => Err(Error::forbidden("only its author and administrators change a problem")),
    }
}

async fn require_topics(tx: &mut Conn, topics: &[TopicId]) -> Result<()> {
    if topics.is_empty() {
        return Ok(());
    }
    let known = store::topics::all(tx).await?;
    let unknown = (0..).zip(topics).filter(|(_, id)| !known.iter().any(|topic| topic.id == **id));
    let fields: Vec<FieldError> = unknown
        .map(|(index, _): (usize, _)| FieldError {
            field: format!("topic_ids[{index}]").into(),
            message: Cow::Borrowed("there is no such topic"),
        })
        .collect();
    if fields.is_empty() { Ok(()) } else { Err(Error::invalid(fields)) }
}

fn taken(error: store::Error) -> Error {
    match error {
        store::Error::Conflict { .. } => {
            Error::new(Code::Conflict, "another problem has this slug: choose another one")
        }
        other => other.into(),
    }
}

fn identity(row: &ProblemRow, change: &ProblemChange) -> store::problems::Change {
    store::problems::Change {
        slug: change.slug.clone().unwrap_or_else(|| row.slug.clone()),
        title: change.title.clone().unwrap_or_else(|| row.title.clone()),
        difficulty: change.difficulty.unwrap_or(row.difficulty),
        kind: row.kind.clone(),
        package_digest: row.package_digest.clone(),
        edited: row.source == "package",
        is_premium: change.is_premium.unwrap_or(row.is_premium),
    }
}

/// A problem of which nothing is known yet.
fn empty() -> Contents {
    Contents {
        description: String::new(),
        input_format: None,
        output_format: None,
        constraints: None,
        kind: Kind::Stdio,
        limits: TaskLimits::default(),
        checker: Checker::Trimmed,
        rules: judge::Rules::default(),
        hints: Vec::new(),
        starter_code: serde_json::Map::new(),
        tests: Vec::new(),
    }
}

fn apply(contents: &mut Contents, change: ProblemChange) {
    let limit = |value: i64| u64::try_from(value).unwrap_or(0);
    let section = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    if let Some(text) = change.description_markdown {
        contents.description = text;
    }
    if let Some(text) = change.input_format {
        contents.input_format = section(text);
    }
    if let Some(text) = change.output_format {
        contents.output_format = section(text);
    }
    if let Some(text) = change.constraints {
        contents.constraints = section(text);
    }
    if let Some(time_ms) = change.time_limit_ms {
        contents.limits.time_ms = limit(time_ms);
    }
    if let Some(memory_kb) = change.memory_limit_kb {
        contents.limits.memory_kb = limit(memory_kb);
    }
    if let Some(hints) = change.hints {
        contents.hints = hints;
    }
    if let Some(code) = change.starter_code {
        contents.starter_code = code.into_iter().map(|(key, code)| (key, code.into())).collect();
    }
    if let Some(tests) = change.test_cases {
        contents.tests = named(tests);
    }
}

/// Tests with names by kind and place: `sample/1`, `secret/01`.
fn named(tests: Vec<NewTestCase>) -> Vec<TestData> {
    let (mut samples, mut secrets) = (0, 0);
    let name = |is_sample: bool| match is_sample {
        true => {
            samples += 1;
            format!("sample/{samples}")
        }
        false => {
            secrets += 1;
            format!("secret/{secrets:02}")
        }
    };
    let mut names: Vec<String> = tests.iter().map(|test| test.is_sample).map(name).collect();
    names.reverse();
    tests
        .into_iter()
        .map(|test| TestData {
            name: names.pop().unwrap_or_default(),
            is_sample: test.is_sample,
            points: test.points,
            explanation: test.explanation,
            input: test.input,
            answer: test.expected_output,
        })
        .collect()
}
