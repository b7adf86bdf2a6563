//! What to measure.

use crate::common::database::Engine;
use crate::operation::Operation;
use clap::Parser;

/// Measures creating, updating and deleting appointments over HTTP, beside the bare statements.
#[derive(Parser)]
#[command(name = "cargo bench -p apd-tests --bench appointments --")]
pub(crate) struct Options {
    /// A short run with fewer people: for trying the benchmark itself.
    #[arg(long)]
    quick: bool,
    /// One engine only.
    #[arg(long, value_enum)]
    engine: Option<Engine>,
    /// One write only, with the creations that it needs.
    #[arg(long, value_enum)]
    only: Option<Operation>,
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

    /// The sizes of batches, with how often each is sent for each write: often enough for the median of the run to repeat.
    pub(crate) fn rounds(&self) -> [(usize, usize); 4] {
        if self.quick {
            [(1, 10), (21, 10), (324, 3), (2_000, 1)]
        } else {
            [(1, 100), (21, 100), (324, 40), (2_000, 10)]
        }
    }

    /// The sizes of batches that several callers create at once, with how many batches all of them create.
    pub(crate) fn batches_at_once(&self) -> [(usize, usize); 2] {
        if self.quick { [(21, 40), (324, 20)] } else { [(21, 400), (324, 200)] }
    }

    pub(crate) fn wants(&self, operation: Operation) -> bool {
        self.only.is_none_or(|only| only == operation)
    }
}
