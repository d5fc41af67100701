//! `codequest worker-token`: what hosts that judge prove themselves with.

use std::sync::Arc;

use anyhow::anyhow;
use clap::Subcommand;
use platform::{Actor, Config, Platform, SystemClock};

use crate::serve::open_store;

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a token and print it, once.
    Create {
        /// What you call it, for instance the name of the host.
        name: String,
    },
    /// List all tokens.
    List,
    /// Refuse a token from now on; what its workers hold is judged by others.
    Revoke {
        /// Its name.
        name: String,
    },
}

/// Does it, also beside a running server.
///
/// # Errors
/// What the use case refuses.
pub(crate) async fn run(config: Config, command: Command) -> anyhow::Result<()> {
    let store = open_store(&config).await?;
    let platform = Platform::new(config, store, Arc::new(SystemClock), Arc::new(judge::Languages::builtin()))?;
    let done = apply(&platform, command).await;
    platform.store().close().await;
    done.map_err(|error| anyhow!(error.source_chain().unwrap_or_else(|| error.message().to_owned())))
}

async fn apply(platform: &Platform, command: Command) -> platform::Result<()> {
    let workers = platform.workers();
    match command {
        Command::Create { name } => println!("{}", workers.create_token(&Actor::System, &name).await?),
        Command::Revoke { name } => workers.revoke_token(&Actor::System, &name).await?,
        Command::List => {
            for token in workers.tokens(&Actor::System).await? {
                let state = match (token.revoked_at, token.last_seen_at) {
                    (Some(at), _) => format!("revoked {at:.0}"),
                    (None, Some(at)) => format!("last used {at:.0}"),
                    (None, None) => "never used".to_owned(),
                };
                println!("{}\tmade {:.0}\t{state}", token.name, token.created_at);
            }
        }
    }
    Ok(())
}
