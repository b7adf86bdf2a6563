//! What goes on in the database, seen from beside a service in a process of its own.

use apd_server::store::conn::DbConn;
use apd_tests::{TestDatabase, eventually};
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;

/// Other sessions of this database, and those in a transaction that has changed or locked a row: only such a one has an id.
const SESSIONS: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
     AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
const WRITING: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
     AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND backend_xid IS NOT NULL";

/// A connection beside the service's.
pub struct Observer(DbConn);

impl Observer {
    pub fn new(database: &TestDatabase) -> Observer {
        let mut conn = database.connect();
        if let DbConn::Sqlite(conn) = &mut conn {
            conn.batch_execute("PRAGMA busy_timeout = 0").unwrap();
        }
        Observer(conn)
    }

    /// Whether somebody is in a transaction that writes at this moment: on PostgreSQL one that has changed or locked a row, on
    /// SQLite one that has the write lock.
    pub fn sees_transaction(&mut self) -> bool {
        match &mut self.0 {
            DbConn::Pg(conn) => sql::<BigInt>(WRITING).get_result::<i64>(conn).unwrap() > 0,
            DbConn::Sqlite(conn) => conn.batch_execute("BEGIN IMMEDIATE; ROLLBACK").is_err(),
        }
    }

    /// Waits until the database has noticed that the service is gone. On PostgreSQL a session ends its statement first, and
    /// a commit that it was told is done.
    pub async fn wait_until_alone(&mut self) {
        let DbConn::Pg(conn) = &mut self.0 else { return };
        let mut others = || sql::<BigInt>(SESSIONS).get_result::<i64>(conn).unwrap();
        eventually("the end of the service's sessions", async || others() == 0).await;
    }

    /// The number that a query gives.
    pub fn count(&mut self, query: &str) -> i64 {
        let query = sql::<BigInt>(query);
        match &mut self.0 {
            DbConn::Pg(conn) => query.get_result(conn).unwrap(),
            DbConn::Sqlite(conn) => query.get_result(conn).unwrap(),
        }
    }

    /// The connection itself.
    pub fn conn(&mut self) -> &mut DbConn {
        &mut self.0
    }
}
