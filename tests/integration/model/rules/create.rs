//! Creating appointments (behaviour 2.15).

use super::enforcement::Recording;
use super::{Model, Moment, Refusal, check_codes, check_duplicates, check_future, check_size, check_times};
use super::{appended, fail_for, listed, office, outcome, refuse, staff, team};
use crate::blank_contact::blank_contact;
use crate::model::request::Item;
use crate::model::state::ComponentState;
use crate::model::world::{self, Component};
use apd_server::store::model::ContactRow;
use chrono::NaiveDateTime;

impl Model {
    pub(super) fn create(&mut self, items: &[Item], moment: &Moment<'_>) -> Result<(), Refusal> {
        check_size(items.len())?;
        let unclear = |item: &Item| item.requirement.is_some() == item.licence_condition.is_some();
        let places: Vec<_> = (0..items.len()).filter(|index| unclear(&items[*index])).collect();
        fail_for(&places, "", || "Either licence condition or requirement id must be specified.".to_owned())?;
        check_duplicates(items)?;
        let places = self.not_done(items)?;
        let items: Vec<_> = places.iter().map(|place| &items[*place]).collect();
        check(&items, &places, moment.now)?;

        let mut recording = Recording::default();
        let mut made = Vec::new();
        for item in &items {
            let mut row = self.appointment(item, moment);
            if let Some(code) = &item.outcome {
                let outcome = outcome(code).expect("the code was checked");
                self.record(&mut row, outcome, &mut recording, moment);
            }
            made.push(row);
        }
        let results = places.iter().zip(&items).zip(&made);
        let results: Vec<_> = results.map(|((place, item), row)| (*place, *item, row)).collect();
        check_future(&results, moment.now)?;
        self.state.contacts.extend(made.iter().cloned());
        let versions = (self.state.requirements.clone(), self.state.licence_conditions.clone());
        for (item, row) in items.iter().zip(&made) {
            self.audit("CLBI003", row, moment);
            self.commence(item, row, moment);
        }
        // A row rises by one a request, however often it was changed.
        raise(&mut self.state.requirements, &versions.0);
        raise(&mut self.state.licence_conditions, &versions.1);
        self.settle(&recording, &made, moment);
        Ok(())
    }

    /// The places of the items that have not been created before.
    fn not_done(&self, items: &[Item]) -> Result<Vec<usize>, Refusal> {
        let (mut left, mut different) = (Vec::new(), Vec::new());
        for (place, item) in items.iter().enumerate() {
            match self.find(&item.reference) {
                None => left.push(place),
                Some(at) if is_same(item, &self.state.contacts[at]) => {}
                Some(_) => different.push(place),
            }
        }
        if different.is_empty() {
            return Ok(left);
        }
        let references = different.iter().map(|place| items[*place].reference.clone());
        let message = format!("Appointments already exist with different details: {}", listed(references));
        let path = |place: &usize| format!("appointments[{place}].reference");
        Err(refuse(409, message, different.iter().map(path).collect()))
    }

    fn appointment(&self, item: &Item, moment: &Moment<'_>) -> ContactRow {
        let (event, offender) = case_of(item);
        let (team_id, provider) = team(&item.team).expect("the code was checked");
        let urn = format!("{}{}", world::PREFIX, item.reference);
        let nth =
            self.state.contacts.iter().filter(|row| row.external_reference.as_ref() == Some(&urn)).count();
        ContactRow {
            contact_id: moment.ids.nth(&urn, nth),
            event_id: Some(event),
            rqmnt_id: item.requirement,
            lic_condition_id: item.licence_condition,
            contact_type_id: contact_type(item),
            contact_date: item.date,
            contact_start_time: Some(world::shown(item.date, item.start)),
            contact_end_time: Some(world::shown(item.date, item.end)),
            staff_id: staff(&item.staff).expect("the code was checked"),
            team_id,
            trust_provider_team_id: team_id,
            probation_area_id: provider,
            office_location_id: item.location.value().and_then(|code| office(code, moment.now)),
            notes: item.notes.clone(),
            description: item.description.value().map(str::to_owned),
            sensitive: Some(if item.sensitive { "Y" } else { "N" }.to_owned()),
            external_reference: Some(urn),
            // All three types need an outcome.
            enforcement: Some(1),
            ..blank_contact(offender, moment.now)
        }
    }

