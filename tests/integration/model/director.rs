//! Makes requests of plans, so that most of them can be done and the others fail in a way that the plan says.

use super::plan::{Batch, Fault, ItemPlan, Pick, Plan, SlotPlan};
use super::request::{Item, Property, Request};
use super::rules::Model;
use super::world;
use apd_server::store::model::ContactRow;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Start and end of appointments. On the day on which the clocks go forward the second begins in the gap, and the third
/// ends before it starts.
const TIMES: [(&str, &str); 6] = [
    ("09:00:00", "10:30:00"),
    ("01:30:00", "02:45:00"),
    ("01:30:00", "02:15:00"),
    ("13:15:00", "14:00:00.000001"),
    ("00:00:00", "00:30:00"),
    ("23:00:00", "23:59:59.999999"),
];

const NOTES: [Option<&str>; 8] = [
    None,
    Some("First"),
    Some("Second\n\nThird"),
    Some("Third"),
    Some(""),
    Some(" \r\n"),
    Some("O'Brien \u{1f642}"),
    None,
];

/// Half of the outcomes are failures to comply.
const OUTCOMES: [&str; 12] =
    ["AFTC", "UAAB", "ATSH", "AFTC", "UAAB", "AFTC", "ATTC", "ATTC", "AAAA", "CO10", "WNOE", "WBLK"];

/// Makes requests, and remembers them.
#[derive(Default)]
pub struct Director {
    /// References that have been given to appointments.
    used: u32,
    history: Vec<Request>,
}

impl Director {
    pub fn new() -> Director {
        Director { used: world::STANDING_REFERENCES, history: Vec::new() }
    }

    /// The request of a plan.
    pub fn request(&mut self, plan: &Plan, model: &Model, now: NaiveDateTime) -> Request {
        let request = match plan {
            Plan::Create(batch) => Request::Create(self.items(batch, |director, plan, fault| {
                let reference = director.new_reference(plan.pick, model, batch.is_faulty);
                director.created(reference, plan, fault, now)
            })),
            Plan::Update(batch) => Request::Update(self.items(batch, |director, plan, fault| {
                let reference = director.known_reference(plan.pick, model, fault, batch.is_faulty);
                updated(reference, plan, fault, model, now)
            })),
            Plan::Delete(batch) => Request::Delete(self.deleted(batch, model, now)),
            Plan::Repeat(back) => {
                let at = self.history.len().saturating_sub(back + 1);
                self.history.get(at).cloned().unwrap_or_else(|| Request::Delete(vec![world::reference(999)]))
            }
        };
        self.history.push(request.clone());
        request
    }

    fn items(
        &mut self,
        batch: &Batch,
        make: impl Fn(&mut Director, &ItemPlan, Option<Fault>) -> Item,
    ) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        for plan in &batch.items {
            let fault = plan.fault.filter(|_| batch.is_faulty);
            let mut item = make(self, plan, fault);
            if fault == Some(Fault::Twice) && !items.is_empty() {
                item.reference.clone_from(&items[0].reference);
            }
            let is_new = !items.iter().any(|other| other.reference == item.reference);
            if is_new || fault == Some(Fault::Twice) {
                items.push(item);
            }
        }
        items
    }

    /// Mostly one that was never used, else one that is free again; in a faulty batch it may be taken.
    fn new_reference(&mut self, pick: Pick, model: &Model, is_faulty: bool) -> String {
        if let Pick::Used(number) = pick {
            let reference = world::reference(number as u32 % self.used);
            if is_faulty || model.find(&reference).is_none() {
                return reference;
            }
        }
        self.used += 1;
        world::reference(self.used - 1)
    }

    /// One of an appointment that is there; in a faulty batch it may be gone, or never have been there.
    fn known_reference(&self, pick: Pick, model: &Model, fault: Option<Fault>, is_faulty: bool) -> String {
        match pick {
            _ if fault == Some(Fault::UnknownReference) => world::reference(100_000),
            Pick::Used(number) if is_faulty => world::reference(number as u32 % self.used),
            Pick::Used(number) | Pick::Suitable(number) => {
                let there: Vec<_> = (0..self.used)
                    .map(world::reference)
                    .filter(|reference| model.find(reference).is_some())
                    .collect();
                there.get(number % there.len().max(1)).cloned().unwrap_or_else(|| world::reference(0))
            }
        }
    }

    /// Those that can go, unless the batch is faulty; some of them are gone already.
    fn deleted(&self, batch: &Batch, model: &Model, now: NaiveDateTime) -> Vec<String> {
        let find = |reference: &String| model.find(reference).map(|at| &model.state.contacts[at]);
        let can_go = |row: &ContactRow| {
            row.contact_outcome_type_id.is_none() && row.contact_end_time.is_some_and(|end| end > now)
        };
        let used = (0..self.used).map(world::reference);
        let suitable: Vec<_> = used.filter(|reference| find(reference).is_some_and(can_go)).collect();
        let reference = |plan: &ItemPlan| match plan.pick {
            _ if batch.is_faulty => Some(self.known_reference(plan.pick, model, plan.fault, true)),
            Pick::Suitable(number) => suitable.get(number % suitable.len().max(1)).cloned(),
            Pick::Used(number) => {
                let used = world::reference(number as u32 % self.used);
                find(&used).is_none_or(can_go).then_some(used)
            }
        };
        batch.items.iter().filter_map(reference).collect()
    }

    fn created(&self, reference: String, plan: &ItemPlan, fault: Option<Fault>, now: NaiveDateTime) -> Item {
        let (date, start, end) = slot(plan.slot, None, now);
        let (mut requirement, mut licence_condition) = match plan.component % 5 {
            at @ 0..3 => (Some(world::REQUIREMENTS[at].id), None),
            at => (None, Some(world::LICENCE_CONDITIONS[at - 3].id)),
        };
        match fault {
            Some(Fault::NoComponent) => (requirement, licence_condition) = (None, None),
            Some(Fault::TwoComponents) => (requirement, licence_condition) = (Some(910_001), Some(910_001)),
            Some(Fault::UnusableComponent(0)) => (requirement, licence_condition) = (Some(910_008), None),
            Some(Fault::UnusableComponent(1)) => (requirement, licence_condition) = (Some(999_999), None),
            Some(Fault::UnusableComponent(_)) => (requirement, licence_condition) = (None, Some(910_009)),
            _ => {}
        }
        let kind =
            [None, Some(0), Some(0), Some(1), Some(2)][plan.kind % 5].map(|at: usize| world::KINDS[at].0);
        let sensitive = plan.sensitive;
        let item = Item {
            requirement,
            licence_condition,
            kind,
            ..item(reference, plan, (date, start, end), sensitive)
        };
        spoilt(item, fault, now)
    }
}

