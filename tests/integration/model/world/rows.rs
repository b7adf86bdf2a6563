//! The rows of the small world.

use super::{Component, EVENTS, Event, FIRST_NEW_ID, LICENCE_CONDITIONS, OTHER_ACTION, PREFIX, REQUIREMENTS};
use super::{REVIEW_TYPE, reference};
use serde_json::{Value, json};

/// The rows of this world.
pub fn rows() -> Value {
    let mut rows = json!({
        "event": events(),
        "disposal": disposals(),
        "rqmnt": requirements(),
        "lic_condition": LICENCE_CONDITIONS.iter().map(licence_condition).collect::<Vec<_>>(),
        "contact": standing_contacts(),
        "enforcement": [
            { "enforcement_id": 910_001, "contact_id": 910_003, "enforcement_action_id": OTHER_ACTION,
                "response_date": "2026-03-27T09:00:00", "action_taken_date": "2026-03-24",
                "action_taken_time": "2026-03-24T09:00:00" },
        ],
        "offender": ([910_001, 910_002]).map(|id| json!({ "offender_id": id, "crn": format!("W{id}"),
            "first_name": "Wanda", "surname": "World", "date_of_birth_date": "1990-01-01", "gender_id": 101 })),
    });
    extend(&mut rows, reference_data());
    rows
}

/// What the fixtures lack.
fn reference_data() -> Value {
    json!({
        "r_contact_outcome_type": [
            { "contact_outcome_type_id": 910_001, "code": "WNOE", "description": "Failure, not enforced",
                "outcome_attendance": "N", "outcome_compliant_acceptable": "N", "enforceable": "N" },
            { "contact_outcome_type_id": 910_002, "code": "WBLK", "description": "Unknown", "enforceable": "Y" },
        ],
        "r_enforcement_action": [
            { "enforcement_action_id": OTHER_ACTION, "code": "WOTH", "description": "Another action",
                "response_by_period": 3, "outstanding_contact_action": "N", "contact_type_id": 41 },
        ],
        "office_location": [
            { "office_location_id": 910_001, "code": "WCLOSES", "description": "Closes", "district_id": 900_001,
                "end_date": "2026-04-01" },
        ],
    })
}

fn events() -> Vec<Value> {
    // As a recount would have it; blank where nothing was ever counted.
    let counts = [Some(1), None, Some(0)];
    let event = |((event, number), count): ((&Event, i64), Option<i64>)| {
        json!({ "event_id": event.id, "event_number": format!("{number}"), "offender_id": event.offender,
            "ftc_count": count, "breach_end": event.breach_end, "active_flag": 1 })
    };
    EVENTS.iter().zip(1..).zip(counts).map(event).collect()
}

fn disposals() -> Vec<Value> {
    // Types with the limits of the events.
    let types = [1, 900_001, 900_003];
    let disposal = |(event, disposal_type): (&Event, i64)| {
        json!({ "disposal_id": event.id, "event_id": event.id, "disposal_type_id": disposal_type,
            "disposal_date": event.sentenced, "active_flag": 1 })
    };
    EVENTS.iter().zip(types).map(disposal).collect()
}

fn requirements() -> Vec<Value> {
    // Main category, whether it is active.
    let shapes = [(1, 1), (2, 1), (1, 1), (3, 1), (1, 0)];
    let requirement = |(component, (category, active)): (&Component, (i64, i64))| {
        json!({ "rqmnt_id": component.id, "disposal_id": component.event, "rqmnt_type_main_category_id": category,
            "start_date": "2025-01-01T00:00:00", "pending_transfer": 0, "active_flag": active })
    };
    REQUIREMENTS.iter().zip(shapes).map(requirement).collect()
}

fn licence_condition(component: &Component) -> Value {
    json!({ "lic_condition_id": component.id, "disposal_id": component.event, "lic_cond_type_main_cat_id": 1,
        "start_date": "2025-01-01T00:00:00", "pending_transfer": 0, "active_flag": 1,
        "soft_deleted": i64::from(!component.usable), "lic_condition_notes": "Stood there before" })
}

