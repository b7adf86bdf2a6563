//! Rows as queries give them, one file a subject. Plain data: what it means is for the use cases.

mod appointment;
mod case;
mod component;
mod contact;
mod enforcement;
mod message_failure;
mod organisation;
mod reference_data;
mod termination;
mod user;

pub use appointment::{AppointmentRow, OutcomeRow};
pub use case::{ManagerRow, OffenceRow, PersonRow, RegistrationRow, SentenceRow, SentencedEventRow};
pub use component::{
    AppointedComponentRow, ComponentManagerRow, ComponentRow, ReferredComponentRow, SentenceComponentRow,
};
pub use contact::{ContactContextRow, ContactKeyRow, ContactRow, ExistingContactRow};
pub use enforcement::{CountedContactRow, EnforcedEventRow, EnforcedSentenceRow, EnforcementRow};
pub use message_failure::MessageFailureRow;
pub use organisation::{
    CodedRow, HolderRow, PduOfficeRow, PduRow, PduTeamMemberRow, StaffRow, TeamMemberRow, TeamOfficeRow,
    TeamProviderRow,
};
pub use reference_data::{
    ContactTypeRow, EnforcementActionRow, OfficeLocationRow, OutcomeTypeRow, ReferenceDataRow, StaffIdRow,
    TeamRow,
};
pub use termination::{DomainEventRow, RejectedTransferRow, TransferRow};
pub use user::{LimitRow, LimitedPersonRow, UserTeamRow};
