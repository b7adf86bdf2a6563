//! Updating appointments (consumer W2), through the generated client.

use crate::call::Call;
use crate::contract::{Contract, contracts};
use crate::matchers::matching;
use crate::written::{changed_appointment, code, pattern, reference, stored, team};
use apd_client::patch;
use apd_client::types::{ChangedAppointment, UpdateAppointments};
use pact_consumer::patterns::JsonPattern;
use serde_json::json;

contracts!(
    attended,
    failed_to_comply,
    absent_without_an_excuse,
    moved,
    without_a_place,
    of_two,
    unknown,
    unknown_outcome,
    outcome_too_early,
    moved_with_an_outcome,
    with_unknown_staff,
);

/// A session that is over, as its attendance is recorded.
const PAST: &str = "2026-06-08";
/// One that is to come.
const FUTURE: &str = "2026-09-07";

fn call(description: &str, items: &[ChangedAppointment]) -> Call {
    let items = items.iter().map(pattern).collect();
    Call::of_the_service(description)
        .sends("PUT", "/appointments")
        .with_body(json_pattern!({ "appointments": JsonPattern::Array(items) }))
        .given("a team with staff and an office", &team())
}

fn on(date: &str) -> ChangedAppointment {
    ChangedAppointment { date: date.parse().unwrap(), ..changed_appointment(1) }
}

fn with_outcome(outcome: &str, date: &str) -> ChangedAppointment {
    ChangedAppointment { outcome: Some(code(outcome)), notes: Some("Took part well".to_owned()), ..on(date) }
}

fn updates(call: Call, items: Vec<ChangedAppointment>) -> Contract {
    call.receives_status(204).through_the_client(async |client| {
        client.update_appointments(&UpdateAppointments { appointments: items }).await.unwrap();
    })
}

fn fails(call: Call, items: Vec<ChangedAppointment>) -> Contract {
    call.fails_through_the_client(400, async |client| {
        client.update_appointments(&UpdateAppointments { appointments: items }).await?;
        Ok(())
    })
}

fn recorded(description: &str, outcome: &str) -> Contract {
    let items = vec![with_outcome(outcome, PAST)];
    updates(call(description, &items).given("an appointment", &stored(1, PAST)), items)
}

fn attended() -> Contract {
    recorded("the attendance of a session", "ATTC")
}

fn failed_to_comply() -> Contract {
    recorded("the failure to comply at a session", "AFTC")
}

fn absent_without_an_excuse() -> Contract {
    recorded("the unacceptable absence from a session", "UAAB")
}

fn moved() -> Contract {
    let items = vec![on("2026-09-14")];
    updates(call("another day for a session", &items).given("an appointment", &stored(1, FUTURE)), items)
}

fn without_a_place() -> Contract {
    let items = vec![ChangedAppointment { location: patch::clear(), ..on(FUTURE) }];
    updates(call("no place for a session", &items).given("an appointment", &stored(1, FUTURE)), items)
}

fn of_two() -> Contract {
    let items = vec![on("2026-09-14"), changed_appointment(2)];
    let call = call("a change of two sessions", &items)
        .given("an appointment", &stored(1, FUTURE))
        .given("an appointment", &stored(2, FUTURE));
    updates(call, items)
}

fn unknown() -> Contract {
    let items = vec![on(FUTURE)];
    let message = matching(
        r"^Could not find appointments with references: \[.+\]$",
        "Could not find appointments with references: \
         [urn:uk:gov:accredited-programmes:appointment:3f0c1f4e-1b53-4d0e-9a0d-000000000001]",
    );
    let call = call("a change of an unknown session", &items)
        .given("no appointment", &json!({ "reference": reference(1) }))
        .receives_refusal(400, "InvalidReference", message);
    fails(call, items)
}

fn unknown_outcome() -> Contract {
    let items = vec![with_outcome("NOTONE", PAST)];
    let message =
        matching(r"^Invalid AppointmentOutcome codes: \[.+\]$", "Invalid AppointmentOutcome codes: [NOTONE]");
    let call = call("an unknown outcome of a session", &items)
        .given("an appointment", &stored(1, PAST))
        .receives_refusal(400, "InvalidReference", message);
    fails(call, items)
}

fn outcome_too_early() -> Contract {
    let items = vec![with_outcome("ATTC", FUTURE)];
    let message = "Only permissible absences can be recorded for a future attendance";
    let call = call("the attendance of a session to come", &items)
        .given("an appointment", &stored(1, FUTURE))
        .receives_refusal(400, "RuleViolation", message.into());
    fails(call, items)
}

fn moved_with_an_outcome() -> Contract {
    let items = vec![on("2026-06-09")];
    let mut state = stored(1, PAST);
    state["outcome"] = json!("ATTC");
    let call = call("another day for a session with an outcome", &items)
        .given("an appointment", &state)
        .receives_refusal(400, "RuleViolation", "Appointment with outcome cannot be rescheduled".into());
    fails(call, items)
}

fn with_unknown_staff() -> Contract {
    let items = vec![ChangedAppointment { staff: code("NOBODY1"), ..on(FUTURE) }];
    let message = matching(r"^Invalid Staff codes: \[.+\]$", "Invalid Staff codes: [NOBODY1]");
    let call = call("unknown staff for a session", &items)
        .given("an appointment", &stored(1, FUTURE))
        .receives_refusal(400, "InvalidReference", message);
    fails(call, items)
}
