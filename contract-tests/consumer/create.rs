//! Creating appointments (consumer W1), through the generated client.

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::{list, matching, text};
use crate::person::CRN;
use crate::written::{LICENCE_CONDITION, REQUIREMENT, code, new_appointment, pattern, stored, team};
use apd_client::types::{AppointmentType, CreateAppointments, NewAppointment, NumericId};
use pact_consumer::patterns::JsonPattern;
use serde_json::{Value, json};

contracts!(
    for_a_requirement,
    for_a_licence_condition,
    before_a_group,
    of_three_kinds_at_once,
    in_the_past,
    once_more,
    for_an_unknown_requirement,
    for_a_terminated_requirement,
    for_an_unknown_licence_condition,
    with_other_details,
    with_an_unknown_outcome,
    with_unknown_staff,
    that_end_before_they_start,
);

fn call(description: &str, items: &[NewAppointment]) -> Call {
    let items = items.iter().map(pattern).collect();
    Call::of_the_service(description)
        .sends("POST", "/appointments")
        .with_body(json_pattern!({ "appointments": JsonPattern::Array(items) }))
        .given("a team with staff and an office", &team())
}

fn a_requirement() -> Value {
    json!({ "crn": CRN, "requirementId": REQUIREMENT })
}

fn creates(call: Call, items: Vec<NewAppointment>) -> Contract {
    call.receives_status(201).through_the_client(async |client| {
        client.create_appointments(&CreateAppointments { appointments: items }).await.unwrap();
    })
}

fn fails(call: Call, status: u16, items: Vec<NewAppointment>) -> Contract {
    call.fails_through_the_client(status, async move |client| {
        client.create_appointments(&CreateAppointments { appointments: items }).await?;
        Ok(())
    })
}

fn of_a_licence_condition() -> NewAppointment {
    NewAppointment {
        requirement_id: None,
        licence_condition_id: Some(NumericId::from(LICENCE_CONDITION.parse::<i64>().unwrap())),
        ..new_appointment(1)
    }
}

fn for_a_requirement() -> Contract {
    let items = vec![new_appointment(1)];
    creates(
        call("a new appointment of a requirement", &items).given("a requirement", &a_requirement()),
        items,
    )
}

fn for_a_licence_condition() -> Contract {
    let items = vec![of_a_licence_condition()];
    let state = json!({ "crn": CRN, "licenceConditionId": LICENCE_CONDITION });
    creates(
        call("a new appointment of a licence condition", &items).given("a licence condition", &state),
        items,
    )
}

fn before_a_group() -> Contract {
    let kind = Some(AppointmentType::PreGroupOneToOneMeeting);
    let items = vec![NewAppointment { type_: kind, ..new_appointment(1) }];
    creates(call("a new appointment before a group", &items).given("a requirement", &a_requirement()), items)
}

fn of_three_kinds_at_once() -> Contract {
    let kind = |number, kind| NewAppointment { type_: Some(kind), ..new_appointment(number) };
    let items = vec![
        kind(1, AppointmentType::PreGroupOneToOneMeeting),
        kind(2, AppointmentType::ProgrammeAttendance),
        kind(3, AppointmentType::ThreeWayMeeting),
    ];
    creates(call("new appointments of three kinds", &items).given("a requirement", &a_requirement()), items)
}

/// Sessions that a person catches up on.
fn in_the_past() -> Contract {
    let items = vec![NewAppointment { date: "2026-05-04".parse().unwrap(), ..new_appointment(1) }];
    creates(call("a new appointment in the past", &items).given("a requirement", &a_requirement()), items)
}

/// The appointment of [`as_stored`], when it was created before: to begin at this time.
fn created_before(start_time: &str) -> Value {
    let item = new_appointment(1);
    let mut appointment = stored(1, "2026-09-07");
    appointment["startTime"] = start_time.into();
    appointment["notes"] = item.notes.into();
    appointment
}

/// With the staff, team and office that the state has.
fn as_stored() -> NewAppointment {
    NewAppointment {
        location: Some(code("OFFICE1")),
        staff: code("STAFF01"),
        team: code("TEAM01"),
        ..new_appointment(1)
    }
}

