//! Who handles deliveries, and what becomes of them.

use super::Delivery;
use async_trait::async_trait;

/// What is to become of a delivered message (behaviour D32).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its effects are committed: delete it.
    Handled,
    /// It may be handled later: leave it, hidden for a while that grows with each delivery.
    Transient,
    /// It will never be handled: leave it, visible at once, for the dead-letter queue.
    Permanent,
}

/// Handles deliveries. The consumer knows nothing of what is in them.
#[async_trait]
pub trait Handler: Send + Sync {
    /// Handles one delivery to its end. Writes its own log lines. Dropped while it waits, it leaves nothing half done.
    async fn handle(&self, delivery: &Delivery) -> Verdict;

    /// Whether messages can be handled at all now: the database answers, and takes writes. While they cannot, none is
    /// received, so that an outage does not use up receives.
    async fn is_able(&self) -> bool;
}
