//! One problem as people see it: statement, samples, hints, starter code. Hidden tests are counted, never shown.

use chrono::{DateTime, Duration, Utc};
use judge::Signature;
use model::{ProblemId, SubmissionId, TopicId};
use store::{
    Conn,
    problems::{ProblemRow, TestRow, VersionRow},
};

use super::{Problems, acceptance_rate, starter, version, visible_row};
use crate::{Actor, Error, Result};

/// A person counts as solving while a draft or submission moved within this time.
const SOLVING_FOR: Duration = Duration::minutes(5);

/// At most so many related problems are named.
const RELATED: i64 = 5;

/// A problem as one actor sees it.
#[derive(Debug, Clone)]
pub struct Detail {
    /// Identity.
    pub id: ProblemId,
    /// The integer that some clients see.
    pub number: i64,
    /// Name in addresses.
    pub slug: String,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
    /// `stdio` or `function`.
    pub kind: &'static str,
    /// The function to write, for function problems.
    pub signature: Option<Signature>,
    /// The statement's prose, in Markdown.
    pub description_markdown: String,
    /// The prose and its sections, rendered and sanitised.
    pub description_html: String,
    /// What is read, in Markdown.
    pub input_format: Option<String>,
    /// What is written, in Markdown.
    pub output_format: Option<String>,
    /// Bounds of the input, in Markdown.
    pub constraints: Option<String>,
    /// CPU time of a test in milliseconds, before a language's factor.
    pub time_limit_ms: i64,
    /// Memory of a test in KiB, before a language's allowance.
    pub memory_limit_kb: i64,
    /// Tests in order; hidden ones without their texts.
    pub tests: Vec<TestCase>,
    /// The vaguest first.
    pub hints: Vec<Hint>,
    /// Published problems near this one.
    pub related: Vec<Related>,
    /// Code to begin with, by key of the language: one entry for each language.
    pub starter_code: Vec<(String, String)>,
    /// In the order of the alphabet.
    pub tags: Vec<String>,
    /// In the order of the subject tree.
    pub topics: Vec<TopicRef>,
    /// Finished submissions.
    pub total_submissions: i64,
    /// Accepted ones among them.
    pub total_accepted: i64,
    /// Whether everybody sees it.
    pub is_published: bool,
    /// Whether it needs a plan where plans are on.
    pub is_premium: bool,
    /// Number of the version, from 1.
    pub version: i64,
    /// How far the actor is; nothing for who has not signed in.
    pub user_progress: Option<UserProgress>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last, statistics aside.
    pub updated_at: DateTime<Utc>,
}

/// A test case as people see it.
#[derive(Debug, Clone)]
pub struct TestCase {
    /// Identity.
    pub id: uuid::Uuid,
    /// Points for passing it.
    pub points: i64,
    /// What it says; nothing for hidden ones.
    pub sample: Option<Sample>,
}

/// A test that is shown.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Name within the problem.
    pub name: String,
    /// What the program reads.
    pub input: String,
    /// What it is to answer.
    pub output: String,
    /// Why, in Markdown.
    pub explanation: Option<String>,
}

/// One step towards the solution.
#[derive(Debug, Clone)]
pub struct Hint {
    /// From 1, the vaguest.
    pub level: usize,
    /// Markdown.
    pub text: String,
}

/// Another problem.
#[derive(Debug, Clone)]
pub struct Related {
    /// Identity.
    pub id: ProblemId,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
}

/// A topic of a problem.
#[derive(Debug, Clone)]
pub struct TopicRef {
    /// Identity.
    pub id: TopicId,
    /// Name for people.
    pub name: String,
    /// Name in addresses.
    pub slug: String,
}

/// How far a person is with a problem.
#[derive(Debug, Clone, Copy, Default)]
pub struct UserProgress {
    /// Submissions so far.
    pub submission_count: i64,
    /// The best one.
    pub best_submission_id: Option<SubmissionId>,
    /// Whether it was ever solved.
    pub solved: bool,
}

/// What is going on at a problem.
#[derive(Debug, Clone, Copy)]
pub struct Stats {
    /// People whose draft or submission moved in the last five minutes.
    pub solving_now: i64,
    /// Finished submissions.
    pub total_submissions: i64,
    /// Accepted ones among them.
    pub total_accepted: i64,
}

impl Detail {
    /// The share of accepted submissions, 0 to 1.
    #[must_use]
    pub fn acceptance_rate(&self) -> Option<f64> {
        acceptance_rate(self.total_submissions, self.total_accepted)
    }

