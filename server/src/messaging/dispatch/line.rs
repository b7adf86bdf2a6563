//! The one line that says what came of a delivery, and its count.

use crate::app::events::{EventFailure, Handled};
use crate::domain::Crn;
use crate::messaging::Delivery;
use crate::messaging::envelope::Envelope;
use crate::op::OpContext;
use crate::telemetry::{emit_some, error_chain, field, milliseconds};
use std::time::Instant;

/// A longer type is cut in the log.
const MAX_TYPE_CHARS: usize = 128;

/// The fields that every line about a message carries. The case is not among them, since the events of behaviour 6.7
/// bring it themselves.
pub(super) struct MessageFields {
    message_id: String,
    event_type: Option<String>,
    traceparent: Option<String>,
}

impl MessageFields {
    pub(super) fn of(envelope: &Envelope) -> MessageFields {
        let event_type = envelope.event_type.as_ref();
        MessageFields {
            message_id: envelope.id.to_string(),
            event_type: event_type.map(|told| told.chars().take(MAX_TYPE_CHARS).collect()),
            traceparent: envelope.traceparent.clone(),
        }
    }
}

impl slog::KV for MessageFields {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        serializer.emit_str(field::MESSAGE_ID.into(), &self.message_id)?;
        emit_some(serializer, field::EVENT_TYPE, self.event_type.as_deref())?;
        emit_some(serializer, field::TRACEPARENT, self.traceparent.as_deref())
    }
}

/// A delivery that has come to its end.
pub(super) struct Ended<'a> {
    pub(super) begun: Instant,
    pub(super) delivery: &'a Delivery,
    pub(super) envelope: &'a Envelope,
    pub(super) tries: u32,
}

impl Ended<'_> {
    /// Writes the line, and counts. A message that will never be handled is for somebody to look at; one that may be
    /// handled later is not, yet.
    pub(super) fn report(&self, op: &OpContext, result: &Result<Handled, EventFailure>) {
        count(op, result);
        let statements = op.statements();
        match result {
            Ok(handled) => slog::info!(op.log, "message handled"; self,
                field::STATEMENTS => statements,
                field::OUTCOME => handled.name(),
            ),
            Err(failure) if failure.is_transient() => slog::warn!(op.log, "message not handled yet"; self,
                field::STATEMENTS => statements,
                field::ERROR => error_chain(failure),
            ),
            Err(failure) => slog::error!(op.log, "message refused"; self,
                field::STATEMENTS => statements,
                field::ERROR => error_chain(failure),
            ),
        }
    }
}

fn count(op: &OpContext, result: &Result<Handled, EventFailure>) {
    let counters = op.counters();
    let counter = match result {
        Ok(handled) if handled.is_duplicate() => &counters.messages_handled_before,
        Ok(_) => &counters.messages_handled,
        Err(failure) if failure.is_transient() => &counters.messages_not_handled_yet,
        Err(_) => &counters.messages_refused,
    };
    counter.increment();
}

impl slog::KV for Ended<'_> {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        serializer.emit_str(field::QUEUE_ID.into(), &self.delivery.queue_id)?;
        serializer.emit_u32(field::RECEIVE_COUNT.into(), self.delivery.receive_count)?;
        emit_some(serializer, field::CRN, self.envelope.crn.as_ref().map(Crn::as_str))?;
        serializer.emit_u32(field::TRIES.into(), self.tries)?;
        serializer.emit_f64(field::DURATION_MS.into(), milliseconds(self.begun.elapsed()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use slog::{Discard, Logger, o};

    #[test]
    fn every_end_has_a_count_of_its_own() {
        let transient = || EventFailure::Transient { reason: "later".to_owned(), source: None };
        for (result, expected) in [
            (Ok(Handled::StatusChanged), [1, 0, 0, 0]),
            (Ok(Handled::ComponentTerminationUpdated), [1, 0, 0, 0]),
            (Ok(Handled::ComponentTerminationRejected), [1, 0, 0, 0]),
            (Ok(Handled::StatusChangeDuplicate), [0, 1, 0, 0]),
            (Ok(Handled::ComponentTerminationRepeated), [0, 1, 0, 0]),
            (Err(transient()), [0, 0, 1, 0]),
            (Err(EventFailure::permanent("never")), [0, 0, 0, 1]),
        ] {
            let op = OpContext::for_test(Logger::root(Discard, o!()));

            count(&op, &result);

            let counters = op.counters();
            let counted = [
                &counters.messages_handled,
                &counters.messages_handled_before,
                &counters.messages_not_handled_yet,
                &counters.messages_refused,
            ];
            assert_eq!(counted.map(|counter| counter.get()), expected, "{result:?}");
        }
    }
}
