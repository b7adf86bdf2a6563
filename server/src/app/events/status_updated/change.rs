//! A change of status, in the terms of Delius.

use crate::app::component_key::ComponentKey;
use crate::app::events::EventFailure;
use crate::app::events::details::{component_kind, known, person, without_nul};
use crate::domain::reference::status_reference;
use crate::domain::{Crn, ReceivedEvent, Username, london};
use apd_api::events::{ReferralStatus, StatusChangeDetails};
use chrono::NaiveDateTime;
use uuid::Uuid;

/// A change of status to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StatusChange {
    pub(super) message_id: Uuid,
    pub(super) crn: Crn,
    pub(super) component: ComponentKey,
    pub(super) status: ReferralStatus,
    /// When it occurred: London wall time, to the microsecond.
    pub(super) at: NaiveDateTime,
    pub(super) description: String,
    pub(super) notes: Option<String>,
    /// Who made the change, if that was told.
    pub(super) username: Option<Username>,
    /// The reference of the contact that records it.
    pub(super) reference: String,
}

impl StatusChange {
    /// From an event and its details.
    ///
    /// # Errors
    ///
    /// Permanent, for values that are not known.
    pub(super) fn new(
        event: &ReceivedEvent,
        details: StatusChangeDetails,
    ) -> Result<StatusChange, EventFailure> {
        let kind = component_kind(details.sourced_from_entity_type)?;
        let username = details.username.map(without_nul);
        Ok(StatusChange {
            message_id: event.message_id,
            crn: person(event)?,
            component: ComponentKey { kind, id: details.sourced_from_entity_id.0 },
            status: known(details.new_status, "newStatus")?,
            at: london::wall_time(event.occurred_at.to_utc()),
            description: without_nul(details.description),
            notes: details.notes.map(without_nul),
            username: username.as_deref().and_then(Username::parse),
            reference: status_reference(event.message_id),
        })
    }
}
