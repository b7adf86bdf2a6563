//! Delius' tables: the only part of the service that speaks SQL.
//!
//! # Engines
//!
//! The same queries run on PostgreSQL and on SQLite; [`conn`] hides which. PostgreSQL is what a deployment uses.
//! SQLite is embedded: `cargo run` and the tests need no server, and a laptop has a real database in one file.
//!
//! # Pools
//!
//! Diesel is synchronous, so a unit of work runs whole on a blocking thread, with one connection from a pool of fixed
//! size (`pool`): one hop to another thread for each unit of work, not for each statement. On PostgreSQL readers and
//! writers share the pool. On SQLite there are a pool of readers, who never wait for each other or for the writer
//! (WAL), and a single writer with a queue of its own, since the engine lets only one write at a time. Who finds a
//! queue full, or waits too long in it, gets [`StoreError`] `unavailable`, a 503, at once. Messages find a place in any case:
//! `messaging.concurrency` bounds them, and one that is turned away would come again much later.
//!
//! # Transactions
//!
//! [`Store::read`] runs without a transaction: each statement sees what is committed when it begins. A row that an
//! earlier statement saw may be gone for a later one. At worst that is told as inconsistent data, a 5xx: try again.
//!
//! [`Store::write`] runs in one transaction: all of it happens, or nothing. On SQLite it takes the write lock when it
//! begins. Work that lost a race (a busy database, a deadlock, a serialization failure, a reference that somebody else has
//! just taken, a stale `row_version`) is run again from the start, a bounded number of times with a little random delay,
//! and so must not have effects outside the database. The closure gets the connection and nothing else that could wait: no
//! HTTP call can happen inside a transaction.
//!
//! # Locks
//!
//! PostgreSQL runs READ COMMITTED. A write locks the rows that it will change before its first write, in one statement a
//! table ordered by key, and always in this order: components, events, contacts (behaviour D25). What it decides by is
//! read after the lock.
//!
//! # Bulk
//!
//! A batch is written in a constant number of statements: new rows by one `INSERT`, changed rows by one
//! `INSERT … ON CONFLICT (key) DO UPDATE`, which is the one form of a bulk update that both engines and diesel know. Ids come
//! from [`sequence`] before. Only the bound on the values of a statement (`bulk`) cuts very large batches.
//!
//! # A crash
//!
//! A commit that was reported survives the process and a loss of power on both engines. What was under way is gone as
//! if it had never begun.

mod bulk;
pub mod conn;
mod db_conn;
mod failure;
pub mod migrate;
pub mod model;
mod pool;
pub mod query;
pub mod schema;
pub mod seed;
pub mod sequence;
mod work_error;

#[cfg(test)]
mod schema_test;
#[cfg(test)]
mod write_test;

use crate::config::{DatabaseConfig, DatabaseUrl};
use crate::error::Error;
use crate::op::OpContext;
use crate::telemetry::field;
use conn::DbConn;
use diesel::{ConnectionError, QueryResult};
pub use failure::StoreError;
pub use pool::AsDieselError;
use pool::{Access, Pool};
use std::sync::Arc;
use std::time::Duration;
pub use work_error::WorkError;

/// How often work that lost a race is run in all (behaviour D25).
const WRITE_TRIES: u32 = 5;

/// The database of the service. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    readers: Arc<Pool>,
    writers: Arc<Pool>,
    read_deadline: Duration,
}

impl Store {
    /// Prepares the pools. No connection is opened yet: the database may be down now and come up later.
    ///
    /// # Errors
    ///
    /// When the pools cannot be made.
    pub fn new(config: &DatabaseConfig) -> Result<Store, StoreError> {
        let pool = |access, size, queue| Pool::new(config, access, size, queue).map(Arc::new);
        let (readers, writers) = match config.url {
            DatabaseUrl::Postgres(_) => {
                let both = pool(Access::Full, config.pool_size, config.queue_limit)?;
                (Arc::clone(&both), both)
            }
            DatabaseUrl::Sqlite(_) => (
                pool(Access::ReadOnly, config.pool_size, config.queue_limit)?,
                pool(Access::Full, 1, config.writer_queue_limit)?,
            ),
        };
        Ok(Store { readers, writers, read_deadline: config.statement_timeout })
    }

    /// Runs queries that only read, on a blocking thread, without a transaction.
    ///
    /// # Errors
    ///
    /// [`Error::Unavailable`] while the database is down or overloaded, [`Error::Internal`] for a failed statement.
    pub async fn read<T: Send + 'static>(
        &self,
        op: &OpContext,
        work: impl FnOnce(&mut DbConn) -> QueryResult<T> + Send + 'static,
    ) -> Result<T, Error> {
        let (result, statements) = self.readers.run(op, Some(self.read_deadline), work).await?;
        op.count_statements(statements);
        Ok(result.map_err(StoreError::from)?)
    }

    /// Runs work in one transaction that may write, and again when it lost a race. `name` is for the log.
    ///
    /// There is no deadline: work that is cut off might be committed all the same. PostgreSQL bounds each statement.
    ///
    /// # Errors
    ///
    /// What the work refuses with, [`Error::Conflict`] when it lost every race, else as [`Store::read`].
    pub async fn write<T: Send + 'static>(
        &self,
        op: &OpContext,
        name: &'static str,
        work: impl Fn(&mut DbConn) -> Result<T, WorkError> + Send + Sync + 'static,
    ) -> Result<T, Error> {
        let work = Arc::new(work);
        for attempt in 1..=WRITE_TRIES {
            if attempt > 1 {
                tokio::time::sleep(jitter()).await;
            }
            let work = Arc::clone(&work);
            let run =
                self.writers.run(op, None, move |conn| conn::write_transaction(conn, |conn| work(conn)));
            let (result, statements) = run.await?;
            op.count_statements(statements);
            match result {
                Err(error) if error.is_lost_race() => {
                    slog::debug!(op.log, "transaction lost a race"; "transaction" => name, field::ATTEMPT => attempt);
                }
                result => return result.map_err(Error::from),
            }
        }
        Err(WorkError::LostRace.into())
    }

    /// Closes the pools. Work under way comes to its end, new work is refused.
    pub fn close(&self) {
        self.readers.close();
        self.writers.close();
    }
}

/// Opens a connection of its own, outside the pools. Blocks.
///
/// # Errors
///
/// When the database cannot be reached or opened, or is not a database.
pub(crate) fn open(config: &DatabaseConfig) -> Result<DbConn, ConnectionError> {
    conn::establish(config, Access::Full).map(|counting| counting.conn)
}

/// Whether the same statement may succeed later.
pub(crate) fn is_transient(error: &diesel::result::Error) -> bool {
    failure::is_passing(error)
}

/// 5 to 50 ms (behaviour D25), from the bits of a random UUID: enough to part two callers.
fn jitter() -> Duration {
    let random = uuid::Uuid::new_v4().as_u128() % 46;
    Duration::from_millis(5 + u64::try_from(random).unwrap_or_default())
}
