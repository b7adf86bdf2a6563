//! The contacts of a programme: changes of status, appointments once a week around the present, and what follows from
//! missing one.

use super::Maker;
use super::batch::{NewContact, NewEnforcement};
use super::calendar::midnight;
use super::reference::{Outcome, Place};
use super::sentence::{Case, Sentence};
use crate::domain::reference::{APPOINTMENT_PREFIX, STATUS_PREFIX};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

/// The component that is a programme, and who runs it.
pub(super) struct Programme<'c, 'w> {
    pub(super) case: &'c Case<'w>,
    pub(super) sentence: &'c Sentence,
    pub(super) component_id: i64,
    pub(super) place: &'w Place,
    pub(super) staff_id: i64,
}

/// What may still be made for a person.
pub(super) struct Allowance {
    pub(super) contacts: i64,
    /// Failures to comply. One a person, so that none reaches the limit at which a review is due.
    pub(super) failures: i64,
}

impl Allowance {
    /// Takes a contact off, if one is left.
    pub(super) fn take_contact(&mut self) -> bool {
        let is_left = self.contacts > 0;
        self.contacts -= i64::from(is_left);
        is_left
    }
}

impl<'w> Maker<'w> {
    /// Makes contacts for a programme until none is left. Returns the day of the first appointment, if it is past.
    pub(super) fn programme(
        &mut self,
        programme: &Programme<'_, 'w>,
        left: &mut Allowance,
    ) -> Option<NaiveDate> {
        let types = &self.world.reference.contact_types;
        let from = programme.sentence.supervised_from;
        if left.contacts > 3 && from < self.today() && left.take_contact() {
            let description = "Ready to be allocated to a programme group.";
            self.status(programme, types.awaiting_allocation, description, from);
        }
        let mut start = self.first_session(from, left.contacts);
        let mut is_first = true;
        let mut commenced_on = None;
        while left.take_contact() {
            let is_pre_group = is_first && self.random.chance(30);
            if is_first && start < self.world.now {
                commenced_on = Some(start.date());
                if left.take_contact() {
                    self.commenced(programme, is_pre_group, start);
                }
            }
            self.session(programme, start, is_pre_group, left);
            is_first = false;
            start += TimeDelta::weeks(1);
        }
        commenced_on
    }

    /// When a course of so many weeks begins: some weeks ago, but two weeks after supervision at the earliest.
    fn first_session(&mut self, from: NaiveDate, weeks: i64) -> NaiveDateTime {
        let earliest = from + TimeDelta::weeks(2);
        let day = self.days_ago(0, 7 * weeks).max(earliest);
        let to_monday = match day.weekday() {
            Weekday::Sat => 2,
            Weekday::Sun => 1,
            _ => 0,
        };
        let day = day + TimeDelta::days(to_monday);
        midnight(day) + TimeDelta::minutes(30 * self.random.between(18, 36))
    }

    /// Makes an appointment, with its outcome when it is past.
    fn session(
        &mut self,
        programme: &Programme<'_, 'w>,
        start: NaiveDateTime,
        is_pre_group: bool,
        left: &mut Allowance,
    ) {
        let appointment = self.appointment(programme, start, is_pre_group);
        let is_attendance = appointment.contact_type_id == self.world.reference.contact_types.attendance;
        let may_fail = is_attendance && left.contacts > 0 && left.failures > 0;
        let outcome = if start < self.world.now { self.outcome(may_fail) } else { None };
        let Some(outcome) = outcome else { return self.batch.contact.push(appointment) };
        let recorded = self.at_work(start.date() + TimeDelta::days(1)).max(start);
        let appointment = NewContact {
            contact_outcome_type_id: Some(outcome.id),
            attended: outcome.attended,
            complied: outcome.complied,
            enforcement: None,
            last_updated_datetime: recorded,
            ..appointment
        };
        if outcome.complied == Some("N") {
            left.contacts -= 1;
            left.failures -= 1;
            self.enforced(programme, appointment, recorded);
        } else {
            self.batch.contact.push(appointment);
        }
    }

    /// An appointment whose outcome is still to be recorded.
    fn appointment(
        &mut self,
        programme: &Programme<'_, 'w>,
        start: NaiveDateTime,
        is_pre_group: bool,
    ) -> NewContact {
        let types = &self.world.reference.contact_types;
        let (contact_type_id, minutes, description) = match (is_pre_group, self.random.between(1, 10)) {
            (true, _) => (types.pre_group, 60, "Pre-group one-to-one"),
            (false, 1) => (types.three_way, 60, "Three-way meeting"),
            (false, _) => (types.attendance, 150, "Programme session"),
        };
        let booked_on = start.date() - TimeDelta::days(self.random.between(7, 28));
        let contact = self.contact(programme, contact_type_id, start.date(), booked_on);
        NewContact {
            contact_start_time: Some(start),
            contact_end_time: Some(start + TimeDelta::minutes(minutes)),
            enforcement: Some(1),
            office_location_id: programme.place.office.as_ref().map(|office| self.random.pick(office)),
            description: Some(description),
            external_reference: Some(format!("{APPOINTMENT_PREFIX}{}", self.random.uuid())),
            visor_contact: Some("N"),
            ..contact
        }
    }

