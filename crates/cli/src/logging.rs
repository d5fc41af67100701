//! Logs: one JSON object a line on stderr.

use tracing_subscriber::EnvFilter;

/// Starts logging at `LOG_LEVEL` (default `info`).
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env("LOG_LEVEL").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
}
