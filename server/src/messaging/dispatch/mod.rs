//! From a delivery to its use case, and what becomes of it (behaviour 3.2, 3.6, D32).
//!
//! What may succeed a little later is tried again at once, a bounded number of times. A delivery that fails is recorded
//! with its reason under the id of its message, which a later success clears; neither is part of the effect, and neither
//! decides what becomes of the message.

mod line;
mod received;
mod route;
mod tries;

#[cfg(test)]
mod tests;

use super::envelope::Envelope;
use super::{Delivery, Handler, Verdict};
use crate::app::events::message_failure::{FailedMessage, clear_failure, record_failure};
use crate::app::events::{EventFailure, Handled};
use crate::app::{App, database};
use crate::op::OpContext;
use crate::telemetry::counters::Counters;
use crate::telemetry::error_chain;
use async_trait::async_trait;
use line::{Ended, MessageFields};
use std::sync::Arc;
use std::time::Instant;
pub use tries::Pauses;
use tries::with_tries;

/// Hands events to their use cases.
pub struct Dispatcher {
    app: Arc<App>,
    counters: Arc<Counters>,
    log: slog::Logger,
    pauses: Pauses,
}

impl Dispatcher {
    /// A dispatcher that counts and logs with the rest of the service.
    pub fn new(app: Arc<App>, counters: Arc<Counters>, log: slog::Logger) -> Dispatcher {
        Dispatcher { app, counters, log, pauses: Pauses::default() }
    }

    /// The same, with other pauses between the tries of a delivery.
    #[must_use]
    pub fn with_pauses(self, pauses: Pauses) -> Dispatcher {
        Dispatcher { pauses, ..self }
    }

    /// Handles one delivery to its end: its effect is committed, or its failure is recorded. Writes its log line.
    ///
    /// # Errors
    ///
    /// Why the event was not handled.
    pub async fn dispatch(&self, delivery: &Delivery) -> Result<Handled, EventFailure> {
        let begun = Instant::now();
        let envelope = Envelope::read(delivery, self.app.clock.now());
        let op = self.op(slog::OwnedKV(MessageFields::of(&envelope)));
        let (result, tries) = self.handle_event(&op, &envelope).await;
        self.remember(&op, &envelope, &result).await;
        Ended { begun, delivery, envelope: &envelope, tries }.report(&op, &result);
        result
    }

    async fn handle_event(
        &self,
        op: &OpContext,
        envelope: &Envelope,
    ) -> (Result<Handled, EventFailure>, u32) {
        match &envelope.event {
            Ok(event) => {
                received::report(op, event);
                with_tries(&self.pauses, op, || route::route(&self.app, op, event)).await
            }
            Err(error) => (Err(EventFailure::permanent(error.to_string())), 1),
        }
    }

    /// Keeps the failure for those who look into it, or forgets those before.
    async fn remember(&self, op: &OpContext, envelope: &Envelope, result: &Result<Handled, EventFailure>) {
        match result {
            Ok(_) => clear_failure(&self.app, op, envelope.id).await,
            Err(failure) => {
                let message = FailedMessage {
                    id: envelope.id,
                    event_type: envelope.event_type.as_deref(),
                    crn: envelope.crn.as_ref(),
                };
                record_failure(&self.app, op, &message, &error_chain(failure)).await;
            }
        }
    }

    fn op<T>(&self, fields: slog::OwnedKV<T>) -> OpContext
    where
        T: slog::SendSyncRefUnwindSafeKV + 'static,
    {
        OpContext::for_message(self.log.new(fields), Arc::clone(&self.counters))
    }
}

#[async_trait]
impl Handler for Dispatcher {
    async fn handle(&self, delivery: &Delivery) -> Verdict {
        match self.dispatch(delivery).await {
            Ok(_) => Verdict::Handled,
            Err(failure) if failure.is_transient() => Verdict::Transient,
            Err(_) => Verdict::Permanent,
        }
    }

    async fn is_able(&self) -> bool {
        database::database_takes_writes(&self.app, &self.op(slog::o!())).await
    }
}
