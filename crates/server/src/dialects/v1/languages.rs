//! Programming languages.

use axum::extract::State;
use platform::Language;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Envelope, data};
use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_languages))
}

/// A programming language.
#[derive(Serialize, ToSchema)]
struct LanguageOut {
    /// What submissions take, such as `python3.10`.
    api_name: String,
    /// Key in `starter_code`, such as `python`. Submissions take it too.
    key: String,
    /// For people.
    name: String,
    /// What is installed; null when it is not.
    version: Option<String>,
    /// Number in Judge0's API; from 1001 on for a language that Judge0 does not have.
    judge0_id: u32,
    /// Name of the source file.
    file_name: String,
    /// Ending of source files, without the dot.
    file_extension: String,
    /// Whether programs in it can be judged here.
    available: bool,
    /// Whether function problems can be solved in it; whole programs always can.
    functions: bool,
    /// How to install it; null when it is.
    install_hint: Option<String>,
}

impl From<&Language> for LanguageOut {
    fn from(language: &Language) -> Self {
        LanguageOut {
            api_name: language.api_name.clone(),
            key: language.key.clone(),
            name: language.name.clone(),
            version: language.version.clone(),
            judge0_id: language.judge0_id,
            file_name: language.file_name.clone(),
            file_extension: language.extensions.first().cloned().unwrap_or_default(),
            available: language.available,
            functions: language.has_functions(),
            install_hint: (!language.available).then(|| language.install_hint.clone()),
        }
    }
}

/// The languages that programs can be written in, with what this machine has of them.
#[utoipa::path(get, path = "/v1/languages", tag = "problems", responses((status = 200, body = Envelope<Vec<LanguageOut>>)))]
async fn list_languages(State(app): State<AppState>) -> Envelope<Vec<LanguageOut>> {
    data(app.platform().languages().iter().map(LanguageOut::from).collect())
}
