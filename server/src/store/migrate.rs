//! Migrations: making the tables, and seeing that they are the right ones.
//!
//! All migrations that are due run in one transaction under a lock, so that instances that start together wait for each
//! other: an advisory lock on PostgreSQL, an exclusive transaction on SQLite. A database that knows migrations which
//! this program does not is left alone: a newer version of the service made it.

use super::conn::DbConn;
use diesel::Connection;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::pg::{Pg, PgConnection};
use diesel::sqlite::{Sqlite, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::error::Error as StdError;

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// Names the advisory lock: the bytes of `apd-migr`. Any number does that no other program uses.
const LOCK: i64 = i64::from_be_bytes(*b"apd-migr");

/// Why the tables are not what this version of the service needs.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer version has been here.
    #[error(
        "the database has migration {0}, which this version does not know; run a newer version of the service"
    )]
    Newer(String),
    /// Migrations are due, and were not asked for.
    #[error("the database lacks migration {0}; run `migrate`, or set database.migrate_on_start")]
    Due(String),
    /// It could not be read which migrations have run.
    #[error("failed to read which migrations have run")]
    Unreadable(#[source] Box<dyn StdError + Send + Sync>),
    /// A migration failed, and nothing was changed.
    #[error("a migration failed, and nothing was changed")]
    Failed(#[source] Box<dyn StdError + Send + Sync>),
    /// The database failed meanwhile.
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
}

impl MigrateError {
    /// What diesel said, where it said something.
    pub(crate) fn as_diesel_error(&self) -> Option<&diesel::result::Error> {
        match self {
            MigrateError::Newer(_) | MigrateError::Due(_) => None,
            MigrateError::Unreadable(source) | MigrateError::Failed(source) => source.downcast_ref(),
            MigrateError::Database(error) => Some(error),
        }
    }
}

/// Runs the migrations that are due, and gives their names. Blocks.
///
/// # Errors
///
/// When one fails, in which case none has run; when the database is newer than this program.
#[expect(
    clippy::disallowed_methods,
    reason = "its locks make others wait, so that there is no race to lose and to repeat"
)]
pub fn migrate(conn: &mut DbConn) -> Result<Vec<String>, MigrateError> {
    match conn {
        DbConn::Pg(conn) => conn.transaction(|conn| {
            // Another instance may be busy for longer than a statement, or the wait for a lock, usually may take.
            conn.batch_execute(&format!(
                "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;
                 SELECT pg_advisory_xact_lock({LOCK})"
            ))?;
            run_due(conn, POSTGRES)
        }),
        DbConn::Sqlite(conn) => conn.exclusive_transaction(|conn| run_due(conn, SQLITE)),
    }
}

/// Sees that no migration is due, and none unknown. Blocks.
///
/// # Errors
///
/// [`MigrateError::Due`], [`MigrateError::Newer`], or a failure of the database.
pub fn check(conn: &mut DbConn) -> Result<(), MigrateError> {
    let due = match conn {
        DbConn::Pg(conn) => due::<_, Pg>(conn, &POSTGRES)?,
        DbConn::Sqlite(conn) => due::<_, Sqlite>(conn, &SQLITE)?,
    };
    due.into_iter().next().map_or(Ok(()), |first| Err(MigrateError::Due(first)))
}

trait MigratedConnection<DB: diesel::backend::Backend>: MigrationHarness<DB> {}
impl MigratedConnection<Pg> for PgConnection {}
impl MigratedConnection<Sqlite> for SqliteConnection {}

fn run_due<C, DB>(conn: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>, MigrateError>
where
    C: MigratedConnection<DB>,
    DB: diesel::backend::Backend,
    EmbeddedMigrations: MigrationSource<DB>,
{
    due(conn, &source)?;
    let run = conn.run_pending_migrations(source).map_err(MigrateError::Failed)?;
    Ok(run.iter().map(ToString::to_string).collect())
}

/// The versions of the migrations that have not run yet, oldest first.
fn due<C, DB>(conn: &mut C, source: &EmbeddedMigrations) -> Result<Vec<String>, MigrateError>
where
    C: MigratedConnection<DB>,
    DB: diesel::backend::Backend,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let known: Vec<Box<dyn Migration<DB>>> = source.migrations().map_err(MigrateError::Unreadable)?;
    let mut known: Vec<MigrationVersion<'static>> =
        known.iter().map(|migration| migration.name().version().as_owned()).collect();
    known.sort();
    let applied = conn.applied_migrations().map_err(MigrateError::Unreadable)?;
    if let Some(unknown) = applied.iter().find(|version| !known.contains(version)) {
        return Err(MigrateError::Newer(unknown.to_string()));
    }
    Ok(known.iter().filter(|version| !applied.contains(version)).map(ToString::to_string).collect())
}
