//! The import: what differs from the database is written, one transaction for each package.

use std::collections::HashMap;

use judge::{Package, package};
use model::{ProblemId, TopicId};
use store::{
    Conn,
    pathways::PathwayRow,
    problems::{NewProblem, NewVersion, ProblemRow},
    topics::TopicRow,
};

use super::{Change, Content, Outcome, Report, plan};
use crate::{Actor, Error, Permission, Result, events::Event, problems};

/// How much of all content is being imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All that there is: what is missing is gone.
    Everything,
    /// Some of it: the rest is somewhere else.
    Some,
}

/// What the database holds before the import.
struct Present {
    problems: Vec<ProblemRow>,
    topics: Vec<TopicRow>,
    pathways: Vec<PathwayRow>,
}

impl Content<'_> {
    pub(super) async fn import(
        &self,
        actor: &Actor,
        content: judge::Content,
        extent: Extent,
        dry_run: bool,
    ) -> Result<Report> {
        actor.require(Permission::ApproveContent)?;
        let mut present = self.present().await?;
        let packages = in_course_order(&content);
        let mut report = Report { dry_run, complaints: content.complaints.clone(), ..Report::default() };
        self.import_topics(&content.topics, &mut present, &mut report).await?;
        let topics: HashMap<String, TopicId> =
            present.topics.iter().map(|topic| (topic.slug.clone(), topic.id)).collect();
        let mut slugs: HashMap<String, ProblemId> =
            present.problems.iter().map(|row| (row.slug.clone(), row.id)).collect();
        for package in packages {
            let change = self.import_package(package, &present, &topics, &mut report).await?;
            report.outcome(&package.slug, change);
            if change != Change::Refused {
                slugs.insert(package.slug.clone(), package.uuid);
            }
        }
        if extent == Extent::Everything {
            let gone = |row: &&ProblemRow| !content.packages.iter().any(|package| package.uuid == row.id);
            for row in present.problems.iter().filter(gone) {
                report.outcome(&row.slug, Change::PackageGone);
            }
        }
        for (index, pathway) in content.pathways.iter().enumerate() {
            self.import_pathway(pathway, index, &slugs, &present, &mut report).await?;
        }
        Ok(report)
    }

    async fn present(&self) -> Result<Present> {
        let mut conn = self.0.store().read().await?;
        Ok(Present {
            problems: store::problems::package_rows(&mut conn).await?,
            topics: store::topics::all(&mut conn).await?,
            pathways: store::pathways::all(&mut conn).await?,
        })
    }

    async fn import_topics(&self, topics: &[package::Topic], present: &mut Present, report: &mut Report) -> Result<()> {
        for row in plan::topic_rows(topics) {
            if present.topics.iter().any(|old| plan::same_topic(old, &row)) {
                continue;
            }
            if present.topics.iter().any(|old| old.slug == row.slug && old.id != row.id) {
                let message = format!("another topic has the slug `{}`: choose another one", row.slug);
                report.error("topics.yaml".into(), message);
                continue;
            }
            report.topics_changed += 1;
            present.topics.retain(|old| old.id != row.id);
            present.topics.push(row.clone());
            if !report.dry_run {
                let write = self.0.store().write(move |tx| {
                    Box::pin(async move { store::topics::upsert(tx, &row).await.map_err(Error::from) })
                });
                write.await?;
            }
        }
        Ok(())
    }

    async fn import_package(
        &self,
        package: &Package,
        present: &Present,
        topics: &HashMap<String, TopicId>,
        report: &mut Report,
    ) -> Result<Change> {
        let old = present.problems.iter().find(|row| row.id == package.uuid);
        let change = match old {
            Some(row) if row.package_digest.as_ref() == Some(&package.digest) => return Ok(Change::Unchanged),
            Some(row) if row.edited => return Ok(Change::KeptEdited),
            Some(_) => Change::Updated,
            None => Change::Added,
        };
        let manifest = format!("problems/{}/problem.yaml", package.slug);
        let taken = {
            let mut conn = self.0.store().read().await?;
            store::problems::find_by_slug(&mut conn, &package.slug).await?.is_some_and(|row| row.id != package.uuid)
        };
        if taken {
            let message = format!("another problem has the slug `{}`: rename the folder", package.slug);
            report.error(manifest, message);
            return Ok(Change::Refused);
        }
        if report.dry_run {
            return Ok(change);
        }
        // Topics that do not exist are among the complaints.
        let write = PackageWrite {
            topics: package.topics.iter().filter_map(|slug| topics.get(slug).copied()).collect(),
            tags: problems::rules::tags(package.keywords.clone()),
            version: plan::contents(package).seal(package.uuid, None, self.0.sealer())?,
            problem: new_problem(package),
            exists: old.is_some(),
        };
        let now = self.0.now();
        let written = self
            .0
            .store()
            .write(move |tx| Box::pin(async move { write.run(tx, now).await.map_err(Error::from) }))
            .await;
        if let Err(error) = written {
            // One package that the database refuses must not keep the others out.
            tracing::error!(problem.slug = package.slug, error = ?error.source_chain(), "could not import a package");
            report.error(manifest, "the database refused this package: the log says why".into());
            return Ok(Change::Refused);
        }
        self.0.events().publish(Event::Problem { id: package.uuid });
        Ok(change)
    }

    async fn import_pathway(
        &self,
        pathway: &package::Pathway,
        index: usize,
        slugs: &HashMap<String, ProblemId>,
        present: &Present,
        report: &mut Report,
    ) -> Result<()> {
        let (modules, unknown) = plan::modules(pathway, slugs);
        for slug in unknown {
            report.error(format!("pathways ({})", pathway.title), format!("there is no problem `{slug}`"));
        }
        let old = present.pathways.iter().find(|row| row.id == pathway.uuid);
        let now = self.0.now();
        let place = i64::try_from(index).unwrap_or(i64::MAX - 1) + 1;
        let mut row = PathwayRow {
            id: pathway.uuid,
            title: pathway.title.clone(),
            subtitle: plan::some(&pathway.subtitle),
            description: plan::some(&pathway.description),
            level: pathway.level.clone(),
            duration_weeks: i64::from(pathway.duration_weeks),
            icon: plan::some(&pathway.icon),
            color_gradient: plan::some(&pathway.color_gradient),
            sort_order: place,
            package_digest: String::new(),
            created_at: now,
            updated_at: now,
        };
        row.package_digest = plan::pathway_digest(&row, &modules);
        let change = match old {
            Some(old) if old.package_digest == row.package_digest => Change::Unchanged,
            Some(_) => Change::Updated,
            None => Change::Added,
        };
        if change != Change::Unchanged && !report.dry_run {
            let write = self.0.store().write(move |tx| {
                Box::pin(async move { store::pathways::replace(tx, &row, &modules).await.map_err(Error::from) })
            });
            write.await?;
        }
        report.pathways.push(Outcome { name: pathway.title.clone(), change });
        Ok(())
    }
}

