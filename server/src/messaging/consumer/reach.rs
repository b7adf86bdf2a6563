//! Whether the queue can be reached.
//!
//! It counts as out of reach until it has answered for the first time. While it is, one request at a time tries it, after
//! pauses that grow, for ever: a queue that is not there may be made anew.

use super::{FIRST_PAUSE, LONGEST_PAUSE};
use crate::messaging::backoff::Backoff;
use crate::messaging::queue::QueueError;
use crate::telemetry::{error_chain, field};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Whether the queue can be reached.
#[derive(Debug)]
pub(super) struct Reach {
    log: slog::Logger,
    state: Mutex<State>,
}

#[derive(Debug)]
enum State {
    /// Nothing has been asked yet.
    Unknown,
    Reached,
    Lost(Backoff),
}

impl Reach {
    pub(super) fn new(log: slog::Logger) -> Reach {
        Reach { log, state: Mutex::new(State::Unknown) }
    }

    /// Whether the last request was answered.
    pub(super) fn is_good(&self) -> bool {
        matches!(*self.state(), State::Reached)
    }

    /// How long to wait before the next try.
    pub(super) fn pause(&self) -> Duration {
        match &mut *self.state() {
            State::Lost(backoff) => backoff.next(),
            State::Unknown | State::Reached => Duration::ZERO,
        }
    }

    /// Notes that a request was answered.
    pub(super) fn reached(&self) {
        let before = std::mem::replace(&mut *self.state(), State::Reached);
        match before {
            State::Unknown => slog::info!(self.log, "receiving messages"),
            State::Lost(_) => slog::info!(self.log, "the queue is reached again"),
            State::Reached => {}
        }
    }

    /// Notes that a request failed.
    pub(super) fn failed(&self, error: &QueueError) {
        let mut state = self.state();
        if let State::Lost(_) = *state {
            slog::debug!(self.log, "the queue cannot be reached yet"; field::ERROR => error_chain(error));
        } else {
            slog::warn!(self.log, "the queue cannot be reached, trying for ever";
                field::ERROR => error_chain(error));
            *state = State::Lost(Backoff::new(FIRST_PAUSE, LONGEST_PAUSE));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
