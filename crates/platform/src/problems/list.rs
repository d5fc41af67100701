//! The list of problems.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use model::{Difficulty, ProblemId, TopicId};
use store::problems::ListedRow;
pub use store::problems::{SolveState, Sort};

use super::{Problems, TopicRef, acceptance_rate};
use crate::{Actor, Permission, Result, topics};

/// What is asked for. Everything that is set must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In this topic or one below it.
    pub topic_id: Option<TopicId>,
    /// The same by slug.
    pub topic_slug: Option<String>,
    /// Of this difficulty.
    pub difficulty: Option<Difficulty>,
    /// How far the actor is with it; somebody who has not signed in has attempted nothing.
    pub state: Option<SolveState>,
    /// Having all of these tags.
    pub tags: Vec<String>,
    /// Whose title or slug has this text, in any case.
    pub text: Option<String>,
    /// Drafts instead of published problems: the actor's own, or all for those who approve.
    pub unpublished: bool,
    /// The order.
    pub sort: Sort,
    /// The other way round.
    pub descending: bool,
}

/// A problem in a list.
#[derive(Debug, Clone)]
pub struct Listed {
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
    pub kind: String,
    /// Finished submissions.
    pub total_submissions: i64,
    /// Accepted ones among them.
    pub total_accepted: i64,
    /// In the order of the alphabet.
    pub tags: Vec<String>,
    /// In the order of the subject tree.
    pub topics: Vec<TopicRef>,
    /// How far the actor is with it.
    pub state: SolveState,
    /// Whether everybody sees it.
    pub is_published: bool,
    /// Whether it needs a plan where plans are on.
    pub is_premium: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last, statistics aside.
    pub updated_at: DateTime<Utc>,
}

impl Listed {
    /// The share of accepted submissions, 0 to 1.
    #[must_use]
    pub fn acceptance_rate(&self) -> Option<f64> {
        acceptance_rate(self.total_submissions, self.total_accepted)
    }
}

/// A part of a list.
#[derive(Debug, Clone)]
pub struct ListedPage {
    /// The problems.
    pub rows: Vec<Listed>,
    /// How many there are in all pages.
    pub total: i64,
}

impl Problems<'_> {
    /// One page of the problems that pass the filter.
    ///
    /// # Errors
    /// `Unauthorized` or `Forbidden` for drafts, when the actor may not write problems.
    pub async fn list(&self, actor: &Actor, filter: Filter, offset: i64, limit: i64) -> Result<ListedPage> {
        let mut author_id = None;
        if filter.unpublished {
            actor.require(Permission::ManageContent)?;
            author_id = (!actor.may(Permission::ApproveContent)).then(|| actor.user_id()).flatten();
        }
        let mut conn = self.0.store().read().await?;
        let mut topics = None;
        if filter.topic_id.is_some() || filter.topic_slug.is_some() {
            let tree = topics::Tree::load(&mut conn).await?;
            topics = Some(tree.chosen(filter.topic_id, filter.topic_slug.as_deref()));
        }
        let question = store::problems::Filter {
            user_id: actor.user_id(),
            published: !filter.unpublished,
            author_id,
            topics,
            difficulty: filter.difficulty.map(Difficulty::number),
            state: filter.state,
            tags: filter.tags,
            text: filter.text.filter(|text| !text.trim().is_empty()).map(|text| text.trim().to_owned()),
            module_id: None,
            outside_modules: false,
        };
        let total = store::problems::count(&mut conn, &question).await?;
        let rows = store::problems::list(&mut conn, &question, filter.sort, filter.descending, offset, limit).await?;
        Ok(ListedPage { rows: with_names(&mut conn, rows).await?, total })
    }
}

/// Rows with their tags and topics.
pub(crate) async fn with_names(conn: &mut store::Conn, rows: Vec<ListedRow>) -> Result<Vec<Listed>> {
    let ids: Vec<ProblemId> = rows.iter().map(|row| row.id).collect();
    let mut tags: HashMap<ProblemId, Vec<String>> = HashMap::new();
    for row in store::problems::tags_of(conn, &ids).await? {
        tags.entry(row.problem_id).or_default().push(row.tag);
    }
    let mut topics: HashMap<ProblemId, Vec<TopicRef>> = HashMap::new();
    for row in store::problems::topics_of(conn, &ids).await? {
        let topic = TopicRef { id: row.id, name: row.name, slug: row.slug };
        topics.entry(row.problem_id).or_default().push(topic);
    }
    let listed = rows.into_iter().map(|row| Listed {
        tags: tags.remove(&row.id).unwrap_or_default(),
        topics: topics.remove(&row.id).unwrap_or_default(),
        state: match (row.solved_at, row.submission_count) {
            (Some(_), _) => SolveState::Solved,
            (None, Some(_)) => SolveState::Attempted,
            (None, None) => SolveState::NotAttempted,
        },
        id: row.id,
        number: row.number,
        slug: row.slug,
        title: row.title,
        difficulty: row.difficulty,
        kind: row.kind,
        total_submissions: row.total_submissions,
        total_accepted: row.total_accepted,
        is_published: row.is_published,
        is_premium: row.is_premium,
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(listed.collect())
}
