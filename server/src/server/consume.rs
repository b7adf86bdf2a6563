//! The consumer of domain events, as the configuration wants it.

use crate::app::App;
use crate::config::Config;
use crate::messaging::Dispatcher;
use crate::messaging::consumer::{Consumer, ConsumerSettings};
use crate::messaging::queue::{Queue, SqsQueue, SqsSettings};
use crate::telemetry::counters::Counters;
use std::sync::Arc;
use std::time::Duration;

/// The queue that the configuration names; none where it names none or receiving is switched off.
pub(super) fn configured_queue(config: &Config) -> Option<Arc<dyn Queue>> {
    config.messaging.consumed_queue()?;
    Some(Arc::new(SqsQueue::new(SqsSettings::of(config)?)))
}

/// The consumer of a queue, which hands events to the use cases. It does not receive yet.
pub(super) fn consumer(
    config: &Config,
    queue: Arc<dyn Queue>,
    app: &Arc<App>,
    counters: &Arc<Counters>,
    log: &slog::Logger,
) -> Arc<Consumer> {
    let handler = Arc::new(Dispatcher::new(Arc::clone(app), Arc::clone(counters), log.clone()));
    let settings = ConsumerSettings::of(&config.messaging, grace(config.http.shutdown_grace));
    Arc::new(Consumer::new(queue, handler, settings, Arc::clone(counters), log.clone()))
}

/// The consumer stops before the HTTP server and has the lesser part of the time that the platform gives to both: what it
/// does not finish is handled elsewhere, while a caller would have to try again.
fn grace(shutdown_grace: Duration) -> Duration {
    shutdown_grace * 2 / 3
}