    fn outcome(&mut self, may_fail: bool) -> Option<Outcome> {
        let outcomes = &self.world.reference.outcomes;
        match self.random.between(1, 100) {
            1..=75 => Some(outcomes.attended),
            76..=84 => Some(self.random.pick(&outcomes.acceptable_absences)),
            85..=94 if may_fail => Some(self.random.pick(&outcomes.failures)),
            _ => None,
        }
    }

    /// Adds an appointment that was missed, with the enforcement and its contact (behaviour 2.16.4).
    fn enforced(&mut self, programme: &Programme<'_, 'w>, appointment: NewContact, recorded: NaiveDateTime) {
        let action = &self.world.reference.action;
        let contact_id = appointment.contact_id;
        let office_location_id = appointment.office_location_id;
        let stamp = recorded.format("%d/%m/%Y %H:%M");
        self.batch.contact.push(NewContact {
            enforcement: Some(1),
            latest_enforcement_action_id: Some(action.id),
            notes: Some(format!("{stamp}\nEnforcement Action: {}", action.description)),
            ..appointment
        });
        self.batch.enforcement.push(NewEnforcement {
            enforcement_id: self.ids.enforcement.next(),
            contact_id,
            enforcement_action_id: action.id,
            response_date: action.response_by_period.map(|days| recorded + TimeDelta::days(days)),
            action_taken_date: recorded.date(),
            action_taken_time: recorded,
            created_datetime: recorded,
            created_by_user_id: self.world.reference.service_user,
            last_updated_datetime: recorded,
            last_updated_user_id: self.world.reference.service_user,
        });
        let contact = self.contact(programme, action.contact_type_id, recorded.date(), recorded.date());
        self.batch.contact.push(NewContact {
            contact_start_time: Some(recorded),
            linked_contact_id: Some(contact_id),
            office_location_id,
            created_datetime: recorded,
            last_updated_datetime: recorded,
            ..contact
        });
    }

    /// Adds what the first appointment leads to: the component has commenced, or the person is on the programme.
    fn commenced(&mut self, programme: &Programme<'_, 'w>, is_pre_group: bool, start: NaiveDateTime) {
        let types = &self.world.reference.contact_types;
        if is_pre_group {
            let contact = self.contact(programme, types.commenced, start.date(), start.date());
            self.batch.contact.push(contact);
        } else {
            self.status(programme, types.on_programme, "Has started the programme.", start.date());
        }
    }

    /// Adds a change of status, which falls to the person's manager (behaviour 3.4).
    fn status(
        &mut self,
        programme: &Programme<'_, 'w>,
        contact_type_id: i64,
        description: &'static str,
        day: NaiveDate,
    ) {
        let occurred = self.at_work(day);
        let manager =
            Programme { place: programme.case.place, staff_id: programme.case.staff_id, ..*programme };
        let contact = self.contact(&manager, contact_type_id, day, day);
        self.batch.contact.push(NewContact {
            contact_start_time: Some(occurred),
            description: Some(description),
            external_reference: Some(format!("{STATUS_PREFIX}{}", self.random.uuid())),
            created_datetime: occurred,
            last_updated_datetime: occurred,
            ..contact
        });
    }

    /// Adds the contact that tells when two thirds of the supervision are over (behaviour 2.2).
    pub(super) fn two_thirds_point(&mut self, case: &Case<'w>, sentence: &Sentence) {
        let days = (sentence.ends_on - sentence.supervised_from).num_days() * 2 / 3;
        let about = Programme { case, sentence, component_id: 0, place: case.place, staff_id: case.staff_id };
        let day = sentence.supervised_from + TimeDelta::days(days);
        let contact =
            self.contact(&about, self.world.reference.contact_types.two_thirds, day, sentence.sentenced_on);
        self.batch.contact.push(NewContact { rqmnt_id: None, lic_condition_id: None, ..contact });
    }

    /// What every contact has.
    fn contact(
        &mut self,
        programme: &Programme<'_, 'w>,
        contact_type_id: i64,
        contact_date: NaiveDate,
        created_on: NaiveDate,
    ) -> NewContact {
        let Programme { case, sentence, component_id, place, staff_id } = *programme;
        let created = self.at_work(created_on);
        let service_user = self.world.reference.service_user;
        NewContact {
            contact_id: self.ids.contact.next(),
            offender_id: case.offender_id,
            event_id: sentence.event_id,
            rqmnt_id: (!sentence.is_custodial).then_some(component_id),
            lic_condition_id: sentence.is_custodial.then_some(component_id),
            contact_date,
            contact_start_time: None,
            contact_end_time: None,
            contact_type_id,
            contact_outcome_type_id: None,
            attended: None,
            complied: None,
            enforcement: None,
            latest_enforcement_action_id: None,
            linked_contact_id: None,
            office_location_id: None,
            staff_id,
            team_id: place.team_id,
            probation_area_id: place.provider_id,
            notes: None,
            description: None,
            external_reference: None,
            sensitive: "N",
            visor_contact: None,
            trust_provider_team_id: place.team_id,
            created_datetime: created,
            created_by_user_id: service_user,
            last_updated_datetime: created,
            last_updated_user_id: service_user,
        }
    }
}
