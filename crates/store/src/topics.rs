//! The subject tree.

use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// A topic.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct TopicRow {
    /// Identity.
    pub id: Uuid,
    /// The topic above; nothing at the top.
    pub parent_topic_id: Option<Uuid>,
    /// Name in addresses and packages; unique.
    pub slug: String,
    /// Name for people.
    pub name: String,
    /// What belongs to it.
    pub description: Option<String>,
    /// Address of a picture.
    pub icon_url: Option<String>,
    /// Place among all topics, parents before their children.
    pub display_order: i64,
}

/// All topics in order.
///
/// # Errors
/// Database errors.
pub async fn all(conn: &mut Conn) -> Result<Vec<TopicRow>> {
    conn.all(
        "SELECT id, parent_topic_id, slug, name, description, icon_url, display_order FROM topics \
         ORDER BY display_order, name",
        args![],
    )
    .await
}

/// Makes a topic, or changes the one with its id. Parents come first.
///
/// # Errors
/// [`crate::Error::Conflict`] when another topic has the slug.
pub async fn upsert(tx: &mut Conn, topic: &TopicRow) -> Result<()> {
    tx.execute(
        "INSERT INTO topics (id, parent_topic_id, slug, name, description, icon_url, display_order) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET \
         parent_topic_id = EXCLUDED.parent_topic_id, slug = EXCLUDED.slug, name = EXCLUDED.name, \
         description = EXCLUDED.description, icon_url = EXCLUDED.icon_url, display_order = EXCLUDED.display_order",
        args![
            topic.id,
            topic.parent_topic_id,
            &topic.slug,
            &topic.name,
            topic.description.clone(),
            topic.icon_url.clone(),
            topic.display_order
        ],
    )
    .await?;
    Ok(())
}

/// Which published problem is in which topic.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct Membership {
    /// The topic.
    pub topic_id: Uuid,
    /// The problem.
    pub problem_id: Uuid,
}

/// The memberships of all published problems.
///
/// # Errors
/// Database errors.
pub async fn published_memberships(conn: &mut Conn) -> Result<Vec<Membership>> {
    conn.all(
        "SELECT held.topic_id, held.problem_id FROM problem_topics held JOIN problems p ON p.id = held.problem_id \
         WHERE p.is_published",
        args![],
    )
    .await
}
