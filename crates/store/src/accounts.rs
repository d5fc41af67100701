//! Queries of accounts.