/// The packages in the order of the courses that hold them, then the others: new problems get their numbers so.
fn in_course_order(content: &judge::Content) -> Vec<&Package> {
    let modules = content.pathways.iter().flat_map(|pathway| &pathway.modules);
    let course: Vec<&str> = modules.flat_map(|module| &module.problems).map(String::as_str).collect();
    let place = |package: &&Package| course.iter().position(|slug| *slug == package.slug).unwrap_or(usize::MAX);
    let mut packages: Vec<&Package> = content.packages.iter().collect();
    packages.sort_by_key(place);
    packages
}

fn new_problem(package: &Package) -> NewProblem {
    NewProblem {
        id: package.uuid,
        slug: package.slug.clone(),
        title: package.name.clone(),
        difficulty: i64::from(package.difficulty),
        kind: problems::kind_word(&package.kind),
        source: "package",
        package_digest: Some(package.digest.clone()),
        author_id: None,
        is_published: true,
        is_premium: false,
    }
}

/// One package, ready to be written.
struct PackageWrite {
    problem: NewProblem,
    version: NewVersion,
    topics: Vec<TopicId>,
    tags: Vec<String>,
    exists: bool,
}

impl PackageWrite {
    async fn run(self, tx: &mut Conn, now: chrono::DateTime<chrono::Utc>) -> store::Result<()> {
        let PackageWrite { problem, version, topics, tags, exists } = self;
        if exists {
            let change = store::problems::Change {
                slug: problem.slug,
                title: problem.title,
                difficulty: problem.difficulty,
                kind: problem.kind.to_owned(),
                package_digest: problem.package_digest,
                edited: false,
                is_premium: problem.is_premium,
            };
            store::problems::update(tx, problem.id, &change, now).await?;
        } else {
            store::problems::insert(tx, &problem, now).await?;
        }
        store::problems::replace_topics(tx, version.problem_id, &topics).await?;
        store::problems::replace_tags(tx, version.problem_id, &tags).await?;
        store::problems::insert_version(tx, &version, now).await?;
        Ok(())
    }
}
