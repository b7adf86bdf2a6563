//! `GET /case/{crn}/requirement/{id}` and `/case/{crn}/requirements` (behaviour 2.5, 2.6).

use crate::expected::{coded, delivery_units_of_provider_one, each, manager_one, manager_three};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    requirement_is_given_whole,
    requirement_in_winter_with_a_sub_category_is_given_whole,
    client_reads_a_requirement,
    requirement_that_is_unknown_deleted_or_of_another_category_is_not_found,
    inactive_requirement_is_found,
    requirement_of_an_inactive_event_is_found,
    unknown_person_comes_before_the_requirement,
    requirement_of_another_person_is_refused,
    requirement_without_an_active_manager_is_inconsistent,
    manager_without_a_user_has_no_email_address,
    delivery_units_are_those_of_the_region_of_the_teams_unit,
    all_requirements_of_a_person_are_listed_latest_first,
    later_id_comes_first_among_requirements_of_the_same_moment,
    active_requirements_come_first_and_one_without_a_manager_is_left_out,
    fifty_requirements_are_listed,
    person_without_requirements_has_an_empty_list,
    requirements_of_an_unknown_person_are_not_found,
);

async fn requirement_is_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let requirement = ctx.http.get("/case/A000001/requirement/5000000001").await.ok();

    let expected = json!({
        "id": 5_000_000_001_i64,
        "mainCategory": coded("RM38", "RAR/GAR - Accredited Programme"),
        "manager": manager_one(),
        "probationDeliveryUnits": delivery_units_of_provider_one(),
        "eventNumber": "3",
        "createdAt": "2024-06-01T10:30:00.123456+01:00",
    });
    assert_eq!(requirement, expected);
    ctx.close().await;
}

async fn requirement_in_winter_with_a_sub_category_is_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let requirement = ctx.http.get("/case/%20a000001/requirement/5000000002").await.ok();

    let expected = json!({
        "id": 5_000_000_002_i64,
        "mainCategory": coded("7", "Court - Accredited Programme"),
        "subCategory": coded("ALCTRT", "Alcohol Treatment"),
        "manager": manager_three(),
        "probationDeliveryUnits": delivery_units_of_provider_one(),
        "eventNumber": "3",
        "createdAt": "2024-01-15T09:00:00Z",
    });
    assert_eq!(requirement, expected);
    ctx.close().await;
}

async fn client_reads_a_requirement(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let requirement = ctx.client.get_requirement("A000001", "5000000001").await.unwrap().into_inner();

    assert_eq!(requirement.id, 5_000_000_001);
    assert_eq!(requirement.created_at.to_rfc3339(), "2024-06-01T09:30:00.123456+00:00");
    assert_eq!(requirement.manager.staff.email.as_deref(), Some("test@example.com"));
    ctx.close().await;
}

async fn requirement_that_is_unknown_deleted_or_of_another_category_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let unknown = ["1", "0", "999999999999999999"];
    let malformed =
        ["abc", "null", "-1", "+5000000001", "05000000001", "5000000001.0", "5e9", "9223372036854775808"];
    let deleted = ["5000000014"];
    let of_a_deleted_event_or_sentence = ["5000000011", "5000000018"];
    let of_another_category_or_none = ["5000000015", "5000000017"];
    let ids =
        [&unknown[..], &malformed, &deleted, &of_a_deleted_event_or_sentence, &of_another_category_or_none];

    for id in ids.concat() {
        let reply = ctx.http.get(&format!("/case/A000006/requirement/{id}")).await;

        reply.assert_error(404, "NotFound", &format!("Requirement with id of {id} not found"));
    }
    ctx.close().await;
}

async fn inactive_requirement_is_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let requirement = ctx.http.get("/case/A000006/requirement/5000000013").await.ok();

    assert_eq!(requirement["subCategory"], coded("701", "Thinking Skills Programme"));
    ctx.close().await;
}

async fn requirement_of_an_inactive_event_is_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let requirement = ctx.http.get("/case/A000006/requirement/5000000010").await.ok();

    assert_eq!(requirement["eventNumber"], "4");
    ctx.close().await;
}

async fn unknown_person_comes_before_the_requirement(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (crn, id) in
        [("Z999999", "5000000001"), ("A000005", "5000000009"), ("nobody", "abc"), ("Z999999", "abc")]
    {
        let reply = ctx.http.get(&format!("/case/{crn}/requirement/{id}")).await;

        reply.assert_error(404, "NotFound", &format!("Person with crn of {crn} not found"));
    }
    ctx.close().await;
}

