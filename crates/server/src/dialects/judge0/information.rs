//! What the service says of itself.

use std::collections::BTreeMap;

use axum::{Json, Router, extract::State, routing::get};
use chrono::{SecondsFormat, Utc};
use platform::executions::Status;
use serde_json::{Value, json};

use super::{ApiError, VERSION, credentials::Client, fields::status, languages, settings};
use crate::AppState;

pub(super) fn router() -> Router<AppState> {
    Router::new()
        .route("/about", get(about))
        .route("/version", get(|_: Client| async { VERSION }))
        .route("/license", get(|_: Client| async { "MIT OR Apache-2.0\n" }))
        .route("/isolate", get(|_: Client| async { concat!("codequest sandbox ", env!("CARGO_PKG_VERSION"), "\n") }))
        .route("/statuses", get(statuses))
        .route("/config_info", get(config_info))
        .route("/system_info", get(system_info))
        .route("/statistics", get(statistics))
        .route("/workers", get(workers))
}

async fn about(State(app): State<AppState>, _: Client) -> Json<Value> {
    Json(json!({
        "version": VERSION,
        "homepage": app.platform().public_url(),
        "source_code": null,
        "maintainer": format!("CodeQuest {}", env!("CARGO_PKG_VERSION")),
    }))
}

async fn statuses(_: Client) -> Json<Value> {
    Json(Status::ALL.into_iter().map(status).collect())
}

async fn config_info(State(app): State<AppState>, _: Client) -> Json<Value> {
    Json(settings::all(!app.platform().config().executions.management_tokens.is_empty()))
}

/// Processor and memory of the server's machine.
async fn system_info(_: Client) -> Result<Json<Value>, ApiError> {
    let read = || -> std::io::Result<_> {
        Ok((std::fs::read_to_string("/proc/cpuinfo")?, std::fs::read_to_string("/proc/meminfo")?))
    };
    let (cpu, memory) = tokio::task::spawn_blocking(read).await.map_err(platform::Error::internal)?.unwrap_or_default();
    Ok(Json(json!(system(&cpu, &memory))))
}

fn system(cpu: &str, memory: &str) -> BTreeMap<&'static str, String> {
    let value = |text: &str, name: &str| {
        text.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim().to_owned())
    };
    let kib = |name: &str| value(memory, name)?.split_whitespace().next()?.parse::<f64>().ok();
    let gib = |kib: f64| format!("{:.1}G", kib / 1024.0 / 1024.0);
    let mut info = BTreeMap::new();
    info.insert("Architecture", std::env::consts::ARCH.to_owned());
    let processors = cpu.lines().filter(|line| line.split(':').next().is_some_and(|key| key.trim() == "processor"));
    info.insert("CPU(s)", processors.count().to_string());
    info.extend(value(cpu, "model name").map(|name| ("Model name", name)));
    info.extend(kib("MemTotal").map(|kib| ("Mem", gib(kib))));
    info.extend(kib("SwapTotal").map(|kib| ("Swap", gib(kib))));
    info
}

async fn statistics(State(app): State<AppState>, client: Client) -> Result<Json<Value>, ApiError> {
    let statistics = app.platform().executions().statistics(&client.0).await?;
    let known = app.platform().languages();
    let language = |(number, count): (i64, i64)| json!({"language": {"id": number, "name": languages::name(known, number)}, "count": count});
    let now = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    Ok(Json(json!({
        "created_at": now,
        "cached_until": now,
        "submissions": {"total": statistics.total, "today": statistics.today},
        "languages": statistics.languages.into_iter().map(language).collect::<Vec<_>>(),
        "statuses": statistics.statuses.into_iter()
            .map(|(each, count)| json!({"status": status(each), "count": count})).collect::<Vec<_>>(),
    })))
}

async fn workers(State(app): State<AppState>, _: Client) -> Result<Json<Value>, ApiError> {
    let queued = app.platform().executions().waiting().await?;
    let status = app.platform().status().await;
    let working = usize::try_from(status.running).unwrap_or_default();
    // What workers on other hosts do is counted too, whose places are not known here.
    let available = status.slots.max(working);
    Ok(Json(json!([{
        "queue": "default",
        "size": queued,
        "available": available,
        "idle": available.saturating_sub(working),
        "working": working,
        "paused": 0,
        "failed": 0,
    }])))
}

#[cfg(test)]
mod tests {
    use super::system;

    #[test]
    fn processors_are_counted_and_memory_is_in_gib() {
        let cpu = "processor\t: 0\nmodel name\t: One\n\nprocessor\t: 1\nmodel name\t: One\n";
        let info = system(cpu, "MemTotal:       8388608 kB\nSwapTotal:       524288 kB\n");
        let expected = [("CPU(s)", "2"), ("Mem", "8.0G"), ("Model name", "One"), ("Swap", "0.5G")];
        for (name, value) in expected {
            assert_eq!(info.get(name).map(String::as_str), Some(value), "{info:?}");
        }
    }
}
