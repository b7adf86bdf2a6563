//! Databases of generated people.

use apd_server::clock::{Clock, SystemClock};
use apd_server::domain::london;
use apd_server::store::conn::DbConn;
use apd_server::store::{migrate, seed};
use apd_tests::database::TestDatabase;
use apd_tests::engine;
use std::path::PathBuf;
use tempfile::TempDir;

/// The same people in each run.
const RANDOM_SEED: u64 = 518;

/// A database engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }
}

/// A database that goes away when this is dropped.
pub(crate) struct Database {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    pub(crate) key_file: PathBuf,
    _directory: TempDir,
    database: TestDatabase,
}

impl Database {
    /// A connection of its own. Blocks.
    pub(crate) fn connect(&self) -> DbConn {
        self.database.connect()
    }

    /// What a query counts. Blocks.
    pub(crate) fn count(&self, query: &str) -> i64 {
        self.database.count(query)
    }
}

/// Makes a database with the sample data and so many further people.
pub(crate) fn make(engine: Engine, people: u64) -> anyhow::Result<Database> {
    let database = match engine {
        Engine::Sqlite => TestDatabase::empty(engine::Engine::Sqlite),
        Engine::Postgres => TestDatabase::empty(engine::Engine::Postgres),
    };
    let now = london::wall_time(SystemClock.now());
    let mut conn = database.connect();
    migrate::migrate(&mut conn)?;
    seed::load_sample(&mut conn, now)?;
    let begun = std::time::Instant::now();
    seed::generate(&mut conn, people, RANDOM_SEED, now)?;
    eprintln!("{}: generated {people} people in {:.1} s", engine.name(), begun.elapsed().as_secs_f64());
    if engine == Engine::Postgres {
        // A server in use does so by itself; this one has just been filled.
        database.execute("ANALYZE");
    }
    let directory = tempfile::tempdir()?;
    Ok(Database {
        engine,
        url: database.url().to_owned(),
        key_file: directory.path().join("key.pem"),
        _directory: directory,
        database,
    })
}
