//! Outcomes and what follows from them (behaviour 2.16.3, 2.16.4).

use super::{Model, Moment, appended};
use crate::blank_contact::blank_contact;
use crate::model::world::{self, Event, Outcome};
use apd_server::store::model::{ContactRow, EnforcementRow};
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeSet;

/// What a batch has recorded.
#[derive(Default)]
pub(super) struct Recording {
    /// The events with a changed outcome.
    events: BTreeSet<i64>,
    /// The events with an appointment that has become a failure to comply and is enforced.
    failed: BTreeSet<i64>,
}

impl Model {
    /// Records an outcome on a contact.
    pub(super) fn record(
        &mut self,
        row: &mut ContactRow,
        outcome: &Outcome,
        recording: &mut Recording,
        moment: &Moment<'_>,
    ) {
        if row.contact_outcome_type_id == Some(outcome.id) {
            return;
        }
        let was_failure = row.complied.as_deref() == Some("N");
        row.contact_outcome_type_id = Some(outcome.id);
        row.attended = outcome.attended.map(str::to_owned);
        row.complied = outcome.complied.map(str::to_owned);
        recording.events.extend(row.event_id);
        if outcome.complied != Some("N") || !outcome.enforceable {
            (row.latest_enforcement_action_id, row.enforcement) = (None, None);
            self.end_enforcement(row.contact_id, moment);
            return;
        }
        (row.latest_enforcement_action_id, row.enforcement) = (Some(world::ACTION), Some(1));
        if self.enforce(row.contact_id, moment) {
            self.state.contacts.push(linked(row, world::ACTION_TYPE, moment));
            let stamp = format!(
                "{}\nEnforcement Action: {}",
                moment.now.format("%d/%m/%Y %H:%M"),
                world::ACTION_DESCRIPTION
            );
            row.notes = appended(row.notes.take(), &stamp);
        }
        if !was_failure {
            recording.failed.extend(row.event_id);
        }
    }

    /// Whether the action had still to be taken.
    fn enforce(&mut self, contact_id: i64, moment: &Moment<'_>) -> bool {
        let due = Some(moment.now + TimeDelta::days(7));
        let open = |row: &&mut EnforcementRow| row.contact_id == contact_id && row.soft_deleted == 0;
        match self.state.enforcements.iter_mut().find(open) {
            Some(row) if row.enforcement_action_id == world::ACTION => return false,
            Some(row) => {
                (row.enforcement_action_id, row.response_date) = (world::ACTION, due);
                touch(row, moment);
            }
            None => self.state.enforcements.push(EnforcementRow {
                enforcement_id: 0,
                row_version: 0,
                contact_id,
                enforcement_action_id: world::ACTION,
                response_date: due,
                action_taken_date: moment.now.date(),
                action_taken_time: moment.now,
                partition_area_id: 0,
                soft_deleted: 0,
                created_datetime: moment.now,
                created_by_user_id: Some(world::USER),
                last_updated_datetime: moment.now,
                last_updated_user_id: Some(world::USER),
            }),
        }
        true
    }

    fn end_enforcement(&mut self, contact_id: i64, moment: &Moment<'_>) {
        for row in &mut self.state.enforcements {
            if row.contact_id == contact_id && row.soft_deleted == 0 {
                row.soft_deleted = 1;
                touch(row, moment);
            }
        }
    }

    /// Counts the events anew, and asks for reviews of the appointments of the batch.
    pub(super) fn settle(&mut self, recording: &Recording, batch: &[ContactRow], moment: &Moment<'_>) {
        for event in world::EVENTS.iter().filter(|event| recording.events.contains(&event.id)) {
            let count = recount(&self.state.contacts, event);
            let stored =
                self.state.events.iter_mut().find(|row| row.id == event.id).expect("the world is whole");
            if stored.ftc_count != Some(count) {
                stored.ftc_count = Some(count);
                (stored.last_updated, stored.last_updated_by) = (moment.now, Some(world::USER));
            }
            // The latest need not be the one that is new.
            let is_failure =
                |row: &&ContactRow| row.event_id == Some(event.id) && row.complied.as_deref() == Some("N");
            let latest = batch.iter().filter(is_failure).max_by_key(|row| (row.contact_date, row.contact_id));
            let limit_is_reached = event.limit.is_some_and(|limit| count >= limit);
            if let Some(row) = latest
                && recording.failed.contains(&event.id)
                && limit_is_reached
                && !self.review_is_under_way(event)
            {
                self.state.contacts.push(linked(row, world::REVIEW_TYPE, moment));
            }
        }
    }

    fn review_is_under_way(&self, event: &Event) -> bool {
        self.state.contacts.iter().any(|row| {
            row.event_id == Some(event.id)
                && row.contact_type_id == world::REVIEW_TYPE
                && row.soft_deleted == 0
                && row.contact_outcome_type_id.is_none()
                && event.breach_end.is_none_or(|end| row.contact_date >= world::day(end))
        })
    }
}

/// The failures to comply of an event, from scratch.
pub fn recount(contacts: &[ContactRow], event: &Event) -> i64 {
    let mut days: Vec<NaiveDate> = Vec::new();
    for row in contacts {
        let is_failure = row.event_id == Some(event.id)
            && row.soft_deleted == 0
            && row.complied.as_deref() == Some("N")
            && row.contact_type_id == world::COUNTING_TYPE;
        let is_recent = row.contact_date >= world::day(event.sentenced)
            && event.breach_end.is_none_or(|end| row.contact_date >= world::day(end));
        if is_failure && is_recent && !days.contains(&row.contact_date) {
            days.push(row.contact_date);
        }
    }
    i64::try_from(days.len()).expect("a few days")
}

/// A contact of today about an appointment.
fn linked(row: &ContactRow, contact_type_id: i64, moment: &Moment<'_>) -> ContactRow {
    ContactRow {
        contact_type_id,
        linked_contact_id: Some(row.contact_id),
        contact_start_time: Some(moment.now),
        event_id: row.event_id,
        nsi_id: row.nsi_id,
        rqmnt_id: row.rqmnt_id,
        lic_condition_id: row.lic_condition_id,
        pss_rqmnt_id: row.pss_rqmnt_id,
        probation_area_id: row.probation_area_id,
        team_id: row.team_id,
        trust_provider_team_id: row.team_id,
        staff_id: row.staff_id,
        office_location_id: row.office_location_id,
        ..blank_contact(row.offender_id, moment.now)
    }
}

fn touch(row: &mut EnforcementRow, moment: &Moment<'_>) {
    row.row_version += 1;
    (row.last_updated_datetime, row.last_updated_user_id) = (moment.now, Some(world::USER));
}
