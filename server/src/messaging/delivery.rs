//! A message as a queue delivers it.

use std::collections::BTreeMap;

/// One delivery of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The id that the queue gave to the message; another one after a redrive.
    pub queue_id: String,
    /// The body: the envelope of a notification, or a raw event.
    pub body: String,
    /// The message's own attributes, those of type string, by name. Raw events have their type and trace here.
    pub attributes: BTreeMap<String, String>,
    /// The types of the message's other attributes, such as `Number`, by name. Their values mean nothing to us.
    pub other_attributes: BTreeMap<String, String>,
    /// How often the queue has delivered the message, this time included.
    pub receive_count: u32,
}
