//! Directories of servers: making one's own, and removing those whose owner crashed.

use anyhow::Context;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file on which the owner holds a lock for as long as it lives.
const OWNER_LOCK: &str = "owner.lock";

/// A directory that this process owns until this is dropped or the process ends. It is not removed then.
pub(crate) struct OwnedDirectory {
    path: PathBuf,
    /// Tells other runs that the server is no orphan.
    _owner_lock: File,
}

impl OwnedDirectory {
    /// Makes a directory whose name begins with `prefix`.
    ///
    /// # Errors
    ///
    /// When the file system refuses.
    pub(crate) fn make(prefix: &str) -> anyhow::Result<OwnedDirectory> {
        let made = tempfile::Builder::new()
            .prefix(&format!("new-{prefix}"))
            .tempdir()
            .context("no directory can be made for a server of the tests")?
            .keep();
        let lock = File::create(made.join(OWNER_LOCK))?;
        lock.lock()?;
        // It bears its name only now that it is locked, so that nobody takes it for an orphan.
        let name = made.file_name().map(|name| name.to_string_lossy().replacen("new-", "", 1));
        let path = made.with_file_name(name.unwrap_or_default());
        fs::rename(&made, &path)?;
        Ok(OwnedDirectory { path, _owner_lock: lock })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the directories whose owners are gone, after stopping the servers in them. What cannot be removed, for
    /// example because it is another user's, stays.
    pub(crate) fn remove_orphans(prefix: &str, stop: impl Fn(&Path) -> Command) {
        let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)) {
            let directory = entry.path();
            let Ok(lock) = File::open(directory.join(OWNER_LOCK)) else { continue };
            if lock.try_lock().is_ok() {
                let _ = stop(&directory).output();
                let _ = fs::remove_dir_all(&directory);
            }
        }
    }
}
