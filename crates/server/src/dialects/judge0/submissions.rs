//! Submissions: making, waiting for, showing, listing and deleting them, one by one and in batches.

use std::time::Duration;

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use platform::{Code, Error, Languages, executions::Execution, executions::NewExecution};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    ApiError, Body, Params, Search,
    credentials::Client,
    fields::{NotText, View},
    request,
    settings::BATCH,
    validation::Complaints,
};
use crate::AppState;

/// Longest wait of a client that waits for the end; then it gets the token and asks later.
const WAIT: Duration = Duration::from_secs(60);
/// Submissions on a page: default and most.
const PER_PAGE: (i64, i64) = (20, 100);

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/submissions", post(create_submission).get(list_submissions))
        .route("/submissions/batch", post(create_batch).get(get_batch))
        .route("/submissions/{token}", get(get_submission).delete(delete_submission))
}

/// The parameters of all these calls; each takes those that mean something for it. Anything but `true` is false.
#[derive(Deserialize)]
struct Parameters {
    base64_encoded: Option<String>,
    wait: Option<String>,
    fields: Option<String>,
    tokens: Option<String>,
    page: Option<String>,
    per_page: Option<String>,
}

impl Parameters {
    fn base64_encoded(&self) -> bool {
        self.base64_encoded.as_deref() == Some("true")
    }

    fn view(&self) -> Result<View, Error> {
        View::new(self.fields.as_deref(), self.base64_encoded())
    }
}

type Object = Map<String, Value>;

/// Reads submissions on a thread that may be busy for a while.
async fn read(
    app: &AppState,
    given: Vec<Object>,
    base64_encoded: bool,
) -> Result<Vec<Result<NewExecution, Complaints>>, Error> {
    let platform = app.platform().clone();
    let reading = tokio::task::spawn_blocking(move || {
        let one = |given: &Object| request::read(given, base64_encoded, platform.languages());
        given.iter().map(one).collect()
    });
    reading.await.map_err(Error::internal)
}

async fn create_submission(
    State(app): State<AppState>,
    client: Client,
    parameters: Search<Parameters>,
    body: Body<Object>,
) -> Result<Response, ApiError> {
    let view = parameters.0.view()?;
    let mut read = read(&app, vec![body.0], parameters.0.base64_encoded()).await?;
    let new = match read.pop() {
        Some(Ok(new)) => new,
        Some(Err(complaints)) => return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(complaints)).into_response()),
        None => return Err(Error::internal(std::io::Error::other("a submission was lost")).into()),
    };
    let executions = app.platform().executions();
    let ids = executions.create(&client.0, vec![new]).await?;
    let id = ids.first().copied().unwrap_or_default();
    if parameters.0.wait.as_deref() != Some("true") {
        return Ok((StatusCode::CREATED, Json(json!({"token": id}))).into_response());
    }
    let execution = executions.wait(&client.0, id, WAIT).await?;
    let answer = match view.show(&execution, app.platform().languages()) {
        Ok(shown) => shown,
        Err(NotText) => json!({"error": CANNOT_BE_SHOWN, "token": id}),
    };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

const CANNOT_BE_SHOWN: &str =
    "some attributes for this submission cannot be converted to UTF-8, use base64_encoded=true query parameter";
const SOME_CANNOT_BE_SHOWN: &str = "some attributes for one or more submissions cannot be converted to UTF-8, \
    use base64_encoded=true query parameter";

async fn get_submission(
    State(app): State<AppState>,
    client: Client,
    parameters: Search<Parameters>,
    token: Params<Uuid>,
) -> Result<Json<Value>, ApiError> {
    let view = parameters.0.view()?;
    let execution = app.platform().executions().get(&client.0, token.0).await?;
    let shown = view.show(&execution, app.platform().languages());
    Ok(Json(shown.map_err(|NotText| bad_request(CANNOT_BE_SHOWN))?))
}

async fn delete_submission(
    State(app): State<AppState>,
    client: Client,
    parameters: Search<Parameters>,
    token: Params<Uuid>,
) -> Result<Json<Value>, ApiError> {
    // Encoded whatever was asked for: what is shown cannot be asked for again.
    let view = parameters.0.view()?.encoded();
    let execution = app.platform().executions().delete(&client.0, token.0).await?;
    let shown = view.show(&execution, app.platform().languages());
    Ok(Json(shown.map_err(|NotText| bad_request(CANNOT_BE_SHOWN))?))
}

