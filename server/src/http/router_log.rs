//! Dropshot's own log, with its request lines taken out.
//!
//! Dropshot writes a line for each request that holds the URL, and so CRNs and usernames; `with_op` writes a better
//! one. But a request that no route matches never reaches a handler, and Dropshot's line is all there is of it. So that
//! line is looked at here: it is counted and written anew, without the URL.

use crate::telemetry::counters::Counters;
use crate::telemetry::field;
use slog::{Drain, KV, Level, Logger, Never, OwnedKVList, Record, Serializer, o};
use std::fmt;
use std::sync::Arc;

/// The logger for Dropshot: warnings and worse go to `log`, of request lines only the unrouted ones do.
pub(super) fn router_logger(log: &Logger, counters: Arc<Counters>) -> Logger {
    let drain = RouterDrain { log: log.new(o!(field::COMPONENT => "dropshot")), counters };
    Logger::root(drain.ignore_res(), o!())
}

struct RouterDrain {
    log: Logger,
    counters: Arc<Counters>,
}

impl Drain for RouterDrain {
    type Ok = ();
    type Err = Never;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<(), Never> {
        match record.level() {
            Level::Critical | Level::Error | Level::Warning => self.forward(record, values),
            Level::Info => self.count_unrouted(record, values),
            Level::Debug | Level::Trace => {}
        }
        Ok(())
    }

    fn is_enabled(&self, level: Level) -> bool {
        level.is_at_least(Level::Info)
    }
}

impl RouterDrain {
    /// Of the fields only the request id is kept: others hold the URL.
    fn forward(&self, record: &Record<'_>, values: &OwnedKVList) {
        let mut line = RequestLine::default();
        // Reading fields into memory cannot fail.
        let _ = values.serialize(record, &mut line);
        let request_id = line.request_id;
        if record.level() == Level::Warning {
            slog::warn!(self.log, "{}", record.msg(); field::REQUEST_ID => request_id);
        } else {
            slog::error!(self.log, "{}", record.msg(); field::REQUEST_ID => request_id);
        }
    }

    fn count_unrouted(&self, record: &Record<'_>, values: &OwnedKVList) {
        let mut line = RequestLine::default();
        let _ = record.kv().serialize(record, &mut line);
        if line.is_routers_own_error {
            self.counters.unrouted_requests.increment();
            let _ = values.serialize(record, &mut line);
            slog::info!(self.log, "request not routed";
                field::STATUS => line.status,
                field::METHOD => line.method,
                field::REQUEST_ID => line.request_id,
            );
        }
    }
}

/// What is looked for in Dropshot's fields.
#[derive(Default)]
struct RequestLine {
    request_id: Option<String>,
    method: Option<String>,
    status: Option<u16>,
    /// Only errors of Dropshot itself have an external message; those of handlers are of our own type.
    is_routers_own_error: bool,
}

impl Serializer for RequestLine {
    fn emit_arguments(&mut self, key: slog::Key, value: &fmt::Arguments<'_>) -> slog::Result {
        match key.as_ref() {
            "req_id" => self.request_id = Some(value.to_string()),
            "method" => self.method = Some(value.to_string()),
            "error_message_external" => self.is_routers_own_error = true,
            _ => {}
        }
        Ok(())
    }

    fn emit_u16(&mut self, key: slog::Key, value: u16) -> slog::Result {
        if AsRef::<str>::as_ref(&key) == "response_code" {
            self.status = Some(value);
        }
        Ok(())
    }

    fn emit_none(&mut self, _: slog::Key) -> slog::Result {
        Ok(())
    }
}
