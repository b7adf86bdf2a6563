//! The server that the story is about.

use anyhow::Context;
use apd_client::{Client, TokenSource, connect};
use apd_server::Server;
use apd_server::auth::{DEFAULT_REQUIRED_ROLES, TokenGrant};
use apd_server::clock::{Clock, SystemClock};
use apd_server::config::{Config, DatabaseUrl};
use apd_server::prepare;
use apd_server::store::conn::DbConn;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// A running service with everything that it leaves behind.
pub(crate) struct Service {
    pub(crate) url: String,
    pub(crate) client: Client,
    server: Server,
    config: Config,
    _directory: TempDir,
}

/// Starts the service with sample data on a free port, and waits until it is ready.
pub(crate) async fn start() -> anyhow::Result<Service> {
    let directory = tempfile::tempdir().context("failed to make a directory for the database")?;
    let mut config = Config::development();
    config.http.bind = ([127, 0, 0, 1], 0).into();
    config.database.url = DatabaseUrl::Sqlite(directory.path().join("demo.db"));
    config.auth.development_key_file = directory.path().join("key.pem");
    let log = slog::Logger::root(slog::Discard, slog::o!());
    let mut server = apd_server::start(&config, Arc::new(SystemClock), log)?;
    server.prepared().await?;
    let url = format!("http://{}", server.local_addr());
    let token = server.development_token(&grant()).context("the server has no development keys")??;
    let client = connect(&url, TokenSource::fixed(token)?)?;
    Ok(Service { url, client, server, config, _directory: directory })
}

impl Service {
    /// A connection of its own, to look at what the service has written.
    pub(crate) fn connect(&self) -> anyhow::Result<DbConn> {
        prepare::open(&self.config.database).context("the database cannot be opened")
    }

    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        self.server.close().await.context("the server did not stop as it should")
    }
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
