//! The data that the service brings along.

use super::describe::Entry;
use super::key::{Key, Kind};
use super::profile::Profile;
use super::settings::Settings;

pub(super) const LOAD_SAMPLE: Key = Key {
    name: "data.load_sample",
    kind: Kind::Flag,
    meaning: "Whether `serve` loads the sample cases into a database without people (development only).",
    default: Some("true in development, false in production"),
    example: "false",
};

/// Settings of the data that the service brings along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataConfig {
    /// Whether `serve` loads the sample data into a database without people (behaviour S27). Never true in
    /// production.
    pub load_sample: bool,
}

impl DataConfig {
    pub(super) fn read(settings: &mut Settings, profile: Profile) -> Self {
        let load_sample = settings.flag(&LOAD_SAMPLE);
        Self { load_sample: load_sample.unwrap_or(profile == Profile::Development) }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        vec![Entry::flag(&LOAD_SAMPLE, self.load_sample)]
    }
}
