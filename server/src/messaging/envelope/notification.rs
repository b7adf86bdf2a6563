//! The notification of SNS, with the event inside as text (behaviour 3.1).

use super::error::{EnvelopeError, Part};
use super::wrapping::{Wrapping, id_of, traceparent};
use super::{occurred_at, s3_pointer};
use apd_api::events::{MessageAttribute, Notification};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// A body that is a notification, of the agreed shape or not. Each field is looked at on its own, so that one that is wrong
/// does not hide the others.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct LooseNotification {
    message: Option<Value>,
    message_id: Option<Value>,
    message_attributes: Option<Value>,
}

impl LooseNotification {
    /// Reads a body, if it is a notification: a JSON object with a `Message`, which no event has.
    pub(super) fn parse(body: &str) -> Option<LooseNotification> {
        // Serde would take a list for the fields in their order.
        let is_object = body.trim_start().starts_with('{');
        let notification: LooseNotification = is_object.then(|| serde_json::from_str(body).ok())??;
        notification.message.is_some().then_some(notification)
    }

    /// Unwraps the notification that was read from `body`.
    pub(super) fn unwrap(self, body: &str) -> Wrapping {
        match serde_json::from_str(body) {
            Ok(notification) => self.unwrap_whole(notification),
            Err(_) => self.unwrap_misshapen(body),
        }
    }

    fn unwrap_whole(&self, notification: Notification) -> Wrapping {
        let attributes = notification.message_attributes;
        let value = |attribute: Option<MessageAttribute>| attribute.map(|attribute| attribute.value);
        let is_parked = s3_pointer::is_pointer(&notification.message) || self.tells_size_of_parked();
        Wrapping {
            id: notification.message_id,
            event_type: value(attributes.event_type),
            traceparent: value(attributes.traceparent).as_deref().map(traceparent),
            published_at: notification.timestamp.as_deref().and_then(occurred_at::parse),
            event: if is_parked {
                Err(EnvelopeError::ParkedInS3 { part: Part::Message })
            } else {
                Ok(notification.message)
            },
        }
    }

    fn unwrap_misshapen(&self, body: &str) -> Wrapping {
        let id = self.message_id.as_ref().and_then(Value::as_str).and_then(|id| Uuid::try_parse(id).ok());
        let fault = match (id, &self.message) {
            (None, _) => EnvelopeError::NoMessageId,
            (_, Some(Value::String(_))) => EnvelopeError::NotANotification,
            _ => EnvelopeError::NoMessage,
        };
        Wrapping {
            id: id.unwrap_or_else(|| id_of(body)),
            event_type: self.attribute("eventType").map(str::to_owned),
            traceparent: self.attribute("traceparent").map(traceparent),
            published_at: None,
            event: Err(fault),
        }
    }

    fn tells_size_of_parked(&self) -> bool {
        let attributes = self.message_attributes.as_ref().and_then(Value::as_object);
        attributes.is_some_and(|attributes| attributes.keys().any(|name| s3_pointer::tells_size(name)))
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.message_attributes.as_ref()?.get(name)?.get("Value")?.as_str()
    }
}
