//! What is logged and counted of each contact once the batch is committed (behaviour 6.7). Ids and codes only.

use crate::app::component_key::ComponentKey;
use crate::op::OpContext;
use crate::telemetry::counters::Counter;
use crate::telemetry::field;

/// What happened to a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Happening {
    Created,
    Updated,
    Deleted,
    ComponentCommenced,
}

impl Happening {
    fn event(self) -> &'static str {
        match self {
            Happening::Created => "AppointmentCreated",
            Happening::Updated => "AppointmentUpdated",
            Happening::Deleted => "AppointmentDeleted",
            Happening::ComponentCommenced => "ComponentCommenced",
        }
    }

    fn counter(self, op: &OpContext) -> &Counter {
        match self {
            Happening::Created => &op.counters().appointments_created,
            Happening::Updated => &op.counters().appointments_updated,
            Happening::Deleted => &op.counters().appointments_deleted,
            Happening::ComponentCommenced => &op.counters().components_commenced,
        }
    }
}

/// An event to log.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub(super) happening: Happening,
    pub(super) crn: String,
    pub(super) contact_id: i64,
    pub(super) component: Option<ComponentKey>,
    pub(super) type_code: String,
    pub(super) outcome_code: Option<String>,
}

impl slog::KV for Report {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        serializer.emit_str(field::EVENT.into(), self.happening.event())?;
        serializer.emit_str(field::CRN.into(), &self.crn)?;
        serializer.emit_i64("contactId".into(), self.contact_id)?;
        serializer.emit_str("typeCode".into(), &self.type_code)?;
        if let Some(component) = self.component {
            serializer.emit_str("type".into(), component.kind.name())?;
            serializer.emit_i64("componentId".into(), component.id)?;
        }
        match &self.outcome_code {
            Some(code) => serializer.emit_str("outcomeCode".into(), code),
            None => Ok(()),
        }
    }
}

/// Logs and counts the events of a batch.
pub(super) fn report(op: &OpContext, reports: &[Report]) {
    for report in reports {
        report.happening.counter(op).increment();
        slog::info!(op.log, "appointment"; report);
    }
}
