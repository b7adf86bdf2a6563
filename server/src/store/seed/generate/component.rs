//! Requirements of community sentences and licence conditions of custodial ones.

use super::Maker;
use super::batch::{NewLicCondition, NewLicConditionManager, NewRqmnt, NewRqmntManager};
use super::calendar::midnight;
use super::programme::{Allowance, Programme};
use super::reference::Place;
use super::sentence::{Case, Sentence};
use chrono::NaiveDateTime;

/// What requirements and licence conditions have in common.
struct Component<'w> {
    id: i64,
    main_category_id: i64,
    sub_category_id: Option<i64>,
    start: NaiveDateTime,
    commencement: Option<NaiveDateTime>,
    /// When it ended, and why.
    termination: Option<(NaiveDateTime, i64)>,
    created: NaiveDateTime,
    place: &'w Place,
    staff_id: i64,
}

impl<'w> Maker<'w> {
    /// Makes one to three components, mostly with a programme among them.
    pub(super) fn components(&mut self, case: &Case<'w>, sentence: &Sentence, left: &mut Allowance) {
        if sentence.is_custodial && self.random.chance(50) && left.take_contact() {
            self.two_thirds_point(case, sentence);
        }
        for index in 0..self.random.between(1, 3) {
            let is_programme = self.random.chance(if index == 0 { 90 } else { 15 });
            let mut component = self.component(case, sentence, is_programme);
            if is_programme && sentence.is_current {
                let Component { id: component_id, place, staff_id, .. } = component;
                let programme = Programme { case, sentence, component_id, place, staff_id };
                component.commencement = self.programme(&programme, left).map(midnight);
            } else if sentence.supervised_from <= self.today() {
                component.commencement = Some(component.start);
            }
            if sentence.is_custodial {
                self.licence_condition(sentence, component);
            } else {
                self.requirement(sentence, component);
            }
        }
    }

    fn component(&mut self, case: &Case<'w>, sentence: &Sentence, is_programme: bool) -> Component<'w> {
        let reference = &self.world.reference;
        let categories =
            if sentence.is_custodial { &reference.licence_condition } else { &reference.requirement };
        let main_categories = if is_programme { &categories.programme } else { &categories.other };
        let place = self.random.pick_ref(case.region);
        Component {
            id: if sentence.is_custodial { self.ids.lic_condition.next() } else { self.ids.rqmnt.next() },
            main_category_id: self.random.pick(main_categories),
            sub_category_id: is_programme.then(|| self.random.pick(&categories.programmes)),
            start: midnight(sentence.supervised_from),
            commencement: None,
            termination: (!sentence.is_current).then(|| (midnight(sentence.ends_on), categories.completed)),
            created: self.at_work(sentence.sentenced_on),
            place,
            staff_id: self.random.pick(&place.staff),
        }
    }

    fn requirement(&mut self, sentence: &Sentence, component: Component<'w>) {
        let (termination_date, reason) = component.termination.unzip();
        self.batch.rqmnt.push(NewRqmnt {
            rqmnt_id: component.id,
            disposal_id: sentence.disposal_id,
            rqmnt_type_main_category_id: component.main_category_id,
            rqmnt_type_sub_category_id: component.sub_category_id,
            start_date: component.start,
            commencement_date: component.commencement,
            termination_date,
            rqmnt_termination_reason_id: reason,
            active_flag: i16::from(sentence.is_current),
            created_datetime: component.created,
            last_updated_datetime: component.created,
        });
        self.batch.rqmnt_manager.push(NewRqmntManager {
            rqmnt_manager_id: self.ids.rqmnt_manager.next(),
            rqmnt_id: component.id,
            allocated_staff_id: component.staff_id,
            allocated_team_id: component.place.team_id,
        });
    }

    fn licence_condition(&mut self, sentence: &Sentence, component: Component<'w>) {
        let (termination_date, reason) = component.termination.unzip();
        self.batch.lic_condition.push(NewLicCondition {
            lic_condition_id: component.id,
            disposal_id: sentence.disposal_id,
            lic_cond_type_main_cat_id: component.main_category_id,
            lic_cond_type_sub_cat_id: component.sub_category_id,
            start_date: component.start,
            commencement_date: component.commencement,
            termination_date,
            lic_termination_reason_id: reason,
            active_flag: i16::from(sentence.is_current),
            created_datetime: component.created,
            last_updated_datetime: component.created,
        });
        self.batch.lic_condition_manager.push(NewLicConditionManager {
            lic_condition_manager_id: self.ids.lic_condition_manager.next(),
            lic_condition_id: component.id,
            staff_id: component.staff_id,
            team_id: component.place.team_id,
        });
    }
}
