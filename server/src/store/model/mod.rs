//! Rows as queries give them, one file a subject. Plain data: what it means is for the use cases.

mod appointment;
mod case;
mod component;
mod organisation;
mod user;

pub use appointment::{AppointmentRow, OutcomeRow};
pub use case::{ManagerRow, OffenceRow, PersonRow, RegistrationRow, SentenceRow, SentencedEventRow};
pub use component::{ComponentManagerRow, ComponentRow, SentenceComponentRow};
pub use organisation::{
    CodedRow, PduOfficeRow, PduRow, PduTeamMemberRow, StaffRow, TeamMemberRow, TeamOfficeRow,
};
pub use user::{LimitRow, LimitedPersonRow, UserTeamRow};
