//! A completed programme, in the terms of Delius.

use crate::app::component_key::ComponentKey;
use crate::app::events::EventFailure;
use crate::app::events::details::{component_kind, known, person};
use crate::domain::{Crn, ReceivedEvent, london};
use apd_api::events::CompletionData;
use chrono::NaiveDateTime;

/// A completed programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CompletedProgramme {
    pub(super) crn: Crn,
    pub(super) component: ComponentKey,
    /// When it was completed: London wall time, to the microsecond, moved out of the gap when the clocks go forward (S35).
    pub(super) at: NaiveDateTime,
}

impl CompletedProgramme {
    /// From an event and its details.
    ///
    /// # Errors
    ///
    /// Permanent, for values that are not known.
    pub(super) fn new(
        event: &ReceivedEvent,
        data: CompletionData,
    ) -> Result<CompletedProgramme, EventFailure> {
        let kind = component_kind(data.sourced_from_entity_type)?;
        Ok(CompletedProgramme {
            crn: person(event)?,
            component: ComponentKey { kind, id: known(data.lic_req_id, "licReqId")?.0 },
            at: london::shown(known(data.lic_req_completed_at, "licReqCompletedAt")?.0),
        })
    }
}
