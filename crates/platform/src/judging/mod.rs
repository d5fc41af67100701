//! Use cases of judging.
