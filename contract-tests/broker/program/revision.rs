//! Which version of the service this is.

use crate::settings::variable;
use anyhow::{Context, bail, ensure};
use std::process::Command;

/// A version of the service, as the broker knows it.
pub(crate) struct Revision {
    /// The hash of its commit.
    pub(crate) version: String,
    /// The branch that it was built of.
    pub(crate) branch: String,
    /// Where its build can be looked at.
    pub(crate) build_url: Option<String>,
}

impl Revision {
    /// The version that is checked out.
    ///
    /// # Errors
    ///
    /// When neither the environment nor git knows the commit or its branch.
    pub(crate) fn of_checkout() -> anyhow::Result<Revision> {
        let version = match variable("GIT_COMMIT") {
            Some(commit) => commit,
            None => git(&["rev-parse", "HEAD"]).context("which commit is it? GIT_COMMIT can say so")?,
        };
        Ok(Revision { version, branch: branch()?, build_url: build_url() })
    }

    /// Makes sure that what is published for the version is true of it.
    ///
    /// # Errors
    ///
    /// When the files are not those of the commit. Not tried where the environment names the commit.
    pub(crate) fn ensure_is_checked_out(&self) -> anyhow::Result<()> {
        if variable("GIT_COMMIT").is_some() {
            return Ok(());
        }
        let changed = git(&["status", "--porcelain"])?;
        ensure!(
            changed.is_empty(),
            "there are changes since {}: commit them before publishing",
            self.version
        );
        Ok(())
    }
}

fn branch() -> anyhow::Result<String> {
    // Of a pull request, GitHub calls the merge a branch, too.
    let of_github = || match variable("GITHUB_REF_TYPE").as_deref() {
        Some("branch") => variable("GITHUB_REF_NAME"),
        _ => None,
    };
    match variable("GIT_BRANCH").or_else(|| variable("GITHUB_HEAD_REF")).or_else(of_github) {
        Some(branch) => Ok(branch),
        None => git(&["symbolic-ref", "--short", "HEAD"])
            .context("which branch is it? GIT_BRANCH can say so where none is checked out"),
    }
}

fn build_url() -> Option<String> {
    let of_github = || {
        let [server, repository, run] =
            ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"].map(variable);
        Some(format!("{}/{}/actions/runs/{}", server?, repository?, run?))
    };
    variable("BUILD_URL").or_else(of_github)
}

/// What git prints, without the end of the line.
fn git(arguments: &[&str]) -> anyhow::Result<String> {
    let command = format!("git {}", arguments.join(" "));
    let done = Command::new("git").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = done.with_context(|| format!("{command} cannot be run"))?;
    if !output.status.success() {
        bail!("{command}: {}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}
