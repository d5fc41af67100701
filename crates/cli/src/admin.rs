//! `codequest admin`: what an operator does without a browser, also beside a running server.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use clap::Subcommand;
use model::Role;
use platform::{Actor, Config, Platform, SystemClock, accounts::NewAccount};

use crate::serve::open_store;

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make an account that can sign in at once.
    CreateUser {
        /// Its e-mail address.
        #[arg(long)]
        email: String,
        /// Its password: 8 characters to 72 bytes with upper case, lower case and a digit.
        #[arg(long)]
        password: String,
        /// learner, instructor, `business_partner`, admin or `system_admin`.
        #[arg(long, default_value = "learner")]
        role: Role,
        /// The name shown to people.
        #[arg(long)]
        name: String,
    },
    /// Print the outbox, newest first.
    Mail {
        /// Only mail to this address.
        #[arg(long, default_value = "")]
        to: String,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: i64,
    },
}

/// Does it.
///
/// # Errors
/// What the use case refuses.
pub(crate) async fn run(config: Config, command: Command) -> anyhow::Result<()> {
    let store = open_store(&config).await?;
    let platform = Platform::new(config, store, Arc::new(SystemClock), Arc::new(judge::Languages::builtin()))?;
    let done = match command {
        Command::CreateUser { email, password, role, name } => {
            create_user(&platform, NewAccount { email, password, display_name: name, role }).await
        }
        Command::Mail { to, limit } => print_mail(&platform, &to, limit).await,
    };
    platform.store().close().await;
    done
}

async fn create_user(platform: &Platform, new: NewAccount) -> anyhow::Result<()> {
    let user = platform.accounts().create_verified(&Actor::System, new).await.map_err(|error| {
        let fields = error.fields().iter().map(|field| format!("--{} {}", option(&field.field), field.message));
        match fields.collect::<Vec<_>>() {
            fields if fields.is_empty() => anyhow!(described(&error)),
            fields => anyhow!(fields.join("; ")),
        }
    })?;
    println!("created {} {} ({})", user.role, user.email, user.id);
    Ok(())
}

/// The option that a field is given by.
fn option(field: &str) -> &str {
    if field == "display_name" { "name" } else { field }
}

fn described(error: &platform::Error) -> String {
    error.source_chain().unwrap_or_else(|| error.message().to_owned())
}

async fn print_mail(platform: &Platform, to: &str, limit: i64) -> anyhow::Result<()> {
    let listed = platform.mail().list(&Actor::System, to, limit.clamp(1, 1000), 0).await;
    let (letters, total) = listed.map_err(|error| anyhow!(described(&error))).context("cannot read the outbox")?;
    for letter in &letters {
        let state = letter.sent_at.map_or_else(|| "not sent".to_owned(), |at| format!("sent {at}"));
        println!(
            "To: {}\nDate: {}\nSubject: {}\n({state})\n\n{}",
            letter.to, letter.created_at, letter.subject, letter.text
        );
        println!("{}", "-".repeat(72));
    }
    println!("{} of {total} mails", letters.len());
    Ok(())
}
