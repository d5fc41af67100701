//! What happens to every request and answer: ids, headers, logs, limits of size and time.

use std::time::{Duration, Instant};

use axum::{
    Router,
    body::HttpBody as _,
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{AllowOrigin, CorsLayer},
    limit::RequestBodyLimitLayer,
};
use tracing::Instrument;
use uuid::Uuid;

use super::limits;
use crate::{AppState, dialects::fallback};

/// The header that carries a request's id, in and out.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The largest body that any call may send, in bytes.
const MAX_BODY_BYTES: usize = 2 * 1024 * 1024;

/// How long a client may take to send it (rule R-SRV-01).
const BODY_TIME: Duration = Duration::from_secs(15);

/// Sent with every answer (contract, `rules.yaml`, `headers_all_responses`).
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::X_XSS_PROTECTION, HeaderValue::from_static("1; mode=block")),
    (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains")),
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'self'")),
];

/// Puts the layers around a router.
pub fn apply(router: Router, state: &AppState) -> Router {
    router
        .layer(CompressionLayer::new().gzip(true))
        .layer(middleware::from_fn_with_state(state.clone(), limits::limit))
        .layer(middleware::from_fn(read_body))
        .layer(RequestBodyLimitLayer::new(MAX_BODY_BYTES))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(fallback::in_words))
        .layer(cors(&state.platform().config().frontend_url))
        .layer(middleware::from_fn(observe))
}

fn cors(frontend_url: &str) -> CorsLayer {
    let origin = HeaderValue::from_str(frontend_url.trim_end_matches('/')).ok();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origin))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("last-event-id"),
            HeaderName::from_static("idempotency-key"),
        ])
        .expose_headers([REQUEST_ID, header::RETRY_AFTER])
        .allow_credentials(true)
        .max_age(Duration::from_secs(600))
}

/// Reads the body before anything is decided. A call that is refused without a look at its body would otherwise end the
/// connection under a client that is still sending, and its next call with it.
async fn read_body(request: Request, next: Next) -> Response {
    if request.body().size_hint().exact() == Some(0) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(BODY_TIME, axum::body::to_bytes(body, MAX_BODY_BYTES)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, bytes.into())).await,
        Ok(Err(_)) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// Gives the request an id, sets the headers, and logs one line.
async fn observe(request: Request, next: Next) -> Response {
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|value| value.len() <= 64 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
        .map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
    let method = request.method().clone();
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", request.id = %id);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span).await;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status();
    super::metrics::count_request(&method, &route, status, started);
    let status = status.as_u16();
    // Reads are counted and can be had at `debug`; what changes something, and what failed, leaves a line.
    if method == Method::GET && status < 500 {
        tracing::debug!(request.id = %id, http.method = %method, http.route = route, http.status = status, duration_ms, "answered");
    } else {
        tracing::info!(request.id = %id, http.method = %method, http.route = route, http.status = status, duration_ms, "answered");
    }
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, value);
    }
    response
}
