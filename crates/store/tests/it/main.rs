//! The store's contract: one suite, both databases.

mod accounts;
mod archive;
mod boards;
mod schema;
mod transactions;
