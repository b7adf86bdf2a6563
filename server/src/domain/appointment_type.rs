//! Kinds of appointment.

/// A kind of appointment, which is a contact type in Delius (behaviour 2.15, D14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AppointmentType {
    /// Attendance at a programme session.
    ProgrammeAttendance,
    /// Three-way meeting.
    ThreeWayMeeting,
    /// One-to-one meeting before the group begins.
    PreGroupOneToOneMeeting,
}

impl AppointmentType {
    /// The code of the contact type.
    pub const fn code(self) -> &'static str {
        match self {
            AppointmentType::ProgrammeAttendance => "CAPY",
            AppointmentType::ThreeWayMeeting => "CAPZ",
            AppointmentType::PreGroupOneToOneMeeting => "CAPW",
        }
    }

    /// Whether creating one means that the requirement or licence condition has begun.
    pub fn commences_component(self) -> bool {
        self == AppointmentType::PreGroupOneToOneMeeting
    }
}

/// The contact types of all kinds.
pub const APPOINTMENT_TYPES: [&str; 3] = [
    AppointmentType::ProgrammeAttendance.code(),
    AppointmentType::ThreeWayMeeting.code(),
    AppointmentType::PreGroupOneToOneMeeting.code(),
];

/// Code of the contact type that records that a component has begun.
pub const ORDER_COMPONENT_COMMENCED: &str = "ECOM";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_delius_and_one_kind_commences_the_component() {
        let kinds = [
            AppointmentType::ProgrammeAttendance,
            AppointmentType::ThreeWayMeeting,
            AppointmentType::PreGroupOneToOneMeeting,
        ];
        let table = kinds.map(|kind| (kind.code(), kind.commences_component()));
        assert_eq!(table, [("CAPY", false), ("CAPZ", false), ("CAPW", true)]);
    }
}
