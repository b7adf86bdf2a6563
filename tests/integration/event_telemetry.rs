//! What is logged and counted of events (behaviour 6.7).

use crate::events::{
    CRN, NOT_STARTED, REQUIREMENT, TERMINATED, completion, event, licence_completion, status,
};
use apd_server::telemetry::counters::Counters;
use apd_tests::events::{Handling, message_id};
use apd_tests::{Engine, Events, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    new_status_and_its_repetition_are_events,
    first_termination_is_an_event,
    moved_termination_is_an_event,
    completion_before_the_start_is_an_event,
    repeated_completion_is_for_those_who_look_for_a_fault,
    event_that_fails_has_no_event,
);

const AT: &str = "2025-06-01T14:30:00.000Z";

/// The events in the order of the log, without what every line has.
fn logged(ctx: &TestContext, message: &str) -> Vec<Value> {
    let mut lines = ctx.log.lines();
    lines.retain(|line| line.get("event").is_some());
    for line in &mut lines {
        assert_eq!((&line["level"], &line["msg"]), (&json!("info"), &json!(message)));
        let line = line.as_object_mut().unwrap();
        for field in ["ts", "level", "msg"] {
            assert!(line.remove(field).is_some(), "{field}");
        }
    }
    lines
}

fn counted(handling: &Handling) -> [u64; 5] {
    counts(handling.op.counters())
}

/// The events of behaviour 6.7 that were counted: changes of status and their duplicates, terminations, moved ones, and
/// rejected completions.
pub fn counts(counters: &Counters) -> [u64; 5] {
    let Counters {
        status_changes,
        status_change_duplicates,
        components_terminated,
        component_terminations_updated,
        component_terminations_rejected,
        ..
    } = counters;
    [
        status_changes,
        status_change_duplicates,
        components_terminated,
        component_terminations_updated,
        component_terminations_rejected,
    ]
    .map(|counter| counter.get())
}

async fn new_status_and_its_repetition_are_events(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, event) = event(&ctx, &status("ON_PROGRAMME")).await;

    let first = events.status_updated(&event).await;
    let again = events.status_updated(&event).await;

    let line = |name: &str| {
        json!({
            "event": name,
            "crn": CRN,
            "componentId": REQUIREMENT,
            "status": "ON_PROGRAMME",
            "messageId": message_id(1).to_string(),
        })
    };
    assert_eq!(logged(&ctx, "change of status"), [line("StatusChanged"), line("StatusChangeDuplicate")]);
    assert_eq!((counted(&first), counted(&again)), ([1, 0, 0, 0, 0], [0, 1, 0, 0, 0]));
    ctx.close().await;
}

/// With and without commencement, in summer and in winter.
async fn first_termination_is_an_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database
        .execute("UPDATE rqmnt SET commencement_date = '2024-12-02T00:00:00' WHERE rqmnt_id = 5000000004");
    let events = Events::start(&ctx).await;
    let requirement = events.about(CRN, &completion(REQUIREMENT, AT)).await;
    let licence_condition =
        events.about(CRN, &licence_completion(6_000_000_005, "2026-01-01T12:00:05.5")).await;

    let first = events.programme_complete(&requirement).await;
    events.programme_complete(&licence_condition).await.ok();

    let expected = [
        json!({
            "event": "ComponentTerminated",
            "type": "Requirement",
            "id": REQUIREMENT,
            "crn": CRN,
            "startDate": "2024-06-01T00:00+01:00[Europe/London]",
            "commencementDate": "2024-12-02T00:00Z[Europe/London]",
            "terminationDate": "2025-06-01T14:30+01:00[Europe/London]",
        }),
        json!({
            "event": "ComponentTerminated",
            "type": "LicenceCondition",
            "id": 6_000_000_005_i64,
            "crn": CRN,
            "startDate": "2024-06-01T00:00+01:00[Europe/London]",
            "terminationDate": "2026-01-01T12:00:05.500Z[Europe/London]",
        }),
    ];
    assert_eq!(logged(&ctx, "completion"), expected);
    assert_eq!(counted(&first), [0, 0, 1, 0, 0]);
    ctx.close().await;
}

async fn moved_termination_is_an_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, event) = event(&ctx, &completion(TERMINATED, "2026-01-01T12:00:00")).await;

    let handling = events.programme_complete(&event).await;

    let expected = json!({
        "event": "ComponentTerminationUpdated",
        "type": "Requirement",
        "id": TERMINATED,
        "crn": CRN,
        "startDate": "2024-06-01T00:00+01:00[Europe/London]",
        "terminationDate": "2026-01-01T12:00Z[Europe/London]",
    });
    assert_eq!(logged(&ctx, "completion"), [expected]);
    assert_eq!(counted(&handling), [0, 0, 0, 1, 0]);
    ctx.close().await;
}

/// The termination is the one that there was, if any.
async fn completion_before_the_start_is_an_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let not_started = events.about(CRN, &completion(NOT_STARTED, AT)).await;
    let terminated = events.about(CRN, &completion(TERMINATED, "2024-01-01T14:30:00")).await;

    let handling = events.programme_complete(&not_started).await;
    events.programme_complete(&terminated).await.ok();

    let reason = "Programme completion occurred earlier than the start date";
    let expected = [
        json!({
            "event": "ComponentTerminationRejected",
            "type": "Requirement",
            "id": NOT_STARTED,
            "crn": CRN,
            "startDate": "2030-01-01T00:00Z[Europe/London]",
            "reason": reason,
            "completedDate": "2025-06-01T14:30+01:00[Europe/London]",
        }),
        json!({
            "event": "ComponentTerminationRejected",
            "type": "Requirement",
            "id": TERMINATED,
            "crn": CRN,
            "startDate": "2024-06-01T00:00+01:00[Europe/London]",
            "terminationDate": "2030-01-01T00:00Z[Europe/London]",
            "reason": reason,
            "completedDate": "2024-01-01T14:30Z[Europe/London]",
        }),
    ];
    assert_eq!(logged(&ctx, "completion"), expected);
    assert_eq!(counted(&handling), [0, 0, 0, 0, 1]);
    ctx.close().await;
}

async fn repeated_completion_is_for_those_who_look_for_a_fault(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, event) = event(&ctx, &completion(TERMINATED, "2030-01-01T00:00:00")).await;

    let handling = events.programme_complete(&event).await;

    assert_eq!((logged(&ctx, "completion"), counted(&handling)), (vec![], [0; 5]));
    let lines = ctx.log.lines();
    let line = lines.iter().find(|line| line["msg"] == "completion repeated").unwrap();
    assert_eq!((&line["level"], &line["id"]), (&json!("debug"), &json!(TERMINATED)));
    ctx.close().await;
}

async fn event_that_fails_has_no_event(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let status = events.about("A000001", &status("BREACH")).await;
    let completion = events.about("A000001", &completion(REQUIREMENT, AT)).await;

    let handlings = [events.status_updated(&status).await, events.programme_complete(&completion).await];

    for handling in handlings {
        handling.assert_permanent("CRN and component do not match");
        assert_eq!(counted(&handling), [0; 5]);
    }
    assert_eq!(logged(&ctx, ""), [Value::Null; 0]);
    ctx.close().await;
}
