//! CHANGELOG.md, as far as it tells of versions of the contract.

use semver::Version;

/// The heading under which CHANGELOG.md tells of a version.
pub(crate) fn heading(version: &Version) -> String {
    format!("Contract {version}")
}

/// Whether there is such a heading, of any level, with an item below it.
pub(crate) fn tells_of(changelog: &str, version: &Version) -> bool {
    let wanted = heading(version);
    let title = |line: &str| line.starts_with('#').then(|| line.trim_start_matches('#').trim() == wanted);
    let mut is_below = false;
    for line in changelog.lines() {
        match title(line) {
            Some(is_wanted) => is_below = is_wanted,
            None if is_below && line.starts_with(['*', '-']) => return true,
            None => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(changelog: &str) -> bool {
        tells_of(changelog, &Version::new(1, 2, 0))
    }

    #[test]
    fn item_below_the_heading_tells_of_the_version() {
        assert!(tells("# Changelog\n\n## Unreleased\n\n### Contract 1.2.0\n\n* A new operation.\n"));
        assert!(tells("## Contract 1.2.0\nWhat callers notice:\n\n- A new operation.\n"));
    }

    #[test]
    fn heading_without_an_item_tells_nothing() {
        assert!(!tells("### Contract 1.2.0\n\n### Other\n\n* Something else.\n"));
        assert!(!tells("### Contract 1.2.0\n"));
    }

    #[test]
    fn heading_of_another_version_tells_nothing() {
        assert!(!tells("### Contract 1.2.1\n\n* A new operation.\n"));
        assert!(!tells("### Contract 1.2.0-beta\n\n* A new operation.\n"));
        assert!(!tells("* Contract 1.2.0\n* A new operation.\n"));
    }
}
