//! Preparing the database before requests are let in: tables, sample data, and the service's own user.

use crate::clock::Clock;
use crate::config::{Config, DatabaseConfig, DatabaseUrl};
use crate::domain::{SERVICE_USER, london};
use crate::store::migrate::{self, MigrateError};
use crate::store::seed::{self, SeedError};
use crate::store::{self, AsDieselError, query};
use crate::telemetry::{error_chain, field};
use chrono::NaiveDateTime;
use diesel::ConnectionError;
use std::sync::Arc;
use std::time::Duration;

/// Between two attempts to reach a database that does not answer.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Why the database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PrepareError {
    /// It cannot be reached or opened.
    #[error("the database {database} cannot be opened (database.url)")]
    Connect {
        /// The database, without its password.
        database: String,
        /// What the engine says.
        #[source]
        source: ConnectionError,
    },
    /// Its tables are not what this version needs.
    #[error("the tables of the database are not what this version needs")]
    Migrate(#[from] MigrateError),
    /// The sample data could not be loaded.
    #[error("the sample data could not be loaded")]
    Sample(#[source] SeedError),
    /// The service's own user is missing.
    #[error("the database has no user {SERVICE_USER}; Delius must know the service before it can write")]
    NoServiceUser,
    /// A statement failed.
    #[error("the database failed")]
    Database(#[from] diesel::result::Error),
    /// The work on the database panicked.
    #[error("preparing the database panicked")]
    Panicked,
}

impl PrepareError {
    /// Whether trying again later can help: the server is not there, yet or any more.
    fn is_transient(&self, database: &DatabaseConfig) -> bool {
        let is_server = matches!(database.url, DatabaseUrl::Postgres(_));
        match self {
            // Another instance may be making the same SQLite file at this moment.
            PrepareError::Connect { source: ConnectionError::CouldntSetupConfiguration(error), .. } => {
                is_server || store::is_transient(error)
            }
            PrepareError::Connect { source, .. } => is_server && !refuses(source),
            PrepareError::Database(error) => store::is_transient(error),
            PrepareError::Migrate(error) => error.as_diesel_error().is_some_and(store::is_transient),
            PrepareError::Sample(error) => error.as_diesel_error().is_some_and(store::is_transient),
            PrepareError::NoServiceUser | PrepareError::Panicked => false,
        }
    }
}

/// Whether a server answered, and will not let us in however often we ask. Diesel hands on no code for it, only the server's
/// words; where those are of another language (`lc_messages`) the service waits instead of giving up.
fn refuses(error: &ConnectionError) -> bool {
    let text = error.to_string();
    ["authentication failed", "does not exist", "no pg_hba.conf entry"].iter().any(|part| text.contains(part))
}

/// Prepares the database, and waits for it as long as it does not answer.
///
/// # Errors
///
/// When the database answers and cannot be used.
pub async fn prepare(
    config: &Config,
    clock: &Arc<dyn Clock>,
    log: &slog::Logger,
) -> Result<(), PrepareError> {
    let mut pause = FIRST_PAUSE;
    loop {
        let (attempt_config, attempt_log) = (config.clone(), log.clone());
        let now = london::wall_time(clock.now());
        let attempt = tokio::task::spawn_blocking(move || prepare_once(&attempt_config, now, &attempt_log));
        match attempt.await.unwrap_or(Err(PrepareError::Panicked)) {
            Err(error) if error.is_transient(&config.database) => {
                slog::warn!(log, "waiting for the database"; field::ERROR => error_chain(&error));
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            result => return result,
        }
    }
}

fn prepare_once(config: &Config, now: NaiveDateTime, log: &slog::Logger) -> Result<(), PrepareError> {
    let mut conn = open(&config.database)?;
    if config.database.migrate_on_start {
        for migration in migrate::migrate(&mut conn)? {
            slog::info!(log, "migrated"; "migration" => migration);
        }
    } else {
        migrate::check(&mut conn)?;
    }
    if config.data.load_sample && !query::health::has_people(&mut conn)? {
        seed::load_sample(&mut conn, now).map_err(PrepareError::Sample)?;
        slog::info!(log, "loaded the sample data");
    }
    query::user::find_service_user_id(&mut conn)?.map(|_| ()).ok_or(PrepareError::NoServiceUser)
}

/// Opens a connection of its own, outside the pools. Blocks.
///
/// # Errors
///
/// When the database cannot be opened.
pub fn open(config: &DatabaseConfig) -> Result<store::conn::DbConn, PrepareError> {
    store::open(config).map_err(|source| PrepareError::Connect { database: config.url.to_string(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_refuses_us_is_told_from_one_that_is_not_there() {
        let refused = |text: &str| refuses(&ConnectionError::BadConnection(text.to_owned()));
        assert!(refused(r#"FATAL:  password authentication failed for user "apd""#));
        assert!(refused(r#"FATAL:  database "delius" does not exist"#));
        assert!(!refused("connection to server at 127.0.0.1 failed: Connection refused"));
        assert!(!refused("FATAL:  the database system is starting up"));
    }
}
