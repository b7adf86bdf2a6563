//! Which version a change demands, and that CHANGELOG.md tells of it: semantic versioning as pure functions.

use super::change::Impact;
use super::changelog;
use super::tagged::Altered;
use semver::Version;

/// Why a version may not follow the latest released one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    /// The version is too low for what has changed.
    #[error("{}: {latest} has to be followed by {demanded} or later, not by {present}\n{}", reason(*impact), remedy(*impact, demanded))]
    TooLow { latest: Version, present: Version, demanded: Version, impact: Impact },
    /// The version is below one that was released.
    #[error(
        "version {present} is below the released version {latest}\n  To do: set VERSION in \
         api-spec/src/document.rs to {latest} or later, and run `cargo openapi generate`."
    )]
    Lowered { latest: Version, present: Version },
    /// Nobody was told.
    #[error(
        "CHANGELOG.md does not tell of version {version}\n  To do: add the heading `### {}` with an item for each \
         change that callers notice, and with what they have to do.",
        changelog::heading(version)
    )]
    NotInChangelog { version: Version },
    /// What callers were promised was rewritten.
    #[error(
        "{path} is not the one of tag {tag}\n  To do: `git checkout {tag} -- {path}`. A released document never changes: \
         what follows it has a version of its own."
    )]
    Altered { path: String, tag: String },
}

impl From<Altered> for Refusal {
    fn from(Altered { path, tag }: Altered) -> Refusal {
        Refusal::Altered { path, tag }
    }
}

fn reason(impact: Impact) -> &'static str {
    match impact {
        Impact::Major => "a change can break callers",
        Impact::Minor => "the contract offers something new",
        Impact::Patch => "the document is not the released one",
    }
}

fn remedy(impact: Impact, demanded: &Version) -> String {
    let keep = match impact {
        Impact::Major => {
            "keep what callers use and offer the new beside it; or, when the client's team agrees, "
        }
        Impact::Minor | Impact::Patch => "",
    };
    format!(
        "  To do: {keep}set VERSION in api-spec/src/document.rs to {demanded}, run `cargo openapi generate`, and tell \
         of it in CHANGELOG.md under `### {}` (docs/versions.md).",
        changelog::heading(demanded)
    )
}

/// The lowest version that may follow `latest` after a change.
pub(crate) fn lowest_after(latest: &Version, impact: Impact) -> Version {
    match impact {
        Impact::Major => Version::new(latest.major + 1, 0, 0),
        Impact::Minor => Version::new(latest.major, latest.minor + 1, 0),
        Impact::Patch => Version::new(latest.major, latest.minor, latest.patch + 1),
    }
}

/// Why `present` may not follow `latest`. `impact` is that of the greatest change, none when there is no change;
/// `is_told` whether CHANGELOG.md tells of `present`.
pub(crate) fn judge(
    latest: &Version,
    present: &Version,
    impact: Option<Impact>,
    is_told: bool,
) -> Vec<Refusal> {
    if present < latest {
        return vec![Refusal::Lowered { latest: latest.clone(), present: present.clone() }];
    }
    if let Some(impact) = impact {
        let demanded = lowest_after(latest, impact);
        if *present < demanded {
            let (latest, present) = (latest.clone(), present.clone());
            return vec![Refusal::TooLow { latest, present, demanded, impact }];
        }
    }
    judge_first(present, is_told)
}

/// Why `present` may not be the first version, or one that is high enough.
pub(crate) fn judge_first(present: &Version, is_told: bool) -> Vec<Refusal> {
    if is_told { Vec::new() } else { vec![Refusal::NotInChangelog { version: present.clone() }] }
}

#[cfg(test)]
#[path = "rules_test.rs"]
mod tests;
