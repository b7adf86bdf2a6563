//! Taking an event out of a delivered message (behaviour 3.1). Pure: no input makes it fail or panic, and nothing
//! outside is asked.
//!
//! A body that is a JSON object with a `Message` is a notification of SNS; any other one is taken for a raw event.
//! Reading goes in stages, so that of a message that is no good as much is known as can be read: its id always, and
//! often the type and the CRN, for those who look into the failure. What is not used is not looked at.

mod by_hand;
mod error;
mod event;
mod notification;
mod occurred_at;
mod raw;
mod s3_pointer;
mod wrapping;

#[cfg(test)]
mod tests;

use super::Delivery;
use crate::domain::{Crn, ReceivedEvent};
use apd_api::events::DomainEvent;
pub use by_hand::by_hand;
use chrono::{DateTime, Utc};
pub use error::{EnvelopeError, Part, Position};
use notification::LooseNotification;
use uuid::Uuid;
use wrapping::Wrapping;

/// What a delivered message holds, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// What the effects, or the failure, of the message are kept under: the notification's id, else made of the body's
    /// bytes. The same in every delivery, also after a redrive.
    pub id: Uuid,
    /// The publisher's trace, at most 128 characters.
    pub traceparent: Option<String>,
    /// The type that decides the handling, from the message attribute.
    pub event_type: Option<String>,
    /// The case, where a CRN that can be one was found.
    pub crn: Option<Crn>,
    /// The event. That it names a person and has a type that is known is for others to see to.
    pub event: Result<ReceivedEvent, EnvelopeError>,
}

impl Envelope {
    /// Reads a delivery. `now` is when an event occurred that does not say so itself and was not published by SNS
    /// (behaviour S22).
    pub fn read(delivery: &Delivery, now: DateTime<Utc>) -> Envelope {
        let (wrapping, part) = match LooseNotification::parse(&delivery.body) {
            Some(notification) => (notification.unwrap(&delivery.body), Part::Message),
            None => (raw::unwrap(delivery), Part::Body),
        };
        let text = wrapping.event.as_deref().map_err(|error| *error);
        let parsed = text.and_then(|text| event::parse(text, part));
        let crn = match &parsed {
            Ok(event) => event::crn(event).and_then(Crn::parse),
            Err(_) => text.ok().and_then(event::find_crn),
        };
        Envelope {
            id: wrapping.id,
            traceparent: wrapping.traceparent.clone(),
            event_type: wrapping.event_type.clone(),
            crn,
            event: parsed.and_then(|event| received(event, wrapping, now)),
        }
    }
}

fn received(
    event: DomainEvent,
    wrapping: Wrapping,
    now: DateTime<Utc>,
) -> Result<ReceivedEvent, EnvelopeError> {
    let event_type = wrapping.event_type.ok_or(EnvelopeError::NoEventType)?;
    let occurred_at = match &event.occurred_at {
        Some(told) => occurred_at::parse(told).ok_or(EnvelopeError::OccurredAt)?,
        None => wrapping.published_at.unwrap_or_else(|| now.fixed_offset()),
    };
    let identifiers = event.person_reference.unwrap_or_default().identifiers;
    Ok(ReceivedEvent {
        message_id: wrapping.id,
        event_type,
        told_type: event.event_type,
        detail_url: event.detail_url,
        occurred_at,
        identifiers: identifiers.into_iter().map(|identifier| (identifier.kind, identifier.value)).collect(),
    })
}
