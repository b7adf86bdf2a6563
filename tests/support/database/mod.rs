//! Databases for single tests.
//!
//! Migrations and fixtures are run once into a template; each test gets a copy, which takes some milliseconds, and is
//! alone with it.

mod postgres;
mod sqlite;
pub mod stored;
pub mod terminated;

use crate::engine::Engine;
use crate::fixtures;
use apd_server::config::{Config, DatabaseConfig, DatabaseUrl, Secret};
use apd_server::prepare;
use apd_server::store::conn::DbConn;
use apd_server::store::migrate;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::PathBuf;

/// A database of one test. It is removed when this is dropped.
pub struct TestDatabase {
    url: String,
    place: Place,
}

/// Where a database is, and what removes it.
enum Place {
    Sqlite(sqlite::Place),
    Postgres(postgres::Place),
}

impl TestDatabase {
    /// A database with all tables and fixtures. Blocks.
    pub fn with_fixtures(engine: Engine) -> TestDatabase {
        match engine {
            Engine::Sqlite => TestDatabase::of_sqlite(sqlite::Place::with_fixtures()),
            Engine::Postgres => TestDatabase::of_postgres(postgres::Place::with_fixtures()),
        }
    }

    /// A database without any table. Blocks.
    pub fn empty(engine: Engine) -> TestDatabase {
        match engine {
            Engine::Sqlite => TestDatabase::of_sqlite(sqlite::Place::empty()),
            Engine::Postgres => TestDatabase::of_postgres(postgres::Place::empty()),
        }
    }

    fn of_sqlite(place: sqlite::Place) -> TestDatabase {
        TestDatabase { url: place.url(), place: Place::Sqlite(place) }
    }

    fn of_postgres(place: postgres::Place) -> TestDatabase {
        TestDatabase { url: place.url(), place: Place::Postgres(place) }
    }

    /// The value of `database.url`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The file of an SQLite database.
    pub fn file(&self) -> PathBuf {
        match &self.place {
            Place::Sqlite(place) => place.file(),
            Place::Postgres(_) => panic!("PostgreSQL keeps its databases to itself"),
        }
    }

    /// The address of the PostgreSQL server.
    pub fn server_address(&self) -> SocketAddr {
        match &self.place {
            Place::Sqlite(_) => panic!("SQLite has no server"),
            Place::Postgres(place) => place.server_address(),
        }
    }

    /// The value of `database.url` for the same PostgreSQL database by way of another address.
    pub fn url_by_way_of(&self, address: SocketAddr) -> String {
        self.url.replacen(&self.server_address().to_string(), &address.to_string(), 1)
    }

    /// Opens a connection beside the server's. Blocks.
    pub fn connect(&self) -> DbConn {
        connect(&self.url)
    }

    /// Runs SQL. Blocks.
    pub fn execute(&self, sql: &str) {
        self.connect().batch_execute(sql).expect("the statements of the test are right");
    }

    /// Makes the tables. Blocks.
    pub fn migrate(&self) {
        migrate::migrate(&mut self.connect()).expect("the migrations run");
    }

    /// The number that a query gives. Blocks.
    pub fn count(&self, query: &str) -> i64 {
        let query = sql::<BigInt>(query);
        let number = match self.connect() {
            DbConn::Pg(mut conn) => query.get_result(&mut conn),
            DbConn::Sqlite(mut conn) => query.get_result(&mut conn),
        };
        number.expect("the query of the test is right")
    }

    /// Loads rows, as a dataset: table name to rows. Blocks.
    pub fn load(&self, rows: &Value) {
        fixtures::load_rows(&mut self.connect(), rows);
    }
}

/// The settings of a database, as the service reads them.
pub fn settings(url: &str) -> DatabaseConfig {
    let url = DatabaseUrl::parse(Secret::new(url.to_owned())).expect("a URL of a database");
    DatabaseConfig { url, ..Config::development().database }
}

fn connect(url: &str) -> DbConn {
    prepare::open(&settings(url)).expect("the database of the test can be opened")
}

/// Makes tables and fixtures in an empty database. Blocks.
fn fill(url: &str) {
    let mut conn = connect(url);
    migrate::migrate(&mut conn).expect("the migrations run");
    fixtures::load(&mut conn);
}
