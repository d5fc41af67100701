//! Queries of problems.
