//! The codes that terminating a component uses (behaviour 3.5, 3.7).

use super::ComponentKind;

/// Contact type of the contact that records a termination.
pub const COMPONENT_TERMINATED: &str = "ETER";

/// Contact type of the contact that records the rejection of a transfer.
pub const TRANSFER_REJECTION: &str = "ETCX";

/// An entry of the reference data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReferenceKey {
    /// The data set.
    pub set: &'static str,
    /// The code within the set.
    pub code: &'static str,
}

/// Status of a transfer that nobody has decided on.
pub const TRANSFER_PENDING: ReferenceKey = ReferenceKey { set: "TRANSFER STATUS", code: "PN" };

/// Status of a transfer that was rejected.
pub const TRANSFER_REJECTED: ReferenceKey = ReferenceKey { set: "TRANSFER STATUS", code: "TR" };

/// The decision on a transfer that was rejected.
pub const DECISION_REJECTED: ReferenceKey = ReferenceKey { set: "ACCEPTED DECISION", code: "R" };

/// The reason for a termination: completed.
pub const fn termination_reason(kind: ComponentKind) -> ReferenceKey {
    let set = match kind {
        ComponentKind::Requirement => "REQUIREMENT TERMINATION REASON",
        ComponentKind::LicenceCondition => "LICENCE CONDITION TERMINATION REASON",
    };
    ReferenceKey { set, code: "51" }
}

/// The reason for the rejection of a transfer: terminated.
pub const fn rejection_reason(kind: ComponentKind) -> ReferenceKey {
    match kind {
        ComponentKind::Requirement => {
            ReferenceKey { set: "REQUIREMENT AREA TRANSFER REJECTION REASON", code: "TE" }
        }
        ComponentKind::LicenceCondition => {
            ReferenceKey { set: "LICENCE AREA TRANSFER REJECTION REASON", code: "TWR" }
        }
    }
}

/// The type of the event that tells others of a termination.
pub const fn terminated_event(kind: ComponentKind) -> ReferenceKey {
    let code = match kind {
        ComponentKind::Requirement => "probation-case.requirement.terminated",
        ComponentKind::LicenceCondition => "probation-case.licence-condition.terminated",
    };
    ReferenceKey { set: "DOMAIN EVENT TYPE", code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_delius() {
        let keys = |kind| [termination_reason(kind), rejection_reason(kind), terminated_event(kind)];
        let pair = |key: ReferenceKey| (key.set, key.code);
        let [requirement, licence_condition] = ComponentKind::ALL.map(|kind| keys(kind).map(pair));
        assert_eq!(
            requirement,
            [
                ("REQUIREMENT TERMINATION REASON", "51"),
                ("REQUIREMENT AREA TRANSFER REJECTION REASON", "TE"),
                ("DOMAIN EVENT TYPE", "probation-case.requirement.terminated"),
            ]
        );
        assert_eq!(
            licence_condition,
            [
                ("LICENCE CONDITION TERMINATION REASON", "51"),
                ("LICENCE AREA TRANSFER REJECTION REASON", "TWR"),
                ("DOMAIN EVENT TYPE", "probation-case.licence-condition.terminated"),
            ]
        );
        assert_eq!(
            [TRANSFER_PENDING, TRANSFER_REJECTED, DECISION_REJECTED].map(pair),
            [("TRANSFER STATUS", "PN"), ("TRANSFER STATUS", "TR"), ("ACCEPTED DECISION", "R"),]
        );
    }
}
