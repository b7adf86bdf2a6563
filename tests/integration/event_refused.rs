//! Events that are not handled: nothing is written, and it is known whether trying again can help (behaviour D32, S23, S32).

use crate::events::{
    CRN, LICENCE_CONDITION, REQUIREMENT, completion, event, licence_completion, status, with, without,
};
use apd_server::app::events::EventFailure;
use apd_server::telemetry::error_chain;
use apd_tests::events::Handling;
use apd_tests::{Engine, Events, TestContext, both_engines};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

both_engines!(
    detail_url_must_be_given,
    unknown_components_are_not_found,
    components_that_delius_has_deleted_are_not_found,
    components_of_other_categories_are_not_found,
    components_of_another_person_do_not_match,
    status_needs_an_active_manager_of_the_person,
    status_needs_its_contact_type,
    values_that_are_not_known_are_permanent_failures,
    replies_of_another_shape_are_transient_failures,
    permanent_failure_of_the_call_back_stays_one,
    database_failure_is_transient,
);

const AT: &str = "2026-06-12T14:30:00.000Z";

/// Has details handled as what they are, and sees that nothing is written.
async fn refused(ctx: &TestContext, crn: &str, detail: &Value) -> Handling {
    let events = Events::start(ctx).await;
    let event = events.about(crn, detail).await;
    let before = ctx.database.event_snapshot();
    let handling = if detail.get("licReqId").is_some() {
        events.programme_complete(&event).await
    } else {
        events.status_updated(&event).await
    };
    assert_eq!(ctx.database.event_snapshot(), before);
    handling
}

async fn detail_url_must_be_given(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let (events, mut event) = event(&ctx, &status("BREACH")).await;

    for url in [None, Some(String::new()), Some(" ".to_owned())] {
        event.detail_url = url;
        for handling in [events.status_updated(&event).await, events.programme_complete(&event).await] {
            handling.assert_permanent("Detail URL must not be null");
        }
    }
    ctx.close().await;
}

async fn unknown_components_are_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (detail, message) in [
        (completion(1, AT), "Requirement with id of 1 not found"),
        (licence_completion(1, AT), "LicenceCondition with id of 1 not found"),
        (
            with(status("BREACH"), "sourcedFromEntityId", json!(5_999_999_999_i64)),
            "Requirement with id of 5999999999 not found",
        ),
        // An id of the other kind.
        (completion(LICENCE_CONDITION, AT), "Requirement with id of 6000000005 not found"),
    ] {
        refused(&ctx, CRN, &detail).await.assert_permanent(message);
    }
    ctx.close().await;
}

async fn components_that_delius_has_deleted_are_not_found(engine: Engine) {
    for deletion in [
        "UPDATE rqmnt SET soft_deleted = 1 WHERE rqmnt_id = 5000000004",
        "UPDATE disposal SET soft_deleted = 1 WHERE disposal_id = 900006",
        "UPDATE event SET soft_deleted = 1 WHERE event_id = 900007",
        "UPDATE offender SET soft_deleted = 1 WHERE offender_id = 900003",
    ] {
        let ctx = TestContext::start(engine).await;
        ctx.database.execute(deletion);

        for detail in [completion(REQUIREMENT, AT), status("BREACH")] {
            let handling = refused(&ctx, CRN, &detail).await;
            handling.assert_permanent("Requirement with id of 5000000004 not found");
        }
        ctx.close().await;
    }
}

async fn components_of_other_categories_are_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let status = with(status("BREACH"), "sourcedFromEntityId", json!(5_000_000_015_i64));

    // Of another category, without any, and a licence condition of another one.
    for (detail, message) in [
        (completion(5_000_000_015, AT), "Requirement with id of 5000000015 not found"),
        (completion(5_000_000_017, AT), "Requirement with id of 5000000017 not found"),
        (licence_completion(6_000_000_011, AT), "LicenceCondition with id of 6000000011 not found"),
        (status, "Requirement with id of 5000000015 not found"),
    ] {
        refused(&ctx, "A000006", &detail).await.assert_permanent(message);
    }
    ctx.close().await;
}

