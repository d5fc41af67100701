//! The envelope of every answer: four keys, always.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A successful answer.
#[derive(Serialize, ToSchema)]
pub(super) struct Envelope<T> {
    /// Always true.
    success: bool,
    data: T,
    /// Always null.
    meta: Option<()>,
    /// Always null.
    error: Option<()>,
}

/// A successful answer with one page of a list.
#[derive(Serialize, ToSchema)]
pub(super) struct ListEnvelope<T> {
    /// Always true.
    success: bool,
    data: Vec<T>,
    meta: Page,
    /// Always null.
    error: Option<()>,
}

/// Where a list's page stands in the whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Page {
    /// Counting from 1.
    pub(super) page: i64,
    /// Rows per page.
    pub(super) limit: i64,
    /// Rows in all pages.
    pub(super) total: i64,
    /// Always null: pages are numbered.
    pub(super) cursor: Option<()>,
}

/// An answer that is no list.
pub(super) fn data<T>(data: T) -> Envelope<T> {
    Envelope { success: true, data, meta: None, error: None }
}

/// One page of a list.
pub(super) fn page<T>(rows: Vec<T>, page: i64, limit: i64, total: i64) -> ListEnvelope<T> {
    ListEnvelope { success: true, data: rows, meta: Page { page, limit, total, cursor: None }, error: None }
}

impl<T: Serialize> IntoResponse for Envelope<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

impl<T: Serialize> IntoResponse for ListEnvelope<T> {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}
