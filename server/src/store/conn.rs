//! One connection type for two engines, and, with `store::migrate`, `store::sequence` and `store::seed::sql`, the only place
//! with SQL that they do not share.
//!
//! Queries are written once, with diesel, against [`DbConn`]. Diesel's `MultiConnection` cannot express everything:
//! batch inserts, `ON CONFLICT`, `RETURNING` and row locks need the concrete connection, and lists of values go better
//! with it (see `each`).

pub use super::db_conn::DbConn;
use super::pool::Access;
use crate::config::{DatabaseConfig, DatabaseUrl};
use diesel::connection::{
    AnsiTransactionManager, InstrumentationEvent, SimpleConnection, TransactionManager,
};
use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;
use diesel::{Connection, ConnectionError, QueryResult};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Runs the same text with the concrete connection of either engine.
///
/// For what `MultiConnection` cannot express, and for `eq_any`: with the concrete connection PostgreSQL gets one
/// array parameter, so that the statement is prepared once, whatever the number of values.
macro_rules! each {
    ($conn:expr, $concrete:ident => $body:expr) => {
        match $conn {
            $crate::store::conn::DbConn::Pg($concrete) => $body,
            $crate::store::conn::DbConn::Sqlite($concrete) => $body,
        }
    };
}
pub(crate) use each;

/// Loads rows and locks them until the transaction ends, where the engine has row locks: on SQLite a transaction that
/// writes is alone in any case.
///
/// `FOR NO KEY UPDATE`, never `FOR UPDATE`: contacts that are inserted hold `KEY SHARE` on what they refer to, and two
/// batches would wait for each other (behaviour D25). The query orders by key, so that overlapping batches lock in the
/// same order.
macro_rules! locked {
    ($conn:expr, $query:expr) => {
        match $conn {
            $crate::store::conn::DbConn::Pg(conn) => $query.for_no_key_update().load(conn),
            $crate::store::conn::DbConn::Sqlite(conn) => $query.load(conn),
        }
    };
}
pub(crate) use locked;

/// Runs an upsert that changes rows only while a condition holds of them, and says how many.
///
/// On SQLite a transaction that writes is alone from its beginning, so what it has read cannot have changed; diesel has no
/// conditional upsert of several rows there either.
macro_rules! upsert_if {
    ($conn:expr, $condition:expr, $upsert:expr) => {
        match $conn {
            $crate::store::conn::DbConn::Pg(conn) => {
                diesel::query_dsl::methods::FilterDsl::filter($upsert, $condition).execute(conn)
            }
            $crate::store::conn::DbConn::Sqlite(conn) => $upsert.execute(conn),
        }
    };
}
pub(crate) use upsert_if;

/// How long a statement on PostgreSQL waits for a lock. Longer than the server takes to find a deadlock (`deadlock_timeout`,
/// one second), which is tried again. Shorter than callers wait for a connection: requests that wait for one row give their
/// connections back before those behind them, who may only want to read, have to give up.
const LOCK_TIMEOUT: Duration = Duration::from_secs(2);

/// A connection that counts the statements it runs.
pub(super) struct CountingConn {
    pub(super) conn: DbConn,
    statements: Arc<AtomicU64>,
}

impl CountingConn {
    fn new(mut conn: DbConn) -> CountingConn {
        let statements = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&statements);
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        });
        CountingConn { conn, statements }
    }

    /// Statements run since the connection was opened.
    pub(super) fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

/// Opens a connection to the configured database. Blocks.
///
/// # Errors
///
/// When the database cannot be reached or opened, or is not a database.
pub(super) fn establish(config: &DatabaseConfig, access: Access) -> Result<CountingConn, ConnectionError> {
    let conn = match &config.url {
        DatabaseUrl::Sqlite(path) => {
            DbConn::Sqlite(establish_sqlite(&path.to_string_lossy(), config, access)?)
        }
        DatabaseUrl::Postgres(url) => DbConn::Pg(establish_postgres(url.expose(), config)?),
    };
    Ok(CountingConn::new(conn))
}

#[expect(clippy::disallowed_methods, reason = "the one place that opens SQLite files")]
fn establish_sqlite(
    path: &str,
    config: &DatabaseConfig,
    access: Access,
) -> Result<SqliteConnection, ConnectionError> {
    let mut conn = SqliteConnection::establish(path)?;
    // The busy time-out comes first: switching to WAL takes a lock. WAL lets readers go on while the one writer
    // writes; `FULL` makes a commit survive a loss of power, as on PostgreSQL. LIKE is made case-sensitive, as it is
    // there.
    let pragmas = format!(
        "PRAGMA busy_timeout = {};
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA case_sensitive_like = ON;
         PRAGMA query_only = {};",
        config.busy_timeout.as_millis(),
        access == Access::ReadOnly,
    );
    conn.batch_execute(&pragmas).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

#[expect(clippy::disallowed_methods, reason = "the one place that connects to PostgreSQL")]
fn establish_postgres(url: &str, config: &DatabaseConfig) -> Result<PgConnection, ConnectionError> {
    let mut conn = PgConnection::establish(&bounded(url))?;
    // Writes read after they have locked, and must see what was committed until then (behaviour D25), whatever the
    // database's own default is.
    let settings = format!(
        "SET statement_timeout = {};
         SET lock_timeout = {};
         SET default_transaction_isolation = 'read committed';",
        config.statement_timeout.as_millis(),
        LOCK_TIMEOUT.min(config.statement_timeout).as_millis()
    );
    conn.batch_execute(&settings).map_err(ConnectionError::CouldntSetupConfiguration)?;
    Ok(conn)
}

/// Adds bounds for a server that does not answer, unless the URL sets its own: libpq waits for ever by default.
fn bounded(url: &str) -> String {
    let mut url = url.to_owned();
    for (key, value) in [("connect_timeout", "2"), ("tcp_user_timeout", "10000")] {
        if !url.contains(&format!("{key}=")) {
            let separator = if url.contains('?') { '&' } else { '?' };
            url = format!("{url}{separator}{key}={value}");
        }
    }
    url
}

/// Runs `body` in a transaction that may write. Blocks.
///
/// SQLite takes its write lock at once (`BEGIN IMMEDIATE`): a transaction that reads first and asks for the lock
/// later is refused when another has written in between, however long it would wait.
pub(super) fn write_transaction<T, E>(
    conn: &mut DbConn,
    body: impl FnOnce(&mut DbConn) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<diesel::result::Error>,
{
    begin(conn)?;
    match body(conn) {
        Ok(value) => {
            <DbConn as Connection>::TransactionManager::commit_transaction(conn)?;
            Ok(value)
        }
        Err(error) => {
            // The failure of the body says more than that of the roll-back; a connection that cannot roll back is
            // thrown away by the pool.
            let _ = <DbConn as Connection>::TransactionManager::rollback_transaction(conn);
            Err(error)
        }
    }
}

fn begin(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Pg(conn) => AnsiTransactionManager::begin_transaction(conn),
        DbConn::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE"),
    }
}

/// Whether a later use of the connection must fail: a transaction could not be ended.
pub(super) fn is_broken(conn: &mut DbConn) -> bool {
    match conn {
        DbConn::Pg(conn) => AnsiTransactionManager::is_broken_transaction_manager(conn),
        DbConn::Sqlite(conn) => AnsiTransactionManager::is_broken_transaction_manager(conn),
    }
}
