//! Why dead letters could not be looked at or redriven.

use crate::messaging::queue::QueueError;

/// Why dead letters could not be looked at or redriven.
#[derive(Debug, thiserror::Error)]
pub enum DeadLetterError {
    /// The queue could not be asked for its dead-letter queue.
    #[error("failed to find the dead-letter queue")]
    Find(#[source] QueueError),
    /// The queue keeps its messages for ever.
    #[error("the queue has no dead-letter queue: it has no redrive policy")]
    NoRedrivePolicy,
    /// The redrive policy is none that we know.
    #[error("the redrive policy of the queue names no dead-letter queue")]
    StrangeRedrivePolicy,
    /// The dead letters could not be received.
    #[error("failed to receive the dead letters")]
    Receive(#[source] QueueError),
    /// Some were not redriven.
    #[error("failed to redrive a dead letter, after {sent} that were redriven")]
    Redrive {
        /// How many were sent to the queue before.
        sent: usize,
        /// What was in the way.
        #[source]
        source: QueueError,
    },
}
