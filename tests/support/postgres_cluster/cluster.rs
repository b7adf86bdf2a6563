//! One cluster: made, started, watched over.

use super::programs::Programs;
use crate::throwaway::{OwnedDirectory, Watchdog};

/// How the names of the directories begin.
const PREFIX: &str = "apd-test-postgres-";

/// A running cluster. It ends with the process that started it, or earlier by [`Cluster::stop`].
pub struct Cluster {
    url: String,
    watchdog: Watchdog,
    _directory: OwnedDirectory,
}

impl Cluster {
    /// Makes a cluster and starts it; sweeps away what crashed runs have left. Blocks for about a second.
    ///
    /// # Errors
    ///
    /// When PostgreSQL is not installed, with what to install, or does not start, with what it says.
    pub fn start() -> anyhow::Result<Cluster> {
        let programs = Programs::find()?;
        OwnedDirectory::remove_orphans(PREFIX, |directory| programs.stop(directory));
        let directory = OwnedDirectory::make(PREFIX)?;
        let watchdog = Watchdog::over(&directory, &programs.stop(directory.path()))?;
        let port = programs.make_and_start(directory.path())?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Ok(Cluster { url, watchdog, _directory: directory })
    }

    /// The address of its maintenance database, for the superuser.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops the server and removes everything. Blocks until that is done.
    ///
    /// # Errors
    ///
    /// When the watchdog cannot be waited for.
    pub fn stop(self) -> anyhow::Result<()> {
        self.watchdog.end()
    }
}
