//! `codequest serve`.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context;
use axum::serve::ListenerExt as _;
use judge::{Languages, elsewhere::Elsewhere};
use platform::{Config, Platform, SystemClock};
use server::{AppState, RemoteJudge0};
use store::Store;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::{content, logging, sandbox};

/// How long open calls may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(5);

/// How often what has expired is deleted.
const HOUSEKEEPING: Duration = Duration::from_secs(3600);

/// Opens the database of a configuration.
///
/// # Errors
/// When the data directory or the database cannot be used.
pub(crate) async fn open_store(config: &Config) -> anyhow::Result<Store> {
    let options = match &config.database_url {
        Some(url) => store::Options::new(url.clone()),
        None => {
            std::fs::create_dir_all(&config.data_dir)
                .with_context(|| format!("cannot make the data directory {}", config.data_dir.display()))?;
            store::Options::sqlite_file(&config.data_dir.join("codequest.sqlite"))
        }
    };
    Store::open(&options).await.context("cannot open the database")
}

/// Serves until a signal to stop.
///
/// # Errors
/// When the server cannot start.
pub(crate) async fn serve(config: Config) -> anyhow::Result<()> {
    logging::start();
    let store = open_store(&config).await?;
    let elsewhere = match &config.judge0_url {
        Some(url) => Some(RemoteJudge0::new(url, config.judge0_key.clone())?),
        None => None,
    };
    let languages = match &elsewhere {
        Some(remote) => languages_of(remote).await,
        None => {
            let cache = config.data_dir.join("cache");
            tokio::task::spawn_blocking(move || sandbox::languages(&cache)).await?
        }
    };
    let languages = Arc::new(languages);
    let platform = Platform::new(config.clone(), store, Arc::new(SystemClock), languages.clone())?;
    platform.content().import_at_start(content::source(&config)?).await.context("cannot import the content")?;
    // After the import, which says what belongs to which topic and pathway.
    platform.boards().rebuild().await.context("cannot load the boards")?;
    let slots = sandbox::slots(config.judge_slots);
    let judging = if slots == 0 {
        platform.start_without_slots().await?
    } else if let Some(remote) = elsewhere {
        platform.start_judging(Arc::new(Elsewhere::new(remote, languages)), slots).await?
    } else {
        let kept = config.clone();
        let judge = tokio::task::spawn_blocking(move || sandbox::judge(languages, slots, &kept)).await??;
        let judge = Arc::new(judge);
        let judging = platform.start_judging(judge.clone(), slots).await?;
        // Nobody waits for it: it takes seconds on the first start, and programs compile without it, too.
        tokio::task::spawn_blocking(move || judge.prepare());
        judging
    };
    let address = SocketAddr::new(config.host, config.port);
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    let address = listener.local_addr()?;
    // Events are small and come one by one: Nagle's algorithm would hold each back until the client, which delays its
    // acknowledgements by 40 ms, has answered the one before.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::warn!(%error, "a connection will be slower than it could be");
        }
    });
    let state = AppState::new(platform.clone());
    let app = server::app(state.clone());
    platform.bound_to(address);
    if let Some(link) = platform.accounts().setup_link().await? {
        println!("set-up: {link}");
    }
    let upkeep = tokio::spawn(upkeep(platform.clone(), state.clone()));
    println!("codequest ready http://{address}");
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::watch::channel(false);
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop_signal().await;
        state.end_live_connections();
        let _ = stopping.send(true);
    });
    // Jobs are handed back while open calls still end: a slow client must not keep them.
    let handing_back = tokio::spawn({
        let stopped = stopped.clone();
        async move {
            until(stopped).await;
            judging.stop().await;
        }
    });
    tokio::select! {
        ended = server => ended?,
        () = async { until(stopped).await; tokio::time::sleep(GRACE).await } => {
            tracing::warn!("open calls were cut after the time to stop");
        }
    }
    handing_back.await?;
    upkeep.abort();
    platform.store().close().await;
    Ok(())
}

/// The languages that a Judge0 elsewhere has. One that is away at the start may be back when the first program comes.
async fn languages_of(remote: &RemoteJudge0) -> Languages {
    match remote.languages().await {
        Ok(numbers) => Languages::builtin().of_service(|number| numbers.contains(&number)),
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "the Judge0 of JUDGE0_API_URL does not say which languages it has"
            );
            Languages::builtin().of_service(|_| true)
        }
    }
}

/// What goes on beside the calls: mail is sent, callbacks are made, and what has expired is deleted.
async fn upkeep(platform: Platform, state: AppState) {
    let housekeeping = async {
        let mut hours = tokio::time::interval(HOUSEKEEPING);
        loop {
            hours.tick().await;
            if let Err(error) = platform.accounts().delete_expired().await {
                tracing::error!(error.source = error.source_chain(), "expired sessions could not be deleted");
            }
            if let Err(error) = platform.runs().delete_expired().await {
                tracing::error!(error.source = error.source_chain(), "old runs could not be deleted");
            }
        }
    };
    let mail = platform.mail();
    tokio::join!(mail.deliver(), server::dialects::judge0::deliver(state), housekeeping);
}

async fn until(mut stopped: tokio::sync::watch::Receiver<bool>) {
    // An error says that the sender is gone, which is the same.
    drop(stopped.wait_for(|stopped| *stopped).await);
}

pub(crate) async fn stop_signal() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
