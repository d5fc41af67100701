//! The binary `codequest`: reads the configuration, wires the crates together, and leaves.

mod admin;
mod configuration;
mod logging;
mod serve;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Learn to program and compete: the server and its tools.
#[derive(Parser)]
#[command(name = "codequest", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve,
    /// Print the OpenAPI description of the server.
    Openapi,
    /// Look after an installation from the command line.
    #[command(subcommand)]
    Admin(admin::Command),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("codequest: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Openapi => {
            println!("{}", server::openapi().to_pretty_json()?);
            Ok(())
        }
        Command::Serve => runtime()?.block_on(serve::serve(configuration::load()?)),
        Command::Admin(command) => runtime()?.block_on(admin::run(configuration::load()?, command)),
    }
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
