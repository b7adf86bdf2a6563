//! The gate between the contract and its callers: what the traits say now against what was last released.
//!
//! | module | holds |
//! | --- | --- |
//! | [`documents`] | the two documents of one version of the contract |
//! | [`released`] | the released ones, in `api-spec/released` |
//! | [`tagged`] | whether those are what tags of git hold |
//! | [`change`] | one difference, and how much of the version it demands |
//! | [`differ`] | the program that finds the differences |
//! | [`messages`] | the AsyncAPI document in a form that the differ judges rightly |
//! | [`house_rules`] | where this contract is stricter than the differ |
//! | [`rules`] | which versions and which CHANGELOG a change demands |
//! | [`changelog`] | whether CHANGELOG.md tells of a version |
//!
//! What no document shows is not found here: the order of a list, the text of a message, a rule of the service.

pub(crate) mod change;
pub(crate) mod changelog;
pub(crate) mod differ;
pub(crate) mod documents;
pub(crate) mod house_rules;
pub(crate) mod messages;
pub(crate) mod released;
pub(crate) mod rules;
pub(crate) mod tagged;

#[cfg(test)]
mod planted_test;

use anyhow::Context;
use change::Change;
use documents::Documents;
use released::Released;
use rules::Refusal;
use semver::Version;
use std::path::Path;

/// What the gate found.
pub(crate) struct Verdict {
    /// The version that the present documents were compared with; none when nothing has been released.
    pub(crate) latest: Option<Version>,
    /// What has changed since, breaking changes first.
    pub(crate) changes: Vec<Change>,
    /// Why the present documents may not follow that version; empty when they may.
    pub(crate) refusals: Vec<Refusal>,
}

/// Compares the present documents with the latest released ones. `project` is the directory of the whole project.
pub(crate) fn judge(project: &Path, present: &Documents) -> anyhow::Result<Verdict> {
    let version = present.version()?;
    let has_entry = changelog::tells_of(&changelog(project)?, &version);
    let mut refusals: Vec<_> = tagged::altered(project)?.into_iter().map(Refusal::from).collect();
    let Some(latest) = Released::of_project(project).latest()? else {
        refusals.extend(rules::judge_first(&version, has_entry));
        return Ok(Verdict { latest: None, changes: Vec::new(), refusals });
    };
    let changes = differ::changes(project, &latest, present)?;
    let impact = changes.iter().map(|change| change.impact).max();
    let latest = latest.version()?;
    refusals.extend(rules::judge(&latest, &version, impact, has_entry));
    Ok(Verdict { latest: Some(latest), changes, refusals })
}

fn changelog(project: &Path) -> anyhow::Result<String> {
    let path = project.join("CHANGELOG.md");
    std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))
}