/// Its category is looked at before, its manager after that.
async fn requirement_of_another_person_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let other = ctx.http.get("/case/A000002/requirement/5000000001").await;
    let other_without_manager = ctx.http.get("/case/A000002/requirement/5000000012").await;
    let other_of_another_category = ctx.http.get("/case/A000002/requirement/5000000015").await;

    other.assert_error(400, "RuleViolation", "CRN does not match requirement");
    other_without_manager.assert_error(400, "RuleViolation", "CRN does not match requirement");
    other_of_another_category.assert_error(404, "NotFound", "Requirement with id of 5000000015 not found");
    ctx.close().await;
}

async fn requirement_without_an_active_manager_is_inconsistent(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let reply = ctx.http.get("/case/A000006/requirement/5000000012").await;

    reply.assert_error(500, "InconsistentData", "Requirement does not have an active manager");
    assert_eq!(ctx.counters().inconsistent_data.get(), 1);
    ctx.close().await;
}

async fn manager_without_a_user_has_no_email_address(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let requirement = ctx.http.get("/case/A000003/requirement/5000000004").await.ok();

    assert_eq!(requirement["manager"]["staff"], crate::expected::staff("STAFF04", "Samir", "Underhill"));
    ctx.close().await;
}

/// A team may be of another region than its delivery unit. The person's region is the team's.
async fn delivery_units_are_those_of_the_region_of_the_teams_unit(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE team SET probation_area_id = 1001 WHERE code = 'TEAM01'");

    let requirement = ctx.http.get("/case/A000001/requirement/5000000001").await.ok();
    let details = ctx.http.get("/case/A000001/personal-details").await.ok();

    assert_eq!(requirement["probationDeliveryUnits"], delivery_units_of_provider_one());
    assert_eq!(details["probationDeliveryUnit"], coded("PDU1", "PDU One"));
    assert_eq!(details["region"], coded("N07", "London"));
    ctx.close().await;
}

async fn all_requirements_of_a_person_are_listed_latest_first(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let listed = ctx.http.get("/case/A000001/requirements").await.ok();

    let first = ctx.http.get("/case/A000001/requirement/5000000001").await.ok();
    let second = ctx.http.get("/case/A000001/requirement/5000000002").await.ok();
    assert_eq!(listed, json!({ "content": [first, second] }));
    ctx.close().await;
}

async fn later_id_comes_first_among_requirements_of_the_same_moment(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let listed = ctx.client.list_requirements("A000003").await.unwrap().into_inner();

    let ids: Vec<_> = listed.content.iter().map(|requirement| requirement.id).collect();
    assert_eq!(ids, [5_000_000_007, 5_000_000_006, 5_000_000_005, 5_000_000_004]);
    ctx.close().await;
}

/// The list spans events, inactive ones included. Inactive requirements follow, though one was recorded last.
async fn active_requirements_come_first_and_one_without_a_manager_is_left_out(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let listed = ctx.http.get("/case/A000006/requirements").await.ok();

    let ids = json!([5_000_000_016_i64, 5_000_000_010_i64, 5_000_000_013_i64]);
    assert_eq!(json!(each(&listed["content"], "id")), ids);
    assert_eq!(ctx.counters().inconsistent_data.get(), 1);
    let lines = ctx.log.lines();
    let line = lines.iter().find(|line| line["level"] == "error").unwrap();
    assert_eq!((&line["record"], &line["record_id"]), (&json!("rqmnt"), &json!(5_000_000_012_i64)));
    ctx.close().await;
}

async fn fifty_requirements_are_listed(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let listed = ctx.client.list_requirements("A000007").await.unwrap().into_inner();

    let ids: Vec<_> = listed.content.iter().map(|requirement| requirement.id - 5_000_000_000).collect();
    let inactive = [64, 54, 44, 34, 24];
    let without_manager = 49;
    let active = (19..=68).rev().filter(|id| !inactive.contains(id) && *id != without_manager);
    assert_eq!(ids, active.chain(inactive).collect::<Vec<_>>());
    ctx.close().await;
}

async fn person_without_requirements_has_an_empty_list(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let listed = ctx.http.get("/case/A000009/requirements").await.ok();

    assert_eq!(listed, json!({ "content": [] }));
    ctx.close().await;
}

async fn requirements_of_an_unknown_person_are_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for crn in ["Z999999", "A000005", "nobody"] {
        let reply = ctx.http.get(&format!("/case/{crn}/requirements")).await;

        reply.assert_error(404, "NotFound", &format!("Person with crn of {crn} not found"));
    }
    ctx.close().await;
}