    /// The tests that are shown.
    pub fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.tests.iter().filter_map(|test| test.sample.as_ref())
    }

    /// The whole statement in Markdown, with its sections.
    #[must_use]
    pub fn statement(&self) -> String {
        let sections = [&self.input_format, &self.output_format, &self.constraints];
        version::statement(&self.description_markdown, sections.map(Option::as_deref))
    }
}

impl Problems<'_> {
    /// A problem as the actor sees it.
    ///
    /// # Errors
    /// `NotFound` when there is none, or it is not published and not the actor's to see.
    pub async fn detail(&self, actor: &Actor, id: ProblemId) -> Result<Detail> {
        let mut conn = self.0.store().read().await?;
        let row = visible_row(&mut conn, actor, id).await?;
        let version = version::find(&mut conn, row.current_version_id).await?;
        let tests = store::problems::tests(&mut conn, version.id, false).await?;
        let tags = store::problems::tags_of(&mut conn, &[id]).await?.into_iter().map(|row| row.tag).collect();
        let topics = topics(&mut conn, id).await?;
        let related = store::problems::related(&mut conn, id, RELATED).await?;
        let user_progress = progress(&mut conn, actor, id).await?;
        drop(conn);
        self.assemble(row, version, tests, Surroundings { tags, topics, related, user_progress })
    }

    fn assemble(
        &self,
        row: ProblemRow,
        version: VersionRow,
        tests: Vec<TestRow>,
        around: Surroundings,
    ) -> Result<Detail> {
        let kind = version::kind(&version)?;
        let tests = tests.into_iter().map(|test| self.test_case(test)).collect::<Result<_>>()?;
        let related = around.related.into_iter();
        Ok(Detail {
            id: row.id,
            number: row.number,
            slug: row.slug,
            title: row.title,
            difficulty: row.difficulty,
            kind: version::kind_word(&kind),
            starter_code: starter::all(self.0.languages(), &kind, &version.starter_code.0),
            signature: super::signature_of(&kind).cloned(),
            description_markdown: version.description_markdown,
            description_html: version.description_html,
            input_format: version.input_format,
            output_format: version.output_format,
            constraints: version.constraints,
            time_limit_ms: version.time_limit_ms,
            memory_limit_kb: version.memory_limit_kb,
            tests,
            hints: (1..).zip(version.hints.0).map(|(level, text)| Hint { level, text }).collect(),
            related: related.map(|row| Related { id: row.id, title: row.title, difficulty: row.difficulty }).collect(),
            tags: around.tags,
            topics: around.topics,
            total_submissions: row.total_submissions,
            total_accepted: row.total_accepted,
            is_published: row.is_published,
            is_premium: row.is_premium,
            version: version.number,
            user_progress: around.user_progress,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }

    fn test_case(&self, test: TestRow) -> Result<TestCase> {
        // Hidden tests are not even opened.
        let sample = match test.is_sample {
            false => None,
            true => Some(Sample {
                input: version::opened(self.0.sealer(), test.id, &test.input)?,
                output: version::opened(self.0.sealer(), test.id, &test.answer)?,
                name: test.name,
                explanation: test.explanation,
            }),
        };
        Ok(TestCase { id: test.id, points: test.points, sample })
    }

    /// What is going on at a problem.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn stats(&self, actor: &Actor, id: ProblemId) -> Result<Stats> {
        let mut conn = self.0.store().read().await?;
        let row = visible_row(&mut conn, actor, id).await?;
        let solving_now = store::problems::solving_now(&mut conn, id, self.0.now() - SOLVING_FOR).await?;
        Ok(Stats { solving_now, total_submissions: row.total_submissions, total_accepted: row.total_accepted })
    }
}

/// What stands around a version.
struct Surroundings {
    tags: Vec<String>,
    topics: Vec<TopicRef>,
    related: Vec<store::problems::RelatedRow>,
    user_progress: Option<UserProgress>,
}

async fn topics(conn: &mut Conn, id: ProblemId) -> Result<Vec<TopicRef>, Error> {
    let rows = store::problems::topics_of(conn, &[id]).await?;
    Ok(rows.into_iter().map(|row| TopicRef { id: row.id, name: row.name, slug: row.slug }).collect())
}

async fn progress(conn: &mut Conn, actor: &Actor, id: ProblemId) -> Result<Option<UserProgress>> {
    let Some(user_id) = actor.user_id() else { return Ok(None) };
    let row = store::problems::progress(conn, user_id, id).await?;
    Ok(Some(row.map_or_else(UserProgress::default, |row| UserProgress {
        submission_count: row.submission_count,
        best_submission_id: row.best_submission_id,
        solved: row.solved_at.is_some(),
    })))
}
