//! Notes that a termination leaves, to the letter (behaviour 3.5).

use super::ComponentKind;
use chrono::NaiveDate;

/// Of the contact that records a termination.
pub fn terminated(kind: ComponentKind, date: NaiveDate, reason: &str) -> String {
    format!(
        "{} terminated on {} with termination reason of \"{reason}\" following notification from the Accredited \
         Programmes – Intervention Service",
        kind.words(),
        date.format("%d/%m/%Y"),
    )
}

/// Of a transfer that is rejected: a sentence after what stands there.
pub fn transfer(kind: ComponentKind, notes: Option<&str>) -> String {
    let component = kind.words().to_lowercase();
    let sentence = format!("Transfer automatically rejected due to termination of {component}.");
    match notes {
        Some(notes) if !notes.is_empty() => format!("{notes}\n{sentence}"),
        _ => sentence,
    }
}

/// A transfer as the contact that records its rejection tells of it: as it is afterwards (S24).
#[derive(Clone, Copy, Debug)]
pub struct RejectedTransfer<'a> {
    /// The status in words.
    pub status: &'a str,
    /// Why the transfer was asked for, in words.
    pub reason: Option<&'a str>,
    /// Why it was rejected, in words.
    pub rejection_reason: &'a str,
    /// The provider of the team that it came from.
    pub owning_provider: &'a str,
    /// The provider of the team that was to receive it.
    pub receiving_provider: &'a str,
    /// The notes of the transfer.
    pub notes: &'a str,
}

impl RejectedTransfer<'_> {
    /// Of the contact that records the rejection (behaviour D30).
    pub fn contact(&self) -> String {
        let RejectedTransfer { status, reason, rejection_reason, owning_provider, receiving_provider, notes } =
            self;
        let reason = reason.unwrap_or("null");
        format!(
            "Transfer Status: {status}\n\
             Transfer Reason: {reason}\n\
             Rejection Reason: {rejection_reason}\n\
             Owning Provider: {owning_provider}\n\
             Receiving Provider: {receiving_provider}\n\
             Notes: \n\
             {notes}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn termination_is_told_to_the_letter() {
        let date = "2026-06-05".parse().unwrap();
        assert_eq!(
            terminated(ComponentKind::Requirement, date, "Completed"),
            "Requirement terminated on 05/06/2026 with termination reason of \"Completed\" following notification from \
             the Accredited Programmes – Intervention Service"
        );
        assert!(
            terminated(ComponentKind::LicenceCondition, date, "Completed")
                .starts_with("Licence Condition terminated on 05/06/2026 with")
        );
    }

    #[test]
    fn rejection_follows_the_notes_of_the_transfer_on_a_line_of_its_own() {
        let sentence = "Transfer automatically rejected due to termination of requirement.";
        assert_eq!(
            transfer(ComponentKind::Requirement, Some("Some notes")),
            format!("Some notes\n{sentence}")
        );
        for blank in [None, Some("")] {
            assert_eq!(transfer(ComponentKind::Requirement, blank), sentence);
        }
        assert_eq!(
            transfer(ComponentKind::LicenceCondition, None),
            "Transfer automatically rejected due to termination of licence condition."
        );
    }

    #[test]
    fn rejected_transfer_is_told_line_by_line() {
        let transfer = RejectedTransfer {
            status: "Transfer Rejected",
            reason: Some("Initial Allocation"),
            rejection_reason: "Terminated",
            owning_provider: "Provider One",
            receiving_provider: "Provider Two",
            notes: "Some notes\nand more",
        };
        let told = "Transfer Status: Transfer Rejected\nTransfer Reason: Initial Allocation\n\
            Rejection Reason: Terminated\nOwning Provider: Provider One\nReceiving Provider: Provider Two\n\
            Notes: \nSome notes\nand more\n";
        assert_eq!(transfer.contact(), told);
        let without_reason = RejectedTransfer { reason: None, ..transfer };
        assert_eq!(without_reason.contact(), told.replace("Initial Allocation", "null"));
    }

    proptest! {
        #[test]
        fn notes_of_transfers_are_kept_whole(notes in "[ab\n]{1,8}") {
            let after = transfer(ComponentKind::LicenceCondition, Some(&notes));
            prop_assert_eq!(after.strip_prefix(&notes), Some("\nTransfer automatically rejected due to termination of licence condition."));
        }
    }
}
