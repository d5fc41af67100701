//! The sandbox against hostile programs, on every kind of machine that this one can play.
#![allow(clippy::unwrap_used, reason = "tests")]

mod escapes;
mod files;
mod leftovers;
mod limits;
mod pairs;
mod programs;
mod supervision;
mod support;
