//! The SQL of loading data that the engines do not share.
//!
//! Catalogues differ by nature. Rows travel as JSON in one parameter, so that a statement is the same for any number of
//! rows, and each engine unpacks JSON by functions of its own. Ids come from sequences on PostgreSQL and from the table
//! `id_sequence` on SQLite. Names of tables and columns come from the database's catalogue and are quoted.

pub(super) mod catalogue;
pub(super) mod ids;
pub(super) mod rows;

use crate::store::conn::DbConn;
use diesel::QueryResult;
use diesel::connection::SimpleConnection;

/// Names the advisory lock: the bytes of `apd-seed`. Any number does that no other program uses.
const LOCK: i64 = i64::from_be_bytes(*b"apd-seed");

/// Prepares the transaction that has just begun for many rows.
///
/// On PostgreSQL a statement, or a wait for a lock, may take as long as it needs, and loads take turns: two at a time could
/// find the same row missing, or take the same ids. SQLite has no time-out to lift and lets one transaction write at a time
/// anyway.
pub(super) fn prepare_transaction(conn: &mut DbConn) -> QueryResult<()> {
    match conn {
        DbConn::Pg(conn) => conn.batch_execute(&format!(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;
             SELECT pg_advisory_xact_lock({LOCK})"
        )),
        DbConn::Sqlite(_) => Ok(()),
    }
}

/// A name as both engines quote it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Names, each quoted and put in `pattern` in place of every `{}`, parted by commas.
fn list<'a>(names: impl IntoIterator<Item = &'a str>, pattern: &str) -> String {
    let items: Vec<String> = names.into_iter().map(|name| pattern.replace("{}", &quoted(name))).collect();
    items.join(", ")
}
