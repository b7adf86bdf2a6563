//! What a dead letter looks like to people.

use crate::messaging::Delivery;
use async_trait::async_trait;
use chrono::{DateTime, FixedOffset, Utc};
use serde::Serialize;

/// Knows more of messages than the queue does.
#[async_trait]
pub trait Describe: Send + Sync {
    /// A description of each delivery, in the same order.
    async fn describe(&self, deliveries: &[Delivery]) -> Vec<Description>;
}

/// What is known of a message beside what the queue says. Nothing, where it cannot be read or never was handled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// Its event type.
    pub event_type: Option<String>,
    /// The case that it is about.
    pub crn: Option<String>,
    /// When handling it failed first.
    pub first_seen: Option<DateTime<FixedOffset>>,
    /// When handling it failed last.
    pub last_seen: Option<DateTime<FixedOffset>>,
    /// Why handling it failed.
    pub reason: Option<String>,
}

/// A dead letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeadLetter {
    /// The id that the queue gave to it.
    pub id: String,
    /// Its event type, where it can be read.
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// The case that it is about, where it can be read.
    pub crn: Option<String>,
    /// When handling it failed first, else when it was first received or sent.
    pub first_seen: Option<DateTime<FixedOffset>>,
    /// When handling it failed last.
    pub last_seen: Option<DateTime<FixedOffset>>,
    /// How often it was received, as the queue counts: looking at dead letters may count, too.
    pub receive_count: u32,
    /// Why it was not handled.
    pub reason: Option<String>,
    /// Its body, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

impl DeadLetter {
    /// `received` is when it was first received or sent, where the queue says so.
    pub(super) fn new(
        delivery: Delivery,
        received: Option<DateTime<Utc>>,
        description: Description,
        with_body: bool,
    ) -> DeadLetter {
        DeadLetter {
            id: delivery.queue_id,
            event_type: description.event_type,
            crn: description.crn,
            first_seen: description.first_seen.or(received.map(|instant| instant.fixed_offset())),
            last_seen: description.last_seen,
            receive_count: delivery.receive_count,
            reason: description.reason,
            body: with_body.then_some(delivery.body),
        }
    }
}
