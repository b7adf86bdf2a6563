//! Batches as SQS wants them: each entry has an id of its own, here its place in the batch.

use crate::messaging::queue::{FailedEntry, QueueError, Receipt};
use aws_sdk_sqs::error::BuildError;
use aws_sdk_sqs::types::{
    BatchResultErrorEntry, ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry,
};
use std::time::Duration;

/// The longest that SQS hides a message, 12 hours.
const LONGEST_VISIBILITY: i32 = 43_200;

/// Whole seconds, the next above: what is hidden for a moment must not be visible at once.
pub(super) fn seconds(duration: Duration) -> i32 {
    let whole = duration.as_secs().saturating_add(u64::from(duration.subsec_nanos() > 0));
    i32::try_from(whole).unwrap_or(LONGEST_VISIBILITY).min(LONGEST_VISIBILITY)
}

pub(super) fn deletions(receipts: &[Receipt]) -> Result<Vec<DeleteMessageBatchRequestEntry>, QueueError> {
    let entry = |(index, receipt): (usize, &Receipt)| {
        DeleteMessageBatchRequestEntry::builder()
            .id(index.to_string())
            .receipt_handle(receipt.text())
            .build()
            .map_err(incomplete)
    };
    receipts.iter().enumerate().map(entry).collect()
}

pub(super) fn changes(
    changes: &[(Receipt, Duration)],
) -> Result<Vec<ChangeMessageVisibilityBatchRequestEntry>, QueueError> {
    let entry = |(index, (receipt, visibility)): (usize, &(Receipt, Duration))| {
        ChangeMessageVisibilityBatchRequestEntry::builder()
            .id(index.to_string())
            .receipt_handle(receipt.text())
            .visibility_timeout(seconds(*visibility))
            .build()
            .map_err(incomplete)
    };
    changes.iter().enumerate().map(entry).collect()
}

fn incomplete(error: BuildError) -> QueueError {
    QueueError::Unreachable(Box::new(error))
}

/// What SQS itself failed at may succeed later; what the sender did wrong stays wrong.
pub(super) fn failed_entries(failed: Vec<BatchResultErrorEntry>) -> Vec<FailedEntry> {
    let entry = |failed: BatchResultErrorEntry| {
        Some(FailedEntry {
            index: failed.id.parse().ok()?,
            is_transient: !failed.sender_fault,
            code: failed.code,
        })
    };
    failed.into_iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_second_count_as_a_whole_one() {
        assert_eq!(seconds(Duration::ZERO), 0);
        assert_eq!(seconds(Duration::from_millis(1)), 1);
        assert_eq!(seconds(Duration::from_secs(30)), 30);
    }

    #[test]
    fn nothing_is_hidden_for_longer_than_sqs_allows() {
        assert_eq!(seconds(Duration::from_secs(1_000_000)), LONGEST_VISIBILITY);
        assert_eq!(seconds(Duration::MAX), LONGEST_VISIBILITY);
    }

    #[test]
    fn only_what_sqs_failed_at_itself_is_transient() {
        let entry = |id: &str, senders| {
            let entry = BatchResultErrorEntry::builder().id(id).code("Code").sender_fault(senders);
            entry.build().unwrap()
        };

        let failed = failed_entries(vec![entry("0", true), entry("7", false)]);

        let found: Vec<_> = failed.iter().map(|entry| (entry.index, entry.is_transient)).collect();
        assert_eq!(found, [(0, false), (7, true)]);
    }
}
