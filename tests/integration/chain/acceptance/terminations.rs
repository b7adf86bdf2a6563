//! T1 to T5: completed programmes.

use super::{assert_logged, deliver};
use crate::chain::rig::{Chain, News};
use crate::event_telemetry::counts;
use crate::events::{
    CRN, LICENCE_CONDITION, NOT_STARTED, REQUIREMENT, TERMINATED, TRANSFERRED, completion,
    licence_completion, stored_contact,
};
use crate::programme_complete::{
    self, assert_future_contacts_are_deleted, assert_licence_condition_is_terminated,
    assert_requirement_is_terminated, outgoing, outgoing_of_licence_condition, outgoing_of_requirement,
};
use crate::repeated_completion::{self, assert_termination_has_moved};
use crate::transfers::{self, assert_pending_transfer_is_rejected};
use apd_tests::messages::PROGRAMME_COMPLETE;
use apd_tests::{Engine, both_engines};
use serde_json::{Value, json};

both_engines!(
    t1_requirement_is_terminated,
    t2_licence_condition_is_terminated,
    t3_termination_moves,
    t4_completion_before_the_start_is_rejected,
    t5_pending_transfer_is_rejected,
);

/// An event of behaviour 6.7 about a component that started on 2024-06-01.
fn told(event: &str, kind: &str, id: i64, termination: &str) -> Value {
    json!({
        "event": event,
        "type": kind,
        "id": id,
        "crn": CRN,
        "startDate": "2024-06-01T00:00+01:00[Europe/London]",
        "terminationDate": termination,
    })
}

/// Asserts that the log and the counters tell of one termination.
fn assert_terminated_once(chain: &Chain, kind: &str, id: i64) {
    let terminated = told("ComponentTerminated", kind, id, "2026-06-12T14:30+01:00[Europe/London]");
    assert_logged(chain, PROGRAMME_COMPLETE, 1, &[terminated]);
    assert_eq!(counts(chain.ctx.counters()), [0, 0, 1, 0, 0]);
}

async fn t1_requirement_is_terminated(engine: Engine) {
    let chain = Chain::start(engine).await;
    let before = chain.ctx.database.event_snapshot();

    deliver(&chain, &News::completion(CRN, completion(REQUIREMENT, programme_complete::AT))).await;

    assert_requirement_is_terminated(&chain.ctx, &before);
    assert_future_contacts_are_deleted(&chain.ctx, &before);
    assert_eq!(outgoing(&chain.ctx), [outgoing_of_requirement()]);
    assert_terminated_once(&chain, "Requirement", REQUIREMENT);
    chain.close().await;
}

async fn t2_licence_condition_is_terminated(engine: Engine) {
    let chain = Chain::start(engine).await;
    let before = chain.ctx.database.event_snapshot();
    let details = licence_completion(LICENCE_CONDITION, programme_complete::AT);

    deliver(&chain, &News::completion(CRN, details)).await;

    assert_licence_condition_is_terminated(&chain.ctx, &before);
    assert_eq!(outgoing(&chain.ctx), [outgoing_of_licence_condition()]);
    assert_terminated_once(&chain, "LicenceCondition", LICENCE_CONDITION);
    chain.close().await;
}

async fn t3_termination_moves(engine: Engine) {
    let chain = Chain::start(engine).await;
    let before = stored_contact(&chain.ctx, 900_022);

    deliver(&chain, &News::completion(CRN, completion(TERMINATED, repeated_completion::AT))).await;

    assert_termination_has_moved(&chain.ctx, before);
    assert_eq!(outgoing(&chain.ctx), []);
    let at = "2026-01-01T12:00Z[Europe/London]";
    let moved = told("ComponentTerminationUpdated", "Requirement", TERMINATED, at);
    assert_logged(&chain, PROGRAMME_COMPLETE, 1, &[moved]);
    assert_eq!(counts(chain.ctx.counters()), [0, 0, 0, 1, 0]);
    chain.close().await;
}

async fn t4_completion_before_the_start_is_rejected(engine: Engine) {
    let chain = Chain::start(engine).await;
    let before = chain.ctx.database.event_snapshot();

    deliver(&chain, &News::completion(CRN, completion(NOT_STARTED, programme_complete::AT))).await;

    assert_eq!(chain.ctx.database.event_snapshot(), before);
    let rejected = json!({
        "event": "ComponentTerminationRejected",
        "type": "Requirement",
        "id": NOT_STARTED,
        "crn": CRN,
        "startDate": "2030-01-01T00:00Z[Europe/London]",
        "reason": "Programme completion occurred earlier than the start date",
        "completedDate": "2026-06-12T14:30+01:00[Europe/London]",
    });
    assert_logged(&chain, PROGRAMME_COMPLETE, 1, &[rejected]);
    assert_eq!(counts(chain.ctx.counters()), [0, 0, 0, 0, 1]);
    chain.close().await;
}

async fn t5_pending_transfer_is_rejected(engine: Engine) {
    let chain = Chain::start(engine).await;

    deliver(&chain, &News::completion(CRN, completion(TRANSFERRED, transfers::AT))).await;

    assert_pending_transfer_is_rejected(&chain.ctx, None);
    assert_eq!(outgoing(&chain.ctx).len(), 1);
    assert_terminated_once(&chain, "Requirement", TRANSFERRED);
    chain.close().await;
}
