//! What is around an event.

use super::error::EnvelopeError;
use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

/// A longer trace is cut, so that a publisher cannot swell the log.
const MAX_TRACEPARENT_CHARS: usize = 128;

/// What is around an event, whether or not the event itself can be read.
pub(super) struct Wrapping {
    /// The key under which the effects, or the failure, of the message are kept.
    pub(super) id: Uuid,
    /// The type that decides the handling.
    pub(super) event_type: Option<String>,
    /// The publisher's trace.
    pub(super) traceparent: Option<String>,
    /// When the event was published.
    pub(super) published_at: Option<DateTime<FixedOffset>>,
    /// The text of the event.
    pub(super) event: Result<String, EnvelopeError>,
}

/// The id of a message that brings none, or none that can be read: made of the body's bytes, so that it is the same in
/// every delivery, also after a redrive (behaviour S22, S32).
pub(super) fn id_of(body: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, body.as_bytes())
}

/// The trace as it is logged.
pub(super) fn traceparent(told: &str) -> String {
    told.chars().take(MAX_TRACEPARENT_CHARS).collect()
}
