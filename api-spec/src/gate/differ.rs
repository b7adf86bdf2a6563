//! The differences between two versions of the documents, found by `redocly diff`, a program of npm in a fixed version.
//!
//! It knows from which side a schema is seen: a property that a request newly demands breaks callers, one that a response
//! newly promises does not. The AsyncAPI document is handed to it in another form ([`messages`]).

use super::change::{Change, Impact};
use super::documents::Documents;
use super::house_rules;
use super::messages::{self, OperationNames};
use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::Value;
use std::cmp::Reverse;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program that the differ needs and that is not installed.
#[derive(Debug, thiserror::Error)]
#[error("missing: {0}, which compares documents; `tests/setup` installs it")]
pub(crate) struct MissingProgram(String);

/// The exit code of `env` when the program that it is to start does not exist.
const NO_INTERPRETER: i32 = 127;

/// What the differ says, as far as it is used.
#[derive(Deserialize)]
struct Report {
    changes: Vec<Found>,
}

/// A difference as the differ finds it.
#[derive(Deserialize)]
pub(super) struct Found {
    /// Where, by the way from the operation to the schema.
    pub(super) path: String,
    pub(super) kind: Kind,
    pub(super) impact: Impact,
    /// The key that has another value, when that is all.
    pub(super) property: Option<String>,
    verdicts: Vec<FoundVerdict>,
    base: Option<Place>,
    revision: Option<Place>,
}

/// What happened at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Added,
    Removed,
    Modified,
}

#[derive(Deserialize)]
struct FoundVerdict {
    message: String,
}

#[derive(Deserialize)]
struct Place {
    pointer: String,
}

impl Found {
    /// Where it stands in the document: in the present one, unless it is there no more.
    pub(super) fn pointer(&self) -> &str {
        self.revision.as_ref().or(self.base.as_ref()).map_or(&self.path, |place| &place.pointer)
    }

    fn what(&self) -> String {
        if !self.verdicts.is_empty() {
            let messages: Vec<_> = self.verdicts.iter().map(|verdict| verdict.message.as_str()).collect();
            return messages.join(" ");
        }
        let name = self.property.as_deref().or(self.path.rsplit('/').next()).unwrap_or_default();
        match self.kind {
            Kind::Added => format!("`{name}` was added."),
            Kind::Removed => format!("`{name}` was removed."),
            Kind::Modified => format!("`{name}` has changed."),
        }
    }
}

/// What has changed between `base` and `revision`, breaking changes first.
///
/// # Errors
///
/// [`MissingProgram`], or when the differ fails.
pub(crate) fn changes(project: &Path, base: &Documents, revision: &Documents) -> anyhow::Result<Vec<Change>> {
    let mut changes = Vec::new();
    for ((document, base), (_, revision)) in base.named().into_iter().zip(revision.named()) {
        let (base, revision): (Value, Value) = (serde_json::from_str(base)?, serde_json::from_str(revision)?);
        if without_version(&base) == without_version(&revision) {
            continue;
        }
        let found = match document {
            "asyncapi" => changes_of_messages(project, &base, &revision)?,
            _ => changes_of(project, document, &base, &revision, &OperationNames::default())?,
        };
        if found.is_empty() {
            changes.push(unjudged(document));
        }
        changes.extend(found);
    }
    changes.sort_by_cached_key(|change| (Reverse(change.impact), change.document, change.pointer.clone()));
    changes.dedup();
    Ok(changes)
}

/// The differ does not look at examples.
fn unjudged(document: &'static str) -> Change {
    Change {
        impact: Impact::Patch,
        document,
        pointer: "#".to_owned(),
        what: "Examples or texts have changed.".to_owned(),
    }
}

/// The version alone is no change: it says that there is one.
fn without_version(document: &Value) -> Value {
    let mut document = document.clone();
    document["info"]["version"].take();
    document
}

fn changes_of_messages(project: &Path, base: &Value, revision: &Value) -> anyhow::Result<Vec<Change>> {
    let mut names = OperationNames::default();
    let base = messages::as_openapi(base, &mut names);
    let revision = messages::as_openapi(revision, &mut names);
    changes_of(project, "asyncapi", &base, &revision, &names)
}

fn changes_of(
    project: &Path,
    document: &'static str,
    base: &Value,
    revision: &Value,
    names: &OperationNames,
) -> anyhow::Result<Vec<Change>> {
    let change = |found: Found| Change {
        impact: house_rules::impact(&found),
        document,
        pointer: names.pointer(found.pointer()),
        what: found.what(),
    };
    let report = run(project, &without_version(base), &without_version(revision))?;
    Ok(report.changes.into_iter().map(change).collect())
}

/// Runs the differ on two OpenAPI documents.
fn run(project: &Path, base: &Value, revision: &Value) -> anyhow::Result<Report> {
    let program = project.join("tests/tools/node_modules/.bin/redocly");
    if !program.exists() {
        bail!(MissingProgram("@redocly/cli in tests/tools/node_modules".to_owned()));
    }
    let directory = tempfile::tempdir().context("failed to create a temporary directory")?;
    let file = |name: &str, document: &Value| -> anyhow::Result<PathBuf> {
        let path = directory.path().join(name);
        fs::write(&path, document.to_string())
            .with_context(|| format!("failed to write {}", path.display()))?;
        Ok(path)
    };
    let output = Command::new(&program)
        .arg("diff")
        .args([file("base.json", base)?, file("revision.json", revision)?])
        .args(["--format", "json", "--fail-on", "none", "--lint-config", "off"])
        // Elsewhere it could find a configuration.
        .current_dir(directory.path())
        .envs([("REDOCLY_TELEMETRY", "off"), ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")])
        .output();
    match output {
        Ok(output) if output.status.code() == Some(NO_INTERPRETER) => {
            bail!(MissingProgram("Node.js".to_owned()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => bail!(MissingProgram("Node.js".to_owned())),
        output => read(&output.context("failed to run the differ")?),
    }
}

fn read(output: &Output) -> anyhow::Result<Report> {
    let stderr = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("the differ failed with {}: {stderr}", output.status);
    }
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("cannot read what the differ says: {stderr}"))
}
