//! The messages of the queue, and what happens to them. Time is given from outside.

use super::{InProcessSettings, QueueFull};
use crate::messaging::Delivery;
use crate::messaging::queue::{Receipt, Receive, Received};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use tokio::time::Instant;
use uuid::Uuid;

pub(super) struct State {
    settings: InProcessSettings,
    /// In the order in which they were sent.
    messages: Vec<Stored>,
    dead: Vec<Delivery>,
}

struct Stored {
    /// Its `receive_count` is that of the last delivery.
    delivery: Delivery,
    /// The receipt of the last delivery; those of earlier ones are void.
    receipt: Option<Receipt>,
    visible_from: Instant,
    sent: DateTime<Utc>,
    first_received: Option<DateTime<Utc>>,
}

impl State {
    pub(super) fn new(settings: InProcessSettings) -> State {
        State { settings, messages: Vec::new(), dead: Vec::new() }
    }

    pub(super) fn send(
        &mut self,
        body: String,
        attributes: BTreeMap<String, String>,
        now: Instant,
    ) -> Result<String, QueueFull> {
        if self.messages.len() + self.dead.len() >= self.settings.capacity {
            return Err(QueueFull);
        }
        let queue_id = Uuid::new_v4().to_string();
        let delivery = Delivery {
            queue_id: queue_id.clone(),
            body,
            attributes,
            other_attributes: BTreeMap::new(),
            receive_count: 0,
        };
        self.messages.push(Stored {
            delivery,
            receipt: None,
            visible_from: now,
            sent: Utc::now(),
            first_received: None,
        });
        Ok(queue_id)
    }

    /// Hands out what is visible. A message that was received too often becomes a dead letter instead, as with SQS: not
    /// before somebody would have received it once more.
    pub(super) fn receive(&mut self, receive: Receive, now: Instant) -> Vec<Received> {
        self.bury(now);
        let visible = self.messages.iter_mut().filter(|message| message.visible_from <= now);
        visible.take(receive.most).map(|message| message.deliver(now + receive.visibility)).collect()
    }

    fn bury(&mut self, now: Instant) {
        let receives = self.settings.receives;
        let is_dead =
            |message: &mut Stored| message.visible_from <= now && message.delivery.receive_count >= receives;
        self.dead.extend(self.messages.extract_if(.., is_dead).map(|message| message.delivery));
    }

    /// When the next message becomes visible that is not yet.
    pub(super) fn next_visible(&self) -> Option<Instant> {
        self.messages.iter().map(|message| message.visible_from).min()
    }

    /// Whether the message was still there, and this its last delivery.
    pub(super) fn delete(&mut self, receipt: &Receipt) -> bool {
        let before = self.messages.len();
        self.messages.retain(|message| message.receipt.as_ref() != Some(receipt));
        self.messages.len() < before
    }

    /// Whether the message was still there, and this its last delivery.
    pub(super) fn hide(&mut self, receipt: &Receipt, until: Instant) -> bool {
        let found = self.messages.iter_mut().find(|message| message.receipt.as_ref() == Some(receipt));
        found.map(|message| message.visible_from = until).is_some()
    }

    pub(super) fn len(&self) -> usize {
        self.messages.len()
    }

    pub(super) fn dead_letters(&self) -> Vec<Delivery> {
        self.dead.clone()
    }
}

impl Stored {
    fn deliver(&mut self, hidden_until: Instant) -> Received {
        let receipt = Receipt::new(Uuid::new_v4().to_string());
        self.receipt = Some(receipt.clone());
        self.visible_from = hidden_until;
        self.delivery.receive_count += 1;
        let first_received = *self.first_received.get_or_insert_with(Utc::now);
        Received {
            delivery: self.delivery.clone(),
            receipt,
            sent: Some(self.sent),
            first_received: Some(first_received),
        }
    }
}
