//! The server that the story is about.

use crate::publisher::Publisher;
use anyhow::Context;
use apd_client::{Client, TokenSource, connect};
use apd_server::Server;
use apd_server::auth::TokenGrant;
use apd_server::clock::{Clock, SystemClock};
use apd_server::config::{Config, DEFAULT_REQUIRED_ROLES, DatabaseUrl};
use apd_server::messaging::dead_letters::{Describe, Description};
use apd_server::messaging::queue::Queue;
use apd_server::prepare;
use apd_server::store::conn::DbConn;
use apd_server::telemetry::counters::Counters;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// How long a receive of the queue waits, and with it the end of the story.
const WAIT: Duration = Duration::from_millis(200);

/// A running service with everything that it leaves behind.
pub(crate) struct Service {
    pub(crate) url: String,
    pub(crate) client: Client,
    /// Whose events it receives.
    pub(crate) publisher: Publisher,
    server: Server,
    config: Config,
    _directory: TempDir,
}

/// Starts the service with sample data on a free port, and waits until it is ready.
pub(crate) async fn start() -> anyhow::Result<Service> {
    let publisher = Publisher::start().await;
    let directory = tempfile::tempdir().context("failed to make a directory for the database")?;
    let mut config = Config::development();
    config.http.bind = ([127, 0, 0, 1], 0).into();
    config.database.url = DatabaseUrl::Sqlite(directory.path().join("demo.db"));
    config.auth.development_key_file = directory.path().join("key.pem");
    config.messaging.wait_time = WAIT;
    config.accredited_programmes = publisher.config()?;
    let queue: Arc<dyn Queue> = Arc::clone(&publisher.queue) as _;
    let mut server = apd_server::start_with_queue(&config, Some(queue), Arc::new(SystemClock), no_log())?;
    server.prepared().await?;
    let url = format!("http://{}", server.local_addr());
    let token = server.development_token(&grant()).context("the server has no development keys")??;
    let client = connect(&url, TokenSource::fixed(token)?)?;
    Ok(Service { url, client, publisher, server, config, _directory: directory })
}

impl Service {
    /// A connection of its own, to look at what the service has written.
    pub(crate) fn connect(&self) -> anyhow::Result<DbConn> {
        prepare::open(&self.config.database).context("the database cannot be opened")
    }

    /// What the service has counted.
    pub(crate) fn counters(&self) -> &Counters {
        self.server.counters()
    }

    /// What `dlq list` tells of the messages that were received too often.
    pub(crate) async fn dead_letters(&self) -> anyhow::Result<Vec<Description>> {
        let known = apd_server::known_of_dead_letters(&self.config, Arc::new(SystemClock), no_log())?;
        Ok(known.describe(&self.publisher.queue.dead_letters()).await)
    }

    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        self.server.close().await.context("the server did not stop as it should")
    }
}

/// The story is told without the service's own words.
fn no_log() -> slog::Logger {
    slog::Logger::root(slog::Discard, slog::o!())
}

fn grant() -> TokenGrant {
    TokenGrant {
        client_id: "demo".to_owned(),
        authorities: DEFAULT_REQUIRED_ROLES.iter().take(1).map(ToString::to_string).collect(),
        issuer: None,
        issued_at: SystemClock.now().timestamp(),
        lifetime: Duration::from_secs(600),
    }
}
