//! `codequest worker`: judges for a server on another host. It knows no database, only the server's address and a token.

mod call;
mod kept;
mod remote;

use std::{sync::Arc, time::Duration};

use anyhow::{Context, bail};
use platform::judging::worker::{self, Engine, Stop};
use server::dialects::worker::{Hello, PROTOCOL};
use tokio::sync::watch;

use crate::{configuration, logging, sandbox, serve};
use call::Server;
use kept::Kept;
use remote::Remote;

/// Which server, and how much is judged for it.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Address of the server, such as `https://code.example.org`.
    #[arg(long, env = "CODEQUEST_SERVER")]
    server: String,
    /// What `codequest worker-token create` printed. In the environment other users of the host do not see it.
    #[arg(long, env = "CODEQUEST_WORKER_TOKEN", hide_env_values = true)]
    token: String,
    /// Programs judged at once; as many as `JUDGE_SLOTS` says when absent, or one per processor.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(platform::workers::MAX_SLOTS)))]
    slots: Option<u32>,
    /// What operators see; the name of the host when absent.
    #[arg(long)]
    name: Option<String>,
}

/// Judges until a signal: the first lets what is running end, the second hands it back.
///
/// # Errors
/// When the sandbox cannot be used, or the server refuses this worker.
pub(crate) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    logging::start();
    let config = configuration::load()?;
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("cannot make the data directory {}", config.data_dir.display()))?;
    let slots = match arguments.slots {
        Some(slots) => usize::try_from(slots)?,
        None => sandbox::slots(config.judge_slots),
    };
    if slots == 0 {
        bail!("JUDGE_SLOTS is 0: a worker needs at least one slot, give --slots");
    }
    let kept = Kept::open(&config.data_dir.join("tasks"), &arguments.token)?;
    let server = Server::new(&arguments.server, &arguments.token)?;
    let judge = tokio::task::spawn_blocking(move || {
        let languages = Arc::new(sandbox::languages(&config.data_dir.join("cache")));
        sandbox::judge(languages, slots, &config)
    });
    let judge = Arc::new(judge.await??);
    let preparing = judge.clone();
    tokio::task::spawn_blocking(move || preparing.prepare());
    let hello = Hello {
        protocol: PROTOCOL,
        name: arguments.name.unwrap_or_else(host_name),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        slots: u32::try_from(slots)?,
        languages: Engine::languages(&*judge),
    };
    let (stop, stopped) = watch::channel(Stop::No);
    tokio::spawn(signals(stop));
    let Some(remote) = Remote::begin(server, hello, kept, stopped.clone()).await? else { return Ok(()) };
    println!("codequest worker ready");
    let farewell = remote.farewell();
    let ended = worker::work(remote, judge, slots, stopped).await;
    farewell.say().await;
    ended
}

/// The first signal lets what is running end, the second hands it back.
async fn signals(stop: watch::Sender<Stop>) {
    serve::stop_signal().await;
    tracing::info!("no more work is taken; what is running ends first");
    stop.send_replace(Stop::Finish);
    // One and the same signal may be seen twice.
    tokio::time::sleep(Duration::from_millis(100)).await;
    serve::stop_signal().await;
    stop.send_replace(Stop::HandBack);
}

fn host_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    match name.trim() {
        "" => "worker".to_owned(),
        name => name.to_owned(),
    }
}
