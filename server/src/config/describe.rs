//! The configuration in force, as `check-config` prints it.
//!
//! The text is itself a configuration file (without the secrets), each line followed by where its value came
//! from.

use std::fmt::{Display, Write as _};
use std::time::Duration;

use super::Config;
use super::key::Key;

/// A key and the value in force.
pub(super) struct Entry {
    key: &'static Key,
    /// [`None`] when nothing is in force.
    value: Option<toml::Value>,
}

impl Entry {
    pub(super) fn text(key: &'static Key, value: impl Display) -> Self {
        Self { key, value: Some(value.to_string().into()) }
    }

    pub(super) fn optional(key: &'static Key, value: Option<impl Display>) -> Self {
        Self { key, value: value.map(|value| value.to_string().into()) }
    }

    pub(super) fn unset(key: &'static Key) -> Self {
        Self { key, value: None }
    }

    pub(super) fn flag(key: &'static Key, value: bool) -> Self {
        Self { key, value: Some(value.into()) }
    }

    pub(super) fn list(key: &'static Key, value: &[String]) -> Self {
        Self { key, value: Some(value.to_vec().into()) }
    }

    pub(super) fn size(key: &'static Key, value: usize) -> Self {
        Self { key, value: Some(i64::try_from(value).unwrap_or(i64::MAX).into()) }
    }

    pub(super) fn seconds(key: &'static Key, value: Duration) -> Self {
        Self { key, value: Some(i64::try_from(value.as_secs()).unwrap_or(i64::MAX).into()) }
    }

    pub(super) fn milliseconds(key: &'static Key, value: Duration) -> Self {
        Self { key, value: Some(i64::try_from(value.as_millis()).unwrap_or(i64::MAX).into()) }
    }

    fn line(&self) -> String {
        match &self.value {
            Some(value) => format!("{} = {value}", self.key.name),
            None => format!("# {} is not in force", self.key.name),
        }
    }
}

impl Config {
    /// Every key with the value in force, secrets hidden, and where it came from; in the order of the
    /// documentation.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut text = String::new();
        for entry in self.entries() {
            let origin = self.origins.get(entry.key.name).cloned().unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = match entry.value {
                Some(_) => writeln!(text, "{}  # {origin}", entry.line()),
                None => writeln!(text, "{}", entry.line()),
            };
        }
        text
    }

    fn entries(&self) -> Vec<Entry> {
        [
            self.profile.entries(),
            self.http.entries(),
            self.database.entries(),
            self.auth.entries(),
            self.messaging.entries(),
            self.accredited_programmes.entries(),
            self.log.entries(),
            self.data.entries(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
