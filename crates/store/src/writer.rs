//! SQLite's one writer: a task that groups waiting transactions under one commit.
//!
//! SQLite allows one writer at a time and with `synchronous=FULL` a commit waits for the disk. Transactions that arrive
//! while a commit is under way are therefore run together, each inside a savepoint of its own, and flushed once. Nobody
//! is told of success before that flush.

use std::{any::Any, panic::AssertUnwindSafe, pin::Pin};

use futures_util::FutureExt;
use sqlx::{Executor, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::{Conn, Error, Result, TxFuture, conn::Inner};

/// At most this many transactions share one commit.
const GROUP: usize = 64;

type RunFuture<'c> = Pin<Box<dyn Future<Output = bool> + Send + 'c>>;

trait Work: Send {
    /// Runs the transaction; true when its changes are to be kept.
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> RunFuture<'c>;
    /// Tells the caller how it ended; `committed` speaks of the group.
    fn finish(self: Box<Self>, committed: std::result::Result<(), String>);
}

struct Transaction<F, T, E> {
    body: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Work for Transaction<F, T, E>
where
    F: for<'c> FnOnce(&'c mut Conn) -> TxFuture<'c, T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> RunFuture<'c> {
        Box::pin(async move {
            let Some(body) = self.body.take() else { return false };
            let outcome = AssertUnwindSafe(body(conn)).catch_unwind().await.unwrap_or_else(|panic| {
                Err(Error::NotCommitted(format!("the transaction panicked: {}", panic_text(&*panic))).into())
            });
            let keep = outcome.is_ok();
            self.outcome = Some(outcome);
            keep
        })
    }

    fn finish(self: Box<Self>, committed: std::result::Result<(), String>) {
        let outcome = match (self.outcome, committed) {
            (Some(Err(error)), _) => Err(error),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (_, Err(why)) => Err(Error::NotCommitted(why).into()),
            (None, Ok(())) => Err(Error::NotCommitted("the transaction was not run".into()).into()),
        };
        // The caller may have gone away; its transaction counts all the same.
        let _ = self.reply.send(outcome);
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("?")
}

/// The sending side of the writer task; the task ends when the last one is dropped.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Box<dyn Work>>);

impl Writer {
    pub(crate) fn start(connection: SqliteConnection) -> Self {
        let (sender, receiver) = mpsc::channel(1024);
        tokio::spawn(write_all(connection, receiver));
        Writer(sender)
    }

    pub(crate) async fn transaction<F, T, E>(&self, body: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> TxFuture<'c, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let work = Transaction { body: Some(body), outcome: None, reply };
        let stopped = || Error::NotCommitted("the database writer has stopped".into());
        self.0.send(Box::new(work)).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

async fn write_all(connection: SqliteConnection, mut receiver: mpsc::Receiver<Box<dyn Work>>) {
    let mut conn = Conn(Inner::SqliteOwned(Box::new(connection)));
    let mut group = Vec::with_capacity(GROUP);
    while receiver.recv_many(&mut group, GROUP).await > 0 {
        let committed = commit_group(&mut conn, &mut group).await.map_err(|error| error.to_string());
        if let Err(error) = &committed {
            tracing::error!(%error, transactions = group.len(), "could not commit");
            let _ = raw(&mut conn, "ROLLBACK").await;
        }
        for work in group.drain(..) {
            work.finish(committed.clone());
        }
    }
}

async fn commit_group(conn: &mut Conn, group: &mut [Box<dyn Work>]) -> Result<(), sqlx::Error> {
    raw(conn, "BEGIN IMMEDIATE").await?;
    for work in group {
        raw(conn, "SAVEPOINT work").await?;
        if !work.run(conn).await {
            raw(conn, "ROLLBACK TO work").await?;
        }
        raw(conn, "RELEASE work").await?;
    }
    raw(conn, "COMMIT").await
}

async fn raw(conn: &mut Conn, sql: &'static str) -> Result<(), sqlx::Error> {
    match &mut conn.0 {
        Inner::SqliteOwned(connection) => connection.execute(sql).await.map(drop),
        _ => Err(sqlx::Error::InvalidArgument("the writer owns a SQLite connection".into())),
    }
}
