//! What to measure.

use crate::common::options::CommonOptions;
use crate::operation::Operation;
use clap::Parser;

/// Measures creating, updating and deleting appointments over HTTP, beside the bare statements.
#[derive(Parser)]
#[command(name = "cargo bench -p apd-tests --bench appointments --")]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: CommonOptions,
    /// One write only, with the creations that it needs.
    #[arg(long, value_enum)]
    only: Option<Operation>,
}

impl Options {
    pub(crate) fn from_command_line() -> Options {
        Options::parse()
    }

    /// The sizes of batches, with how often each is sent for each write: often enough for the median of the run to repeat.
    pub(crate) fn rounds(&self) -> [(usize, usize); 4] {
        if self.common.quick {
            [(1, 10), (21, 10), (324, 3), (2_000, 1)]
        } else {
            [(1, 100), (21, 100), (324, 40), (2_000, 10)]
        }
    }

    /// The sizes of batches that several callers create at once, with how many batches all of them create.
    pub(crate) fn batches_at_once(&self) -> [(usize, usize); 2] {
        if self.common.quick { [(21, 40), (324, 20)] } else { [(21, 400), (324, 200)] }
    }

    pub(crate) fn wants(&self, operation: Operation) -> bool {
        self.only.is_none_or(|only| only == operation)
    }
}
