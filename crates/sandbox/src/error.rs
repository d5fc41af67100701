//! Why a sandbox could not do what it was asked.

use std::io;

/// What can go wrong outside the program that is run (its own failures are part of [`crate::Outcome`]).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The configuration cannot work.
    #[error("sandbox configuration: {0}")]
    Config(String),
    /// The supervisor could not be started.
    #[error("cannot start the sandbox supervisor `{exe}`: {message}")]
    Start {
        /// The program that was started.
        exe: String,
        /// What happened.
        message: String,
    },
    /// This machine offers less isolation than the configured minimum.
    #[error("this machine cannot isolate programs well enough: {0}")]
    Minimum(String),
    /// No root has this name.
    #[error("there is no sandbox root `{0}`")]
    UnknownRoot(String),
    /// A sandbox could not be made.
    #[error("cannot make a sandbox: {0}")]
    Build(String),
    /// The supervisor or this sandbox ended unexpectedly; everything in it is gone. Opening a new one works.
    #[error("the sandbox supervisor died")]
    SupervisorDied,
    /// A file name is absolute, empty, or leaves `/workspace`.
    #[error("`{0}` is no name for a file in the workspace: use a relative path without `..`")]
    Name(String),
    /// A file could not be written, read or listed.
    #[error("sandbox file `{name}`: {message}")]
    File {
        /// The file.
        name: String,
        /// What happened.
        message: String,
    },
    /// A file is larger than the caller allowed.
    #[error("sandbox file `{name}` has {bytes} bytes, more than the {max_bytes} allowed")]
    TooLarge {
        /// The file.
        name: String,
        /// Its size.
        bytes: u64,
        /// The most that was asked for.
        max_bytes: u64,
    },
    /// The command names no program, or has a NUL byte, or is too long.
    #[error("cannot run this command: {0}")]
    Command(String),
    /// The program could not be started inside the sandbox.
    #[error("cannot start `{program}` in the sandbox: {source}")]
    Exec {
        /// The program.
        program: String,
        /// The operating system's reason.
        source: io::Error,
    },
    /// The sandbox itself failed.
    #[error("sandbox: {0}")]
    Internal(String),
}
