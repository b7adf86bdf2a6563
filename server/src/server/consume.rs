//! The consumer of domain events, as the configuration wants it.

use crate::config::Config;
use crate::messaging::Handler;
use crate::messaging::consumer::{Consumer, ConsumerSettings};
use crate::messaging::queue::{SqsQueue, SqsSettings};
use crate::telemetry::counters::Counters;
use std::sync::Arc;
use std::time::Duration;

/// The consumer; none where no queue is configured or it is switched off. It does not receive yet.
pub(super) fn consumer(
    config: &Config,
    handler: Arc<dyn Handler>,
    counters: Arc<Counters>,
    log: slog::Logger,
) -> Option<Arc<Consumer>> {
    config.messaging.consumed_queue()?;
    let queue = Arc::new(SqsQueue::new(SqsSettings::of(config)?));
    let settings = ConsumerSettings::of(&config.messaging, grace(config.http.shutdown_grace));
    Some(Arc::new(Consumer::new(queue, handler, settings, counters, log)))
}

/// The consumer stops before the HTTP server and has the lesser part of the time that the platform gives to both: what it
/// does not finish is handled elsewhere, while a caller would have to try again.
fn grace(shutdown_grace: Duration) -> Duration {
    shutdown_grace * 2 / 3
}
