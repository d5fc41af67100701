//! The store's contract: one suite, both databases.

mod transactions;
