//! The binary `codequest`: reads the configuration, wires the crates together, and leaves.

mod admin;
mod backup;
mod configuration;
mod content;
mod doctor;
mod import;
mod judge;
mod logging;
mod sandbox;
mod serve;
mod worker;
mod worker_token;

use std::{path::PathBuf, process::ExitCode};

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
    /// Judge one file against a problem package, without a server.
    Judge(judge::Arguments),
    /// Say what this machine can do for the judge, and what is missing.
    Doctor {
        /// Print one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Import problem packages, pathways and topics.
    Import(import::Arguments),
    /// Print the OpenAPI description of the server.
    Openapi,
    /// Write a backup of everything to a file; the server may run.
    Backup {
        /// The file to be made.
        file: PathBuf,
    },
    /// Put a backup into an empty database.
    Restore {
        /// The file that `backup` made.
        file: PathBuf,
    },
    /// Look after an installation from the command line.
    #[command(subcommand)]
    Admin(admin::Command),
    /// Judge for a server on another host.
    Worker(worker::Arguments),
    /// Make, list and revoke the tokens of workers.
    #[command(subcommand)]
    WorkerToken(worker_token::Command),
}

fn main() -> ExitCode {
    // The supervisor must be one thread and small: it begins before anything else does.
    if std::env::args_os().nth(1).is_some_and(|command| command == sandbox::COMMAND) {
        ::sandbox::supervisor_main();
    }
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("codequest: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Openapi => {
            println!("{}", server::openapi().to_pretty_json()?);
        }
        Command::Judge(arguments) => return judge::run(&configuration::load()?, &arguments),
        Command::Doctor { json } => return doctor::run(json),
        Command::Serve => {
            let runtime = runtime()?;
            let ended = runtime.block_on(serve::serve(configuration::load()?));
            // A judge that is still at work on a job handed back must not hold the process.
            runtime.shutdown_background();
            ended?;
        }
        Command::Import(arguments) => return runtime()?.block_on(import::run(configuration::load()?, arguments)),
        Command::Backup { file } => runtime()?.block_on(backup::backup(&configuration::load()?, &file))?,
        Command::Restore { file } => runtime()?.block_on(backup::restore(&configuration::load()?, &file))?,
        Command::Worker(arguments) => {
            let runtime = runtime()?;
            let ended = runtime.block_on(worker::run(arguments));
            // A judge that is still at work on a job handed back must not hold the process.
            runtime.shutdown_background();
            ended?;
        }
        Command::WorkerToken(command) => runtime()?.block_on(worker_token::run(configuration::load()?, command))?,
        Command::Admin(command) => runtime()?.block_on(admin::run(configuration::load()?, command))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
