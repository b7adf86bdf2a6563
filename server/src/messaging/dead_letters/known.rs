//! What the service knows of dead letters: what their envelopes say, and why their handling failed.

use super::describe::{Describe, Description};
use crate::app::App;
use crate::app::events::message_failure::{MessageFailure, list_failures};
use crate::messaging::Delivery;
use crate::messaging::envelope::Envelope;
use crate::op::OpContext;
use crate::telemetry::{error_chain, field};
use async_trait::async_trait;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Describes messages by their envelopes and by the failures that are recorded of them.
pub struct Known {
    app: Arc<App>,
    op: OpContext,
}

impl Known {
    /// Looks failures up where the service records them.
    pub fn new(app: Arc<App>, log: slog::Logger) -> Known {
        Known { app, op: OpContext::for_message(log, Arc::default()) }
    }

    /// Failures by the id of their message; none while the database does not answer, since the queue's part is worth
    /// showing without.
    async fn failures(&self, ids: &[Uuid]) -> HashMap<Uuid, MessageFailure> {
        let failures = list_failures(&self.app, &self.op, ids).await.unwrap_or_else(|error| {
            slog::warn!(self.op.log, "the reasons of dead letters cannot be looked up"; field::ERROR => error_chain(&error));
            Vec::new()
        });
        failures.into_iter().map(|failure| (failure.message_id, failure)).collect()
    }
}

#[async_trait]
impl Describe for Known {
    async fn describe(&self, deliveries: &[Delivery]) -> Vec<Description> {
        let now = self.app.clock.now();
        let envelopes: Vec<_> = deliveries.iter().map(|delivery| Envelope::read(delivery, now)).collect();
        let ids: Vec<_> = envelopes.iter().map(|envelope| envelope.id).collect();
        let failures = self.failures(&ids).await;
        let describe = |envelope: Envelope| {
            let failure = failures.get(&envelope.id);
            Description {
                event_type: envelope.event_type,
                crn: envelope.crn.map(|crn| crn.to_string()),
                first_seen: failure.map(|failure| failure.first_seen),
                last_seen: failure.map(|failure| failure.last_seen),
                reason: failure.map(|failure| failure.reason.clone()),
            }
        };
        envelopes.into_iter().map(describe).collect()
    }
}
