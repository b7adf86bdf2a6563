//! Short builders of what the client's API tells, and of the contacts that events leave.

use crate::appointments::{day, now, time};
use crate::blank_contact::blank_contact;
use apd_server::domain::ReceivedEvent;
use apd_server::store::model::ContactRow;
use apd_tests::{Events, TestContext};
use serde_json::{Value, json};

/// The person of these tests.
pub const CRN: &str = "A000003";
/// The same by id. The manager is staff 900003 of team 900003.
pub const OFFENDER: i64 = 900_003;
/// A requirement with future contacts. Its manager is staff 900004 of team 900003, as of all components of this person.
pub const REQUIREMENT: i64 = 5_000_000_004;
/// The event of all requirements of this person, number 2.
pub const REQUIREMENT_EVENT: i64 = 900_007;
/// A requirement that starts in 2030.
pub const NOT_STARTED: i64 = 5_000_000_005;
/// A requirement that was terminated on 2030-01-01, which contact 900022 records.
pub const TERMINATED: i64 = 5_000_000_006;
/// A requirement with a pending transfer.
pub const TRANSFERRED: i64 = 5_000_000_007;
/// A licence condition with a future contact.
pub const LICENCE_CONDITION: i64 = 6_000_000_005;
/// Its event, number 1.
pub const LICENCE_EVENT: i64 = 900_006;
/// A licence condition with a pending transfer.
pub const TRANSFERRED_LICENCE: i64 = 6_000_000_006;
/// Its event.
pub const TRANSFERRED_LICENCE_EVENT: i64 = 900_008;

/// The detail of a new status of a requirement.
pub fn status(status: &str) -> Value {
    json!({
        "newStatus": status,
        "sourcedFromEntityType": "REQUIREMENT",
        "sourcedFromEntityId": REQUIREMENT,
        "notes": "Asked for larger print",
        "description": "The referral has a new status.",
        "username": "TestUser",
    })
}

/// The detail of a completion of a requirement.
pub fn completion(requirement: i64, at: &str) -> Value {
    json!({
        "licReqId": requirement.to_string(),
        "licReqCompletedAt": at,
        "sourcedFromEntityType": "REQUIREMENT",
    })
}

/// The detail of a completion of a licence condition.
pub fn licence_completion(licence_condition: i64, at: &str) -> Value {
    with(completion(licence_condition, at), "sourcedFromEntityType", json!("LICENCE_CONDITION"))
}

/// A detail with another property, or another value of one.
pub fn with(mut detail: Value, property: &str, value: Value) -> Value {
    detail[property] = value;
    detail
}

/// A detail without a property.
pub fn without(mut detail: Value, property: &str) -> Value {
    detail.as_object_mut().unwrap().remove(property);
    detail
}

/// The use cases, and an event about the person of these tests.
pub async fn event<'a>(ctx: &'a TestContext, detail: &Value) -> (Events<'a>, ReceivedEvent) {
    let events = Events::start(ctx).await;
    let event = events.about(CRN, detail).await;
    (events, event)
}

/// A contact of the person at a time, as every event leaves it: held by the manager of the components.
pub fn contact(contact_id: i64, contact_type_id: i64, at: &str) -> ContactRow {
    ContactRow {
        contact_id,
        contact_date: day(&at[..10]),
        contact_start_time: Some(time(at)),
        contact_type_id,
        staff_id: 900_004,
        team_id: 900_003,
        probation_area_id: 900_001,
        trust_provider_team_id: 900_003,
        ..blank_contact(OFFENDER, now())
    }
}

/// The contact with this id.
pub fn stored_contact(ctx: &TestContext, contact_id: i64) -> ContactRow {
    let found = ctx.database.contacts().into_iter().find(|row| row.contact_id == contact_id);
    found.expect("the contact is there")
}

/// The ids of the contacts, among the fixtures of the person, that are deleted.
pub fn deleted(ctx: &TestContext) -> Vec<i64> {
    let contacts = ctx.database.contacts().into_iter();
    contacts
        .filter(|row| row.offender_id == OFFENDER && row.soft_deleted == 1)
        .map(|row| row.contact_id)
        .collect()
}
