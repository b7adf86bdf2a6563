//! A request runs a constant number of SQL statements, whatever the number of items (behaviour D8).

use crate::requests::protected_requests;
use apd_tests::{Engine, Reply, TestContext, both_engines};
use serde_json::{Value, json};
use std::collections::BTreeMap;

both_engines!(
    each_operation_runs_its_number_of_statements,
    access_to_five_hundred_cases_takes_as_many_statements_as_to_one,
    fifty_requirements_take_as_many_statements_as_one,
    search_by_a_thousand_ids_takes_one_statement,
    refused_request_runs_no_statement,
);

fn statements(ctx: &TestContext, reply: &Reply) -> u64 {
    ctx.log.request(reply.request_id())["statements"].as_u64().unwrap()
}

async fn each_operation_runs_its_number_of_statements(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let mut counted = BTreeMap::new();
    for request in protected_requests() {
        let reply = request.send(&ctx.http).await;
        counted.insert(request.operation, statements(&ctx, &reply));
    }

    let expected = BTreeMap::from([
        ("check_access", 4),
        ("create_appointments", 16),
        ("delete_appointments", 8),
        ("get_licence_condition", 5),
        ("get_offences", 3),
        ("get_personal_details", 3),
        ("get_requirement", 5),
        ("get_sentence", 7),
        ("list_accredited_programmes_members", 1),
        ("list_licence_conditions", 5),
        ("list_office_locations", 2),
        ("list_region_members", 1),
        ("list_registrations", 1),
        ("list_requirements", 5),
        ("list_user_teams", 1),
        ("search_appointments", 1),
        ("update_appointments", 14),
    ]);
    assert_eq!(counted, expected);
    ctx.close().await;
}

async fn access_to_five_hundred_cases_takes_as_many_statements_as_to_one(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let crns = |count: u32| -> Value { (0..count).map(|number| format!("A{number:06}")).collect() };

    let one = ctx.http.post("/user/TestUser/access", &crns(1)).await;
    let most = ctx.http.post("/user/TestUser/access", &crns(500)).await;

    assert_eq!((statements(&ctx, &one), statements(&ctx, &most)), (4, 4));
    ctx.close().await;
}

async fn fifty_requirements_take_as_many_statements_as_one(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let one = ctx.http.get("/case/A000002/requirements").await;
    let fifty = ctx.http.get("/case/A000007/requirements").await;

    assert_eq!(fifty.ok()["content"].as_array().unwrap().len(), 49);
    assert_eq!((statements(&ctx, &one), statements(&ctx, &fifty)), (5, 5));
    ctx.close().await;
}

async fn search_by_a_thousand_ids_takes_one_statement(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let ids = |first: i64| -> Vec<i64> { (first..first + 500).collect() };
    let body = json!({ "requirementIds": ids(5_000_000_001), "licenceConditionIds": ids(6_000_000_001) });

    let reply = ctx.http.post("/appointments/search", &body).await;

    assert_eq!(reply.ok()["content"].as_object().unwrap().len(), 3);
    assert_eq!(statements(&ctx, &reply), 1);
    ctx.close().await;
}

async fn refused_request_runs_no_statement(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for request in protected_requests() {
        let reply = request.send(&ctx.http.anonymous()).await;

        assert_eq!(statements(&ctx, &reply), 0, "{}", request.operation);
    }
    ctx.close().await;
}
