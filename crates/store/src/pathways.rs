//! Pathways, their modules, and which problems a module has.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{Conn, Result, value::args};

/// An ordered course.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PathwayRow {
    /// Identity.
    pub id: Uuid,
    /// Title for people.
    pub title: String,
    /// One line below the title.
    pub subtitle: Option<String>,
    /// What it teaches, in Markdown.
    pub description: Option<String>,
    /// `Beginner`, `Intermediate` or `Advanced`.
    pub level: String,
    /// Planned length.
    pub duration_weeks: i64,
    /// Name of an icon.
    pub icon: Option<String>,
    /// Classes of the gradient behind the icon.
    pub color_gradient: Option<String>,
    /// Place among the pathways.
    pub sort_order: i64,
    /// Digest of what was imported last.
    pub package_digest: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// How a pathway stands for one person.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub struct PathwayFigures {
    /// The pathway.
    pub pathway_id: Uuid,
    /// Its modules.
    pub module_count: i64,
    /// Published problems in it.
    pub problem_count: i64,
    /// Those among them that the person solved.
    pub solved_count: i64,
    /// People who submitted to a problem of it.
    pub student_count: i64,
}

/// A part of a pathway.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ModuleRow {
    /// Identity.
    pub id: Uuid,
    /// The pathway.
    pub pathway_id: Uuid,
    /// Title for people.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Place within the pathway, from 1.
    pub sort_order: i64,
    /// Published problems in it.
    pub problem_count: i64,
}

/// The module that a problem is in.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct PlaceRow {
    /// The module.
    pub module_id: Uuid,
    /// Its title.
    pub module_title: String,
    /// Place of the problem within it, from 1.
    pub sort_order: i64,
}

const PATHWAY: &str = "SELECT id, title, subtitle, description, level, duration_weeks, icon, color_gradient, \
    sort_order, package_digest, created_at, updated_at FROM pathways";

/// All pathways in order.
///
/// # Errors
/// Database errors.
pub async fn all(conn: &mut Conn) -> Result<Vec<PathwayRow>> {
    conn.all(format!("{PATHWAY} ORDER BY sort_order, title"), args![]).await
}

/// The pathway with this id.
///
/// # Errors
/// Database errors.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<PathwayRow>> {
    conn.optional(format!("{PATHWAY} WHERE id = $1"), args![id]).await
}

/// The figures of all pathways, seen by one person.
///
/// # Errors
/// Database errors.
pub async fn figures(conn: &mut Conn, user_id: Uuid) -> Result<Vec<PathwayFigures>> {
    conn.all(
        "SELECT w.id AS pathway_id, \
           (SELECT CAST(COUNT(*) AS BIGINT) FROM modules m WHERE m.pathway_id = w.id) AS module_count, \
           (SELECT CAST(COUNT(*) AS BIGINT) FROM modules m JOIN module_problems mp ON mp.module_id = m.id \
             JOIN problems p ON p.id = mp.problem_id AND p.is_published WHERE m.pathway_id = w.id) AS problem_count, \
           (SELECT CAST(COUNT(*) AS BIGINT) FROM modules m JOIN module_problems mp ON mp.module_id = m.id \
             JOIN problems p ON p.id = mp.problem_id AND p.is_published \
             JOIN user_problems up ON up.problem_id = p.id AND up.user_id = $1 AND up.solved_at IS NOT NULL \
             WHERE m.pathway_id = w.id) AS solved_count, \
           (SELECT CAST(COUNT(DISTINCT up.user_id) AS BIGINT) FROM modules m \
             JOIN module_problems mp ON mp.module_id = m.id JOIN user_problems up ON up.problem_id = mp.problem_id \
             WHERE m.pathway_id = w.id) AS student_count \
         FROM pathways w",
        args![user_id],
    )
    .await
}

const MODULE: &str = "SELECT m.id, m.pathway_id, m.title, m.description, m.sort_order, \
    (SELECT CAST(COUNT(*) AS BIGINT) FROM module_problems mp JOIN problems p ON p.id = mp.problem_id \
      WHERE mp.module_id = m.id AND p.is_published) AS problem_count FROM modules m";

