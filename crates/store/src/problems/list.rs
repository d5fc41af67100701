//! The list of problems: filters, order, pages.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::placeholders;
use crate::{Conn, Result, Value};

/// Which problems are listed. Everything that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Whose progress is shown and filtered by.
    pub user_id: Option<Uuid>,
    /// Published ones, or those that are not.
    pub published: bool,
    /// Made by this person.
    pub author_id: Option<Uuid>,
    /// In one of these topics.
    pub topics: Option<Vec<Uuid>>,
    /// 1 to 3.
    pub difficulty: Option<i64>,
    /// How far `user_id` is with it.
    pub state: Option<SolveState>,
    /// Having all of these tags.
    pub tags: Vec<String>,
    /// Whose title or slug has this text, in any case.
    pub text: Option<String>,
    /// In this module.
    pub module_id: Option<Uuid>,
    /// In no module at all.
    pub outside_modules: bool,
}

/// How far somebody is with a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SolveState {
    /// Never submitted.
    NotAttempted,
    /// Submitted, not solved.
    Attempted,
    /// Solved.
    Solved,
}

/// The order of the list; equal ones follow in the order of their numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// By number, the order in which they were made.
    #[default]
    Number,
    /// By difficulty.
    Difficulty,
    /// By title.
    Title,
    /// By the share of accepted submissions; those without submissions count as less than none accepted.
    AcceptanceRate,
    /// By the time they were made.
    CreatedAt,
    /// By the order within the module of the filter.
    Module,
}

impl Sort {
    fn expression(self) -> &'static str {
        match self {
            Sort::Number => "p.number",
            Sort::Difficulty => "p.difficulty",
            Sort::Title => "p.search_text",
            Sort::AcceptanceRate => {
                "CASE WHEN p.total_submissions = 0 THEN -1.0 \
                 ELSE CAST(p.total_accepted AS DOUBLE PRECISION) / p.total_submissions END"
            }
            Sort::CreatedAt => "p.created_at",
            Sort::Module => "held.sort_order",
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ListedRow {
    /// Identity.
    pub id: Uuid,
    /// The integer that some clients see.
    pub number: i64,
    /// Name in addresses.
    pub slug: String,
    /// Title for people.
    pub title: String,
    /// 1 to 3.
    pub difficulty: i64,
    /// `stdio` or `function`.
    pub kind: String,
    /// Finished submissions.
    pub total_submissions: i64,
    /// Accepted ones among them.
    pub total_accepted: i64,
    /// Whether everybody sees it.
    pub is_published: bool,
    /// Whether it needs a plan where plans are on.
    pub is_premium: bool,
    /// Submissions of the filter's person; nothing without one or without any.
    pub submission_count: Option<i64>,
    /// When that person solved it.
    pub solved_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// The `FROM` and `WHERE` of a filter, with their parameters.
struct Condition {
    sql: String,
    values: Vec<Value>,
}

impl Condition {
    fn of(filter: &Filter) -> Self {
        let mut this = Condition { sql: String::from("FROM problems p"), values: Vec::new() };
        // A person that cannot exist has no progress, so that the columns are always there.
        let person = this.bind(filter.user_id.unwrap_or(Uuid::nil()));
        this.push(&format!(" LEFT JOIN user_problems mine ON mine.problem_id = p.id AND mine.user_id = {person}"));
        if let Some(module) = filter.module_id {
            let module = this.bind(module);
            this.push(&format!(" JOIN module_problems held ON held.problem_id = p.id AND held.module_id = {module}"));
        }
        let published = this.bind(filter.published);
        this.push(&format!(" WHERE p.current_version_id IS NOT NULL AND p.is_published = {published}"));
        if let Some(author) = filter.author_id {
            let author = this.bind(author);
            this.push(&format!(" AND p.author_id = {author}"));
        }
        if let Some(difficulty) = filter.difficulty {
            let difficulty = this.bind(difficulty);
            this.push(&format!(" AND p.difficulty = {difficulty}"));
        }
        if filter.outside_modules {
            this.push(" AND NOT EXISTS (SELECT 1 FROM module_problems held WHERE held.problem_id = p.id)");
        }
        this.topics(filter);
        this.tags(filter);
        this.push(match filter.state {
            None => "",
            Some(SolveState::NotAttempted) => " AND mine.problem_id IS NULL",
            Some(SolveState::Attempted) => " AND mine.problem_id IS NOT NULL AND mine.solved_at IS NULL",
            Some(SolveState::Solved) => " AND mine.solved_at IS NOT NULL",
        });
        if let Some(text) = &filter.text {
            let pattern = this.bind(format!("%{}%", escaped(&text.to_lowercase())));
            this.push(&format!(" AND p.search_text LIKE {pattern} ESCAPE '!'"));
        }
        this
    }

    fn topics(&mut self, filter: &Filter) {
        let Some(topics) = &filter.topics else { return };
        if topics.is_empty() {
            self.push(" AND FALSE");
            return;
        }
        let list = placeholders(self.values.len() + 1, topics.len());
        self.values.extend(topics.iter().copied().map(Value::from));
        self.push(&format!(
            " AND EXISTS (SELECT 1 FROM problem_topics held WHERE held.problem_id = p.id AND held.topic_id IN {list})"
        ));
    }

    fn tags(&mut self, filter: &Filter) {
        for tag in &filter.tags {
            let tag = self.bind(tag.as_str());
            self.push(&format!(
                " AND EXISTS (SELECT 1 FROM problem_tags held WHERE held.problem_id = p.id AND held.tag = {tag})"
            ));
        }
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }
}

/// A text in which no character means anything to LIKE.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            out.push('!');
        }
        out.push(c);
    }
    out
}

/// How many problems pass the filter.
///
/// # Errors
/// Database errors.
pub async fn count(conn: &mut Conn, filter: &Filter) -> Result<i64> {
    let Condition { sql, values } = Condition::of(filter);
    conn.integer(format!("SELECT CAST(COUNT(*) AS BIGINT) {sql}"), values).await
}

/// One page of the problems that pass the filter.
///
/// # Errors
/// Database errors.
pub async fn list(
    conn: &mut Conn,
    filter: &Filter,
    sort: Sort,
    descending: bool,
    offset: i64,
    limit: i64,
) -> Result<Vec<ListedRow>> {
    let mut condition = Condition::of(filter);
    let direction = if descending { "DESC" } else { "ASC" };
    let (offset, limit) = (condition.bind(offset), condition.bind(limit));
    let Condition { mut sql, values } = condition;
    let _ =
        write!(sql, " ORDER BY {} {direction}, p.number {direction} LIMIT {limit} OFFSET {offset}", sort.expression());
    conn.all(
        format!(
            "SELECT p.id, p.number, p.slug, p.title, p.difficulty, p.kind, p.total_submissions, p.total_accepted, \
             p.is_published, p.is_premium, mine.submission_count, mine.solved_at, p.created_at, p.updated_at {sql}"
        ),
        values,
    )
    .await
}
