//! Which use case an event is for (behaviour 3.2).

use crate::app::App;
use crate::app::events::{EventFailure, Handled, programme_complete, status_updated};
use crate::domain::ReceivedEvent;
use crate::op::OpContext;
use apd_api::events::event_type::{PROGRAMME_COMPLETE, STATUS_UPDATED};

/// So much of a type that nobody knows is told, and nothing that a terminal would obey.
const MAX_TYPE_CHARS: usize = 128;

/// Has an event handled. That it is about a case comes before what it is.
pub(super) async fn route(app: &App, op: &OpContext, event: &ReceivedEvent) -> Result<Handled, EventFailure> {
    if event.crn().is_none() {
        return Err(EventFailure::permanent("the event has no identifier of type CRN"));
    }
    match event.event_type.as_str() {
        STATUS_UPDATED => status_updated::handle(app, op, event).await,
        PROGRAMME_COMPLETE => programme_complete::handle(app, op, event).await,
        other => {
            let told = other.chars().filter(|character| !character.is_control());
            let told: String = told.take(MAX_TYPE_CHARS).collect();
            Err(EventFailure::permanent(format!("Unexpected event type {told}")))
        }
    }
}
