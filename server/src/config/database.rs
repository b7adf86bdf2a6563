//! The database, its pool and what happens when the pool is exhausted.

use std::path::Path;
use std::thread::available_parallelism;
use std::time::Duration;

use super::database_url::DatabaseUrl;
use super::describe::Entry;
use super::key::{Key, Kind};
use super::origin::Origin;
use super::reason::Reason;
use super::settings::Settings;

/// Beside the working directory, so that a first `cargo run` leaves everything in one place.
const DEFAULT_SQLITE_FILE: &str = "accredited-programmes-and-delius.db";
/// Short enough that a caller, who waits 60 seconds, hears of an overload while a retry is still of use.
const DEFAULT_ACQUIRE_TIMEOUT_MS: u32 = 5_000;
/// The writer of another process, such as `seed`, holds the file for seconds at most.
const DEFAULT_BUSY_TIMEOUT_MS: u32 = 5_000;
/// Nobody waits for longer: the client's own users give up after 30 seconds, and up to three calls.
const DEFAULT_STATEMENT_TIMEOUT_MS: u32 = 10_000;
/// Readers take about a millisecond each, so this many wait well below the time-out.
const DEFAULT_QUEUE_LIMIT: u32 = 1_024;
/// Writers take up to some 100 milliseconds each (2,000 appointments), one at a time: the last of so many
/// still has its turn before the time-out.
const DEFAULT_WRITER_QUEUE_LIMIT: u32 = 32;

pub(super) const URL: Key = Key {
    name: "database.url",
    kind: Kind::Secret("sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE"),
    meaning: "The database, SQLite or PostgreSQL. A URL with a password comes from the environment or from \
              `database.url_file`, never from the configuration file.",
    default: Some("`sqlite:accredited-programmes-and-delius.db` in development; production must set it"),
    example: "postgres://apd:PASSWORD@db.example.org:5432/delius",
};

pub(super) const URL_FILE: Key = Key {
    name: "database.url_file",
    kind: Kind::Text("the path of a file that holds one line"),
    meaning: "A file that holds `database.url`, such as a mounted secret.",
    default: None,
    example: "/run/secrets/database-url",
};

pub(super) const POOL_SIZE: Key = Key {
    name: "database.pool_size",
    kind: Kind::Whole { min: 1, max: 64 },
    meaning: "Connections to PostgreSQL, or readers of SQLite, whose one writer comes on top.",
    default: Some("twice the processor cores, from 2 to 32"),
    example: "8",
};

pub(super) const QUEUE_LIMIT: Key = Key {
    name: "database.queue_limit",
    kind: Kind::Whole { min: 0, max: 100_000 },
    meaning: "Callers beside messages that may wait for a connection; further ones get 503 at once.",
    default: Some("1024"),
    example: "256",
};

pub(super) const WRITER_QUEUE_LIMIT: Key = Key {
    name: "database.writer_queue_limit",
    kind: Kind::Whole { min: 0, max: 100_000 },
    meaning: "Callers beside messages that may wait for the writer of SQLite; without effect on PostgreSQL.",
    default: Some("32"),
    example: "16",
};

pub(super) const ACQUIRE_TIMEOUT_MS: Key = Key {
    name: "database.acquire_timeout_ms",
    kind: Kind::Whole { min: 1, max: 60_000 },
    meaning: "The longest wait for a connection, in milliseconds; then the caller gets 503.",
    default: Some("5000"),
    example: "2000",
};

pub(super) const BUSY_TIMEOUT_MS: Key = Key {
    name: "database.busy_timeout_ms",
    kind: Kind::Whole { min: 0, max: 60_000 },
    meaning: "The longest wait for another process that writes to the same SQLite file, in milliseconds.",
    default: Some("5000"),
    example: "10000",
};

pub(super) const STATEMENT_TIMEOUT_MS: Key = Key {
    name: "database.statement_timeout_ms",
    kind: Kind::Whole { min: 1, max: 600_000 },
    meaning: "The longest that one statement on PostgreSQL, and one unit of reads on either engine, may take, in milliseconds; then the caller gets 503.",
    default: Some("10000"),
    example: "5000",
};

pub(super) const MIGRATE_ON_START: Key = Key {
    name: "database.migrate_on_start",
    kind: Kind::Flag,
    meaning: "Whether `serve` brings the tables up to date; else `migrate` has to.",
    default: Some("true"),
    example: "false",
};

