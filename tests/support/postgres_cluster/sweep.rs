//! Directories of clusters: making one's own, and removing those whose owner crashed.

use anyhow::Context;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How the names of the directories begin.
const PREFIX: &str = "apd-test-postgres-";

/// The file on which the owner holds a lock for as long as it lives.
const OWNER_LOCK: &str = "owner.lock";

/// Makes a directory for a cluster, owned by this process until the lock is dropped or the process ends.
pub(super) fn make_directory() -> anyhow::Result<(PathBuf, File)> {
    let made = tempfile::Builder::new()
        .prefix(&format!("new-{PREFIX}"))
        .tempdir()
        .context("no directory can be made for a PostgreSQL cluster")?
        .keep();
    let lock = File::create(made.join(OWNER_LOCK))?;
    lock.lock()?;
    // It bears its name only now that it is locked, so that nobody takes it for an orphan.
    let name = made.file_name().map(|name| name.to_string_lossy().replacen("new-", "", 1));
    let directory = made.with_file_name(name.unwrap_or_default());
    fs::rename(&made, &directory)?;
    Ok((directory, lock))
}

/// Stops and removes the clusters whose owners are gone. What cannot be removed, for example because it is another
/// user's, stays.
pub(super) fn remove_orphans(stop: impl Fn(&Path) -> Command) {
    let entries = fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let directory = entry.path();
        let Ok(lock) = File::open(directory.join(OWNER_LOCK)) else { continue };
        if lock.try_lock().is_ok() {
            let _ = stop(&directory).output();
            let _ = fs::remove_dir_all(&directory);
        }
    }
}
