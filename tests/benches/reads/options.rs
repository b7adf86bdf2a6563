//! What to measure.

use crate::common::database::Engine;
use clap::Parser;
use std::time::Duration;

/// Measures the reads over HTTP, beside an empty handler and the bare statements.
#[derive(Parser)]
#[command(name = "cargo bench -p apd-tests --bench reads --")]
pub(crate) struct Options {
    /// A short run with fewer people: for trying the benchmark itself.
    #[arg(long)]
    quick: bool,
    /// One engine only.
    #[arg(long, value_enum)]
    engine: Option<Engine>,
    /// One endpoint only.
    #[arg(long)]
    only: Option<String>,
    /// Passed by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

impl Options {
    pub(crate) fn from_command_line() -> Options {
        Options::parse()
    }

    pub(crate) fn engines(&self) -> Vec<Engine> {
        self.engine.map_or_else(|| vec![Engine::Sqlite, Engine::Postgres], |engine| vec![engine])
    }

    pub(crate) fn people(&self) -> u64 {
        if self.quick { 1_000 } else { 10_000 }
    }

    /// How long each single figure is measured.
    pub(crate) fn duration(&self) -> Duration {
        Duration::from_secs(if self.quick { 1 } else { 2 })
    }

    pub(crate) fn wants(&self, endpoint: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == endpoint)
    }
}
