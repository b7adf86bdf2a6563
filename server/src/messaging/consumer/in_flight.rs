//! The messages that are being handled, and until when each is hidden.

use crate::messaging::queue::Receipt;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::time::Instant;

/// The messages that are being handled.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    messages: Mutex<HashMap<u64, Hidden>>,
    last_key: AtomicU64,
}

#[derive(Debug)]
struct Hidden {
    receipt: Receipt,
    until: Instant,
}

/// One message; it is kept hidden for as long as this lives.
#[derive(Debug)]
pub(super) struct Watched<'a> {
    all: &'a InFlight,
    key: u64,
}

impl InFlight {
    /// Keeps a message hidden, which is hidden already until the instant given.
    pub(super) fn watch(&self, receipt: Receipt, until: Instant) -> Watched<'_> {
        let key = self.last_key.fetch_add(1, Ordering::Relaxed);
        self.messages().insert(key, Hidden { receipt, until });
        Watched { all: self, key }
    }

    /// The messages that are not hidden until the instant given, with their keys.
    pub(super) fn hidden_until_before(&self, instant: Instant) -> Vec<(u64, Receipt)> {
        let messages = self.messages();
        let due = messages.iter().filter(|(_, message)| message.until < instant);
        due.map(|(key, message)| (*key, message.receipt.clone())).collect()
    }

    /// Notes that a message is hidden longer, unless it has been settled meanwhile.
    pub(super) fn hidden_longer(&self, key: u64, until: Instant) {
        if let Some(message) = self.messages().get_mut(&key) {
            message.until = until;
        }
    }

    /// Notes that a message cannot be kept hidden. Gives whether it is still being handled.
    pub(super) fn give_up(&self, key: u64) -> bool {
        self.messages().remove(&key).is_some()
    }

    fn messages(&self) -> MutexGuard<'_, HashMap<u64, Hidden>> {
        self.messages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watched<'_> {
    /// Until when the message is hidden; none where it could not be kept hidden.
    pub(super) fn hidden_until(&self) -> Option<Instant> {
        self.all.messages().get(&self.key).map(|message| message.until)
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.all.messages().remove(&self.key);
    }
}
