//! M1 to M7: changes of status.

use super::{MESSAGE, assert_logged, deliver};
use crate::chain::rig::{Chain, News, recorded};
use crate::event_telemetry::counts;
use crate::events::{CRN, LICENCE_CONDITION, REQUIREMENT, status, with};
use crate::status_updated::{self, assert_is_breach, assert_on_programme_alone_is_recorded, breach};
use apd_server::store::model::ContactRow;
use apd_tests::events::message_id;
use apd_tests::messages::STATUS_UPDATED;
use apd_tests::{Engine, both_engines};
use serde_json::{Value, json};

both_engines!(
    m1_breach_of_a_licence_condition_is_recorded,
    m2_on_programme_of_a_requirement_is_recorded,
    m3_crn_that_does_not_match_makes_a_dead_letter,
    m4_staff_are_those_of_the_user,
    m5_staff_of_an_unknown_user_are_the_manager_s,
    m6_staff_of_a_user_without_staff_are_the_manager_s,
    m7_contact_has_all_its_fields_and_nothing_else_changes,
);

/// When the events of the chain occur, in London and to the microsecond.
const OCCURRED: &str = "2026-06-15T10:15:30.123456";

/// Has a status delivered, and gives its contact.
async fn record(chain: &Chain, details: Value) -> ContactRow {
    deliver(chain, &News::status(CRN, details)).await;
    status_updated::recorded(&chain.ctx)
}

/// Asserts that the log and the counters tell of the status of the message, and of nothing else.
fn assert_told(chain: &Chain, component: i64, status: &str) {
    let changed = json!({
        "event": "StatusChanged",
        "crn": CRN,
        "componentId": component,
        "status": status,
        "messageId": message_id(MESSAGE),
    });
    assert_logged(chain, STATUS_UPDATED, 1, &[changed]);
    assert_eq!(counts(chain.ctx.counters()), [1, 0, 0, 0, 0]);
}

async fn m1_breach_of_a_licence_condition_is_recorded(engine: Engine) {
    let chain = Chain::start(engine).await;

    let row = record(&chain, breach()).await;

    assert_is_breach(&row);
    assert_told(&chain, LICENCE_CONDITION, "BREACH");
    chain.close().await;
}

async fn m2_on_programme_of_a_requirement_is_recorded(engine: Engine) {
    let chain = Chain::start(engine).await;

    let row = record(&chain, status("ON_PROGRAMME")).await;

    assert_eq!(chain.ctx.database.contacts_of_type("EIBE"), std::slice::from_ref(&row));
    assert_eq!((row.rqmnt_id, row.lic_condition_id), (Some(REQUIREMENT), None));
    assert_eq!(row.description.as_deref(), Some("The referral has a new status."));
    assert_eq!(row.notes.as_deref(), Some("Asked for larger print"));
    assert_told(&chain, REQUIREMENT, "ON_PROGRAMME");
    chain.close().await;
}

async fn m3_crn_that_does_not_match_makes_a_dead_letter(engine: Engine) {
    let chain = Chain::start(engine).await;
    let before = chain.ctx.database.event_snapshot();
    chain.ctx.tolerate_errors("message refused");
    let of_another_person = with(status("BREACH"), "sourcedFromEntityId", json!(5_000_000_001_i64));

    chain.queue.send(&chain.tell(MESSAGE, &News::status(CRN, of_another_person))).await;
    chain.given_up(1).await;

    let failures = chain.ctx.database.message_failures();
    let failures: Vec<_> = failures.iter().map(|row| (row.reason.as_str(), row.attempts)).collect();
    assert_eq!(failures, [("CRN and component do not match", 3)]);
    assert_eq!((chain.ctx.database.event_snapshot(), recorded(&chain.ctx.database)), (before, vec![]));
    assert_logged(&chain, STATUS_UPDATED, 3, &[]);
    assert_eq!(counts(chain.ctx.counters()), [0; 5]);
    chain.close().await;
}

async fn m4_staff_are_those_of_the_user(engine: Engine) {
    let chain = Chain::start(engine).await;

    let row = record(&chain, with(status("BREACH"), "username", json!("tESTuSER"))).await;

    assert_eq!(row.staff_id, 900_001);
    chain.close().await;
}

async fn m5_staff_of_an_unknown_user_are_the_manager_s(engine: Engine) {
    let chain = Chain::start(engine).await;

    let row = record(&chain, with(status("BREACH"), "username", json!("NobodyAtAll"))).await;

    assert_eq!(row.staff_id, 900_003);
    chain.close().await;
}

async fn m6_staff_of_a_user_without_staff_are_the_manager_s(engine: Engine) {
    let chain = Chain::start(engine).await;

    let row = record(&chain, with(status("BREACH"), "username", json!("TestUserWithLimitedAccess"))).await;

    assert_eq!(row.staff_id, 900_003);
    chain.close().await;
}

/// Reference, notes, description, person, time, team and provider of the manager, staff of the user.
async fn m7_contact_has_all_its_fields_and_nothing_else_changes(engine: Engine) {
    let chain = Chain::start(engine).await;
    let before = chain.ctx.database.event_snapshot();

    let row = record(&chain, status("ON_PROGRAMME")).await;

    assert_on_programme_alone_is_recorded(&chain.ctx, &row, OCCURRED, &before);
    chain.close().await;
}