async fn components_of_another_person_do_not_match(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for crn in ["A000001", "A999999", "X12", ""] {
        for detail in
            [completion(REQUIREMENT, AT), licence_completion(LICENCE_CONDITION, AT), status("BREACH")]
        {
            refused(&ctx, crn, &detail).await.assert_permanent("CRN and component do not match");
        }
    }
    ctx.close().await;
}

async fn status_needs_an_active_manager_of_the_person(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let detail = with(status("BREACH"), "sourcedFromEntityId", json!(5_000_000_008_i64));

    refused(&ctx, "A000004", &detail).await.assert_permanent("Person manager not found");
    ctx.close().await;
}

async fn status_needs_its_contact_type(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE r_contact_type SET code = 'XXXX' WHERE code = 'EIBI'");

    refused(&ctx, CRN, &status("BREACH")).await.assert_permanent("Type with code of EIBI not found");
    ctx.close().await;
}

async fn values_that_are_not_known_are_permanent_failures(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (detail, property) in [
        (status("ON_HOLIDAY"), "newStatus"),
        (with(status("BREACH"), "sourcedFromEntityType", json!("EVENT")), "sourcedFromEntityType"),
        (with(completion(1, AT), "sourcedFromEntityType", json!("EVENT")), "sourcedFromEntityType"),
        (with(completion(1, AT), "licReqId", json!("REQ001")), "licReqId"),
        (completion(REQUIREMENT, "2026-06-12T14:30:00+01:00"), "licReqCompletedAt"),
        (completion(REQUIREMENT, "yesterday"), "licReqCompletedAt"),
    ] {
        let handling = refused(&ctx, CRN, &detail).await;
        handling.assert_permanent(&format!("Unknown value of {property} in the detail"));
    }
    ctx.close().await;
}

/// Most often such a reply is the page of a gateway. It is not quoted: it may hold names and notes.
async fn replies_of_another_shape_are_transient_failures(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;
    let before = ctx.database.event_snapshot();

    for body in [
        String::new(),
        "<html>Asked for larger print</html>".to_owned(),
        json!([]).to_string(),
        without(status("BREACH"), "newStatus").to_string(),
        with(status("BREACH"), "newStatus", Value::Null).to_string(),
        with(status("BREACH"), "description", json!(5)).to_string(),
        with(status("BREACH"), "sourcedFromEntityId", json!("Asked for larger print")).to_string(),
        without(completion(REQUIREMENT, AT), "licReqCompletedAt").to_string(),
    ] {
        let event = events.with_reply(CRN, ResponseTemplate::new(200).set_body_string(body)).await;
        for handling in [events.status_updated(&event).await, events.programme_complete(&event).await] {
            let failure: &EventFailure = handling.assert_transient();
            assert!(!error_chain(failure).contains("print"), "{failure:?}");
        }
    }
    assert_eq!(ctx.database.event_snapshot(), before);
    assert!(!ctx.log.text().contains("print"));
    ctx.close().await;
}

async fn permanent_failure_of_the_call_back_stays_one(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let events = Events::start(&ctx).await;

    let missing = events.with_reply(CRN, ResponseTemplate::new(404)).await;

    let handling = events.status_updated(&missing).await;
    assert!(!handling.result.unwrap_err().is_transient());
    ctx.close().await;
}

async fn database_failure_is_transient(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("DROP TABLE enforcement; ALTER TABLE contact RENAME TO elsewhere");
    let events = Events::start(&ctx).await;

    let status = events.about(CRN, &status("BREACH")).await;
    let completion = events.about(CRN, &completion(REQUIREMENT, AT)).await;

    events.status_updated(&status).await.assert_transient();
    events.programme_complete(&completion).await.assert_transient();
    ctx.close().await;
}
