//! Updating appointments (behaviour 2.16): each step for all items before the next one.

use super::enforcement::Recording;
use super::{
    Model, Moment, Refusal, appended, check_codes, check_duplicates, check_future, check_size, check_times,
};
use super::{fail_for, listed, office, outcome, staff, team};
use crate::model::request::{Item, Property};
use crate::model::world;
use apd_server::store::model::ContactRow;

impl Model {
    pub(super) fn update(&mut self, items: &[Item], moment: &Moment<'_>) -> Result<(), Refusal> {
        check_size(items.len())?;
        check_duplicates(items)?;
        let found = self.find_all(items)?;
        let places: Vec<_> = (0..items.len()).collect();
        check_times(&items.iter().collect::<Vec<_>>(), &places)?;
        let before: Vec<_> = found.iter().map(|at| self.state.contacts[*at].clone()).collect();
        let mut rows = before.clone();

        reschedule(items, &mut rows)?;
        reassign(items, &mut rows, moment)?;
        let mut recording = Recording::default();
        let codes = items.iter().map(|item| item.outcome.clone()).enumerate();
        check_codes("AppointmentOutcome", "outcome.code", codes, |code| outcome(code).is_some())?;
        for (item, row) in items.iter().zip(&mut rows) {
            if let Some(outcome) = item.outcome.as_deref().and_then(outcome) {
                self.record(row, outcome, &mut recording, moment);
            }
        }
        for (item, row) in items.iter().zip(&mut rows) {
            append_notes(item, row);
            describe(item, row);
        }
        mark(items, &mut rows)?;
        let results = items.iter().zip(&rows).enumerate();
        let results: Vec<_> = results.map(|(place, (item, row))| (place, item, row)).collect();
        check_future(&results, moment.now)?;

        let batch = rows.clone();
        for ((at, row), before) in found.iter().zip(rows).zip(before) {
            self.audit("CLBI007", &row, moment);
            self.state.contacts[*at] = if row == before {
                row
            } else {
                ContactRow {
                    row_version: before.row_version + 1,
                    last_updated_datetime: moment.now,
                    last_updated_user_id: Some(world::USER),
                    ..row
                }
            };
        }
        self.settle(&recording, &batch, moment);
        Ok(())
    }

    fn find_all(&self, items: &[Item]) -> Result<Vec<usize>, Refusal> {
        let found: Vec<_> = items.iter().map(|item| self.find(&item.reference)).collect();
        let missing: Vec<_> = (0..items.len()).filter(|index| found[*index].is_none()).collect();
        let urns = missing.iter().map(|index| format!("{}{}", world::PREFIX, items[*index].reference));
        fail_for(&missing, "reference", || {
            format!("Could not find appointments with references: {}", listed(urns))
        })?;
        Ok(found.into_iter().flatten().collect())
    }
}

fn reschedule(items: &[Item], rows: &mut [ContactRow]) -> Result<(), Refusal> {
    let mut refused = Vec::new();
    for (index, (item, row)) in items.iter().zip(rows).enumerate() {
        let (start, end) = (world::shown(item.date, item.start), world::shown(item.date, item.end));
        let starts_the_same = row.contact_date == item.date && row.contact_start_time == Some(start);
        let is_the_same = starts_the_same && row.contact_end_time == Some(end);
        let is_shorter = starts_the_same && row.contact_end_time.is_some_and(|stored| end < stored);
        if row.contact_outcome_type_id.is_some() && !is_the_same && !is_shorter {
            refused.push(index);
        }
        row.contact_date = item.date;
        (row.contact_start_time, row.contact_end_time) = (Some(start), Some(end));
    }
    fail_for(&refused, "", || "Appointment with outcome cannot be rescheduled".to_owned())
}

fn reassign(items: &[Item], rows: &mut [ContactRow], moment: &Moment<'_>) -> Result<(), Refusal> {
    let given = |code: fn(&Item) -> Option<&str>| {
        items.iter().map(move |item| code(item).map(str::to_owned)).enumerate()
    };
    check_codes("Staff", "staff.code", given(|item| Some(&item.staff)), |code| staff(code).is_some())?;
    check_codes("Team", "team.code", given(|item| Some(&item.team)), |code| team(code).is_some())?;
    let is_open = |code: &str| office(code, moment.now).is_some();
    check_codes("OfficeLocation", "location.code", given(|item| item.location.value()), is_open)?;
    for (item, row) in items.iter().zip(rows) {
        row.staff_id = staff(&item.staff).expect("the code was checked");
        let (team_id, provider) = team(&item.team).expect("the code was checked");
        (row.team_id, row.trust_provider_team_id, row.probation_area_id) = (team_id, team_id, provider);
        match &item.location {
            Property::Absent => {}
            Property::Null => row.office_location_id = None,
            Property::Given(code) => row.office_location_id = office(code, moment.now),
        }
    }
    Ok(())
}

fn append_notes(item: &Item, row: &mut ContactRow) {
    let Some(text) = item.notes.as_deref().filter(|text| !text.trim().is_empty()) else { return };
    let stored = row.notes.as_deref().unwrap_or_default();
    if stored != text && !stored.ends_with(&format!("\n\n{text}")) {
        row.notes = appended(row.notes.take(), text);
    }
}

fn describe(item: &Item, row: &mut ContactRow) {
    match &item.description {
        Property::Absent => {}
        Property::Null => row.description = None,
        Property::Given(text) => row.description = Some(text.clone()),
    }
}

fn mark(items: &[Item], rows: &mut [ContactRow]) -> Result<(), Refusal> {
    let mut refused = Vec::new();
    for (index, (item, row)) in items.iter().zip(rows).enumerate() {
        if row.sensitive.as_deref() == Some("Y") && !item.sensitive {
            refused.push(index);
        }
        row.sensitive = Some(if item.sensitive { "Y" } else { "N" }.to_owned());
        row.visor_exported = match row.visor_contact.as_deref() {
            Some("Y") => row.visor_exported.take().or(Some("N".to_owned())),
            _ => None,
        };
    }
    fail_for(&refused, "sensitive", || "Sensitive flag cannot be removed".to_owned())
}
