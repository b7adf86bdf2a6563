//! `GET /case/{crn}/registrations` (behaviour 2.4).

use crate::expected::coded;
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    registrations_in_force_are_given_whole,
    latest_registration_comes_first_and_the_id_breaks_ties,
    person_who_is_unknown_malformed_or_deleted_has_none,
    client_reads_the_registrations,
);

async fn registrations_in_force_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let registrations = ctx.http.get("/case/a000001/registrations").await.ok();

    let expected = json!({ "registrations": [{
        "type": coded("RVHR", "Very High Risk of Serious Harm"),
        "category": coded("I3", "IOM - Fixed"),
        "date": "2000-01-01",
        "nextReviewDate": "2000-06-01",
    }] });
    assert_eq!(registrations, expected);
    ctx.close().await;
}

async fn latest_registration_comes_first_and_the_id_breaks_ties(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let registrations = ctx.http.get("/case/A000008/registrations").await.ok();

    let expected = json!({ "registrations": [
        { "type": coded("RSTO", "Risk to Staff"), "date": "2025-05-01", "nextReviewDate": "2026-05-01" },
        { "type": coded("RCPR", "Risk to Children"), "date": "2024-05-01" },
        { "type": coded("RVAD", "Risk to Vulnerable Adult"), "date": "2024-05-01" },
    ] });
    assert_eq!(registrations, expected);
    ctx.close().await;
}

async fn person_who_is_unknown_malformed_or_deleted_has_none(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for crn in ["Z999999", "A000005", "null", "A00001", "A000001%00", "%27%3B--"] {
        let registrations = ctx.http.get(&format!("/case/{crn}/registrations")).await.ok();

        assert_eq!(registrations, json!({ "registrations": [] }), "{crn}");
    }
    ctx.close().await;
}

async fn client_reads_the_registrations(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let found = ctx.client.list_registrations("A000008").await.unwrap().into_inner();

    let codes: Vec<_> =
        found.registrations.iter().map(|registration| registration.type_.code.as_str()).collect();
    assert_eq!(codes, ["RSTO", "RCPR", "RVAD"]);
    ctx.close().await;
}
