//! Use cases of problems.
