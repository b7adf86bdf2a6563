//! The options that every benchmark has.

use super::database::Engine;

/// What every benchmark can be told.
#[derive(clap::Args)]
pub(crate) struct CommonOptions {
    /// A short run with fewer people: for trying the benchmark itself.
    #[arg(long)]
    pub(crate) quick: bool,
    /// One engine only.
    #[arg(long, value_enum)]
    engine: Option<Engine>,
    /// Passed by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

impl CommonOptions {
    pub(crate) fn engines(&self) -> Vec<Engine> {
        self.engine.map_or_else(|| vec![Engine::Sqlite, Engine::Postgres], |engine| vec![engine])
    }

    pub(crate) fn people(&self) -> u64 {
        if self.quick { 1_000 } else { 10_000 }
    }
}
