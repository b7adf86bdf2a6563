//! The envelope of an event on the queue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The notification of SNS in which an event stands on the queue (behaviour 3.1). What is not used is not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct Notification {
    /// The same in every delivery: what keeps effects from happening twice, and part of the reference of the status
    /// contact (behaviour D28).
    pub message_id: Uuid,
    /// The domain event, as JSON text.
    pub message: String,
    /// When it was published: a date and time with an offset. It stands in for an absent `occurredAt` (behaviour S22).
    #[serde(default)]
    pub timestamp: Option<String>,
    /// The attributes that count; others are ignored.
    #[serde(default)]
    pub message_attributes: MessageAttributes,
}

/// The attributes of a notification that count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageAttributes {
    /// Decides the handling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_type: Option<MessageAttribute>,
    /// The publisher's trace, which the service's log lines bear.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<MessageAttribute>,
}

/// An attribute of a notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub struct MessageAttribute {
    /// The kind of its value; only texts are read.
    #[serde(rename = "Type")]
    pub kind: AttributeKind,
    /// The value.
    pub value: String,
}

/// The kind of an attribute's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum AttributeKind {
    /// A text.
    String,
}
