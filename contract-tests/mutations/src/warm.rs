//! What is built already, for the copy.
//!
//! The crates of the registry are the same there, and take most of the time of a first build.

use anyhow::{Context, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What cargo keeps of a built library, beside the library.
const RECORDS: [&str; 2] = [".fingerprint", "build"];

/// How the files of libraries end, and those that say what a library was made of.
const OF_LIBRARIES: [&str; 4] = ["rlib", "rmeta", "so", "d"];

/// Copies what is built in `from`, a directory such as `target/debug`, to the place that `to` has there, unless something
/// has been built in it. Programs and incremental state are left out: the copy's are others.
///
/// The files are copied and not linked, because cargo writes some in place.
pub fn warm(from: &Path, to: &Path) -> anyhow::Result<()> {
    if to.exists() || !from.join(".fingerprint").exists() {
        return Ok(());
    }
    eprintln!("copying what is built already");
    let libraries = libraries(&from.join("deps"))?;
    let half_done = to.with_extension("half-done");
    fs::create_dir_all(half_done.join("deps"))?;
    for record in RECORDS {
        copy(&[from.join(record)], &half_done)?;
    }
    // A command line holds only so many names.
    for some in libraries.chunks(500) {
        copy(some, &half_done.join("deps"))?;
    }
    fs::rename(&half_done, to).context("failed to put the copy in its place")
}

fn libraries(deps: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(deps).with_context(|| deps.display().to_string())?;
    let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let is_of_library = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| OF_LIBRARIES.contains(&ending))
    };
    Ok(paths?.into_iter().filter(is_of_library).collect())
}

/// By `cp`, which keeps times: cargo goes by them.
fn copy(from: &[PathBuf], to: &Path) -> anyhow::Result<()> {
    let status = Command::new("cp").args(["-a", "--reflink=auto"]).args(from).arg(to).status();
    ensure!(status.context("failed to run cp")?.success(), "failed to copy to {}", to.display());
    Ok(())
}
