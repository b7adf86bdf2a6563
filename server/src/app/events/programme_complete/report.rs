//! What is logged and counted of a completion once it is committed (behaviour 6.7). Ids and times only.

use super::Component;
use crate::app::component_key::ComponentKey;
use crate::domain::termination::{COMPLETED_BEFORE_START, Completion};
use crate::domain::zoned_text::zoned_text;
use crate::op::OpContext;
use crate::telemetry::field;
use chrono::NaiveDateTime;

/// What a completion meant. Times are London wall time.
pub(super) struct Report {
    pub(super) completion: Completion,
    component: ComponentKey,
    crn: String,
    start: NaiveDateTime,
    commencement: Option<NaiveDateTime>,
    /// As it is now.
    termination: Option<NaiveDateTime>,
    completed: NaiveDateTime,
}

impl Report {
    /// On a component as it was before.
    pub(super) fn new(completion: Completion, component: &Component, completed: NaiveDateTime) -> Report {
        let was_written = matches!(completion, Completion::First | Completion::Changed);
        Report {
            completion,
            component: component.key,
            crn: component.row.crn.clone(),
            start: component.row.start_date,
            commencement: component.row.commencement_date,
            termination: if was_written { Some(completed) } else { component.row.termination_date },
            completed,
        }
    }

    /// Logs and counts it. A repeated completion is for whoever looks for a fault only (behaviour S24).
    pub(super) fn log(&self, op: &OpContext) {
        let counters = op.counters();
        let (event, counter) = match self.completion {
            Completion::First => ("ComponentTerminated", &counters.components_terminated),
            Completion::Changed => ("ComponentTerminationUpdated", &counters.component_terminations_updated),
            Completion::BeforeStart => {
                ("ComponentTerminationRejected", &counters.component_terminations_rejected)
            }
            Completion::Repeated => {
                slog::debug!(op.log, "completion repeated"; self);
                return;
            }
        };
        counter.increment();
        slog::info!(op.log, "completion"; field::EVENT => event, self);
    }
}

impl slog::KV for Report {
    fn serialize(&self, _: &slog::Record<'_>, serializer: &mut dyn slog::Serializer) -> slog::Result {
        serializer.emit_str("type".into(), self.component.kind.name())?;
        serializer.emit_i64("id".into(), self.component.id)?;
        serializer.emit_str(field::CRN.into(), &self.crn)?;
        serializer.emit_str("startDate".into(), &zoned_text(self.start))?;
        if let Some(commencement) = self.commencement {
            serializer.emit_str("commencementDate".into(), &zoned_text(commencement))?;
        }
        if let Some(termination) = self.termination {
            serializer.emit_str("terminationDate".into(), &zoned_text(termination))?;
        }
        if self.completion == Completion::BeforeStart {
            serializer.emit_str("reason".into(), COMPLETED_BEFORE_START)?;
            serializer.emit_str("completedDate".into(), &zoned_text(self.completed))?;
        }
        Ok(())
    }
}
