//! Requirements and licence conditions to be completed, beside those of the fixtures, all of one person.

use crate::events::{LICENCE_EVENT, OFFENDER, REQUIREMENT_EVENT};
use serde_json::{Value, json};

/// The first ids of this world's rows but components.
const FIRST_ID: i64 = 930_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Requirement,
    LicenceCondition,
}

pub const KINDS: [Kind; 2] = [Kind::Requirement, Kind::LicenceCondition];

/// A component that is not terminated, with a contact in the future by the service and one by a system user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Component {
    pub kind: Kind,
    pub number: i64,
}

impl Component {
    pub fn id(self) -> i64 {
        self.number
            + match self.kind {
                Kind::Requirement => 5_100_000_000,
                Kind::LicenceCondition => 6_100_000_000,
            }
    }

    /// The future contact that a termination deletes.
    pub fn future_contact(self) -> i64 {
        FIRST_ID
            + 4 * self.number
            + match self.kind {
                Kind::Requirement => 0,
                Kind::LicenceCondition => 2,
            }
    }

    /// The pending transfer of every third component, by its id.
    pub fn transfer(self) -> Option<i64> {
        (self.number % 3 == 1).then_some(FIRST_ID + self.number)
    }

    pub fn event(self) -> i64 {
        match self.kind {
            Kind::Requirement => REQUIREMENT_EVENT,
            Kind::LicenceCondition => LICENCE_EVENT,
        }
    }

    pub fn requirement(self) -> Option<i64> {
        (self.kind == Kind::Requirement).then_some(self.id())
    }

    pub fn licence_condition(self) -> Option<i64> {
        (self.kind == Kind::LicenceCondition).then_some(self.id())
    }
}

/// So many components of each kind.
pub fn components(of_each_kind: usize) -> Vec<Component> {
    let numbers = 0..i64::try_from(of_each_kind).unwrap();
    numbers.flat_map(|number| KINDS.map(|kind| Component { kind, number })).collect()
}

/// Their rows.
pub fn rows(components: &[Component]) -> Value {
    let of = |kind: Kind| components.iter().copied().filter(move |component| component.kind == kind);
    let (requirements, conditions) = (|| of(Kind::Requirement), || of(Kind::LicenceCondition));
    json!({
        "rqmnt": requirements().map(requirement).collect::<Vec<_>>(),
        "rqmnt_manager": requirements().map(requirement_manager).collect::<Vec<_>>(),
        "rqmnt_transfer": requirements().filter_map(requirement_transfer).collect::<Vec<_>>(),
        "lic_condition": conditions().map(licence_condition).collect::<Vec<_>>(),
        "lic_condition_manager": conditions().map(licence_condition_manager).collect::<Vec<_>>(),
        "lic_condition_transfer": conditions().filter_map(licence_condition_transfer).collect::<Vec<_>>(),
        "contact": components.iter().flat_map(|component| future_contacts(*component)).collect::<Vec<_>>(),
    })
}

fn requirement(component: Component) -> Value {
    json!({ "rqmnt_id": component.id(), "disposal_id": 900_006, "rqmnt_type_main_category_id": 1,
        "rqmnt_type_sub_category_id": 601, "start_date": "2024-06-01T00:00:00",
        "pending_transfer": i64::from(component.transfer().is_some()), "active_flag": 1 })
}

fn licence_condition(component: Component) -> Value {
    json!({ "lic_condition_id": component.id(), "disposal_id": 900_005, "lic_cond_type_main_cat_id": 1,
        "lic_cond_type_sub_cat_id": 701, "start_date": "2024-06-01T00:00:00",
        "pending_transfer": i64::from(component.transfer().is_some()), "active_flag": 1 })
}

fn requirement_manager(component: Component) -> Value {
    json!({ "rqmnt_manager_id": FIRST_ID + component.number, "rqmnt_id": component.id(),
        "allocated_staff_id": 900_004, "allocated_team_id": 900_003, "active_flag": 1 })
}

fn licence_condition_manager(component: Component) -> Value {
    json!({ "lic_condition_manager_id": FIRST_ID + component.number, "lic_condition_id": component.id(),
        "staff_id": 900_004, "team_id": 900_003, "active_flag": 1 })
}

fn requirement_transfer(component: Component) -> Option<Value> {
    let id = component.transfer()?;
    Some(json!({ "rqmnt_transfer_id": id, "rqmnt_id": component.id(), "transfer_status_id": 1_001,
        "allocation_reason_id": 1_401, "request_date": "2025-05-01T09:00:00", "notes": "Moves house",
        "origin_team_id": 900_003, "origin_staff_id": 900_004,
        "receiving_team_id": 900_001, "receiving_staff_id": 900_001 }))
}

fn licence_condition_transfer(component: Component) -> Option<Value> {
    let id = component.transfer()?;
    Some(
        json!({ "lic_condition_transfer_id": id, "lic_condition_id": component.id(), "transfer_status_id": 1_001,
        "request_date": "2025-05-01T09:00:00", "origin_team_id": 900_003, "origin_staff_id": 900_004,
        "receiving_team_id": 900_001, "receiving_staff_id": 900_001 }),
    )
}

fn future_contacts(component: Component) -> [Value; 2] {
    let contact = |id: i64, creator: i64| {
        json!({ "contact_id": id, "offender_id": OFFENDER, "event_id": component.event(),
            "rqmnt_id": component.requirement(), "lic_condition_id": component.licence_condition(),
            "contact_date": "2026-09-01", "contact_type_id": 1, "staff_id": 900_004, "team_id": 900_003,
            "probation_area_id": 900_001, "sensitive": "N", "trust_provider_flag": 0,
            "trust_provider_team_id": 900_003, "created_by_user_id": creator, "last_updated_user_id": creator })
    };
    [contact(component.future_contact(), 1), contact(component.future_contact() + 1, 900_005)]
}
