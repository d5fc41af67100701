//! Languages by Judge0's numbers.

use axum::{Json, Router, extract::State, routing::get};
use platform::{Error, Language, Languages};
use serde_json::{Value, json};

use super::{ApiError, Params, credentials::Client};
use crate::AppState;

/// The number of programs of several files that bring their own scripts.
pub(super) const PROJECT: i64 = 89;

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/languages", get(list_languages))
        .route("/languages/all", get(list_all_languages))
        .route("/languages/{id}", get(get_language))
}

/// The language with a number.
pub(super) fn find(languages: &Languages, number: i64) -> Option<&Language> {
    languages.by_judge0_id(u32::try_from(number).ok()?)
}

/// Its name with the version that is installed, as in `Python (3.11.2)`.
pub(super) fn name(languages: &Languages, number: i64) -> String {
    match find(languages, number) {
        _ if number == PROJECT => "Multi-file program".to_owned(),
        Some(Language { name, version: Some(version), .. }) => format!("{name} ({version})"),
        Some(language) => language.name.clone(),
        None => format!("Language {number}"),
    }
}

/// Numbers, in order, of languages; of all, or of those that can be used here.
fn numbers(languages: &Languages, all: bool) -> Vec<i64> {
    let mut numbers: Vec<i64> = languages
        .iter()
        .filter(|language| all || language.available)
        .flat_map(|language| [language.judge0_id].into_iter().chain(language.judge0_also.iter().copied()))
        .map(i64::from)
        .chain((all || languages.runs_projects()).then_some(PROJECT))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn is_archived(languages: &Languages, number: i64) -> bool {
    match find(languages, number) {
        Some(language) => !language.available,
        None => !languages.runs_projects(),
    }
}

async fn list_languages(State(app): State<AppState>, _: Client) -> Json<Value> {
    let languages = app.platform().languages();
    let short = |number| json!({"id": number, "name": name(languages, number)});
    Json(numbers(languages, false).into_iter().map(short).collect())
}

async fn list_all_languages(State(app): State<AppState>, _: Client) -> Json<Value> {
    let languages = app.platform().languages();
    let long =
        |number| json!({"id": number, "name": name(languages, number), "is_archived": is_archived(languages, number)});
    Json(numbers(languages, true).into_iter().map(long).collect())
}

async fn get_language(State(app): State<AppState>, _: Client, id: Params<i64>) -> Result<Json<Value>, ApiError> {
    let (languages, number) = (app.platform().languages(), id.0);
    let language = find(languages, number);
    if language.is_none() && number != PROJECT {
        return Err(Error::not_found("language").into());
    }
    let (compile, run) = language.map(Language::shown_commands).unzip();
    Ok(Json(json!({
        "id": number,
        "name": name(languages, number),
        "is_archived": is_archived(languages, number),
        "source_file": language.map(|language| &language.file_name),
        "compile_cmd": compile.flatten(),
        "run_cmd": run,
    })))
}