/// After a time-out the client cannot know whether it was done.
fn once_more() -> Contract {
    let items = vec![as_stored()];
    creates(
        call("a new appointment once more", &items).given("an appointment", &created_before("09:30:00")),
        items,
    )
}

fn with_other_details() -> Contract {
    let items = vec![as_stored()];
    let message = matching(
        r"^Appointments already exist with different details: \[.+\]$",
        "Appointments already exist with different details: [3f0c1f4e-1b53-4d0e-9a0d-000000000001]",
    );
    let call = call("a new appointment with a used reference", &items)
        .given("an appointment", &created_before("09:00:00"));
    fails(call.receives_refusal(409, "Conflict", message), 409, items)
}

/// The client looks for these three words.
fn invalid_requirements() -> JsonPattern {
    matching(r"^Invalid Requirement IDs: \[\d+(, \d+)*\]$", "Invalid Requirement IDs: [2500949965]")
}

/// A refusal that names the items.
fn refused(call: Call, error_code: &str, message: JsonPattern, field: &str, kind: &str) -> Call {
    call.receives(
        400,
        json_pattern!({
            "status": 400,
            "message": message,
            "error_code": error_code,
            "request_id": text("0c9f5a52-6f0e-4a57-b2f4-1d1f0d5f2c11"),
            "fields": list(json_pattern!({
                "field": field,
                "type": kind,
                "message": text("what is wrong with it"),
            })),
        }),
    )
}

fn for_an_unknown_requirement() -> Contract {
    let items = vec![new_appointment(1)];
    let call = call("a new appointment of a requirement", &items).given("no requirement", &a_requirement());
    let field = "appointments[0].requirementId";
    fails(refused(call, "InvalidReference", invalid_requirements(), field, "Unknown"), 400, items)
}

fn for_a_terminated_requirement() -> Contract {
    let items = vec![new_appointment(1)];
    let call = call("a new appointment of a requirement", &items)
        .given("a terminated requirement", &a_requirement());
    let field = "appointments[0].requirementId";
    fails(refused(call, "InvalidReference", invalid_requirements(), field, "Inactive"), 400, items)
}

fn for_an_unknown_licence_condition() -> Contract {
    let items = vec![of_a_licence_condition()];
    let state = json!({ "crn": CRN, "licenceConditionId": LICENCE_CONDITION });
    let call = call("a new appointment of a licence condition", &items).given("no licence condition", &state);
    let message = matching(
        r"^Invalid LicenceCondition IDs: \[\d+(, \d+)*\]$",
        "Invalid LicenceCondition IDs: [2601949965]",
    );
    let field = "appointments[0].licenceConditionId";
    fails(refused(call, "InvalidReference", message, field, "Unknown"), 400, items)
}

fn with_an_unknown_outcome() -> Contract {
    let items = vec![NewAppointment { outcome: Some(code("NOTONE")), ..new_appointment(1) }];
    let call =
        call("a new appointment with an unknown outcome", &items).given("a requirement", &a_requirement());
    let message =
        matching(r"^Invalid AppointmentOutcome codes: \[.+\]$", "Invalid AppointmentOutcome codes: [NOTONE]");
    let field = "appointments[0].outcome.code";
    fails(refused(call, "InvalidReference", message, field, "Unknown"), 400, items)
}

fn with_unknown_staff() -> Contract {
    let items = vec![NewAppointment { staff: code("NOBODY1"), ..new_appointment(1) }];
    let call = call("a new appointment with unknown staff", &items).given("a requirement", &a_requirement());
    let message = matching(r"^Invalid Staff codes: \[.+\]$", "Invalid Staff codes: [NOBODY1]");
    fails(refused(call, "InvalidReference", message, "appointments[0].staff.code", "Unknown"), 400, items)
}

fn that_end_before_they_start() -> Contract {
    let items = vec![NewAppointment { end_time: "09:00:00".to_owned(), ..new_appointment(1) }];
    let call =
        call("a new appointment that ends before it starts", &items).given("a requirement", &a_requirement());
    let call = call.receives_refusal(400, "RuleViolation", "Start time must be before end time".into());
    fails(call, 400, items)
}
