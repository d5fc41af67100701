//! Problems as exercises.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use platform::{
    pathways::Place,
    problems::{Detail, POINTS, Stats, TestCase},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::{ApiError, Params, SignedIn};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_exercise)).routes(routes!(get_exercise_stats))
}

/// Key of the language whose starter code these clients get.
const DEFAULT_LANGUAGE: &str = "python";

/// How hard an exercise is, in these clients' words.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum ExerciseLevel {
    Beginner,
    Intermediate,
    Advanced,
}

impl ExerciseLevel {
    pub(super) fn of(difficulty: i64) -> Self {
        match difficulty {
            ..=1 => ExerciseLevel::Beginner,
            2 => ExerciseLevel::Intermediate,
            _ => ExerciseLevel::Advanced,
        }
    }
}

/// One exercise.
#[derive(Serialize, ToSchema)]
struct ExerciseAnswer {
    exercise: ExerciseOut,
}

/// A problem as an exercise.
#[derive(Serialize, ToSchema)]
struct ExerciseOut {
    id: Uuid,
    title: String,
    /// The nil UUID for exercises in no module.
    module_id: Uuid,
    module_title: Option<String>,
    difficulty: ExerciseLevel,
    /// For solving it.
    points: i64,
    time_limit_minutes: Option<i64>,
    /// People whose draft or submission moved in the last five minutes.
    concurrent_solvers: i64,
    objectives: Vec<String>,
    /// The whole statement with its sections, in Markdown.
    content: String,
    examples: Vec<ExampleOut>,
    /// The statement's prose, in Markdown.
    description: String,
    /// One bound of the input each.
    constraints: Vec<String>,
    test_cases: Vec<TestCaseOut>,
    hints: Vec<String>,
    /// For `language_id`.
    starter_code: Option<String>,
    /// Judge0's number of the default language.
    language_id: Option<u32>,
    tags: Vec<String>,
    sort_order: Option<i64>,
    total_submissions: i64,
    total_completions: i64,
    average_completion_time: Option<i64>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// An explained input.
#[derive(Serialize, ToSchema)]
struct ExampleOut {
    input: String,
    output: String,
    explanation: Option<String>,
}

/// A test case; a hidden one says nothing.
#[derive(Serialize, ToSchema)]
struct TestCaseOut {
    id: Uuid,
    input: Option<String>,
    expected_output: Option<String>,
    is_hidden: bool,
    points: i64,
    /// From 1.
    sort_order: i64,
}

/// What is going on at an exercise.
#[derive(Serialize, ToSchema)]
struct ExerciseStats {
    concurrent_solvers: i64,
    total_submissions: i64,
    /// Accepted submissions in whole percent.
    completion_rate: i64,
}

impl From<Stats> for ExerciseStats {
    fn from(stats: Stats) -> Self {
        let rate = match stats.total_submissions {
            0 => 0,
            total => (stats.total_accepted * 100 + total / 2) / total,
        };
        ExerciseStats {
            concurrent_solvers: stats.solving_now,
            total_submissions: stats.total_submissions,
            completion_rate: rate,
        }
    }
}

fn test_case(sort_order: i64, test: &TestCase) -> TestCaseOut {
    TestCaseOut {
        id: test.id,
        input: test.sample.as_ref().map(|sample| sample.input.clone()),
        expected_output: test.sample.as_ref().map(|sample| sample.output.clone()),
        is_hidden: test.sample.is_none(),
        points: test.points,
        sort_order,
    }
}

/// The entries of a Markdown list, or the lines of another text.
fn entries(markdown: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in markdown.lines().filter(|line| !line.trim().is_empty()) {
        let entry = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        match (entry, entries.last_mut()) {
            (Some(entry), _) => entries.push(entry.trim().to_owned()),
            // An indented line goes on with the entry above.
            (None, Some(last)) if line.starts_with(' ') => {
                last.push(' ');
                last.push_str(line.trim());
            }
            (None, _) => entries.push(line.trim().to_owned()),
        }
    }
    entries
}

fn exercise(problem: Detail, place: Place, stats: Stats, language_id: Option<u32>) -> ExerciseOut {
    let examples = problem.samples().map(|sample| ExampleOut {
        input: sample.input.clone(),
        output: sample.output.clone(),
        explanation: sample.explanation.clone(),
    });
    let examples = examples.collect();
    let content = problem.statement();
    let starter_code = problem.starter_code.into_iter().find(|(key, _)| key == DEFAULT_LANGUAGE).map(|(_, code)| code);
    ExerciseOut {
        id: problem.id,
        title: problem.title,
        module_id: place.module_id,
        module_title: place.module_title,
        difficulty: ExerciseLevel::of(problem.difficulty),
        points: POINTS,
        time_limit_minutes: None,
        concurrent_solvers: stats.solving_now,
        objectives: Vec::new(),
        content,
        examples,
        description: problem.description_markdown,
        constraints: problem.constraints.as_deref().map(entries).unwrap_or_default(),
        test_cases: (1..).zip(&problem.tests).map(|(place, test)| test_case(place, test)).collect(),
        hints: problem.hints.into_iter().map(|hint| hint.text).collect(),
        starter_code,
        language_id,
        tags: problem.tags,
        sort_order: place.sort_order,
        total_submissions: problem.total_submissions,
        total_completions: problem.total_accepted,
        average_completion_time: None,
        created_at: problem.created_at,
        updated_at: problem.updated_at,
    }
}

/// One exercise; hidden test cases are masked.
#[utoipa::path(get, path = "/api/v1/exercises/{id}", tag = "wizardcore", params(("id" = Uuid, Path)),
    responses((status = 200, body = ExerciseAnswer)), security(("bearer" = [])))]
async fn get_exercise(
    State(app): State<AppState>,
    caller: SignedIn,
    id: Params<Uuid>,
) -> Result<Json<ExerciseAnswer>, ApiError> {
    let platform = app.platform();
    let problem = platform.problems().detail(&caller, id.0).await?;
    let stats = platform.problems().stats(&caller, id.0).await?;
    let place = platform.pathways().place_of(id.0).await?;
    let language_id = platform.languages().get(DEFAULT_LANGUAGE).map(|language| language.judge0_id);
    Ok(Json(ExerciseAnswer { exercise: exercise(problem, place, stats, language_id) }))
}

/// Who is at an exercise now, and how many complete it.
#[utoipa::path(get, path = "/api/v1/exercises/{id}/stats", tag = "wizardcore", params(("id" = Uuid, Path)),
    responses((status = 200, body = ExerciseStats)), security(("bearer" = [])))]
async fn get_exercise_stats(
    State(app): State<AppState>,
    caller: SignedIn,
    id: Params<Uuid>,
) -> Result<Json<ExerciseStats>, ApiError> {
    Ok(Json(app.platform().problems().stats(&caller, id.0).await?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_taken_apart_by_entry() {
        assert_eq!(entries("- `1 <= n`,\n  and more\n- `m < 5`\n"), ["`1 <= n`, and more", "`m < 5`"]);
        assert_eq!(entries("1 <= n <= 10\n\nn is odd"), ["1 <= n <= 10", "n is odd"]);
    }

    #[test]
    fn the_completion_rate_is_a_whole_percentage() {
        let rate = |total_submissions, total_accepted| {
            ExerciseStats::from(Stats { solving_now: 0, total_submissions, total_accepted }).completion_rate
        };
        assert_eq!((rate(0, 0), rate(3, 2), rate(4, 4)), (0, 67, 100));
    }
}
