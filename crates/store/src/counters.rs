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
    take(tx, counter, 1).await
}

/// The first of the next `count` numbers, all of them the caller's, as in [`next`].
///
/// # Errors
/// Database errors.
pub async fn take(tx: &mut Conn, counter: Counter, count: i64) -> Result<i64> {
    let name = match counter {
        Counter::Users => "users",
        Counter::Problems => "problems",
        Counter::Submissions => "submissions",
    };
    let sql = "UPDATE counters SET value = value + $2 WHERE name = $1 RETURNING value";
    Ok(tx.integer(sql, args![name, count]).await? - count + 1)
}
