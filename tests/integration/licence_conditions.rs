//! `GET /case/{crn}/licence-conditions/{id}` and `/case/{crn}/licence-conditions` (behaviour 2.7, 2.8).

use crate::expected::{coded, delivery_units_of_provider_one, each, manager_one};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    licence_condition_is_given_whole,
    licence_condition_with_a_sub_category_is_given_whole,
    client_reads_a_licence_condition,
    licence_condition_that_is_unknown_deleted_or_of_another_category_is_not_found,
    inactive_licence_condition_is_found,
    licence_condition_of_a_deleted_event_or_sentence_is_not_found,
    unknown_person_comes_before_the_licence_condition,
    licence_condition_of_another_person_is_refused,
    licence_condition_without_an_active_manager_is_inconsistent,
    all_licence_conditions_of_a_person_are_listed_latest_first,
    active_licence_conditions_come_first_and_one_without_a_manager_is_left_out,
    person_without_licence_conditions_has_an_empty_list,
    licence_conditions_of_an_unknown_person_are_not_found,
);

async fn licence_condition_is_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let condition = ctx.http.get("/case/A000001/licence-conditions/6000000001").await.ok();

    let expected = json!({
        "id": 6_000_000_001_i64,
        "mainCategory": coded("LAP", "Licence - Accredited Programme"),
        "manager": manager_one(),
        "probationDeliveryUnits": delivery_units_of_provider_one(),
        "eventNumber": "1",
        "createdAt": "2024-06-01T10:30:00+01:00",
    });
    assert_eq!(condition, expected);
    ctx.close().await;
}

async fn licence_condition_with_a_sub_category_is_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let condition = ctx.http.get("/case/a000002/licence-conditions/6000000003").await.ok();

    let expected = json!({
        "id": 6_000_000_003_i64,
        "mainCategory": coded("LAP", "Licence - Accredited Programme"),
        "subCategory": coded("LC266", "Building Choices"),
        "manager": {
            "staff": crate::expected::staff_with_email("STAFF02", "Owen", "Castle", "several.teams@example.com"),
            "team": coded("TEAM02", "Team Two"),
            "probationDeliveryUnit": coded("PDU1", "PDU One"),
            "officeLocations": [coded("OFFICE1", "Office One")],
        },
        "probationDeliveryUnits": delivery_units_of_provider_one(),
        "eventNumber": "2",
        "createdAt": "2026-03-02T11:00:00Z",
    });
    assert_eq!(condition, expected);
    ctx.close().await;
}

async fn client_reads_a_licence_condition(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let condition = ctx.client.get_licence_condition("A000001", "6000000002").await.unwrap().into_inner();

    assert_eq!((condition.id, condition.event_number.as_str()), (6_000_000_002, "1"));
    assert_eq!(condition.sub_category.unwrap().code, "LC266");
    ctx.close().await;
}

async fn licence_condition_that_is_unknown_deleted_or_of_another_category_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let unknown = ["1", "999999999999999999"];
    let malformed = ["abc", "-1", "06000000010", "6000000010.5", "9223372036854775808"];
    let deleted = ["6000000009"];
    let of_another_category = ["6000000011"];

    for id in [&unknown[..], &malformed, &deleted, &of_another_category].concat() {
        let reply = ctx.http.get(&format!("/case/A000006/licence-conditions/{id}")).await;

        reply.assert_error(404, "NotFound", &format!("LicenceCondition with id of {id} not found"));
    }
    ctx.close().await;
}

async fn inactive_licence_condition_is_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let condition = ctx.http.get("/case/A000006/licence-conditions/6000000008").await.ok();

    assert_eq!(condition["subCategory"], coded("LC201", "Thinking Skills Programme"));
    ctx.close().await;
}

async fn licence_condition_of_a_deleted_event_or_sentence_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE disposal SET soft_deleted = 1 WHERE disposal_id = 900001");
    ctx.database.execute("UPDATE event SET soft_deleted = 1 WHERE event_id = 900005");

    let of_deleted_sentence = ctx.http.get("/case/A000001/licence-conditions/6000000001").await;
    let of_deleted_event = ctx.http.get("/case/A000002/licence-conditions/6000000003").await;

    of_deleted_sentence.assert_error(404, "NotFound", "LicenceCondition with id of 6000000001 not found");
    of_deleted_event.assert_error(404, "NotFound", "LicenceCondition with id of 6000000003 not found");
    ctx.close().await;
}

async fn unknown_person_comes_before_the_licence_condition(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (crn, id) in [("Z999999", "6000000001"), ("A000005", "6000000001"), ("nobody", "abc")] {
        let reply = ctx.http.get(&format!("/case/{crn}/licence-conditions/{id}")).await;

        reply.assert_error(404, "NotFound", &format!("Person with crn of {crn} not found"));
    }
    ctx.close().await;
}

async fn licence_condition_of_another_person_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let other = ctx.http.get("/case/A000002/licence-conditions/6000000001").await;
    let other_of_another_category = ctx.http.get("/case/A000001/licence-conditions/6000000004").await;

    other.assert_error(400, "RuleViolation", "CRN does not match licence condition");
    let not_found = "LicenceCondition with id of 6000000004 not found";
    other_of_another_category.assert_error(404, "NotFound", not_found);
    ctx.close().await;
}

async fn licence_condition_without_an_active_manager_is_inconsistent(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let reply = ctx.http.get("/case/A000006/licence-conditions/6000000007").await;

    reply.assert_error(500, "InconsistentData", "Licence condition does not have an active manager");
    assert_eq!(ctx.counters().inconsistent_data.get(), 1);
    ctx.close().await;
}

async fn all_licence_conditions_of_a_person_are_listed_latest_first(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let listed = ctx.http.get("/case/A000001/licence-conditions").await.ok();

    let first = ctx.http.get("/case/A000001/licence-conditions/6000000001").await.ok();
    let second = ctx.http.get("/case/A000001/licence-conditions/6000000002").await.ok();
    assert_eq!(listed, json!({ "content": [second, first] }));
    ctx.close().await;
}

async fn active_licence_conditions_come_first_and_one_without_a_manager_is_left_out(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let listed = ctx.http.get("/case/A000006/licence-conditions").await.ok();

    assert_eq!(json!(each(&listed["content"], "id")), json!([6_000_000_010_i64, 6_000_000_008_i64]));
    assert_eq!(ctx.counters().inconsistent_data.get(), 1);
    ctx.close().await;
}

async fn person_without_licence_conditions_has_an_empty_list(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let listed = ctx.client.list_licence_conditions("A000009").await.unwrap().into_inner();

    assert!(listed.content.is_empty());
    ctx.close().await;
}

async fn licence_conditions_of_an_unknown_person_are_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for crn in ["Z999999", "A000005", "nobody"] {
        let reply = ctx.http.get(&format!("/case/{crn}/licence-conditions")).await;

        reply.assert_error(404, "NotFound", &format!("Person with crn of {crn} not found"));
    }
    ctx.close().await;
}
