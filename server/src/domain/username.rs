//! Usernames.

/// The service writes to Delius as this user, who must be there (behaviour 0.5).
pub const SERVICE_USER: &str = "AccreditedProgrammesAndDelius";

/// A username of Delius, folded for comparison: letters `A` to `Z` in lower case, everything else as it is (D7).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

impl Username {
    /// Folds a username. `None` for text that no database column can hold: no user can have it.
    pub fn parse(text: &str) -> Option<Username> {
        (!text.contains('\0')).then(|| Username(text.to_ascii_lowercase()))
    }

    /// The folded username, to be compared with `lower(…)` of what Delius stores.
    pub fn folded(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ascii_letters_are_folded() {
        assert_eq!(Username::parse("Test.USER-É").unwrap().folded(), "test.user-É");
        assert_eq!(Username::parse("test\0user"), None);
    }
}
