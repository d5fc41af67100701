//! What is counted, for Prometheus.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use axum::http::{Method, StatusCode};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use platform::status::Status;

/// Upper bounds of the histograms of durations, in seconds.
const SECONDS: [f64; 14] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0];
/// Durations are put into the histogram this often; until then each takes up memory.
const UPKEEP: Duration = Duration::from_secs(1);

// The library knows one recorder per process, whatever the number of servers in it.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count. Must be called within the runtime; a second call in one process changes nothing.
pub(crate) fn start() {
    RECORDER.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&SECONDS).and_then(PrometheusBuilder::install_recorder);
        match builder {
            Ok(handle) => Some(handle),
            Err(error) => {
                tracing::error!(%error, "metrics are not available");
                None
            }
        }
    });
    if let Some(handle) = recorder() {
        tokio::spawn(async move {
            let mut pause = tokio::time::interval(UPKEEP);
            loop {
                pause.tick().await;
                handle.run_upkeep();
            }
        });
    }
    describe();
}

fn recorder() -> Option<PrometheusHandle> {
    RECORDER.get().and_then(Clone::clone)
}

fn describe() {
    metrics::describe_counter!("codequest_http_requests_total", "Answered requests by method, route and status.");
    metrics::describe_histogram!("codequest_http_request_duration_seconds", "Time until the answer began, by route.");
    metrics::describe_counter!("codequest_submissions_total", "Submissions handed in.");
    metrics::describe_counter!("codequest_verdicts_total", "Judged submissions by verdict.");
    metrics::describe_histogram!("codequest_judging_seconds", "Time from the claim of a submission to its verdict.");
    metrics::describe_gauge!("codequest_jobs_waiting", "Jobs that nobody has claimed, by kind.");
    metrics::describe_gauge!("codequest_judging_running", "Submissions and runs that are being judged now.");
    metrics::describe_gauge!("codequest_judging_slots", "Programs that this process judges at once.");
    metrics::describe_gauge!("codequest_judging_remote_slots", "Programs that workers on other hosts judge at once.");
    metrics::describe_counter!("codequest_sandbox_restarts_total", "Times the sandbox supervisor was started again.");
    metrics::describe_gauge!("codequest_live_connections", "Open live connections by kind.");
}

/// Counts one answered request. `route` is the pattern that matched, so that there are only so many of them.
pub(crate) fn count_request(method: &Method, route: &str, status: StatusCode, started: Instant) {
    let method = match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        // Anybody can invent methods.
        _ => "other",
    };
    let route = route.to_owned();
    metrics::counter!(
        "codequest_http_requests_total",
        "method" => method, "route" => route.clone(), "status" => status.as_str().to_owned()
    )
    .increment(1);
    metrics::histogram!("codequest_http_request_duration_seconds", "route" => route).record(started.elapsed());
}

/// The present figures in Prometheus' text format; `None` when nothing is counted.
pub(crate) fn render(status: &Status) -> Option<String> {
    for (kind, waiting) in &status.jobs_waiting {
        #[expect(clippy::cast_precision_loss, reason = "queues are shorter than 2^53")]
        metrics::gauge!("codequest_jobs_waiting", "kind" => *kind).set(*waiting as f64);
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of this process are below 2^53")]
    {
        metrics::gauge!("codequest_judging_running").set(status.running as f64);
        metrics::gauge!("codequest_judging_remote_slots").set(status.remote_slots as f64);
        metrics::gauge!("codequest_judging_slots").set(status.slots as f64);
    }
    metrics::counter!("codequest_sandbox_restarts_total").absolute(status.sandbox_restarts);
    recorder().map(|recorder| recorder.render())
}
