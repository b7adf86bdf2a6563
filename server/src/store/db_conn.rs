//! The connection type for both engines, in a private module of its own: diesel's derive writes public items without docs.
#![expect(clippy::disallowed_methods, reason = "diesel's derive implements what nobody may call")]

use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;

/// A connection to Delius' database on either engine.
///
/// `DbConn::establish` tries one engine after the other with any text, and so may quietly make an SQLite file; clippy
/// refuses it. The pool goes by the scheme of the URL.
#[derive(diesel::MultiConnection)]
pub enum DbConn {
    /// PostgreSQL.
    Pg(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}
