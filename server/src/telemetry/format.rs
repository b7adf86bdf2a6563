//! How log lines look and how important they are.

use std::io::{self, IsTerminal};

use slog::Level;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// [`LogFormat::Terminal`] when standard error is a terminal, else [`LogFormat::Json`].
    Auto,
    /// For people: local time, colours where the terminal has them.
    Terminal,
    /// For machines: one JSON object a line.
    Json,
}

impl LogFormat {
    /// Whether lines on standard error are JSON.
    pub(super) fn is_json(self) -> bool {
        match self {
            Self::Auto => !io::stderr().is_terminal(),
            Self::Terminal => false,
            Self::Json => true,
        }
    }
}

/// The word for a level, the same in the configuration and in JSON lines.
#[must_use]
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Critical => "critical",
        Level::Error => "error",
        Level::Warning => "warn",
        Level::Info => "info",
        Level::Debug => "debug",
        Level::Trace => "trace",
    }
}
