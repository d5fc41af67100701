//! Pathways: ordered courses of modules with problems. Read only; they come from content packages.

use chrono::{DateTime, Utc};
use model::{PathwayId, ProblemId};
use store::pathways::{ModuleRow, PathwayFigures, PathwayRow};
use uuid::Uuid;

use crate::{Actor, Error, Platform, Result, problems};

/// Use cases about pathways.
pub struct Pathways<'p>(&'p Platform);

impl Platform {
    /// Use cases about pathways.
    #[must_use]
    pub fn pathways(&self) -> Pathways<'_> {
        Pathways(self)
    }
}

/// A pathway as one person sees it.
#[derive(Debug, Clone)]
pub struct Pathway {
    /// Identity.
    pub id: PathwayId,
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
    /// Place among the pathways, from 1.
    pub sort_order: i64,
    /// Its modules.
    pub module_count: i64,
    /// People who submitted to a problem of it.
    pub student_count: i64,
    /// The share of its problems that the person solved, in whole percent.
    pub progress_percent: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// A part of a pathway.
#[derive(Debug, Clone)]
pub struct Module {
    /// Identity.
    pub id: Uuid,
    /// The pathway.
    pub pathway_id: PathwayId,
    /// Title for people.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// Place within the pathway, from 1.
    pub sort_order: i64,
    /// XP of somebody who solves all its problems.
    pub xp_reward: i64,
}

/// Where a problem stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// The module; [`Place::NOWHERE`] for problems in none.
    pub module_id: Uuid,
    /// Its title; nothing for problems in none.
    pub module_title: Option<String>,
    /// Place within the module, from 1.
    pub sort_order: Option<i64>,
}

impl Place {
    /// The module id of problems that are in no module. Its list holds exactly these.
    pub const NOWHERE: Uuid = Uuid::nil();
}

/// At most so many problems of a module are listed.
const LISTED: i64 = 500;

impl Pathways<'_> {
    /// All pathways in order, as a signed-in person sees them.
    ///
    /// # Errors
    /// `Unauthorized` when nobody has signed in.
    pub async fn list(&self, actor: &Actor) -> Result<Vec<Pathway>> {
        let account = actor.signed_in()?;
        let mut conn = self.0.store().read().await?;
        let figures = store::pathways::figures(&mut conn, account.id).await?;
        let rows = store::pathways::all(&mut conn).await?;
        Ok(rows.into_iter().map(|row| pathway(row, &figures)).collect())
    }

    /// One pathway with its modules in order.
    ///
    /// # Errors
    /// `Unauthorized` when nobody has signed in, `NotFound`.
    pub async fn find(&self, actor: &Actor, id: PathwayId) -> Result<(Pathway, Vec<Module>)> {
        let account = actor.signed_in()?;
        let mut conn = self.0.store().read().await?;
        let row = store::pathways::find(&mut conn, id).await?.ok_or_else(|| Error::not_found("pathway"))?;
        let figures = store::pathways::figures(&mut conn, account.id).await?;
        let modules = store::pathways::modules(&mut conn, id).await?;
        Ok((pathway(row, &figures), modules.into_iter().map(module).collect()))
    }

    /// The published problems of a module in order, with the module's title; those in no module for [`Place::NOWHERE`].
    ///
    /// # Errors
    /// `Unauthorized` when nobody has signed in, `NotFound`.
    pub async fn module_problems(&self, actor: &Actor, id: Uuid) -> Result<(Option<String>, Vec<problems::Listed>)> {
        let account = actor.signed_in()?;
        let mut conn = self.0.store().read().await?;
        let mut filter = store::problems::Filter {
            user_id: Some(account.id),
            published: true,
            ..store::problems::Filter::default()
        };
        let mut sort = problems::Sort::Number;
        let mut title = None;
        if id == Place::NOWHERE {
            filter.outside_modules = true;
        } else {
            let found = store::pathways::module(&mut conn, id).await?;
            title = Some(found.ok_or_else(|| Error::not_found("module"))?.title);
            filter.module_id = Some(id);
            sort = problems::Sort::Module;
        }
        let rows = store::problems::list(&mut conn, &filter, sort, false, 0, LISTED).await?;
        Ok((title, problems::with_names(&mut conn, rows).await?))
    }

    /// Where a problem stands.
    ///
    /// # Errors
    /// Database errors.
    pub async fn place_of(&self, problem: ProblemId) -> Result<Place> {
        let mut conn = self.0.store().read().await?;
        let place = store::pathways::place_of(&mut conn, problem).await?;
        Ok(place.map_or(Place { module_id: Place::NOWHERE, module_title: None, sort_order: None }, |row| Place {
            module_id: row.module_id,
            module_title: Some(row.module_title),
            sort_order: Some(row.sort_order),
        }))
    }
}

fn pathway(row: PathwayRow, figures: &[PathwayFigures]) -> Pathway {
    let figures = figures.iter().find(|figures| figures.pathway_id == row.id);
    let (modules, problems, solved, students) =
        figures.map_or((0, 0, 0, 0), |f| (f.module_count, f.problem_count, f.solved_count, f.student_count));
    Pathway {
        id: row.id,
        title: row.title,
        subtitle: row.subtitle,
        description: row.description,
        level: row.level,
        duration_weeks: row.duration_weeks,
        icon: row.icon,
        color_gradient: row.color_gradient,
        sort_order: row.sort_order,
        module_count: modules,
        student_count: students,
        progress_percent: if problems == 0 { 0 } else { solved * 100 / problems },
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

fn module(row: ModuleRow) -> Module {
    Module {
        id: row.id,
        pathway_id: row.pathway_id,
        title: row.title,
        description: row.description,
        sort_order: row.sort_order,
        xp_reward: row.problem_count * problems::POINTS,
    }
}
