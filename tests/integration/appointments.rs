//! Short builders of appointments to create, update and delete, and the calls that take them.
//!
//! The generated client makes the requests that succeed. Those that are refused mostly go by hand, so that the whole reply
//! can be looked at; their bodies are made of the client's types all the same.

use apd_client::patch;
use apd_client::types::{
    AppointmentType, ChangedAppointment, Code, CreateAppointments, DeleteAppointments, DeletedAppointment,
    NewAppointment, NumericId, UpdateAppointments,
};
use apd_server::domain::reference::APPOINTMENT_PREFIX;
use apd_server::store::model::ContactRow;
use apd_tests::{Reply, TestContext};
use chrono::{NaiveDate, NaiveDateTime};
use reqwest::Method;
use serde_json::{Value, json};

/// The path of all three writes.
pub const PATH: &str = "/appointments";

/// Requirement of A000002.
pub const REQUIREMENT: i64 = 5_000_000_003;
/// The event of that requirement; its sentence was passed on 2025-01-01, and its limit of failures to comply is 1.
pub const EVENT: i64 = 900_004;
/// Licence condition of A000002.
pub const LICENCE_CONDITION: i64 = 6_000_000_003;
/// The event of that licence condition.
pub const LICENCE_EVENT: i64 = 900_005;
/// The person A000002.
pub const OFFENDER: i64 = 900_002;
/// The service's own user.
pub const SERVICE_USER: i64 = 1;

/// The clock of the tests by London's wall.
pub fn now() -> NaiveDateTime {
    time("2026-06-15T12:00:00")
}

/// A wall time.
pub fn time(text: &str) -> NaiveDateTime {
    text.parse().expect("a time")
}

/// A day.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The reference of an appointment of the fixtures.
pub fn stored(number: u32) -> String {
    format!("a0000001-0000-4000-8000-{number:012}")
}

/// A reference that nothing has yet.
pub fn fresh(number: u32) -> String {
    format!("c0000000-0000-4000-8000-{number:012}")
}

/// A reference as Delius stores it.
pub fn urn(reference: &str) -> String {
    format!("{APPOINTMENT_PREFIX}{reference}")
}

/// A code.
pub fn code(code: &str) -> Code {
    Code { code: code.to_owned() }
}

/// A requirement's id, or a licence condition's.
pub fn id(id: i64) -> Option<NumericId> {
    Some(NumericId::from(id))
}

/// A future appointment for the requirement of A000002, with the fresh reference of that number.
pub fn new(number: u32) -> NewAppointment {
    NewAppointment {
        reference: fresh(number).parse().expect("a reference"),
        requirement_id: id(REQUIREMENT),
        licence_condition_id: None,
        date: day("2026-07-06"),
        start_time: "09:30:00".to_owned(),
        end_time: "12:00:00".to_owned(),
        outcome: None,
        location: Some(code("OFFICE1")),
        staff: code("STAFF02"),
        team: code("TEAM02"),
        notes: Some("Session one".to_owned()),
        sensitive: false,
        type_: None,
        description: None,
    }
}

/// The same on another day.
pub fn new_on(number: u32, date: &str) -> NewAppointment {
    NewAppointment { date: day(date), ..new(number) }
}

/// The same on another day, with an outcome.
pub fn new_with_outcome(number: u32, date: &str, outcome: &str) -> NewAppointment {
    NewAppointment { outcome: Some(code(outcome)), ..new_on(number, date) }
}

/// A meeting before the group, on a day.
pub fn pre_group(number: u32, date: &str) -> NewAppointment {
    NewAppointment { type_: Some(AppointmentType::PreGroupOneToOneMeeting), ..new_on(number, date) }
}

/// An appointment for the licence condition of A000002.
pub fn of_licence_condition(item: NewAppointment) -> NewAppointment {
    NewAppointment { requirement_id: None, licence_condition_id: id(LICENCE_CONDITION), ..item }
}

/// A change of a contact that changes nothing: `STAFF02` of `TEAM02` keeps it where and when it is.
pub fn unchanged(row: &ContactRow) -> ChangedAppointment {
    let reference = row.external_reference.as_deref().and_then(|urn| urn.strip_prefix(APPOINTMENT_PREFIX));
    let clock = |time: Option<NaiveDateTime>| time.expect("a time").format("%H:%M:%S").to_string();
    ChangedAppointment {
        reference: reference.expect("a reference of this service").parse().expect("a reference"),
        date: row.contact_date,
        start_time: clock(row.contact_start_time),
        end_time: clock(row.contact_end_time),
        outcome: None,
        location: patch::keep(),
        staff: code("STAFF02"),
        team: code("TEAM02"),
        notes: None,
        sensitive: row.sensitive.as_deref() == Some("Y"),
        description: patch::keep(),
    }
}

/// A change of the appointment with that reference that changes nothing.
pub fn keep(ctx: &TestContext, reference: &str) -> ChangedAppointment {
    unchanged(&ctx.database.contact(reference))
}

/// The same, recording an outcome.
pub fn outcome(ctx: &TestContext, reference: &str, outcome: &str) -> ChangedAppointment {
    ChangedAppointment { outcome: Some(code(outcome)), ..keep(ctx, reference) }
}

/// Creates appointments.
pub async fn create(ctx: &TestContext, appointments: Vec<NewAppointment>) {
    let reply = ctx.client.create_appointments(&CreateAppointments { appointments }).await;
    assert_eq!(reply.expect("the appointments are created").status(), 201);
}

/// Asks for appointments to be created, by hand.
pub async fn try_create(ctx: &TestContext, appointments: Vec<NewAppointment>) -> Reply {
    ctx.http.send(Method::POST, PATH, &json!(CreateAppointments { appointments })).await
}

/// Updates appointments.
pub async fn update(ctx: &TestContext, appointments: Vec<ChangedAppointment>) {
    let reply = ctx.client.update_appointments(&UpdateAppointments { appointments }).await;
    assert_eq!(reply.expect("the appointments are updated").status(), 204);
}

/// Asks for appointments to be updated, by hand.
pub async fn try_update(ctx: &TestContext, appointments: Vec<ChangedAppointment>) -> Reply {
    ctx.http.send(Method::PUT, PATH, &json!(UpdateAppointments { appointments })).await
}

/// Deletes appointments.
pub async fn delete(ctx: &TestContext, references: &[String]) {
    let reply = ctx.client.delete_appointments(&deletion(references)).await;
    assert_eq!(reply.expect("the appointments are deleted").status(), 204);
}

/// Asks for appointments to be deleted, by hand.
pub async fn try_delete(ctx: &TestContext, references: &[String]) -> Reply {
    ctx.http.send(Method::DELETE, PATH, &json!(deletion(references))).await
}

/// A request to delete appointments.
pub fn deletion(references: &[String]) -> DeleteAppointments {
    let item = |reference: &String| DeletedAppointment { reference: reference.parse().expect("a reference") };
    DeleteAppointments { appointments: references.iter().map(item).collect() }
}

/// A request of one item as JSON, for the test to alter.
pub fn body(item: &Value) -> Value {
    json!({ "appointments": [item] })
}
