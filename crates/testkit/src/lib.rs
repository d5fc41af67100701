//! For tests only: whole servers on free ports, real databases, a clock that the test sets.

mod app;
mod clock;
mod database;
mod people;

pub use app::{Reply, TestApp};
pub use clock::FakeClock;
pub use database::Database;
pub use people::{PASSWORD, Person, SUPABASE_SECRET, supabase_token};
