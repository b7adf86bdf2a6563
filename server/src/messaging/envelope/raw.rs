//! Raw delivery: the event is the body, and its attributes are those of the message (behaviour 3.1, S22).

use super::error::{EnvelopeError, Part};
use super::s3_pointer;
use super::wrapping::{Wrapping, id_of, traceparent};
use crate::messaging::Delivery;

/// Takes a delivery for a raw event.
pub(super) fn unwrap(delivery: &Delivery) -> Wrapping {
    let attribute = |name: &str| delivery.attributes.get(name).map(String::as_str);
    let mut names = delivery.attributes.keys().chain(delivery.other_attributes.keys());
    let is_parked = s3_pointer::is_pointer(&delivery.body) || names.any(|name| s3_pointer::tells_size(name));
    Wrapping {
        id: id_of(&delivery.body),
        event_type: attribute("eventType").map(str::to_owned),
        traceparent: attribute("traceparent").map(traceparent),
        published_at: None,
        event: if is_parked {
            Err(EnvelopeError::ParkedInS3 { part: Part::Body })
        } else {
            Ok(delivery.body.clone())
        },
    }
}
