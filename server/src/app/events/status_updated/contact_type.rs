//! How statuses are recorded.

use apd_api::events::ReferralStatus;

/// The code of the contact type that records a status (behaviour 3.4).
pub(super) fn code(status: ReferralStatus) -> &'static str {
    match status {
        ReferralStatus::AwaitingAssessment => "EIBA",
        ReferralStatus::AwaitingAllocation => "EIBB",
        ReferralStatus::SuitableButNotReady => "EIBC",
        ReferralStatus::Scheduled => "EIBD",
        ReferralStatus::OnProgramme => "EIBE",
        ReferralStatus::ProgrammeComplete => "EIBF",
        ReferralStatus::Deprioritised => "EIBG",
        ReferralStatus::ReturnToCourt => "EIBH",
        ReferralStatus::Breach => "EIBI",
        ReferralStatus::Recall => "EIBJ",
        ReferralStatus::Withdrawn => "EIBK",
        ReferralStatus::Deferred => "EIBL",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_of_the_client_has_its_contact_type() {
        for (status, expected) in [
            ("AWAITING_ALLOCATION", "EIBB"),
            ("AWAITING_ASSESSMENT", "EIBA"),
            ("BREACH", "EIBI"),
            ("DEPRIORITISED", "EIBG"),
            ("DEFERRED", "EIBL"),
            ("ON_PROGRAMME", "EIBE"),
            ("PROGRAMME_COMPLETE", "EIBF"),
            ("RECALL", "EIBJ"),
            ("RETURN_TO_COURT", "EIBH"),
            ("SCHEDULED", "EIBD"),
            ("SUITABLE_BUT_NOT_READY", "EIBC"),
            ("WITHDRAWN", "EIBK"),
        ] {
            assert_eq!(code(serde_json::from_value(status.into()).unwrap()), expected, "{status}");
        }
    }
}
