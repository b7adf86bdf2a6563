//! One cluster: made, started, watched over.

use super::programs::Programs;
use super::sweep;
use anyhow::Context;
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// What the watchdog does: it waits until nobody holds the other end of its standard input, then runs the command that
/// stops the server and removes the directory.
const WATCHDOG: &str = r#"cat > /dev/null; "$@" > /dev/null 2>&1; rm -rf -- "$0""#;

/// A running cluster. It ends with the process that started it, or earlier by [`Cluster::stop`].
pub struct Cluster {
    url: String,
    watchdog: Child,
    /// Tells other runs that the cluster is no orphan.
    _owner_lock: File,
}

impl Cluster {
    /// Makes a cluster and starts it; sweeps away what crashed runs have left. Blocks for about a second.
    ///
    /// # Errors
    ///
    /// When PostgreSQL is not installed, with what to install, or does not start, with what it says.
    pub fn start() -> anyhow::Result<Cluster> {
        let programs = Programs::find()?;
        sweep::remove_orphans(|directory| programs.stop(directory));
        let (directory, owner_lock) = sweep::make_directory()?;
        let watchdog = watch_over(&directory, &programs.stop(&directory))?;
        let port = programs.make_and_start(&directory)?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Ok(Cluster { url, watchdog, _owner_lock: owner_lock })
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
    pub fn stop(mut self) -> anyhow::Result<()> {
        // Waiting closes the watchdog's input first, which is what it waits for.
        self.watchdog.wait().context("the PostgreSQL cluster could not be stopped")?;
        Ok(())
    }
}

/// Starts the watchdog of the cluster in `directory`, in a process group of its own: an interrupt at the terminal ends
/// the tests, and must not end what tidies up after them.
fn watch_over(directory: &Path, stop: &Command) -> anyhow::Result<Child> {
    Command::new("sh")
        .args(["-c", WATCHDOG])
        .arg(directory)
        .arg(stop.get_program())
        .args(stop.get_args())
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .context("the watchdog of the PostgreSQL cluster cannot be started")
}