    /// What a meeting before the group means for its component.
    fn commence(&mut self, item: &Item, row: &ContactRow, moment: &Moment<'_>) {
        if item.kind != Some("PRE_GROUP_ONE_TO_ONE_MEETING") {
            return;
        }
        let components = match item.requirement {
            Some(_) => &mut self.state.requirements,
            None => &mut self.state.licence_conditions,
        };
        let id = item.requirement.or(item.licence_condition);
        let component =
            components.iter_mut().find(|component| Some(component.id) == id).expect("it was checked");
        let had_not_begun = component.commencement_date.is_none();
        let text = format!(
            "Actual Start Date set to {} following notification from the Accredited Programmes – Intervention Service",
            item.date.format("%d/%m/%Y")
        );
        component.commencement_date = item.date.and_hms_opt(0, 0, 0);
        component.notes = appended(component.notes.take(), &text);
        (component.last_updated, component.last_updated_by) = (moment.now, Some(world::USER));
        if had_not_begun {
            self.state.contacts.push(ContactRow {
                contact_type_id: world::COMMENCED_TYPE,
                contact_date: item.date,
                event_id: row.event_id,
                rqmnt_id: row.rqmnt_id,
                lic_condition_id: row.lic_condition_id,
                staff_id: row.staff_id,
                team_id: row.team_id,
                trust_provider_team_id: row.team_id,
                probation_area_id: row.probation_area_id,
                ..blank_contact(row.offender_id, moment.now)
            });
        }
    }
}

fn raise(components: &mut [ComponentState], before: &[ComponentState]) {
    for (component, before) in components.iter_mut().zip(before) {
        component.row_version = before.row_version + i64::from(component.notes != before.notes);
    }
}

/// Steps 2 to 11, in their order.
fn check(items: &[&Item], places: &[usize], now: NaiveDateTime) -> Result<(), Refusal> {
    let ids = |id: fn(&Item) -> Option<i64>, known: &[Component], name: &str, property: &str| {
        let usable = |id: i64| known.iter().any(|component| component.id == id && component.usable);
        let bad: Vec<_> = items
            .iter()
            .zip(places)
            .filter_map(|(item, place)| Some((*place, id(item)?)))
            .filter(|(_, id)| !usable(*id))
            .collect();
        let faulty: Vec<_> = bad.iter().map(|(place, _)| *place).collect();
        let named = bad.iter().map(|(_, id)| id.to_string());
        fail_for(&faulty, property, || format!("Invalid {name} IDs: {}", listed(named)))
    };
    ids(|item| item.requirement, &world::REQUIREMENTS, "Requirement", "requirementId")?;
    ids(|item| item.licence_condition, &world::LICENCE_CONDITIONS, "LicenceCondition", "licenceConditionId")?;
    check_times(items, places)?;
    let given = |code: fn(&Item) -> Option<&str>| {
        items.iter().zip(places).map(move |(item, place)| (*place, code(item).map(str::to_owned)))
    };
    check_codes("AppointmentOutcome", "outcome.code", given(|item| item.outcome.as_deref()), |code| {
        outcome(code).is_some()
    })?;
    check_codes("OfficeLocation", "location.code", given(|item| item.location.value()), |code| {
        office(code, now).is_some()
    })?;
    check_codes("Team", "team.code", given(|item| Some(&item.team)), |code| team(code).is_some())?;
    check_codes("Staff", "staff.code", given(|item| Some(&item.staff)), |code| staff(code).is_some())
}

/// Whether a contact is what an item would create, but for notes that were added since (behaviour D15).
fn is_same(item: &Item, row: &ContactRow) -> bool {
    let outcome = item.outcome.as_deref().map(|code| outcome(code).map(|outcome| outcome.id));
    let location = item
        .location
        .value()
        .map(|code| world::OFFICES.iter().find(|office| office.0 == code).map(|office| office.1));
    let notes_fit = match item.notes.as_deref() {
        Some(notes) if !notes.trim().is_empty() => {
            let stored = row.notes.as_deref().unwrap_or_default();
            stored == notes || stored.starts_with(&format!("{notes}\n\n"))
        }
        _ => true,
    };
    (row.rqmnt_id, row.lic_condition_id) == (item.requirement, item.licence_condition)
        && row.contact_type_id == contact_type(item)
        && row.contact_date == item.date
        && row.contact_start_time == Some(world::shown(item.date, item.start))
        && row.contact_end_time == Some(world::shown(item.date, item.end))
        && world::shown(item.date, item.start) < world::shown(item.date, item.end)
        && Some(row.staff_id) == staff(&item.staff)
        && Some(row.team_id) == team(&item.team).map(|team| team.0)
        && row.office_location_id.map(Some) == location
        && row.contact_outcome_type_id.map(Some) == outcome
        && row.sensitive.as_deref() == Some(if item.sensitive { "Y" } else { "N" })
        && row.description.as_deref() == item.description.value()
        && notes_fit
}

fn contact_type(item: &Item) -> i64 {
    let kind = item.kind.unwrap_or("PROGRAMME_ATTENDANCE");
    world::KINDS.iter().find(|known| known.0 == kind).expect("kinds are of the contract").1
}

/// The event and the person of the component.
fn case_of(item: &Item) -> (i64, i64) {
    let (id, components): (_, &[Component]) = match (item.requirement, item.licence_condition) {
        (Some(id), _) => (id, &world::REQUIREMENTS),
        (None, id) => (id.unwrap_or_default(), &world::LICENCE_CONDITIONS),
    };
    let component = components.iter().find(|component| component.id == id).expect("the id was checked");
    let event = world::EVENTS.iter().find(|event| event.id == component.event).expect("the world is whole");
    (event.id, event.offender)
}
