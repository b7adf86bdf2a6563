//! Rows of contacts, from and to the appointments that the rules know.

use super::codes::EnforcementData;
use crate::app::contacts::{new_contact, yes_no};
use crate::domain::appointment::{Appointment, Recorded};
use crate::domain::enforcement::Enforcement;
use crate::domain::ids::{EnforcementActionId, OfficeLocationId, OutcomeTypeId, ProviderId, StaffId, TeamId};
use crate::store::model::{ContactRow, EnforcementRow};
use crate::store::query::Stamp;
use std::collections::BTreeSet;

/// What can change of a contact and its enforcement.
pub(super) fn appointment(row: &ContactRow, enforcement: Option<&EnforcementRow>) -> Appointment {
    Appointment {
        date: row.contact_date,
        start: row.contact_start_time,
        end: row.contact_end_time,
        outcome: row.contact_outcome_type_id.map(OutcomeTypeId),
        attended: flag(row.attended.as_deref()),
        complied: flag(row.complied.as_deref()),
        outstanding: row.enforcement.map(|flag| flag == 1),
        latest_enforcement_action: row.latest_enforcement_action_id.map(EnforcementActionId),
        enforcement: enforcement.map(|row| Enforcement {
            action: EnforcementActionId(row.enforcement_action_id),
            response_date: row.response_date,
            action_taken: row.action_taken_time,
        }),
        staff: StaffId(row.staff_id),
        team: TeamId(row.team_id),
        provider: ProviderId(row.probation_area_id),
        location: row.office_location_id.map(OfficeLocationId),
        notes: row.notes.clone(),
        description: row.description.clone(),
        sensitive: flag(row.sensitive.as_deref()),
        visor_contact: flag(row.visor_contact.as_deref()),
        visor_exported: flag(row.visor_exported.as_deref()),
    }
}

/// The contact with what has changed of it; the same when nothing has.
pub(super) fn with_appointment(row: ContactRow, appointment: &Appointment) -> ContactRow {
    let moves_team = row.team_id != appointment.team.0;
    ContactRow {
        contact_date: appointment.date,
        contact_start_time: appointment.start,
        contact_end_time: appointment.end,
        contact_outcome_type_id: appointment.outcome.map(|outcome| outcome.0),
        attended: appointment.attended.map(yes_no),
        complied: appointment.complied.map(yes_no),
        enforcement: appointment.outstanding.map(i16::from),
        latest_enforcement_action_id: appointment.latest_enforcement_action.map(|action| action.0),
        staff_id: appointment.staff.0,
        team_id: appointment.team.0,
        probation_area_id: appointment.provider.0,
        trust_provider_team_id: if moves_team { appointment.team.0 } else { row.trust_provider_team_id },
        office_location_id: appointment.location.map(|location| location.0),
        notes: appointment.notes.clone(),
        description: appointment.description.clone(),
        sensitive: appointment.sensitive.map(yes_no),
        visor_exported: appointment.visor_exported.map(yes_no),
        ..row
    }
}

/// A contact of today that records something about another one (behaviour 2.15, 2.16.4): of the same case, place and
/// people, without notes, reference or outcome.
pub(super) fn record_of(row: &ContactRow, contact_type_id: i64, stamp: Stamp) -> ContactRow {
    ContactRow {
        event_id: row.event_id,
        rqmnt_id: row.rqmnt_id,
        lic_condition_id: row.lic_condition_id,
        nsi_id: row.nsi_id,
        pss_rqmnt_id: row.pss_rqmnt_id,
        contact_start_time: Some(stamp.now),
        contact_type_id,
        office_location_id: row.office_location_id,
        staff_id: row.staff_id,
        team_id: row.team_id,
        probation_area_id: row.probation_area_id,
        trust_provider_team_id: row.team_id,
        ..new_contact(row.offender_id, stamp.now.date(), stamp)
    }
}

/// Such a record that hangs on the contact it is about.
fn linked_to(row: &ContactRow, contact_type_id: i64, stamp: Stamp) -> ContactRow {
    ContactRow { linked_contact_id: Some(row.contact_id), ..record_of(row, contact_type_id, stamp) }
}

/// The contacts that record what is done about items: one for each action taken, one for each review. Their ids are still
/// to be given.
pub(super) fn linked_contacts<'a>(
    items: impl Iterator<Item = (Recorded, &'a ContactRow)>,
    reviews: &BTreeSet<usize>,
    data: &EnforcementData,
    stamp: Stamp,
) -> Vec<ContactRow> {
    let (mut actions, mut asked) = (Vec::new(), Vec::new());
    for (place, (recorded, row)) in items.enumerate() {
        if recorded.takes_action() {
            actions.push(linked_to(row, data.action.contact_type.0, stamp));
        }
        if reviews.contains(&place) {
            asked.push(linked_to(row, data.review_type.0, stamp));
        }
    }
    actions.append(&mut asked);
    actions
}

/// From flag columns; blank is neither.
pub(super) fn flag(text: Option<&str>) -> Option<bool> {
    text.map(|text| text == "Y")
}