/// The modules of a pathway in order.
///
/// # Errors
/// Database errors.
pub async fn modules(conn: &mut Conn, pathway_id: Uuid) -> Result<Vec<ModuleRow>> {
    conn.all(format!("{MODULE} WHERE m.pathway_id = $1 ORDER BY m.sort_order"), args![pathway_id]).await
}

/// The module with this id.
///
/// # Errors
/// Database errors.
pub async fn module(conn: &mut Conn, id: Uuid) -> Result<Option<ModuleRow>> {
    conn.optional(format!("{MODULE} WHERE m.id = $1"), args![id]).await
}

/// The first module, in the order of pathways, that has the problem.
///
/// # Errors
/// Database errors.
pub async fn place_of(conn: &mut Conn, problem_id: Uuid) -> Result<Option<PlaceRow>> {
    conn.optional(
        "SELECT mp.module_id, m.title AS module_title, mp.sort_order FROM module_problems mp \
         JOIN modules m ON m.id = mp.module_id JOIN pathways w ON w.id = m.pathway_id \
         WHERE mp.problem_id = $1 ORDER BY w.sort_order, m.sort_order LIMIT 1",
        args![problem_id],
    )
    .await
}

/// A module of a pathway that is written, with its problems in order.
#[derive(Debug, Clone)]
pub struct NewModule {
    /// Identity.
    pub id: Uuid,
    /// Title for people.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its problems, in order; each exists and comes once.
    pub problems: Vec<Uuid>,
}

/// Makes a pathway with its modules, or makes the one with its id so. Modules that are no longer named go.
///
/// # Errors
/// Database errors.
pub async fn replace(tx: &mut Conn, pathway: &PathwayRow, modules: &[NewModule]) -> Result<()> {
    tx.execute(
        "INSERT INTO pathways (id, title, subtitle, description, level, duration_weeks, icon, color_gradient, \
         sort_order, package_digest, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title, subtitle = EXCLUDED.subtitle, \
         description = EXCLUDED.description, level = EXCLUDED.level, duration_weeks = EXCLUDED.duration_weeks, \
         icon = EXCLUDED.icon, color_gradient = EXCLUDED.color_gradient, sort_order = EXCLUDED.sort_order, \
         package_digest = EXCLUDED.package_digest, updated_at = EXCLUDED.updated_at",
        args![
            pathway.id,
            &pathway.title,
            pathway.subtitle.clone(),
            pathway.description.clone(),
            &pathway.level,
            pathway.duration_weeks,
            pathway.icon.clone(),
            pathway.color_gradient.clone(),
            pathway.sort_order,
            &pathway.package_digest,
            pathway.created_at,
            pathway.updated_at
        ],
    )
    .await?;
    for old in self::modules(tx, pathway.id).await? {
        if !modules.iter().any(|new| new.id == old.id) {
            tx.execute("DELETE FROM modules WHERE id = $1", args![old.id]).await?;
        }
    }
    for (sort_order, module) in (1_i64..).zip(modules) {
        write_module(tx, pathway.id, sort_order, module).await?;
    }
    Ok(())
}

async fn write_module(tx: &mut Conn, pathway_id: Uuid, sort_order: i64, module: &NewModule) -> Result<()> {
    tx.execute(
        "INSERT INTO modules (id, pathway_id, title, description, sort_order) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET pathway_id = EXCLUDED.pathway_id, title = EXCLUDED.title, \
         description = EXCLUDED.description, sort_order = EXCLUDED.sort_order",
        args![module.id, pathway_id, &module.title, module.description.clone(), sort_order],
    )
    .await?;
    tx.execute("DELETE FROM module_problems WHERE module_id = $1", args![module.id]).await?;
    for (place, problem) in (1_i64..).zip(&module.problems) {
        tx.execute(
            "INSERT INTO module_problems (module_id, problem_id, sort_order) VALUES ($1, $2, $3)",
            args![module.id, *problem, place],
        )
        .await?;
    }
    Ok(())
}
