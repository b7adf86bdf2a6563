//! A queue in memory, for the demonstration: it behaves as SQS does, and is gone with the process.

mod state;
#[cfg(test)]
mod tests;

use super::{FailedEntry, Queue, QueueError, Receipt, Receive, Received};
use crate::messaging::Delivery;
use async_trait::async_trait;
use state::State;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// How the queue behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InProcessSettings {
    /// The most messages that it holds, dead letters included.
    pub capacity: usize,
    /// A message that was received so often without being deleted becomes a dead letter.
    pub receives: u32,
}

/// The queue holds as many messages as it can.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the queue is full")]
pub struct QueueFull;

/// A queue in memory.
pub struct InProcessQueue {
    state: Mutex<State>,
    /// Told whenever a message may have become visible earlier than a receiver expects.
    changed: Notify,
}

impl InProcessQueue {
    /// An empty queue.
    pub fn new(settings: InProcessSettings) -> InProcessQueue {
        InProcessQueue { state: Mutex::new(State::new(settings)), changed: Notify::new() }
    }

    /// Puts a message into the queue. Gives its id.
    ///
    /// # Errors
    ///
    /// When the queue is full.
    pub fn send(
        &self,
        body: impl Into<String>,
        attributes: BTreeMap<String, String>,
    ) -> Result<String, QueueFull> {
        let id = self.state().send(body.into(), attributes, Instant::now())?;
        self.changed.notify_waiters();
        Ok(id)
    }

    /// How many messages there are, hidden ones included and dead letters not.
    pub fn len(&self) -> usize {
        self.state().len()
    }

    /// Whether everything that was sent has been deleted or is a dead letter.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The messages that were received too often, the oldest first.
    pub fn dead_letters(&self) -> Vec<Delivery> {
        self.state().dead_letters()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Queue for InProcessQueue {
    async fn receive(&self, receive: Receive) -> Result<Vec<Received>, QueueError> {
        let deadline = Instant::now() + receive.wait;
        loop {
            // Made before the look at the messages: what changes after that look wakes it all the same.
            let changed = self.changed.notified();
            let (received, next_visible) = {
                let mut state = self.state();
                (state.receive(receive, Instant::now()), state.next_visible())
            };
            if !received.is_empty() || Instant::now() >= deadline {
                return Ok(received);
            }
            let wake = next_visible.map_or(deadline, |instant| instant.min(deadline));
            let _ = timeout_at(wake, changed).await;
        }
    }

    async fn delete(&self, receipts: &[Receipt]) -> Result<Vec<FailedEntry>, QueueError> {
        let mut state = self.state();
        Ok(failed(receipts.iter().map(|receipt| state.delete(receipt))))
    }

    async fn change_visibility(
        &self,
        changes: &[(Receipt, Duration)],
    ) -> Result<Vec<FailedEntry>, QueueError> {
        let now = Instant::now();
        let failed = {
            let mut state = self.state();
            failed(changes.iter().map(|(receipt, visibility)| state.hide(receipt, now + *visibility)))
        };
        self.changed.notify_waiters();
        Ok(failed)
    }
}

/// The places of those that were not done: their receipts are of an earlier delivery, or of a deleted message.
fn failed(done: impl Iterator<Item = bool>) -> Vec<FailedEntry> {
    let entry = |index| FailedEntry { index, is_transient: false, code: "ReceiptHandleIsInvalid".to_owned() };
    done.enumerate().filter(|(_, done)| !done).map(|(index, _)| entry(index)).collect()
}
