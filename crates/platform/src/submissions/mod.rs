//! Use cases of submissions.
