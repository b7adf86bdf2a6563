//! What goes to a queue, and what comes from it.

use crate::messaging::Delivery;
use chrono::{DateTime, Utc};
use std::sync::Arc;
use std::time::Duration;

/// What to receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receive {
    /// The most messages, from 1 to [`BATCH`](super::BATCH).
    pub most: usize,
    /// How long to wait for the first message. SQS counts in whole seconds, 20 at most.
    pub wait: Duration,
    /// How long the messages received are hidden from then on. SQS counts in whole seconds.
    pub visibility: Duration,
}

/// The queue's token for one delivery of a message, with which the delivery is settled. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt(Arc<str>);

impl Receipt {
    pub(super) fn new(text: impl Into<Arc<str>>) -> Receipt {
        Receipt(text.into())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

/// A received message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The message.
    pub delivery: Delivery,
    /// What to settle this delivery with.
    pub receipt: Receipt,
    /// When the message was sent to the queue (UTC), where the queue says so.
    pub sent: Option<DateTime<Utc>>,
    /// When it was first received (UTC), where the queue says so.
    pub first_received: Option<DateTime<Utc>>,
}

/// An entry of a batch that the queue did not carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedEntry {
    /// Its place in the batch, from 0.
    pub index: usize,
    /// Whether the same may succeed later.
    pub is_transient: bool,
    /// The queue's word for the reason.
    pub code: String,
}
