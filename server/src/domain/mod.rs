//! The field's values and rules, as plain data and pure functions.
//!
//! Nothing here knows of HTTP, SQL or the clock on the wall: rules that depend on the day take it as an argument.

pub mod access;
pub mod accredited_programmes;
pub mod age;
pub mod appointment;
pub mod appointment_type;
pub mod audit;
pub mod component_id;
pub mod component_kind;
pub mod crn;
pub mod enforcement;
pub mod event_number;
pub mod failures_to_comply;
pub mod ids;
pub mod london;
pub mod notes;
pub mod outcome;
pub mod received_event;
pub mod reference;
pub mod slot;
pub mod termination;
pub mod termination_codes;
pub mod termination_notes;
pub mod username;
pub mod zoned_text;

pub use component_id::ComponentId;
pub use component_kind::ComponentKind;
pub use crn::Crn;
pub use event_number::EventNumber;
pub use received_event::ReceivedEvent;
pub use username::{SERVICE_USER, Username};
