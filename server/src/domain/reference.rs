//! External references: how a contact in Delius points at the client's session record.

use std::fmt;
use uuid::Uuid;

/// What stands before the client's UUID in the reference of a contact that is one of the client's appointments.
pub const APPOINTMENT_PREFIX: &str = "urn:uk:gov:accredited-programmes:appointment:";

/// What stands before the id of the message in the reference of a contact that records a change of status.
pub const STATUS_PREFIX: &str = "urn:uk:gov:hmpps:accredited-programmes-service:";

/// The client's own key for an appointment. Shown as the client spells it, a UUID in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AppointmentReference(pub Uuid);

impl AppointmentReference {
    /// The reference as Delius stores it.
    pub fn urn(&self) -> String {
        format!("{APPOINTMENT_PREFIX}{self}")
    }
}

impl fmt::Display for AppointmentReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The reference of the contact that records a change of status: the same for every delivery of its message (behaviour
/// D28).
pub fn status_reference(message_id: Uuid) -> String {
    format!("{STATUS_PREFIX}{message_id}")
}

/// The reference as the client knows it: its own UUID for its own appointments, the whole text for any other
/// system's reference (behaviour 2.14).
pub fn client_reference(external_reference: &str) -> &str {
    external_reference.strip_prefix(APPOINTMENT_PREFIX).unwrap_or(external_reference)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_prefix_is_removed() {
        assert_eq!(client_reference("urn:uk:gov:accredited-programmes:appointment:3f0c"), "3f0c");
        assert_eq!(client_reference("urn:uk:gov:other:3f0c"), "urn:uk:gov:other:3f0c");
    }

    #[test]
    fn status_reference_has_its_prefix_and_the_message_in_lower_case() {
        assert_eq!(
            status_reference(Uuid::from_u128(0xA000_0001)),
            "urn:uk:gov:hmpps:accredited-programmes-service:00000000-0000-0000-0000-0000a0000001"
        );
    }

    #[test]
    fn urn_has_the_prefix_and_the_reference_in_lower_case() {
        let reference = AppointmentReference(Uuid::from_u128(0xA000_0001));
        assert_eq!(
            reference.urn(),
            "urn:uk:gov:accredited-programmes:appointment:00000000-0000-0000-0000-0000a0000001"
        );
    }
}
