//! A PostgreSQL database that takes no writes, as a standby after a failover.

use apd_tests::TestDatabase;
use diesel::connection::SimpleConnection;

/// A database that only reads, until this is dropped.
pub struct ReadOnly<'a>(&'a TestDatabase);

impl ReadOnly<'_> {
    /// Closes the database to writers, and ends all sessions.
    pub fn begin(database: &TestDatabase) -> ReadOnly<'_> {
        ReadOnly::set(database, "on");
        // The setting is for new sessions.
        database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        ReadOnly(database)
    }

    fn set(database: &TestDatabase, value: &str) {
        let mut conn = database.connect();
        conn.batch_execute("SET default_transaction_read_only = off").unwrap();
        let statement = format!(
            "DO $$ BEGIN
                 EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = {value}', current_database());
             END $$"
        );
        conn.batch_execute(&statement).unwrap();
    }
}

impl Drop for ReadOnly<'_> {
    fn drop(&mut self) {
        ReadOnly::set(self.0, "off");
    }
}