fn updated(
    reference: String,
    plan: &ItemPlan,
    fault: Option<Fault>,
    model: &Model,
    now: NaiveDateTime,
) -> Item {
    let row = model.find(&reference).map(|at| &model.state.contacts[at]);
    let has_outcome = row.is_some_and(|row| row.contact_outcome_type_id.is_some());
    let slot_plan = match plan.slot {
        SlotPlan::Move { .. } if has_outcome && fault != Some(Fault::MovedWithOutcome) => SlotPlan::Keep,
        slot => slot,
    };
    let is_sensitive = row.is_some_and(|row| row.sensitive.as_deref() == Some("Y"));
    let sensitive = (is_sensitive && fault != Some(Fault::Unmarked)) || plan.sensitive;
    spoilt(item(reference, plan, slot(slot_plan, row, now), sensitive), fault, now)
}

/// An item without fault, so far as it alone can say.
fn item(
    reference: String,
    plan: &ItemPlan,
    (date, start, end): (NaiveDate, NaiveTime, NaiveTime),
    sensitive: bool,
) -> Item {
    let property = |number: usize, given: &str| match number % 4 {
        0 => Property::Null,
        1 | 2 => Property::Given(given.to_owned()),
        _ => Property::Absent,
    };
    Item {
        reference,
        requirement: None,
        licence_condition: None,
        kind: None,
        date,
        start,
        end,
        outcome: plan.outcome.map(|number| OUTCOMES[number % OUTCOMES.len()].to_owned()),
        location: property(plan.location, world::OFFICES[plan.location / 4 % 2].0),
        staff: world::STAFF[plan.staff % world::STAFF.len()].0.to_owned(),
        team: world::TEAMS[plan.team % world::TEAMS.len()].0.to_owned(),
        notes: NOTES[plan.notes % NOTES.len()].map(str::to_owned),
        description: property(plan.description, ["A description", "Another one"][plan.description / 4 % 2]),
        sensitive,
    }
}

/// The item with its fault; without that fault an outcome that cannot be known yet is left out.
fn spoilt(mut item: Item, fault: Option<Fault>, now: NaiveDateTime) -> Item {
    let starts_later = world::shown(item.date, item.start) > now;
    if starts_later && item.outcome.as_deref() != Some("AAAA") && fault != Some(Fault::EarlyOutcome) {
        item.outcome = None;
    }
    match fault {
        Some(Fault::Reversed) => (item.start, item.end) = (item.end, item.start),
        Some(Fault::UnknownOutcome) => item.outcome = Some("NONE".to_owned()),
        Some(Fault::UnknownOffice) => item.location = Property::Given("OFFICE0".to_owned()),
        Some(Fault::ClosedOffice) => item.location = Property::Given("OFFICE8".to_owned()),
        Some(Fault::UnknownTeam) => "TEAM00".clone_into(&mut item.team),
        Some(Fault::UnknownStaff) => "STAFF00".clone_into(&mut item.staff),
        _ => {}
    }
    if item.location == Property::Given("OFFICE2".to_owned()) {
        // An office that is about to close, with or without fault.
        item.location =
            Property::Given(if now.date() < world::MIDDLE { "WCLOSES" } else { "OFFICE2" }.to_owned());
    }
    item
}

fn slot(plan: SlotPlan, row: Option<&ContactRow>, now: NaiveDateTime) -> (NaiveDate, NaiveTime, NaiveTime) {
    let stored = row.and_then(|row| {
        Some((row.contact_date, row.contact_start_time?.time(), row.contact_end_time?.time()))
    });
    match (plan, stored) {
        (SlotPlan::Keep, Some(stored)) => stored,
        (SlotPlan::Shorten, Some((date, start, end))) => {
            let micros = (end - start).num_microseconds().unwrap_or_default();
            (date, start, start + TimeDelta::microseconds(micros / 2))
        }
        (SlotPlan::Move { days, time }, _) => at(now.date() + TimeDelta::days(days), time),
        (SlotPlan::Keep | SlotPlan::Shorten, None) => at(now.date() - TimeDelta::days(1), 0),
    }
}

fn at(date: NaiveDate, time: usize) -> (NaiveDate, NaiveTime, NaiveTime) {
    let (start, end) = TIMES[time % TIMES.len()];
    (date, start.parse().expect("a time"), end.parse().expect("a time"))
}
