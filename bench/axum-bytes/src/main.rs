//! `axum-bytes FOLDER`: answers `GET /v1/leaderboard` and `GET /v1/problems/{id}` with the bytes of `leaderboard.json`
//! and `{id}.json` in a folder, read once at the start. There is no database, no layer and no log: what axum itself
//! costs.

use std::{collections::HashMap, env, error::Error, fs, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

type Files = Arc<HashMap<String, Bytes>>;

fn answer(files: &Files, name: &str) -> Response {
    match files.get(name) {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn problem(State(files): State<Files>, Path(id): Path<String>) -> Response {
    answer(&files, &id)
}

async fn leaderboard(State(files): State<Files>) -> Response {
    answer(&files, "leaderboard")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: axum-bytes FOLDER")?;
    let mut files = HashMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if let Some(name) = path.file_stem().and_then(|name| name.to_str()) {
            files.insert(name.to_owned(), Bytes::from(fs::read(&path)?));
        }
    }
    let app = Router::new()
        .route("/v1/problems/{id}", get(problem))
        .route("/v1/leaderboard", get(leaderboard))
        .with_state(Arc::new(files));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
