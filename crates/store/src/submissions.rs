//! Queries of submissions.
