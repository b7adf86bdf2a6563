//! Rows as queries give them, one file a subject. Plain data: what it means is for the use cases.

mod appointment;
mod case;
mod component;
mod contact;
mod enforcement;
mod organisation;
mod reference_data;
mod user;

pub use appointment::{AppointmentRow, OutcomeRow};
pub use case::{ManagerRow, OffenceRow, PersonRow, RegistrationRow, SentenceRow, SentencedEventRow};
pub use component::{AppointedComponentRow, ComponentManagerRow, ComponentRow, SentenceComponentRow};
pub use contact::{ContactContextRow, ContactKeyRow, ContactRow, ExistingContactRow};
pub use enforcement::{CountedContactRow, EnforcedEventRow, EnforcedSentenceRow, EnforcementRow};
pub use organisation::{
    CodedRow, PduOfficeRow, PduRow, PduTeamMemberRow, StaffRow, TeamMemberRow, TeamOfficeRow,
};
pub use reference_data::{
    ContactTypeRow, EnforcementActionRow, OfficeLocationRow, OutcomeTypeRow, StaffIdRow, TeamRow,
};
pub use user::{LimitRow, LimitedPersonRow, UserTeamRow};
