//! Queues of messages, and what the consumer asks of them.
//!
//! [`SqsQueue`] is SQS, on AWS or LocalStack. [`InProcessQueue`] lives in memory, for the demonstration. Both deliver a
//! message at least once, hide it for a while with each delivery, and set it aside as a dead letter when it has been
//! received too often. Neither keeps an order.

mod error;
mod in_process;
mod message;
mod sqs;

pub use error::{QueueError, Refusal};
pub use in_process::{InProcessQueue, InProcessSettings, QueueFull};
pub use message::{FailedEntry, Receipt, Receive, Received};
pub use sqs::{SqsCredentials, SqsQueue, SqsSettings};
pub(super) use sqs::{failure, received};

use async_trait::async_trait;
use std::time::Duration;

/// The most messages that one request can receive, delete or hide: the bound of SQS.
pub const BATCH: usize = 10;

/// A queue of messages.
#[async_trait]
pub trait Queue: Send + Sync {
    /// Receives messages. Waits when there are none, and gives none when the wait was in vain.
    ///
    /// # Errors
    ///
    /// When the queue cannot be reached or refuses.
    async fn receive(&self, receive: Receive) -> Result<Vec<Received>, QueueError>;

    /// Deletes messages, [`BATCH`] at most. Gives those that were not deleted.
    ///
    /// # Errors
    ///
    /// When the queue cannot be reached or refuses the whole batch.
    async fn delete(&self, receipts: &[Receipt]) -> Result<Vec<FailedEntry>, QueueError>;

    /// Hides received messages for this long from now, [`BATCH`] at most; zero makes a message visible at once. Gives
    /// those for which nothing has changed.
    ///
    /// # Errors
    ///
    /// When the queue cannot be reached or refuses the whole batch.
    async fn change_visibility(
        &self,
        changes: &[(Receipt, Duration)],
    ) -> Result<Vec<FailedEntry>, QueueError>;
}
