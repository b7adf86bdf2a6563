//! What is logged and counted of appointments (behaviour 6.7).

use crate::appointments::{
    LICENCE_CONDITION, REQUIREMENT, create, delete, fresh, keep, new, new_with_outcome, of_licence_condition,
    outcome, pre_group, stored, try_create, update,
};
use apd_client::types::{AppointmentType, NewAppointment};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    each_created_appointment_and_commencement_is_an_event,
    each_updated_appointment_is_an_event,
    each_deleted_appointment_is_an_event,
    appointment_without_a_component_has_an_event_without_one,
    nothing_happens_when_a_batch_is_refused,
);

/// The events in the order of the log, without what every line of a request has.
fn events(ctx: &TestContext) -> Vec<Value> {
    let mut lines = ctx.log.lines();
    lines.retain(|line| line.get("event").is_some());
    for line in &mut lines {
        assert_eq!((&line["level"], &line["msg"]), (&json!("info"), &json!("appointment")));
        assert!(line["request_id"].is_string());
        let line = line.as_object_mut().unwrap();
        for field in ["ts", "level", "msg", "request_id", "client_id"] {
            assert!(line.remove(field).is_some(), "{field}");
        }
    }
    lines
}

fn counted(ctx: &TestContext) -> [u64; 4] {
    let counters = ctx.counters();
    [
        &counters.appointments_created,
        &counters.appointments_updated,
        &counters.appointments_deleted,
        &counters.components_commenced,
    ]
    .map(|counter| counter.get())
}

/// An event of a requirement of A000002.
fn event(name: &str, contact_id: i64, type_code: &str) -> Value {
    json!({
        "event": name,
        "crn": "A000002",
        "type": "Requirement",
        "contactId": contact_id,
        "componentId": REQUIREMENT,
        "typeCode": type_code,
    })
}

fn with(mut event: Value, property: &str, value: Value) -> Value {
    event[property] = value;
    event
}

async fn each_created_appointment_and_commencement_is_an_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let three_way = NewAppointment { type_: Some(AppointmentType::ThreeWayMeeting), ..new(3) };
    let items = vec![
        new_with_outcome(2, "2026-06-08", "AFTC"),
        of_licence_condition(three_way),
        pre_group(1, "2026-07-06"),
    ];

    create(&ctx, items).await;

    let ids = [1, 2, 3].map(|number| ctx.database.contact(&fresh(number)).contact_id);
    let commencement = ctx.database.contacts_of_type("ECOM")[0].contact_id;
    let of_licence = with(event("AppointmentCreated", ids[2], "CAPZ"), "type", json!("LicenceCondition"));
    let expected = [
        event("AppointmentCreated", ids[0], "CAPW"),
        with(event("AppointmentCreated", ids[1], "CAPY"), "outcomeCode", json!("AFTC")),
        with(of_licence, "componentId", json!(LICENCE_CONDITION)),
        event("ComponentCommenced", commencement, "ECOM"),
    ];
    assert_eq!(events(&ctx), expected);
    assert_eq!(counted(&ctx), [3, 0, 0, 1]);
    ctx.close().await;
}

/// With the outcome that it has now, whoever recorded it.
async fn each_updated_appointment_is_an_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    update(&ctx, vec![keep(&ctx, &stored(9)), outcome(&ctx, &stored(6), "UAAB"), keep(&ctx, &stored(5))])
        .await;

    let expected = [
        event("AppointmentUpdated", 900_007, "CAPY"),
        with(event("AppointmentUpdated", 900_008, "CAPY"), "outcomeCode", json!("UAAB")),
        with(event("AppointmentUpdated", 900_011, "CAPY"), "outcomeCode", json!("ATTC")),
    ];
    assert_eq!(events(&ctx), expected);
    assert_eq!(counted(&ctx), [0, 3, 0, 0]);
    ctx.close().await;
}

async fn each_deleted_appointment_is_an_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    delete(&ctx, &[stored(8), fresh(1), stored(8)]).await;
    delete(&ctx, &[stored(8)]).await;

    assert_eq!(events(&ctx), [event("AppointmentDeleted", 900_010, "CAPY")]);
    assert_eq!(counted(&ctx), [0, 0, 1, 0]);
    ctx.close().await;
}

async fn appointment_without_a_component_has_an_event_without_one(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET rqmnt_id = NULL WHERE contact_id = 900010");

    delete(&ctx, &[stored(8)]).await;

    let expected =
        json!({ "event": "AppointmentDeleted", "crn": "A000002", "contactId": 900_010, "typeCode": "CAPY" });
    assert_eq!(events(&ctx), [expected]);
    ctx.close().await;
}

async fn nothing_happens_when_a_batch_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let reply = try_create(&ctx, vec![new(1), new_with_outcome(2, "2026-07-06", "ATTC")]).await;

    assert_eq!(reply.status, 400);
    assert_eq!((events(&ctx), counted(&ctx)), (vec![], [0; 4]));
    ctx.close().await;
}
