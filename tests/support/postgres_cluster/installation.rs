//! Finds an installation of PostgreSQL.

use anyhow::bail;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where Debian and Ubuntu put the programs of each version, outside the search path.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Finds the directory with `initdb`, `pg_ctl` and `postgres`.
///
/// # Errors
///
/// When there is none, with what to install.
pub(super) fn find() -> anyhow::Result<PathBuf> {
    let mut candidates = debian_versions();
    candidates.extend(configured());
    candidates.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
    match candidates.into_iter().find(|directory| has_programs(directory)) {
        Some(directory) => Ok(directory),
        None => bail!(
            "the tests need the programs of a PostgreSQL server (initdb, pg_ctl, postgres), and none are installed. \
             Install them, for example by `apt-get install postgresql` or `brew install postgresql`; no server \
             needs to run. Or name a server for tests in {}",
            super::URL_VARIABLE
        ),
    }
}

/// The installed versions, newest first.
fn debian_versions() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    versions.into_iter().rev().map(|(_, directory)| directory).collect()
}

fn configured() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn has_programs(directory: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|program| directory.join(program).is_file())
}
