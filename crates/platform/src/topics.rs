//! The subject tree.

use std::collections::{HashMap, HashSet};

use model::{ProblemId, TopicId};
use store::{Conn, topics::TopicRow};

use crate::{Actor, Error, Platform, Result, problems};

/// Use cases about topics.
pub struct Topics<'p>(&'p Platform);

impl Platform {
    /// Use cases about topics.
    #[must_use]
    pub fn topics(&self) -> Topics<'_> {
        Topics(self)
    }
}

/// A topic with what is below it.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Identity.
    pub id: TopicId,
    /// The topic above.
    pub parent_id: Option<TopicId>,
    /// Name for people.
    pub name: String,
    /// Name in addresses.
    pub slug: String,
    /// What belongs to it.
    pub description: Option<String>,
    /// Address of a picture.
    pub icon_url: Option<String>,
    /// Published problems here and below, each counted once.
    pub total_problems: usize,
    /// The topics below, in order.
    pub children: Vec<Topic>,
}

/// At most so many problems are named with one topic; the list of problems has pages.
const NAMED_PROBLEMS: i64 = 500;

impl Topics<'_> {
    /// The topics at the top, with all below them.
    ///
    /// # Errors
    /// Database errors.
    pub async fn tree(&self) -> Result<Vec<Topic>> {
        let mut conn = self.0.store().read().await?;
        let tree = Tree::load(&mut conn).await?;
        let mut problems: HashMap<TopicId, HashSet<ProblemId>> = HashMap::new();
        for held in store::topics::published_memberships(&mut conn).await? {
            problems.entry(held.topic_id).or_default().insert(held.problem_id);
        }
        Ok(tree.children_of(None).map(|row| tree.topic(row, &problems).0).collect())
    }

    /// One topic, and the published problems here and below.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn find(&self, actor: &Actor, id: TopicId) -> Result<(Topic, Vec<problems::Listed>)> {
        let all = self.tree().await?;
        let topic = find_in(&all, id).cloned().ok_or_else(|| Error::not_found("topic"))?;
        let filter = problems::Filter { topic_id: Some(id), ..problems::Filter::default() };
        let page = self.0.problems().list(actor, filter, 0, NAMED_PROBLEMS).await?;
        Ok((topic, page.rows))
    }
}

fn find_in(topics: &[Topic], id: TopicId) -> Option<&Topic> {
    topics.iter().find_map(|topic| if topic.id == id { Some(topic) } else { find_in(&topic.children, id) })
}

/// All topics.
pub(crate) struct Tree(Vec<TopicRow>);

impl Tree {
    pub(crate) async fn load(conn: &mut Conn) -> Result<Self> {
        Ok(Tree(store::topics::all(conn).await?))
    }

    fn children_of(&self, parent: Option<TopicId>) -> impl Iterator<Item = &TopicRow> {
        self.0.iter().filter(move |row| row.parent_topic_id == parent)
    }

    /// The topics that are named by id, by slug or by both, with all topics below them.
    pub(crate) fn chosen(&self, id: Option<TopicId>, slug: Option<&str>) -> Vec<TopicId> {
        let named = |row: &&TopicRow| id.is_none_or(|id| row.id == id) && slug.is_none_or(|slug| row.slug == slug);
        let mut open: Vec<TopicId> = self.0.iter().filter(named).map(|row| row.id).collect();
        let mut chosen = Vec::new();
        while let Some(id) = open.pop() {
            // Seen once: a damaged tree with a circle must not keep us here.
            if !chosen.contains(&id) {
                chosen.push(id);
                open.extend(self.children_of(Some(id)).map(|row| row.id));
            }
        }
        chosen
    }

    /// The topic, and the problems in it and below it.
    fn topic(&self, row: &TopicRow, problems: &HashMap<TopicId, HashSet<ProblemId>>) -> (Topic, HashSet<ProblemId>) {
        let mut all = problems.get(&row.id).cloned().unwrap_or_default();
        let mut children = Vec::new();
        for child in self.children_of(Some(row.id)) {
            let (child, below) = self.topic(child, problems);
            children.push(child);
            all.extend(below);
        }
        let topic = Topic {
            id: row.id,
            parent_id: row.parent_topic_id,
            name: row.name.clone(),
            slug: row.slug.clone(),
            description: row.description.clone(),
            icon_url: row.icon_url.clone(),
            total_problems: all.len(),
            children,
        };
        (topic, all)
    }
}
