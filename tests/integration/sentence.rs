//! `GET /case/{crn}/sentence/{eventNumber}` (behaviour 2.2).

use crate::expected::coded;
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    custodial_sentence_is_given_whole,
    community_sentence_leaves_out_what_it_does_not_have,
    client_reads_a_sentence,
    event_without_a_sentence_is_refused,
    event_that_is_unknown_inactive_or_deleted_is_not_found,
    length_without_units_is_inconsistent,
    finer_points_of_dates_and_releases_are_kept,
    deleted_custody_has_no_dates_releases_or_supervision,
    components_of_every_category_are_listed_by_id,
    inactive_disposal_is_a_sentence_all_the_same,
);

async fn custodial_sentence_is_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let sentence = ctx.http.get("/case/A000001/sentence/1").await.ok();

    let expected = json!({
        "description": "ORA Adult Custody (inc PSS) (24 Months)",
        "startDate": "2000-01-01",
        "expectedEndDate": "2100-01-01",
        "licenceExpiryDate": "2050-01-01",
        "postSentenceSupervisionEndDate": "2100-01-01",
        "twoThirdsSupervisionDate": "2067-01-01",
        "custodial": true,
        "releaseType": "Adult Licence",
        "licenceConditions": [
            coded("LAP", "Licence - Accredited Programme"),
            coded("LC266", "Building Choices"),
        ],
        "requirements": [],
        "postSentenceSupervisionRequirements": [
            coded("PSS1", "Standard Supervision Requirements"),
            coded("PS201", "Testing for class A drugs"),
        ],
    });
    assert_eq!(sentence, expected);
    ctx.close().await;
}

async fn community_sentence_leaves_out_what_it_does_not_have(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let sentence = ctx.http.get("/case/A000001/sentence/3").await.ok();

    let expected = json!({
        "description": "ORA Community Order (6 Months)",
        "startDate": "2024-06-01",
        "custodial": false,
        "licenceConditions": [],
        "requirements": [
            coded("RM38", "RAR/GAR - Accredited Programme"),
            coded("ALCTRT", "Alcohol Treatment"),
        ],
        "postSentenceSupervisionRequirements": [],
    });
    assert_eq!(sentence, expected);
    ctx.close().await;
}

async fn client_reads_a_sentence(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let sentence = ctx.client.get_sentence("a000003", "2").await.unwrap().into_inner();

    assert_eq!(sentence.description, "ORA Community Order (84 Months)");
    assert_eq!(sentence.expected_end_date.unwrap().to_string(), "2031-06-01");
    assert_eq!(sentence.requirements.len(), 4);
    ctx.close().await;
}

async fn event_without_a_sentence_is_refused(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let unsentenced = ctx.http.get("/case/A000001/sentence/2").await;
    let deleted_sentence = ctx.http.get("/case/A000006/sentence/8").await;

    unsentenced.assert_error(400, "RuleViolation", "Event is not sentenced");
    deleted_sentence.assert_error(400, "RuleViolation", "Event is not sentenced");
    ctx.close().await;
}

async fn event_that_is_unknown_inactive_or_deleted_is_not_found(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for (path, crn, number) in [
        ("Z999999/sentence/1", "Z999999", "1"),
        ("A000005/sentence/1", "A000005", "1"),
        ("A000001/sentence/4", "A000001", "4"),
        ("A000006/sentence/4", "A000006", "4"),
        ("A000006/sentence/5", "A000006", "5"),
        ("not-a-crn/sentence/1", "not-a-crn", "1"),
        ("A000001/sentence/0", "A000001", "0"),
        ("A000001/sentence/01", "A000001", "01"),
        ("A000001/sentence/null", "A000001", "null"),
        ("A000001/sentence/1%20", "A000001", "1 "),
        ("A000001/sentence/1%00", "A000001", "1\0"),
        ("A000001/sentence/1%27%20OR%20%271%27=%271", "A000001", "1' OR '1'='1"),
    ] {
        for suffix in ["", "/offences"] {
            let reply = ctx.http.get(&format!("/case/{path}{suffix}")).await;

            reply.assert_error(
                404,
                "NotFound",
                &format!("Event for {crn} with number of {number} not found"),
            );
        }
    }
    ctx.close().await;
}

async fn length_without_units_is_inconsistent(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let reply = ctx.http.get("/case/A000006/sentence/3").await;

    reply.assert_error(500, "InconsistentData", "Sentence has length without units");
    assert_eq!(ctx.counters().inconsistent_data.get(), 1);
    ctx.close().await;
}

/// The entered end date wins; of two licence expiry dates the lower id counts, a deleted end of supervision does not;
/// the probation reset date wins over the contact; of two releases on one day the later recorded one counts, and a
/// deleted one does not; inactive and deleted requirements of supervision are left out.
async fn finer_points_of_dates_and_releases_are_kept(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let sentence = ctx.http.get("/case/A000008/sentence/1").await.ok();

    let expected = json!({
        "description": "ORA Adult Custody (inc PSS) (4 Years)",
        "startDate": "2023-05-01",
        "expectedEndDate": "2027-06-01",
        "licenceExpiryDate": "2027-05-01",
        "twoThirdsSupervisionDate": "2026-09-01",
        "custodial": true,
        "releaseType": "Adult Licence",
        "licenceConditions": [],
        "requirements": [],
        "postSentenceSupervisionRequirements": [coded("PS101", "To keep in touch with the supervisor")],
    });
    assert_eq!(sentence, expected);
    ctx.close().await;
}

/// Without a probation reset date the latest contact of either type counts, deleted ones do not. Sentence type `NC` is
/// custodial, too.
async fn deleted_custody_has_no_dates_releases_or_supervision(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let sentence = ctx.http.get("/case/A000008/sentence/2").await.ok();

    let expected = json!({
        "description": "Custody (not statutory)",
        "startDate": "2024-01-01",
        "expectedEndDate": "2025-01-01",
        "twoThirdsSupervisionDate": "2024-10-01",
        "custodial": true,
        "licenceConditions": [],
        "requirements": [],
        "postSentenceSupervisionRequirements": [],
    });
    assert_eq!(sentence, expected);
    ctx.close().await;
}

/// Inactive ones included, deleted ones and those without any category not.
async fn components_of_every_category_are_listed_by_id(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let community = ctx.http.get("/case/A000006/sentence/6").await.ok();
    let custody = ctx.http.get("/case/A000006/sentence/7").await.ok();

    let requirements = json!([
        coded("RM38", "RAR/GAR - Accredited Programme"),
        coded("701", "Thinking Skills Programme"),
        coded("UPWREG", "Regular Unpaid Work"),
        coded("734", "Building Choices"),
    ]);
    let licence_conditions = json!([
        coded("LAP", "Licence - Accredited Programme"),
        coded("LC201", "Thinking Skills Programme"),
        coded("LC266", "Building Choices"),
        coded("LC310", "To reside permanently at an address approved by the supervising officer"),
    ]);
    assert_eq!(community["requirements"], requirements);
    assert_eq!(custody["licenceConditions"], licence_conditions);
    ctx.close().await;
}

async fn inactive_disposal_is_a_sentence_all_the_same(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE disposal SET active_flag = 0 WHERE disposal_id = 900002");

    let sentence = ctx.http.get("/case/A000001/sentence/3").await.ok();

    assert_eq!(sentence["startDate"], "2024-06-01");
    ctx.close().await;
}
