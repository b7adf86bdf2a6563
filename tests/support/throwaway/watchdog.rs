//! What ends a server when its owner has ended.

use super::OwnedDirectory;
use anyhow::Context;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// It waits until nobody holds the other end of its standard input, then runs the command that stops the server and
/// removes the directory.
const SCRIPT: &str = r#"cat > /dev/null; "$@" > /dev/null 2>&1; rm -rf -- "$0""#;

/// Ends a server when it is waited for, or when this process ends.
pub(crate) struct Watchdog(Child);

impl Watchdog {
    /// Watches over the server in a directory, from a process group of its own: an interrupt at the terminal ends the
    /// tests, and must not end what tidies up after them.
    ///
    /// # Errors
    ///
    /// When no process can be started.
    pub(crate) fn over(directory: &OwnedDirectory, stop: &Command) -> anyhow::Result<Watchdog> {
        let child = Command::new("sh")
            .args(["-c", SCRIPT])
            .arg(directory.path())
            .arg(stop.get_program())
            .args(stop.get_args())
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("the watchdog of a server of the tests cannot be started")?;
        Ok(Watchdog(child))
    }

    /// Ends the server and removes its directory. Blocks until that is done.
    ///
    /// # Errors
    ///
    /// When the watchdog cannot be waited for.
    pub(crate) fn end(mut self) -> anyhow::Result<()> {
        // Waiting closes the watchdog's input first, which is what it waits for.
        self.0.wait().context("a server of the tests could not be stopped")?;
        Ok(())
    }
}
