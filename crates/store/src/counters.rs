//! Integer ids that some clients see.

use crate::{Conn, Result, value::args};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// `users.number`
    Users,
    /// `problems.number`
    Problems,
    /// `submissions.number`
    Submissions,
}

/// The next number, counting from 1. It belongs to the transaction: rolled back, it is given again.
///
/// # Errors
/// Database errors.
pub async fn next(tx: &mut Conn, counter: Counter) -> Result<i64> {
    let name = match counter {
        Counter::Users => "users",
        Counter::Problems => "problems",
        Counter::Submissions => "submissions",
    };
    tx.integer("UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value", args![name]).await
}
