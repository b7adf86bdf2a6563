//! One instance of LocalStack.

use super::{run, script};
use crate::throwaway::{OwnedDirectory, Watchdog};
use anyhow::Context;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

/// How the names of the directories begin.
const PREFIX: &str = "apd-test-localstack-";

/// A running instance. It ends with the process that started it, or earlier by [`LocalStack::stop`].
pub struct LocalStack {
    url: String,
    watchdog: Watchdog,
    directory: OwnedDirectory,
}

impl LocalStack {
    /// Starts an instance on a free port; sweeps away what crashed runs have left. Blocks for a second or two, and for
    /// longer where LocalStack has to be installed first.
    ///
    /// # Errors
    ///
    /// When LocalStack cannot be installed, with what is missing, or does not start, with what it says.
    pub fn start() -> anyhow::Result<LocalStack> {
        OwnedDirectory::remove_orphans(PREFIX, stop);
        let directory = OwnedDirectory::make(PREFIX)?;
        let watchdog = Watchdog::over(&directory, &stop(directory.path()))?;
        let url = run(script("start").args(["--port", "0", "--data"]).arg(directory.path()))
            .context("the tests need LocalStack")?;
        Ok(LocalStack { url, watchdog, directory })
    }

    /// Where it listens, such as `http://127.0.0.1:45660`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The same, for a proxy.
    pub fn address(&self) -> SocketAddr {
        address(&self.url)
    }

    /// Kills it and starts it anew on the same port: its queues and messages are gone. Blocks for a second or two.
    ///
    /// # Errors
    ///
    /// When it does not start.
    pub fn restart(&self) -> anyhow::Result<()> {
        run(&mut stop(self.directory.path()))?;
        let port = self.address().port().to_string();
        run(script("start").args(["--port", &port, "--data"]).arg(self.directory.path()))?;
        Ok(())
    }

    /// Stops it and removes everything. Blocks until that is done.
    ///
    /// # Errors
    ///
    /// When the watchdog cannot be waited for.
    pub fn stop(self) -> anyhow::Result<()> {
        self.watchdog.end()
    }
}

/// The address that a URL of an instance names.
pub(super) fn address(url: &str) -> SocketAddr {
    let authority = url.split('/').nth(2).unwrap_or_default();
    authority.parse().expect("LocalStack is named by its address and port")
}

fn stop(directory: &Path) -> Command {
    let mut stop = script("stop");
    stop.arg("--data").arg(directory);
    stop
}
