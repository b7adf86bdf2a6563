//! What the new appointments will be, worked out before anything is written.

use super::NewItem;
use super::data::Data;
use crate::app::appointments::batch::{Resulting, check_outcomes_permitted};
use crate::app::appointments::codes::{CodedItem, ContactType, assignment};
use crate::app::appointments::components::Components;
use crate::app::appointments::settlement::{CountedEvents, LockedEvents, RecordedItem};
use crate::domain::appointment::{Appointment, Recorded};
use crate::error::Error;
use crate::store::WorkError;
use crate::store::conn::DbConn;
use crate::store::model::AppointedComponentRow;
use chrono::{DateTime, Utc};

/// A new appointment.
pub(super) struct Planned<'a> {
    pub(super) item: &'a NewItem,
    pub(super) contact_type: ContactType,
    pub(super) offender_id: i64,
    pub(super) crn: String,
    pub(super) recorded: RecordedItem,
    /// The contact as it will be.
    pub(super) appointment: Appointment,
}

/// Plans the appointments, in the order in which they will get their ids: that of their references (behaviour D25).
pub(super) fn plan<'a>(
    items: &[&'a NewItem],
    components: &Components,
    data: &Data,
) -> Result<Vec<Planned<'a>>, Error> {
    let mut items = items.to_vec();
    items.sort_by_key(|item| item.reference);
    items.into_iter().map(|item| planned(item, components.get(item.component)?, data)).collect()
}

fn planned<'a>(
    item: &'a NewItem,
    component: &AppointedComponentRow,
    data: &Data,
) -> Result<Planned<'a>, Error> {
    let contact_type = data.types.get(item.kind.code())?;
    let mut appointment = appointment(item, contact_type, data)?;
    let recorded = match item.codes().outcome {
        Some(code) => {
            let outcome = data.outcomes.get(code)?;
            appointment.record_outcome(&outcome, &data.enforcement.action, data.now)
        }
        None => Recorded::Nothing,
    };
    let recorded = RecordedItem::new(Some(component.event_id), contact_type.counts, recorded, &appointment);
    let (offender_id, crn) = (component.offender_id, component.crn.clone());
    Ok(Planned { item, contact_type, offender_id, crn, recorded, appointment })
}

/// The appointment before its outcome is recorded.
fn appointment(item: &NewItem, contact_type: ContactType, data: &Data) -> Result<Appointment, Error> {
    let wanted = &item.wanted;
    let codes = item.codes();
    let location = codes.location.map(|code| data.locations.get(code));
    let assignment = assignment(&data.staff, &data.teams, codes)?;
    Ok(Appointment {
        date: wanted.date,
        start: item.slot.map(|slot| slot.start()),
        end: item.slot.map(|slot| slot.end()),
        outcome: None,
        attended: None,
        complied: None,
        outstanding: Some(contact_type.needs_outcome),
        latest_enforcement_action: None,
        enforcement: None,
        staff: assignment.staff,
        team: assignment.team,
        provider: assignment.provider,
        location: location.transpose()?,
        notes: wanted.notes.as_ref().map(|notes| notes.as_str().to_owned()),
        description: wanted.description.as_ref().map(|description| description.as_str().to_owned()),
        sensitive: Some(wanted.sensitive),
        visor_contact: Some(false),
        visor_exported: None,
    })
}

/// Refuses outcomes of appointments that have not begun, unless they can be known (D17).
pub(super) fn check_future_outcomes<'a>(planned: &'a [Planned<'_>], now: DateTime<Utc>) -> Result<(), Error> {
    let resulting = |planned: &'a Planned<'_>| Resulting {
        index: planned.item.index,
        is_given: true,
        appointment: &planned.appointment,
    };
    check_outcomes_permitted(planned.iter().map(resulting), now)
}

/// Locks and reads the events in which an outcome was recorded.
pub(super) fn events(
    conn: &mut DbConn,
    planned: &[Planned<'_>],
    data: &Data,
) -> Result<CountedEvents, WorkError> {
    let recorded = planned.iter().map(|planned| &planned.recorded);
    let ids = recorded.filter(|item| item.recorded != Recorded::Nothing).filter_map(|item| item.event_id);
    let events = LockedEvents::lock(conn, &ids.collect())?;
    Ok(events.read(conn, data.enforcement.review_type)?)
}
