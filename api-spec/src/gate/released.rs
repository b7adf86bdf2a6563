//! The released documents: `api-spec/released/openapi-1.0.0.json` and `asyncapi-1.0.0.json`, and so on.
//!
//! A file, once there, is never written again.

use super::documents::Documents;
use anyhow::{Context, ensure};
use semver::Version;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The directory of released documents.
pub(crate) struct Released {
    directory: PathBuf,
}

impl Released {
    /// That of the project in this directory.
    pub(crate) fn of_project(project: &Path) -> Released {
        Released { directory: project.join("api-spec/released") }
    }

    /// The documents of the highest version; none when there is no version at all.
    pub(crate) fn latest(&self) -> anyhow::Result<Option<Documents>> {
        self.versions()?.last().map(|version| self.read(version)).transpose()
    }

    /// The documents of a version, when it was released.
    pub(crate) fn find(&self, version: &Version) -> anyhow::Result<Option<Documents>> {
        self.versions()?.contains(version).then(|| self.read(version)).transpose()
    }

    /// Keeps the documents of a version that was not released yet, and gives the names of the files.
    pub(crate) fn freeze(&self, documents: &Documents) -> anyhow::Result<Vec<PathBuf>> {
        let version = documents.version()?;
        fs::create_dir_all(&self.directory)
            .with_context(|| format!("failed to create {}", self.directory.display()))?;
        let mut written = Vec::new();
        for (kind, text) in documents.named() {
            let path = self.path(kind, &version);
            let file = OpenOptions::new().write(true).create_new(true).open(&path);
            file.and_then(|mut file| file.write_all(text.as_bytes()))
                .with_context(|| format!("failed to write {}", path.display()))?;
            written.push(path);
        }
        Ok(written)
    }

    /// All versions of which there is a document, the lowest first.
    fn versions(&self) -> anyhow::Result<Vec<Version>> {
        if !self.directory.exists() {
            return Ok(Vec::new());
        }
        let mut versions = Vec::new();
        for entry in fs::read_dir(&self.directory)
            .with_context(|| format!("failed to list {}", self.directory.display()))?
        {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            versions.push(version_in(&name).with_context(|| {
                format!("{name} in {} is not named like a released document", self.directory.display())
            })?);
        }
        versions.sort();
        versions.dedup();
        Ok(versions)
    }

    fn read(&self, version: &Version) -> anyhow::Result<Documents> {
        let read = |kind| {
            let path = self.path(kind, version);
            fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))
        };
        let documents = Documents { openapi: read("openapi")?, asyncapi: read("asyncapi")? };
        let inside = documents.version()?;
        ensure!(inside == *version, "the documents released as {version} say that they are {inside}");
        Ok(documents)
    }

    fn path(&self, kind: &str, version: &Version) -> PathBuf {
        self.directory.join(format!("{kind}-{version}.json"))
    }
}

/// The version in the name of a file.
fn version_in(name: &str) -> Option<Version> {
    let name = name.strip_suffix(".json")?;
    let version = name.strip_prefix("openapi-").or_else(|| name.strip_prefix("asyncapi-"))?;
    version.parse().ok()
}

#[cfg(test)]
#[path = "released_test.rs"]
mod tests;
