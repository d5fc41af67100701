//! Problems: the list, one of them, and writing them.

mod detail;
mod list;
mod write;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_problems, write::create_problem))
        .routes(routes!(detail::get_problem, write::edit_problem))
        .routes(routes!(detail::get_problem_stats))
}