async fn list_submissions(
    State(app): State<AppState>,
    client: Client,
    parameters: Search<Parameters>,
) -> Result<Json<Value>, ApiError> {
    let view = parameters.0.view()?;
    let number = |name: &str, given: &Option<String>, least: i64, default: i64| match given {
        None => Ok(default),
        Some(text) => match text.trim().parse::<i64>() {
            Ok(number) if number >= least => Ok(number),
            _ => Err(bad_request(format!("invalid {name}: {text}"))),
        },
    };
    let page = number("page", &parameters.0.page, 1, 1)?;
    let per_page = number("per_page", &parameters.0.per_page, 1, PER_PAGE.0)?.min(PER_PAGE.1);
    let (executions, total) = app.platform().executions().list(&client.0, page, per_page).await?;
    let submissions = all(&view, app.platform().languages(), executions.iter().map(Some))?;
    let pages = (total + per_page - 1) / per_page;
    Ok(Json(json!({
        "submissions": submissions,
        "meta": {
            "current_page": page,
            "next_page": (page < pages).then_some(page + 1),
            "prev_page": (page > 1).then_some(page - 1),
            "total_pages": pages,
            "total_count": total,
        },
    })))
}

async fn create_batch(
    State(app): State<AppState>,
    client: Client,
    parameters: Search<Parameters>,
    body: Body<Object>,
) -> Result<Response, ApiError> {
    let given: Vec<Object> = match body.0.get("submissions") {
        Some(Value::Array(given)) => given.iter().map(|each| each.as_object().cloned().unwrap_or_default()).collect(),
        _ => Vec::new(),
    };
    check_batch(given.len())?;
    let read = read(&app, given, parameters.0.base64_encoded()).await?;
    let good: Vec<NewExecution> = read.iter().filter_map(|each| each.as_ref().ok().cloned()).collect();
    let status = if good.is_empty() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::CREATED };
    let mut ids = match good.is_empty() {
        true => Vec::new(),
        false => app.platform().executions().create(&client.0, good).await?,
    }
    .into_iter();
    let answers: Vec<Value> = read
        .into_iter()
        .map(|each| match each {
            Ok(_) => json!({"token": ids.next()}),
            Err(complaints) => json!(complaints),
        })
        .collect();
    Ok((status, Json(answers)).into_response())
}

async fn get_batch(
    State(app): State<AppState>,
    client: Client,
    headers: HeaderMap,
    parameters: Search<Parameters>,
) -> Result<Json<Value>, ApiError> {
    let view = parameters.0.view()?;
    let header = headers.get("tokens").and_then(|value| value.to_str().ok());
    let tokens = header.or(parameters.0.tokens.as_deref()).unwrap_or_default();
    let tokens: Vec<&str> = tokens.split(',').map(str::trim).filter(|token| !token.is_empty()).collect();
    check_batch(tokens.len())?;
    let mut executions = Vec::new();
    for token in tokens {
        // What is no token is one that does not exist.
        let found = match token.parse::<Uuid>() {
            Ok(id) => app.platform().executions().get(&client.0, id).await,
            Err(_) => Err(Error::not_found("submission")),
        };
        executions.push(match found {
            Ok(execution) => Some(execution),
            Err(error) if error.code() == Code::NotFound => None,
            Err(error) => return Err(error.into()),
        });
    }
    let submissions = all(&view, app.platform().languages(), executions.iter().map(Option::as_ref))?;
    Ok(Json(json!({ "submissions": submissions })))
}

fn check_batch(submissions: usize) -> Result<(), Error> {
    match submissions {
        0 => Err(bad_request("there should be at least one submission in a batch")),
        too_many if too_many > BATCH => {
            Err(bad_request(format!("number of submissions in a batch should be less than or equal to {BATCH}")))
        }
        _ => Ok(()),
    }
}

/// Shows several; what does not exist is null.
fn all<'e>(
    view: &View,
    languages: &Languages,
    executions: impl Iterator<Item = Option<&'e Execution>>,
) -> Result<Vec<Value>, Error> {
    let one = |execution: Option<&Execution>| match execution {
        Some(execution) => view.show(execution, languages),
        None => Ok(Value::Null),
    };
    executions.map(one).collect::<Result<_, NotText>>().map_err(|NotText| bad_request(SOME_CANNOT_BE_SHOWN))
}

fn bad_request(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(Code::ValidationError, message)
}
