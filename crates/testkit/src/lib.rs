//! For tests only: whole servers on free ports, real databases, a clock that the test sets.

mod app;
mod clock;
mod database;

pub use app::{Reply, TestApp};
pub use clock::FakeClock;
pub use database::Database;
