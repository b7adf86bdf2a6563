//! The sentences of a person: events with disposal, offences and custody.

use super::Maker;
use super::batch::{
    NewAdditionalOffence, NewCustody, NewDisposal, NewEvent, NewKeyDate, NewMainOffence, NewPssRqmnt,
    NewRelease,
};
use super::choice::Choice;
use super::programme::Allowance;
use super::reference::Place;
use chrono::{Months, NaiveDate, TimeDelta};

/// A person under supervision.
pub(super) struct Case<'w> {
    pub(super) offender_id: i64,
    pub(super) region: &'w Choice<Place>,
    /// The team of the person's manager.
    pub(super) place: &'w Place,
    pub(super) staff_id: i64,
}

/// What the parts of a sentence need to know of it.
pub(super) struct Sentence {
    pub(super) event_id: i64,
    pub(super) disposal_id: i64,
    pub(super) is_custodial: bool,
    /// The others are over.
    pub(super) is_current: bool,
    pub(super) sentenced_on: NaiveDate,
    /// The day of the sentence, of the release if it is custodial.
    pub(super) supervised_from: NaiveDate,
    pub(super) ends_on: NaiveDate,
    months: u32,
}

impl<'w> Maker<'w> {
    /// Makes one sentence or two, of which the last is current, with at most twelve contacts.
    pub(super) fn sentences(&mut self, case: &Case<'w>) {
        let mut left = Allowance { contacts: self.random.between(0, 12), failures: 1 };
        let number = if self.random.chance(25) { 2 } else { 1 };
        for event_number in 1..=number {
            let sentence = self.sentence(event_number == number);
            let failures_before = left.failures;
            self.components(case, &sentence, &mut left);
            self.event(case, &sentence, event_number, failures_before - left.failures);
            self.disposal(&sentence);
            self.offences(&sentence);
            if sentence.is_custodial {
                self.custody(&sentence);
            }
        }
    }

    /// Says when a sentence begins and ends. Half of a custodial one is served in prison; some are still there.
    fn sentence(&mut self, is_current: bool) -> Sentence {
        let is_custodial = self.random.chance(35);
        let halves = if is_custodial { self.random.between(2, 10) } else { self.random.between(1, 6) };
        let (months, days) = (6 * u32::try_from(halves).unwrap_or(1), 183 * halves);
        let in_prison = if is_custodial { days / 2 } else { 0 };
        let sentenced_on = if is_current {
            self.days_ago(in_prison - if is_custodial { 90 } else { 0 }, in_prison + 300)
        } else {
            self.days_ago(days + 100, days + 2_000)
        };
        Sentence {
            event_id: self.ids.event.next(),
            disposal_id: self.ids.disposal.next(),
            is_custodial,
            is_current,
            sentenced_on,
            supervised_from: sentenced_on + TimeDelta::days(in_prison),
            ends_on: sentenced_on + Months::new(months) - TimeDelta::days(1),
            months,
        }
    }

    fn event(&mut self, case: &Case<'w>, sentence: &Sentence, number: i64, failures: i64) {
        let created = self.at_work(sentence.sentenced_on);
        self.batch.event.push(NewEvent {
            event_id: sentence.event_id,
            event_number: number.to_string(),
            offender_id: case.offender_id,
            ftc_count: (failures > 0).then_some(failures),
            active_flag: i16::from(sentence.is_current),
            created_datetime: created,
            last_updated_datetime: created,
        });
    }

    fn disposal(&mut self, sentence: &Sentence) {
        let reference = &self.world.reference;
        let types = if sentence.is_custodial { &reference.custodial } else { &reference.community };
        self.batch.disposal.push(NewDisposal {
            disposal_id: sentence.disposal_id,
            event_id: sentence.event_id,
            disposal_type_id: self.random.pick(types),
            disposal_date: sentence.sentenced_on,
            entry_length: i64::from(sentence.months),
            entry_length_units_id: reference.months,
            notional_end_date: sentence.ends_on,
            active_flag: i16::from(sentence.is_current),
        });
    }

    fn offences(&mut self, sentence: &Sentence) {
        let offences = &self.world.reference.offences;
        let offence_date = sentence.sentenced_on - TimeDelta::days(self.random.between(20, 500));
        self.batch.main_offence.push(NewMainOffence {
            main_offence_id: self.ids.main_offence.next(),
            event_id: sentence.event_id,
            offence_id: self.random.pick(offences),
            offence_date,
        });
        let further = if self.random.chance(40) { self.random.between(1, 3) } else { 0 };
        for _ in 0..further {
            self.batch.additional_offence.push(NewAdditionalOffence {
                additional_offence_id: self.ids.additional_offence.next(),
                event_id: sentence.event_id,
                offence_id: self.random.pick(offences),
                offence_date,
            });
        }
    }

    fn custody(&mut self, sentence: &Sentence) {
        let reference = &self.world.reference;
        let custody_id = self.ids.custody.next();
        self.batch.custody.push(NewCustody { custody_id, disposal_id: sentence.disposal_id });
        if sentence.supervised_from <= self.today() {
            let created_datetime = self.at_work(sentence.supervised_from);
            self.batch.release.push(NewRelease {
                release_id: self.ids.release.next(),
                custody_id,
                release_type_id: reference.release_type,
                actual_release_date: sentence.supervised_from,
                created_datetime,
            });
        }
        self.key_date(custody_id, reference.licence_expiry, sentence.ends_on);
        // Supervision after the sentence, which goes with short sentences, lasts a year from the release.
        if sentence.months < 24 {
            self.key_date(custody_id, reference.supervision_end, sentence.supervised_from + Months::new(12));
            self.batch.pss_rqmnt.push(NewPssRqmnt {
                pss_rqmnt_id: self.ids.pss_rqmnt.next(),
                custody_id,
                pss_rqmnt_type_main_cat_id: self.random.pick(&reference.supervision),
            });
        }
    }

    fn key_date(&mut self, custody_id: i64, key_date_type_id: i64, key_date_: NaiveDate) {
        let key_date_id = self.ids.key_date.next();
        self.batch.key_date.push(NewKeyDate { key_date_id, custody_id, key_date_type_id, key_date_ });
    }
}
