//! Why a queue did not do what it was asked.

use crate::error::Cause;

/// Why a queue did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// No answer came, or one that asks to come back later.
    #[error("the queue does not answer")]
    Unreachable(#[source] Cause),
    /// It does not exist, or not any more.
    #[error("the queue does not exist")]
    NoSuchQueue,
    /// It answers, and will not do it, whoever asks again.
    #[error("the queue refuses the request")]
    Refused(#[source] Refusal),
}

impl QueueError {
    /// Whether the same request may succeed later without anybody mending anything.
    pub fn is_transient(&self) -> bool {
        matches!(self, QueueError::Unreachable(_))
    }
}

/// What a queue says of a request that it refuses.
#[derive(Debug, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Refusal {
    /// The queue's word for the reason, such as `AccessDenied`.
    pub code: String,
    /// Its explanation.
    pub message: String,
}
