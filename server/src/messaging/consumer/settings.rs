//! How a consumer works.

use std::time::Duration;

/// How a consumer works. Times are counted by a queue in whole seconds, and rounded up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsumerSettings {
    /// The most messages that are handled at the same time, at least 1.
    pub concurrency: usize,
    /// How long a receive waits for messages. Stopping waits for it, so it should be shorter than `shutdown_grace`.
    pub wait_time: Duration,
    /// How long a received message is hidden from others. It is hidden anew for as long as it is handled.
    pub visibility_timeout: Duration,
    /// How long a message is hidden after its first transient failure; twice as long after each further one.
    pub retry_delay: Duration,
    /// The longest that it is hidden after a transient failure.
    pub retry_delay_max: Duration,
    /// How long messages that are being handled may take when the consumer stops.
    pub shutdown_grace: Duration,
}
