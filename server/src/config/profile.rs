//! The profile: whether the service is somebody's own or the real one.

use super::describe::Entry;
use super::key::{Key, Kind};
use super::settings::{Choice, Settings};

pub(super) const PROFILE: Key = Key {
    name: "profile",
    kind: Kind::Choice(&[Profile::Development.word(), Profile::Production.word()]),
    meaning: "Whether conveniences are on that are unsafe with real cases: the service's own key, \
              sample data.",
    default: Some("development"),
    example: "production",
};

/// What the service is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Somebody's own machine or a test: the service may sign its own tokens and load invented cases.
    Development,
    /// Real cases: whatever is convenient but unsafe is refused.
    Production,
}

impl Profile {
    const fn word(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Production => "production",
        }
    }

    pub(super) fn read(settings: &mut Settings) -> Self {
        settings.choice(&PROFILE).unwrap_or(Self::Development)
    }

    pub(super) fn entries(self) -> Vec<Entry> {
        vec![Entry::text(&PROFILE, self.word())]
    }
}

impl Choice for Profile {
    const ALL: &'static [Self] = &[Self::Development, Self::Production];

    fn name(self) -> &'static str {
        self.word()
    }
}
