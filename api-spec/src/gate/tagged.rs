//! The released documents that tags of git hold, which may not change any more.
//!
//! Without git, or where the tags were not fetched, nothing can be compared; the workflow of pull requests fetches them.

use anyhow::{Context, ensure};
use std::path::Path;
use std::process::Command;

/// The tags of releases.
const TAGS: &str = "v*";

/// Where the released documents are, from the directory of the project.
const RELEASED: &str = "api-spec/released";

/// A released document that is not what a tag has, or is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Altered {
    pub(crate) path: String,
    pub(crate) tag: String,
}

/// The released documents of all tags that are not the same in the directory of the project.
pub(crate) fn altered(project: &Path) -> anyhow::Result<Vec<Altered>> {
    if !project.join(".git").exists() {
        return Ok(Vec::new());
    }
    let mut altered = Vec::new();
    for tag in lines(project, &["tag", "--list", TAGS])? {
        let changed = ["diff", "--name-only", "--no-renames", "--diff-filter=MDT", &tag, "--", RELEASED];
        let paths = lines(project, &changed)?;
        altered.extend(paths.into_iter().map(|path| Altered { path, tag: tag.clone() }));
    }
    Ok(altered)
}

/// The lines that a command of git prints.
fn lines(project: &Path, arguments: &[&str]) -> anyhow::Result<Vec<String>> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(project)
        .output()
        .context("failed to run git, which knows the tags of releases")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {} failed: {}", arguments.join(" "), complaint.trim());
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

#[cfg(test)]
#[path = "tagged_test.rs"]
mod tests;
