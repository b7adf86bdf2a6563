//! Databases to try loading on, each with all tables and no rows.

use super::super::catalogue::Catalogue;
use super::super::sql::quoted;
use crate::config::{DatabaseConfig, DatabaseUrl};
use crate::store::conn::{DbConn, each};
use crate::store::{migrate, schema_test};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Nullable, Text};
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;

/// Makes two tests of each function, one an engine.
macro_rules! on_both_engines {
    ($(fn $name:ident($($database:tt)+) $body:block)*) => {$(
        mod $name {
            use super::*;

            fn check($($database)+: TestDatabase) $body

            #[test]
            fn on_sqlite() {
                check(TestDatabase::sqlite());
            }

            #[test]
            fn on_postgres() {
                if let Some(database) = TestDatabase::postgres() {
                    check(database);
                }
            }
        }
    )*};
}
pub(super) use on_both_engines;

pub(super) struct TestDatabase {
    pub(super) conn: DbConn,
    directory: Option<TempDir>,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Nullable<Text>)]
    line: Option<String>,
}

impl TestDatabase {
    /// A file of its own.
    pub(super) fn sqlite() -> TestDatabase {
        let directory = tempfile::tempdir().unwrap();
        let config = DatabaseConfig {
            url: DatabaseUrl::Sqlite(directory.path().join("test.db")),
            pool_size: 1,
            queue_limit: 1,
            writer_queue_limit: 1,
            acquire_timeout: Duration::from_secs(5),
            busy_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(60),
            migrate_on_start: true,
        };
        let mut conn = crate::store::open(&config).unwrap();
        migrate::migrate(&mut conn).unwrap();
        TestDatabase { conn, directory: Some(directory) }
    }

    /// A schema of its own, which is never committed. Only one test at a time has it.
    pub(super) fn postgres() -> Option<TestDatabase> {
        let mut conn = DbConn::Pg(schema_test::postgres()?);
        migrate::migrate(&mut conn).unwrap();
        Some(TestDatabase { conn, directory: None })
    }

    /// Puts an empty database of the same engine in place of this one.
    pub(super) fn fresh(self) -> TestDatabase {
        let is_sqlite = self.directory.is_some();
        drop(self);
        if is_sqlite { TestDatabase::sqlite() } else { TestDatabase::postgres().unwrap() }
    }

    /// The rows of all tables as text, ids of sequences left out.
    pub(super) fn dump(&mut self) -> BTreeMap<String, Vec<String>> {
        let catalogue = Catalogue::read(&mut self.conn).unwrap();
        let mut dump = BTreeMap::new();
        for table in catalogue.tables() {
            let columns = table
                .columns
                .iter()
                .map(|column| format!("coalesce(cast({} AS TEXT), 'NULL')", quoted(&column.name)));
            let columns = columns.collect::<Vec<_>>().join(" || '|' || ");
            let query = format!("SELECT {columns} AS line FROM {} ORDER BY 1", quoted(&table.name));
            dump.insert(table.name.clone(), self.lines(&query));
        }
        dump
    }

    fn lines(&mut self, query: &str) -> Vec<String> {
        let lines: Vec<Line> = each!(&mut self.conn, conn => sql_query(query).load(conn)).unwrap();
        lines.into_iter().map(|row| row.line.unwrap_or_else(|| "NULL".to_owned())).collect()
    }

    /// The one value that a query without parameters gives, as text.
    #[track_caller]
    pub(super) fn value(&mut self, expression: &str, from: &str) -> String {
        let lines = self.lines(&format!("SELECT cast({expression} AS TEXT) AS line FROM {from}"));
        assert_eq!(lines.len(), 1, "{lines:?}");
        lines.into_iter().next().unwrap()
    }

    pub(super) fn run(&mut self, statement: &str) {
        each!(&mut self.conn, conn => sql_query(statement).execute(conn)).unwrap();
    }

    #[track_caller]
    pub(super) fn count(&mut self, from: &str) -> i64 {
        self.value("count(*)", from).parse().unwrap()
    }
}
