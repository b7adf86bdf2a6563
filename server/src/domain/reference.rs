//! External references: how a contact in Delius points at the client's session record.

/// What stands before the client's UUID in the reference of a contact that is one of the client's appointments.
pub const APPOINTMENT_PREFIX: &str = "urn:uk:gov:accredited-programmes:appointment:";

/// What stands before the id of the message in the reference of a contact that records a change of status.
pub const STATUS_PREFIX: &str = "urn:uk:gov:hmpps:accredited-programmes-service:";

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
}
