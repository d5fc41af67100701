//! All SQL of the platform: migrations, queries, the job queue. Knows no rules.
//!
//! One text per query serves SQLite and PostgreSQL (design, section 4): `$1` parameters, explicit columns, UUIDs and
//! times made by the caller. Queries are functions over [`Conn`], one module per feature.

mod conn;
mod error;
mod migrate;
mod open;
mod value;
mod writer;

pub mod accounts;
pub mod archive;
pub mod boards;
pub mod content;
pub mod counters;
pub mod drafts;
pub mod executions;
pub mod jobs;
pub mod mail;
pub mod pathways;
pub mod problems;
pub mod progress;
pub mod runs;
pub mod submissions;
#[doc(hidden)]
pub mod testing;
pub mod topics;
pub mod watch;
pub mod workers;

pub use conn::{Conn, Dialect};
pub use error::Error;
pub use open::{Options, Store, Synchronous};
pub use value::Value;

/// What every query returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The future that a transaction's closure returns.
pub type TxFuture<'c, T, E> = std::pin::Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'c>>;
