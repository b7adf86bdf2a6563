//! One person: names, manager, limits of access, registrations.

use super::Maker;
use super::batch::{NewExclusion, NewOffender, NewOffenderManager, NewRegistration, NewRestriction};
use super::sentence::Case;
use chrono::{NaiveDateTime, TimeDelta};

const EXCLUSION_MESSAGE: &str =
    "You are excluded from viewing this case. Ask the person's manager for advice.";
const RESTRICTION_MESSAGE: &str = "Only named members of staff may view this case.";

impl<'w> Maker<'w> {
    /// Makes a person and all that hangs on them.
    pub(super) fn person(&mut self, offender_id: i64, crn: String) {
        let reference = &self.world.reference;
        let region = self.random.pick_ref(&reference.regions);
        let place = self.random.pick_ref(region);
        let staff_id = self.random.pick(&place.staff);
        let (is_excluded, is_restricted) = (self.random.chance(4), self.random.chance(3));
        self.offender(offender_id, crn, is_excluded, is_restricted);
        let offender_manager_id = self.ids.offender_manager.next();
        self.batch.offender_manager.push(NewOffenderManager {
            offender_manager_id,
            offender_id,
            allocation_staff_id: staff_id,
            team_id: place.team_id,
        });
        if is_excluded {
            self.exclusion(offender_id);
        }
        if is_restricted {
            self.restriction(offender_id);
        }
        self.registrations(offender_id);
        self.sentences(&Case { offender_id, region, place, staff_id });
    }

    fn offender(&mut self, offender_id: i64, crn: String, is_excluded: bool, is_restricted: bool) {
        let (reference, names) = (&self.world.reference, &self.world.names);
        let is_female = self.random.chance(15);
        let (gender_id, forenames) =
            if is_female { (reference.female, &names.women) } else { (reference.male, &names.men) };
        let has_second_name = self.random.chance(40);
        let second_name = has_second_name.then(|| self.random.pick(forenames));
        let has_ethnicity = self.random.chance(95);
        let offender = NewOffender {
            offender_id,
            crn,
            first_name: self.random.pick(forenames),
            second_name,
            surname: self.random.pick(&names.surnames),
            date_of_birth_date: self.days_ago(18 * 366, 70 * 365),
            gender_id,
            ethnicity_id: has_ethnicity.then(|| self.random.pick(&reference.ethnicities)),
            exclusion_message: is_excluded.then_some(EXCLUSION_MESSAGE),
            restriction_message: is_restricted.then_some(RESTRICTION_MESSAGE),
        };
        self.batch.offender.push(offender);
    }

    fn exclusion(&mut self, offender_id: i64) {
        for _ in 0..self.random.between(1, 2) {
            let (start, end) = self.limit();
            self.batch.exclusion.push(NewExclusion {
                exclusion_id: self.ids.exclusion.next(),
                offender_id,
                user_id: self.random.pick(&self.world.reference.users),
                exclusion_date: start,
                exclusion_end_time: end,
            });
        }
    }

    fn restriction(&mut self, offender_id: i64) {
        for _ in 0..self.random.between(1, 4) {
            let (start, end) = self.limit();
            self.batch.restriction.push(NewRestriction {
                restriction_id: self.ids.restriction.next(),
                offender_id,
                user_id: self.random.pick(&self.world.reference.users),
                restriction_time: start,
                restriction_end_time: end,
            });
        }
    }

    /// Start and end of a limit of access; one in five has ended.
    fn limit(&mut self) -> (NaiveDateTime, Option<NaiveDateTime>) {
        let day = self.days_ago(200, 700);
        let start = self.at_work(day);
        let has_ended = self.random.chance(20);
        (start, has_ended.then(|| start + TimeDelta::days(150)))
    }

    fn registrations(&mut self, offender_id: i64) {
        if self.random.chance(45) {
            for _ in 0..self.random.between(1, 3) {
                let date = self.days_ago(10, 900);
                let is_over = self.random.chance(20);
                self.batch.registration.push(NewRegistration {
                    registration_id: self.ids.registration.next(),
                    offender_id,
                    register_type_id: self.random.pick(&self.world.reference.register_types),
                    registration_date: date,
                    next_review_date: (!is_over).then(|| date + TimeDelta::days(182)),
                    deregistered: i16::from(is_over),
                });
            }
        }
    }
}
