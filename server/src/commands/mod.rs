//! The subcommands, one file each.

pub(crate) mod dlq;
pub(crate) mod handle;
pub(crate) mod migrate;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod token;

use anyhow::Context;
use apd_server::clock::{Clock, SystemClock};
use apd_server::domain::london;
use chrono::NaiveDateTime;
use std::io::Write;

/// Now, as a clock on a wall in London shows it: what the database keeps.
fn london_wall_time() -> NaiveDateTime {
    london::wall_time(SystemClock.now())
}

/// Prints to standard output; a reader that has gone (`… | head`) is an error, not a panic.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    std::io::stdout().lock().write_all(text.as_bytes()).context("failed to write to standard output")
}

/// The same, with the end of the line.
fn print_line(line: &str) -> anyhow::Result<()> {
    print(&format!("{line}\n"))
}