/// Contacts as people, other systems and earlier versions have left them.
fn standing_contacts() -> Vec<Value> {
    [standing_appointments(), standing_failures_and_reviews()].concat()
}

/// Appointments with references.
fn standing_appointments() -> Vec<Value> {
    let urn = |number: u32| format!("{PREFIX}{}", reference(number));
    vec![
        contact(
            910_001,
            1,
            "2026-04-05",
            json!({ "external_reference": urn(0), "rqmnt_id": 910_001,
            "sensitive": null, "visor_contact": "Y", "enforcement": 1, "nsi_id": 77 }),
        ),
        contact(
            910_002,
            2,
            "2026-04-02",
            json!({ "external_reference": urn(1), "event_id": null,
            "contact_start_time": "2026-04-02T10:00:00", "notes": "", "description": "Without an event",
            "created_by_user_id": 1 }),
        ),
        contact(
            910_003,
            1,
            "2026-03-24",
            failed(json!({ "external_reference": urn(2), "rqmnt_id": 910_002,
            "contact_start_time": "2026-03-24T09:00:00", "contact_end_time": "2026-03-24T10:30:00",
            "latest_enforcement_action_id": OTHER_ACTION, "notes": "First", "visor_contact": "Y",
            "visor_exported": "Y" })),
        ),
        contact(
            910_004,
            1,
            "2026-03-26",
            json!({ "external_reference": urn(3), "event_id": 910_002,
            "lic_condition_id": 910_001, "contact_start_time": "2026-03-26T09:00:00",
            "contact_end_time": "2026-03-26T10:30:00", "sensitive": "Y", "office_location_id": 900_001 }),
        ),
        contact(910_005, 1, "2026-04-06", json!({ "external_reference": urn(4), "soft_deleted": 1 })),
    ]
}

/// What counts as a failure to comply, or as a review, and what only looks like it.
fn standing_failures_and_reviews() -> Vec<Value> {
    vec![
        // Counted: a failure that another system recorded, twice on one day. Not counted: deleted, before the sentence, of
        // another type.
        contact(910_011, 1, "2026-03-24", failed(json!({}))),
        contact(910_012, 1, "2026-03-25", failed(json!({ "soft_deleted": 1 }))),
        contact(910_013, 1, "2026-03-22", failed(json!({}))),
        contact(910_014, 2, "2026-03-26", failed(json!({}))),
        // Not under way any more: reviews before the end of the breach, deleted, or with an outcome.
        contact(910_021, REVIEW_TYPE, "2026-03-24", json!({ "event_id": 910_002 })),
        contact(910_022, REVIEW_TYPE, "2026-03-26", json!({ "event_id": 910_002, "soft_deleted": 1 })),
        contact(
            910_023,
            REVIEW_TYPE,
            "2026-03-26",
            json!({ "event_id": 910_002, "contact_outcome_type_id": 1 }),
        ),
        // The highest id, above which the service's own begin.
        contact(FIRST_NEW_ID - 1, 41, "2026-03-26", json!({})),
    ]
}

fn contact(id: i64, kind: i64, date: &str, more: Value) -> Value {
    let mut row = json!({ "contact_id": id, "offender_id": 910_001, "event_id": 910_001, "contact_date": date,
        "contact_type_id": kind, "staff_id": 900_001, "team_id": 900_001, "probation_area_id": 900_001,
        "sensitive": "N", "trust_provider_flag": 0, "trust_provider_team_id": 900_001,
        "created_datetime": "2026-03-01T09:00:00", "last_updated_datetime": "2026-03-01T09:00:00" });
    extend(&mut row, more);
    row
}

/// Columns of a failure to comply, and more.
fn failed(more: Value) -> Value {
    let mut row = json!({ "contact_outcome_type_id": 2, "attended": "N", "complied": "N" });
    extend(&mut row, more);
    row
}

fn extend(object: &mut Value, more: Value) {
    let more = more.as_object().cloned().unwrap_or_default();
    object.as_object_mut().expect("an object").extend(more);
}
