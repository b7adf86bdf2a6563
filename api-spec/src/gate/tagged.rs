//! The released documents that tags of git hold, which may not change any more.
//!
//! What counts are the tags that this commit descends from: a branch that began before a release does not have its
//! documents. Without git, or where the tags were not fetched, nothing can be compared; the workflows fetch them.

use anyhow::{Context, ensure};
use std::path::Path;
use std::process::Command;

/// Variables that a hook of git sets, and that would make git look at the hook's repository.
const OF_HOOKS: [&str; 3] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"];

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
    for tag in lines(project, &["tag", "--list", TAGS, "--merged", "HEAD"])? {
        let changed = ["diff", "--name-only", "--no-renames", "--diff-filter=MDT", &tag, "--", RELEASED];
        let paths = lines(project, &changed)?;
        altered.extend(paths.into_iter().map(|path| Altered { path, tag: tag.clone() }));
    }
    Ok(altered)
}

/// The lines that a command of git prints.
fn lines(project: &Path, arguments: &[&str]) -> anyhow::Result<Vec<String>> {
    let project = project.canonicalize().context("failed to find the project's directory")?;
    let mut git = Command::new("git");
    for variable in OF_HOOKS {
        git.env_remove(variable);
    }
    // Git refuses a repository of another owner, such as a checkout that is mounted into a container.
    let safe = format!("safe.directory={}", project.display());
    let output = git
        .args(["-c", &safe])
        .args(arguments)
        .current_dir(&project)
        .output()
        .context("failed to run git, which knows the tags of releases")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "git {} failed: {}", arguments.join(" "), complaint.trim());
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect())
}

#[cfg(test)]
#[path = "tagged_test.rs"]
mod tests;
