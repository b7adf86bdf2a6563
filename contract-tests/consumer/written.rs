//! What the contracts about creating, updating and deleting appointments have in common.

use crate::matchers::{date, time, uuid};
use crate::person::CRN;
use apd_client::patch;
use apd_client::types::{ChangedAppointment, Code, NewAppointment, NumericId};
use pact_consumer::patterns::JsonPattern;
use serde::Serialize;
use serde_json::{Value, json};

/// A requirement's id: as in Delius, too large for 32 bits.
pub const REQUIREMENT: &str = "2500949965";

/// A licence condition's id.
pub const LICENCE_CONDITION: &str = "2601949965";

/// A reference of the client.
pub fn reference(number: u32) -> String {
    format!("3f0c1f4e-1b53-4d0e-9a0d-{number:012}")
}

/// The parameters of the state with the appointment of that number.
pub fn stored(number: u32, date: &str) -> Value {
    json!({
        "crn": CRN, "requirementId": REQUIREMENT, "reference": reference(number), "date": date,
        "startTime": "09:30:00", "endTime": "12:00:00",
    })
}

/// The parameters of the state with a team, staff and an office.
pub fn team() -> Value {
    json!({ "team": "N50T01", "staff": "N50A001", "office": "N501CCO" })
}

/// A code.
pub fn code(code: &str) -> Code {
    Code { code: code.to_owned() }
}

/// An appointment to come of the requirement, with the reference of that number.
pub fn new_appointment(number: u32) -> NewAppointment {
    NewAppointment {
        reference: reference(number).parse().unwrap(),
        requirement_id: Some(NumericId::from(REQUIREMENT.parse::<i64>().unwrap())),
        licence_condition_id: None,
        date: "2026-09-07".parse().unwrap(),
        start_time: "09:30:00".to_owned(),
        end_time: "12:00:00".to_owned(),
        outcome: None,
        location: Some(code("N501CCO")),
        staff: code("N50A001"),
        team: code("N50T01"),
        notes: Some("(Prog ID: BCCDD1, Type: main, Session: Understanding myself)".to_owned()),
        sensitive: false,
        type_: None,
        description: None,
    }
}

/// A change that leaves the appointment of that number at its time, and keeps whatever may be left out.
pub fn changed_appointment(number: u32) -> ChangedAppointment {
    ChangedAppointment {
        reference: reference(number).parse().unwrap(),
        date: "2026-09-07".parse().unwrap(),
        start_time: "09:30:00".to_owned(),
        end_time: "12:00:00".to_owned(),
        outcome: None,
        location: patch::set("N501CCO"),
        staff: code("N50A001"),
        team: code("N50T01"),
        notes: None,
        sensitive: false,
        description: patch::keep(),
    }
}

/// What the client sends for an item: references, days and times may be others.
pub fn pattern(item: &impl Serialize) -> JsonPattern {
    let item = serde_json::to_value(item).unwrap();
    let ruled = |(property, value): (&String, &Value)| {
        let text = value.as_str().unwrap_or_default();
        let pattern = match property.as_str() {
            "reference" => uuid(text),
            "date" => date(text),
            "startTime" | "endTime" => time(text),
            _ => JsonPattern::Json(value.clone()),
        };
        (property.clone(), pattern)
    };
    JsonPattern::Object(item.as_object().unwrap().iter().map(ruled).collect())
}
