//! Runs other people's programs under limits, apart from the host and from each other.
//!
//! A [`Supervisor`] is a small process that keeps sandboxes ready. [`Supervisor::open`] takes one, [`Sandbox::put`]
//! places files in its `/workspace`, [`Sandbox::run`] runs a program in it and says what came of it. Dropping the
//! [`Sandbox`] throws it away. This crate knows no language and no database, and it is the only one with `unsafe`.

mod cgroup;
mod client;
mod config;
mod defences;
mod error;
mod handle;
mod relay;
mod report;
mod run;
mod slot;
mod supervisor;
mod sys;
mod wire;

pub use client::Supervisor;
pub use config::{CgroupChoice, Config, Minimum, RootSpec};
#[cfg(feature = "breakable")]
pub use defences::Defence;
#[cfg(not(feature = "breakable"))]
pub(crate) use defences::Defence;
pub use error::Error;
pub use handle::Sandbox;
pub use report::{Capabilities, Feature};
pub use run::{Accounting, Command, Exit, FileEntry, FileKind, Limit, Limits, Outcome, Pair};
pub use supervisor::supervisor_main;
