//! Builds the root logger.
//!
//! Whoever logs pays for copying the fields and for a place in a queue, less than a microsecond in a release
//! build; a thread of its own formats and writes. Lines below the level cost a comparison. A line that cannot
//! be written is given up without a word, because there is nowhere to report it to.

use std::io::{self, Write};
use std::sync::Mutex;

use slog::{Drain, Level, Logger, Never, SendSyncRefUnwindSafeDrain, SendSyncUnwindSafeDrain, o};
use slog_async::AsyncGuard;
use slog_term::TermDecorator;

use super::format::LogFormat;
use super::json::json_lines;
use super::queue::Queue;
use super::terminal::terminal_lines;

/// Keeps the log alive. Dropping it writes the lines that wait and ends the writing thread; later lines are
/// lost. So it is dropped last, and not left to `std::process::exit`, which drops nothing.
#[must_use = "the log ends when the guard is dropped"]
pub struct LogGuard {
    _flushes_on_drop: AsyncGuard,
}

/// Starts the log on standard error.
pub fn start_logging(format: LogFormat, level: Level) -> (Logger, LogGuard) {
    if format.is_json() {
        queued(json_lines(io::stderr()).ignore_res(), level)
    } else {
        queued(terminal_lines(TermDecorator::new().stderr().build()).ignore_res(), level)
    }
}

/// A logger that writes JSON lines to `writer`, each one before the call of the log returns: for tests that
/// look at the lines, and for tools.
pub fn log_to_writer(writer: Box<dyn Write + Send>, level: Level) -> Logger {
    root(Mutex::new(json_lines(writer)).ignore_res(), level)
}

fn queued<D>(drain: D, level: Level) -> (Logger, LogGuard)
where
    D: Drain<Ok = (), Err = Never> + Send + 'static,
{
    let (queue, guard) = Queue::start(drain);
    (root(queue, level), LogGuard { _flushes_on_drop: guard })
}

/// The level is looked at before the queue, so that a line that is not wanted is not copied either.
fn root<D>(drain: D, level: Level) -> Logger
where
    D: SendSyncUnwindSafeDrain<Ok = (), Err = Never>
        + SendSyncRefUnwindSafeDrain<Ok = (), Err = Never>
        + 'static,
{
    Logger::root(drain.filter_level(level).ignore_res(), o!())
}

#[cfg(test)]
#[path = "logger_tests.rs"]
mod tests;
