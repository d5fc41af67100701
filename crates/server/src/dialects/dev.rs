//! What only a server started with `CODEQUEST_DEV` answers: mail, readable without signing in (contract Q-35).

use axum::{
    Json, Router,
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::v1::V1;
use crate::{AppState, http::extract::Refusal};

/// The routes, or none.
pub fn router(state: &AppState) -> Router<AppState> {
    if state.platform().config().dev { Router::new().route("/dev/mailbox", get(mailbox)) } else { Router::new() }
}

#[derive(Deserialize)]
struct Mailbox {
    #[serde(default)]
    to: String,
}

#[derive(Serialize)]
struct MailOut {
    to: String,
    subject: String,
    text: String,
    created_at: DateTime<Utc>,
}

async fn mailbox(State(app): State<AppState>, query: Query<Mailbox>) -> Response {
    let letters = match app.platform().mail().mailbox(&query.to).await {
        Ok(letters) => letters,
        Err(error) => return Refusal::<V1>::from(error).into_response(),
    };
    let out = |letter: platform::mail::Letter| MailOut {
        to: letter.to,
        subject: letter.subject,
        text: letter.text,
        created_at: letter.created_at,
    };
    Json(letters.into_iter().map(out).collect::<Vec<_>>()).into_response()
}
