//! What to measure.

use crate::common::options::CommonOptions;
use clap::Parser;
use std::time::Duration;

/// Measures the reads over HTTP, beside an empty handler and the bare statements.
#[derive(Parser)]
#[command(name = "cargo bench -p apd-tests --bench reads --")]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: CommonOptions,
    /// One endpoint only.
    #[arg(long)]
    only: Option<String>,
}

impl Options {
    pub(crate) fn from_command_line() -> Options {
        Options::parse()
    }

    /// How long each single figure is measured.
    pub(crate) fn duration(&self) -> Duration {
        Duration::from_secs(if self.common.quick { 1 } else { 2 })
    }

    pub(crate) fn wants(&self, endpoint: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == endpoint)
    }
}
