//! Requests to the queue that are made again when they fail, and what the log says of that.
//!
//! A failure that passes by itself is for those who look for a fault. A request that the queue refuses, because the service
//! lacks a permission for instance, is refused until somebody mends that: it is told once, and once more when it is
//! carried out again.

use crate::messaging::queue::QueueError;
use crate::telemetry::{error_chain, field};
use std::sync::atomic::{AtomicBool, Ordering};

/// One kind of request.
#[derive(Debug)]
pub(super) struct Errand {
    log: slog::Logger,
    /// What the queue is asked for, for the log.
    request: &'static str,
    is_refused: AtomicBool,
}

impl Errand {
    pub(super) fn new(request: &'static str, log: slog::Logger) -> Errand {
        Errand { log, request, is_refused: AtomicBool::new(false) }
    }

    /// Notes that a request was answered.
    pub(super) fn carried_out(&self) {
        if self.is_refused.swap(false, Ordering::Relaxed) {
            slog::info!(self.log, "the queue does not refuse the request any more"; "request" => self.request);
        }
    }

    /// Notes that a request failed as a whole.
    pub(super) fn failed(&self, error: &QueueError) {
        if error.is_transient() || self.is_refused.swap(true, Ordering::Relaxed) {
            slog::debug!(self.log, "a request to the queue failed, trying again";
                "request" => self.request, field::ERROR => error_chain(error));
        } else {
            slog::warn!(self.log, "the queue refuses a request, trying again";
                "request" => self.request, field::ERROR => error_chain(error));
        }
    }
}
