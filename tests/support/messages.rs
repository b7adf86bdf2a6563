//! Messages, and their delivery without a queue.

use crate::context::TestContext;
use apd_server::messaging::dispatch::Pauses;
use apd_server::messaging::{Delivery, Dispatcher, Handler, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;
use uuid::Uuid;

/// The type of the events that tell of a new status.
pub const STATUS_UPDATED: &str = "accredited-programmes-community.referral.status-updated";

/// The type of the events that tell of a completed programme.
pub const PROGRAMME_COMPLETE: &str = "accredited-programmes-community.programme.complete";

/// An event about a person, as the client publishes it.
pub fn event(event_type: &str, crn: &str, detail_url: &str) -> Value {
    json!({
        "eventType": event_type,
        "version": 1,
        "detailUrl": detail_url,
        "occurredAt": "2026-06-15T10:15:30.123456789+01:00",
        "description": "Something happened.",
        "additionalInformation": {},
        "personReference": { "identifiers": [{ "type": "CRN", "value": crn }] },
    })
}

/// The notification of SNS around an event, of the type that the event tells.
pub fn notification(message_id: Uuid, event: &Value) -> Value {
    json!({
        "Type": "Notification",
        "MessageId": message_id,
        "Message": event.to_string(),
        "Timestamp": "2026-06-15T09:15:31.028Z",
        "MessageAttributes": { "eventType": { "Type": "String", "Value": event["eventType"] } },
    })
}

/// The first delivery of a body, without attributes beside it.
pub fn delivery(body: impl ToString) -> Delivery {
    Delivery {
        queue_id: "test".to_owned(),
        body: body.to_string(),
        attributes: BTreeMap::new(),
        other_attributes: BTreeMap::new(),
        receive_count: 1,
    }
}

impl TestContext {
    /// What handles the server's messages, with pauses that a test can wait for.
    pub fn dispatcher(&self) -> Dispatcher {
        self.server().dispatcher().with_pauses(Pauses(vec![Duration::from_millis(1); 2]))
    }

    /// Delivers a message with this body.
    pub async fn deliver(&self, body: impl ToString) -> Verdict {
        self.dispatcher().handle(&delivery(body)).await
    }
}
