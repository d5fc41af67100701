//! Use cases of boards.
