//! The subcommands, one file each.

pub(crate) mod dlq;
pub(crate) mod handle;
pub(crate) mod migrate;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod token;

use apd_server::clock::{Clock, SystemClock};
use apd_server::domain::london;
use chrono::NaiveDateTime;

/// Now, as a clock on a wall in London shows it: what the database keeps.
fn london_wall_time() -> NaiveDateTime {
    london::wall_time(SystemClock.now())
}
