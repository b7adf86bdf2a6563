//! The messages: the domain events that the service consumes, what the client's API tells about them when it is called
//! back, and the events that the service hands to Delius to publish (behaviour 3). The types are those that the
//! consumer parses with; the AsyncAPI document is made from them.

pub mod completion_data;
pub mod component_terminated;
pub mod domain_event;
pub mod event_type;
pub mod notification;
pub mod sourced_from;
pub mod status_change_details;
pub mod told;

pub use completion_data::CompletionData;
pub use component_terminated::{ComponentTerminated, LicenceConditionTerminated, RequirementTerminated};
pub use domain_event::{DomainEvent, PersonIdentifier, PersonReference};
pub use notification::{AttributeKind, MessageAttribute, MessageAttributes, Notification};
pub use sourced_from::SourcedFromEntityType;
pub use status_change_details::{ReferralStatus, StatusChangeDetails};
pub use told::Told;
