//! Lines for people: `Jul 28 09:12:53.104 INFO request handled, request_id: …, status: 200`.

use slog_term::{Decorator, FullFormat};

/// A drain that writes each record as one line, with the local time, and the fields in the order in which
/// they were added: those of the request before those of the line.
pub(super) fn terminal_lines<D: Decorator>(decorator: D) -> FullFormat<D> {
    FullFormat::new(decorator).use_original_order().build()
}
