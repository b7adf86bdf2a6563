//! The log.

use slog::Level;

use super::describe::Entry;
use super::key::{Key, Kind};
use super::settings::{Choice, Settings};
use crate::telemetry::{LogFormat, level_name};

pub(super) const FORMAT: Key = Key {
    name: "log.format",
    kind: Kind::Choice(&["auto", "terminal", "json"]),
    meaning: "How log lines look on standard error; `auto` is `terminal` on a terminal, else `json`.",
    default: Some("auto"),
    example: "json",
};

pub(super) const LEVEL: Key = Key {
    name: "log.level",
    kind: Kind::Choice(&["critical", "error", "warn", "info", "debug", "trace"]),
    meaning: "The least important lines that are logged; a release build has no `trace` lines.",
    default: Some("info"),
    example: "debug",
};

/// Settings of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// How lines look.
    pub format: LogFormat,
    /// The least important lines that are logged.
    pub level: Level,
}

impl LogConfig {
    pub(super) fn read(settings: &mut Settings) -> Self {
        Self {
            format: settings.choice(&FORMAT).unwrap_or(LogFormat::Auto),
            level: settings.choice(&LEVEL).unwrap_or(Level::Info),
        }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        vec![Entry::text(&FORMAT, self.format.name()), Entry::text(&LEVEL, level_name(self.level))]
    }
}

impl Choice for LogFormat {
    const ALL: &'static [Self] = &[Self::Auto, Self::Terminal, Self::Json];

    fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Terminal => "terminal",
            Self::Json => "json",
        }
    }
}

impl Choice for Level {
    const ALL: &'static [Self] =
        &[Self::Critical, Self::Error, Self::Warning, Self::Info, Self::Debug, Self::Trace];

    fn name(self) -> &'static str {
        level_name(self)
    }
}
