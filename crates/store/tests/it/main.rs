//! The store's contract: one suite, both databases.

mod boards;
mod transactions;
