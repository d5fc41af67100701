//! The caller's side.

use crate::{Capabilities, Command, Config, Error, FileEntry, Outcome};

/// A handle to the supervisor process. Clones share it; it ends with the last one.
#[derive(Debug, Clone)]
pub struct Supervisor {}

impl Supervisor {
    /// Starts the supervisor and waits until it has looked at the machine.
    ///
    /// # Errors
    /// `Config`, `Start`, `Minimum`.
    pub fn start(config: Config) -> Result<Self, Error> {
        Err(Error::Minimum(format!("`{}` is not ready yet", config.exe.display())))
    }

    /// Takes a fresh sandbox from the pool; waits while all slots are busy.
    ///
    /// # Errors
    /// `UnknownRoot`, `Build`, `SupervisorDied` (a new supervisor is started by the next call).
    pub fn open(&self, root: &str) -> Result<Sandbox, Error> {
        Err(Error::UnknownRoot(root.to_owned()))
    }

    /// Says what is in force and what is missing on this machine.
    pub fn capabilities(&self) -> Capabilities {
        Capabilities { accounting: crate::Accounting::Rusage, features: Vec::new() }
    }

    /// Counts how often the supervisor had to be started again.
    pub fn restarts(&self) -> u64 {
        0
    }
}

/// One sandbox with its own users, processes, files and network. Dropping it throws all of that away.
#[derive(Debug)]
pub struct Sandbox {}

impl Sandbox {
    /// Writes a file below `/workspace`, making its directories. `name` may contain `/`, never `..`.
    ///
    /// # Errors
    /// `Name`, `File` (for example no space), `SupervisorDied`.
    pub fn put(&mut self, name: &str, content: &[u8], executable: bool) -> Result<(), Error> {
        let _ = (name, content, executable);
        Err(Error::SupervisorDied)
    }

    /// Reads a regular file below `/workspace`, without following links; `None` when there is none of this name.
    ///
    /// # Errors
    /// `Name`, `TooLarge`, `File` (no regular file, or a link on the way), `SupervisorDied`.
    pub fn get(&mut self, name: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, Error> {
        let _ = (name, max_bytes);
        Err(Error::SupervisorDied)
    }

    /// Lists everything below `/workspace`, sorted by name.
    ///
    /// # Errors
    /// `File`, `SupervisorDied`.
    pub fn list(&mut self) -> Result<Vec<FileEntry>, Error> {
        Err(Error::SupervisorDied)
    }

    /// Runs a program and waits for its end. All its processes are gone when this returns.
    ///
    /// # Errors
    /// `Command`, `Exec`, `SupervisorDied`, `Internal`.
    pub fn run(&mut self, command: &Command) -> Result<Outcome, Error> {
        let _ = command;
        Err(Error::SupervisorDied)
    }
}

/// Becomes the supervisor: the whole life of the hidden `codequest sandboxd`. Call it before any thread exists.
pub fn supervisor_main() -> ! {
    std::process::exit(2)
}
