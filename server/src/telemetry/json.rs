//! JSON lines: `{"ts": …, "level": …, "msg": …, fields…}`.

use std::io::{BufWriter, Write};

use chrono::{SecondsFormat, Utc};
use slog::{FnValue, PushFnValue, Record, o};
use slog_json::Json;

use super::format::level_name;

/// Enough for any line of ours, so that a line is one write and lines of several processes do not mix.
const LINE_BYTES: usize = 16 * 1024;

/// A drain that writes each record to `writer` at once, as one line.
///
/// `ts` is UTC with milliseconds (RFC 3339), taken when the line is written. Behind a queue that is a moment
/// after the event; `duration_ms` and the order of the lines are not touched by that.
pub(super) fn json_lines<W: Write>(writer: W) -> Json<BufWriter<W>> {
    Json::new(BufWriter::with_capacity(LINE_BYTES, writer))
        .set_flush(true)
        // Values are written last first.
        .add_key_value(o!(
            "msg" => PushFnValue(|record: &Record<'_>, to| to.emit(record.msg())),
            "level" => FnValue(|record: &Record<'_>| level_name(record.level())),
            "ts" => FnValue(|_: &Record<'_>| Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)),
        ))
        .build()
}
