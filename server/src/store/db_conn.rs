//! The connection type for both engines, in a private module of its own: diesel's derive writes public items without docs.

use diesel::pg::PgConnection;
use diesel::sqlite::SqliteConnection;

/// A connection to Delius' database on either engine.
///
/// Never call `DbConn::establish`, which tries one engine after the other with any text and so may quietly make an
/// SQLite file; the pool goes by the scheme of the URL.
#[derive(diesel::MultiConnection)]
pub enum DbConn {
    /// PostgreSQL.
    Pg(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}
