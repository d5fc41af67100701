//! `codequest admin`: what an operator does without a browser.

use clap::Subcommand;
use platform::Config;

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {}

/// Does it.
///
/// # Errors
/// What the use case refuses.
#[expect(clippy::unused_async, reason = "the commands follow")]
pub(crate) async fn run(_config: Config, command: Command) -> anyhow::Result<()> {
    match command {}
}
