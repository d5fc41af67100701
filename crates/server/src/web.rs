//! The web app's files, built by `npm run build` and embedded in the binary.

use axum::{
    body::Body,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

#[derive(rust_embed::RustEmbed)]
#[folder = "../../web/dist/"]
struct Files;

/// Names under this folder carry a digest of their content and never change.
const HASHED: &str = "assets/";

/// The file at a path; any other path of a page is the app itself, which has its own routes. `None` when the path is no
/// page's.
pub(crate) fn answer(method: &Method, uri: &Uri) -> Option<Response> {
    if method != Method::GET && method != Method::HEAD {
        return None;
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Files::get(path) {
        return Some(serve(path, file));
    }
    let is_file = path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        return None;
    }
    Files::get("index.html").map(|file| serve("index.html", file))
}

fn serve(path: &str, file: rust_embed::EmbeddedFile) -> Response {
    let kept = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let kind =
        HeaderValue::from_str(file.metadata.mimetype()).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let mut response = (StatusCode::OK, Body::from(file.data.into_owned())).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}
