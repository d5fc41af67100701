//! The binary as a whole.
#![allow(clippy::unwrap_used, reason = "tests")]

mod backup;
mod compiled;
mod crash;
mod installation;
mod judge0;
mod layers;
mod workers;
