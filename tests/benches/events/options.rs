//! What to measure.

use crate::common::options::CommonOptions;
use clap::Parser;
use std::time::Duration;

/// Measures the consumer of events on LocalStack, beside loops without the service.
#[derive(Parser)]
#[command(name = "cargo bench -p apd-tests --bench events --")]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) common: CommonOptions,
    /// One concurrency only.
    #[arg(long)]
    concurrency: Option<usize>,
}

impl Options {
    pub(crate) fn from_command_line() -> Options {
        Options::parse()
    }

    /// How many messages wait in the queue at the beginning of each run.
    pub(crate) fn messages(&self) -> usize {
        if self.common.quick { 200 } else { 2_000 }
    }

    /// How many messages are handled at the same time.
    pub(crate) fn concurrencies(&self) -> Vec<usize> {
        self.concurrency.map_or_else(|| vec![1, 10, 50], |concurrency| vec![concurrency])
    }

    /// How long the client's API takes for an answer.
    pub(crate) fn delays(&self) -> [Duration; 2] {
        [0, 50].map(Duration::from_millis)
    }

    /// How often everything is measured. One after the other a run takes minutes, and so averages out what disturbs it.
    pub(crate) fn rounds(&self, concurrency: usize) -> usize {
        if self.common.quick || concurrency == 1 { 1 } else { 3 }
    }
}