/// Settings of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseConfig {
    /// Which database, and how to sign in to it.
    pub url: DatabaseUrl,
    /// Connections to PostgreSQL, or readers of SQLite. About twice the cores: more of them lengthen the tail
    /// of the response times and raise the throughput no further.
    pub pool_size: usize,
    /// How many callers may wait for one of these connections before further ones are turned away.
    pub queue_limit: usize,
    /// The same for the one writer of SQLite. Its own bound, because a queue of writers lasts longer and must
    /// not keep readers out.
    pub writer_queue_limit: usize,
    /// The longest wait for a connection.
    pub acquire_timeout: Duration,
    /// The longest wait of SQLite for another process that holds the file.
    pub busy_timeout: Duration,
    /// The longest that one statement on PostgreSQL, and one unit of reads on either engine, may take.
    pub statement_timeout: Duration,
    /// Whether `serve` runs the migrations that are due.
    pub migrate_on_start: bool,
}

impl DatabaseConfig {
    pub(super) fn read(settings: &mut Settings) -> Self {
        let mut number = |key, default| settings.whole(key).unwrap_or(default);
        let pool_size = number(&POOL_SIZE, default_pool_size());
        let queue_limit = number(&QUEUE_LIMIT, DEFAULT_QUEUE_LIMIT);
        let writer_queue_limit = number(&WRITER_QUEUE_LIMIT, DEFAULT_WRITER_QUEUE_LIMIT);
        let acquire_timeout = number(&ACQUIRE_TIMEOUT_MS, DEFAULT_ACQUIRE_TIMEOUT_MS);
        let busy_timeout = number(&BUSY_TIMEOUT_MS, DEFAULT_BUSY_TIMEOUT_MS);
        let statement_timeout = number(&STATEMENT_TIMEOUT_MS, DEFAULT_STATEMENT_TIMEOUT_MS);
        Self {
            url: read_url(settings).unwrap_or_else(|| DatabaseUrl::Sqlite(DEFAULT_SQLITE_FILE.into())),
            pool_size: size(pool_size),
            queue_limit: size(queue_limit),
            writer_queue_limit: size(writer_queue_limit),
            acquire_timeout: Duration::from_millis(acquire_timeout.into()),
            busy_timeout: Duration::from_millis(busy_timeout.into()),
            statement_timeout: Duration::from_millis(statement_timeout.into()),
            migrate_on_start: settings.flag(&MIGRATE_ON_START).unwrap_or(true),
        }
    }

    /// The directory of the SQLite database; [`None`] on PostgreSQL.
    pub(super) fn directory(&self) -> Option<&Path> {
        match &self.url {
            DatabaseUrl::Sqlite(path) => path.parent(),
            DatabaseUrl::Postgres(_) => None,
        }
    }

    /// Without `database.url_file`: its content is in force as `database.url`, whose origin names the file.
    pub(super) fn entries(&self) -> Vec<Entry> {
        vec![
            Entry::text(&URL, &self.url),
            Entry::size(&POOL_SIZE, self.pool_size),
            Entry::size(&QUEUE_LIMIT, self.queue_limit),
            Entry::size(&WRITER_QUEUE_LIMIT, self.writer_queue_limit),
            Entry::milliseconds(&ACQUIRE_TIMEOUT_MS, self.acquire_timeout),
            Entry::milliseconds(&BUSY_TIMEOUT_MS, self.busy_timeout),
            Entry::milliseconds(&STATEMENT_TIMEOUT_MS, self.statement_timeout),
            Entry::flag(&MIGRATE_ON_START, self.migrate_on_start),
        ]
    }
}

fn read_url(settings: &mut Settings) -> Option<DatabaseUrl> {
    let secret = settings.secret(&URL, &URL_FILE)?;
    match DatabaseUrl::parse(secret) {
        Ok(url) => {
            if url.has_password() && matches!(settings.origin(&URL), Origin::File(_)) {
                settings.refuse_value(&URL, Reason::SecretInFile);
            }
            Some(url)
        }
        Err(fault) => {
            settings.refuse_value(&URL, fault.into());
            None
        }
    }
}

fn default_pool_size() -> u32 {
    let cores = available_parallelism().map_or(1, usize::from);
    u32::try_from(cores).unwrap_or(u32::MAX).saturating_mul(2).clamp(2, 32)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
