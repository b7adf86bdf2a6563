//! A domain event as it was received.

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

/// What is known of a received event before its details are fetched (behaviour 3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedEvent {
    /// The notification's id, the same in every delivery: what keeps effects from happening twice (behaviour D28). For
    /// raw events it is made from the bytes of the body (S22).
    pub message_id: Uuid,
    /// The type that decides the handling, from the message attribute.
    pub event_type: String,
    /// The type that the event itself tells, which decides nothing and is reported.
    pub told_type: String,
    /// Where the details are to be fetched, as the event tells it.
    pub detail_url: Option<String>,
    /// When it occurred, with the offset as told (S22 for an absent one).
    pub occurred_at: DateTime<FixedOffset>,
    /// The person's numbers as told: type and value.
    pub identifiers: Vec<(String, String)>,
}

impl ReceivedEvent {
    /// The CRN as told: the first identifier of that type (behaviour S22).
    pub fn crn(&self) -> Option<&str> {
        self.identifiers.iter().find(|(kind, _)| kind == "CRN").map(|(_, value)| value.as_str())
    }
}
