//! What the service tells its operators: so far, the structured log.
//!
//! A log line is a short message for people plus fields for queries. The same thing has the same field name
//! everywhere ([`field`]). A line never holds a name of a person, a date of birth, notes, a token or a body:
//! CRNs and ids are all that leads to a case.
//!
//! Lines go to standard error, so that standard output stays for what a command was asked to print.

pub mod counters;
mod emit;
mod error_chain;
pub mod field;
mod format;
mod json;
mod logger;
mod queue;
mod terminal;

pub use emit::{emit_some, milliseconds};
pub use error_chain::error_chain;
pub use format::{LogFormat, level_name};
pub use logger::{LogGuard, log_to_writer, start_logging};
