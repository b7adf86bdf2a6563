//! The domain event itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A domain event of HMPPS, as it stands in the `Message` of the notification (behaviour 3.1). What is not used is not
/// looked at, so that it cannot be in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DomainEvent {
    /// The type of the event. What decides its handling is the message attribute of the same name.
    pub event_type: String,
    /// Where the details are to be fetched.
    pub detail_url: Option<String>,
    /// When it occurred: a date and time with an offset, with 0 to 9 digits of a fraction. Absent: when it was published
    /// (behaviour S22).
    pub occurred_at: Option<String>,
    /// Whom it is about.
    pub person_reference: Option<PersonReference>,
}

/// Whom an event is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonReference {
    /// The person's numbers. The first of type `CRN` counts.
    pub identifiers: Vec<PersonIdentifier>,
}

/// One number of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PersonIdentifier {
    /// The kind of number, such as `CRN`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The number.
    pub value: String,
}
