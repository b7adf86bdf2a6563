//! `GET /case/{crn}/sentence/{eventNumber}/offences` (behaviour 2.3). Events that are not found are tested together with
//! those of sentences.

use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};

both_engines!(
    offences_are_given_whole,
    client_reads_the_offences_of_an_event_without_a_sentence,
    additional_offences_come_by_id_and_may_lack_a_date,
    event_without_a_main_offence_is_inconsistent,
    event_with_more_than_one_main_offence_is_inconsistent,
    deleted_offences_do_not_count,
);

fn offence(date: &str, main: (&str, &str), sub: (&str, &str)) -> Value {
    json!({
        "date": date,
        "mainCategoryCode": main.0,
        "mainCategoryDescription": main.1,
        "subCategoryCode": sub.0,
        "subCategoryDescription": sub.1,
    })
}

fn shop_theft(date: &str) -> Value {
    offence(date, ("046", "Theft from shops"), ("00", "Theft from a shop"))
}

async fn offences_are_given_whole(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let offences = ctx.http.get("/case/A000001/sentence/1/offences").await.ok();

    let main =
        offence("1999-12-31", ("008", "Other wounding"), ("06", "Assault occasioning actual bodily harm"));
    assert_eq!(offences, json!({ "mainOffence": main, "additionalOffences": [shop_theft("1999-12-30")] }));
    ctx.close().await;
}

async fn client_reads_the_offences_of_an_event_without_a_sentence(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let offences = ctx.client.get_offences("A000001", "2").await.unwrap().into_inner();

    assert_eq!(offences.main_offence.main_category_code, "053");
    assert_eq!(offences.main_offence.date.unwrap().to_string(), "2010-05-05");
    assert!(offences.additional_offences.is_empty());
    ctx.close().await;
}

async fn additional_offences_come_by_id_and_may_lack_a_date(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let offences = ctx.http.get("/case/A000008/sentence/1/offences").await.ok();

    let additional = offences["additionalOffences"].as_array().unwrap();
    let dates: Vec<_> = additional.iter().map(|offence| offence.get("date")).collect();
    assert_eq!(dates, [None, Some(&json!("2023-02-02"))]);
    assert_eq!(additional[0]["mainCategoryCode"], "105");
    ctx.close().await;
}

async fn event_without_a_main_offence_is_inconsistent(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let reply = ctx.http.get("/case/A000006/sentence/1/offences").await;

    reply.assert_error(500, "InconsistentData", "Event does not have a main offence");
    assert_eq!(ctx.counters().inconsistent_data.get(), 1);
    ctx.close().await;
}

async fn event_with_more_than_one_main_offence_is_inconsistent(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.expect_error("inconsistent data in Delius");

    let reply = ctx.http.get("/case/A000006/sentence/2/offences").await;

    reply.assert_error(500, "InconsistentData", "Event has more than one main offence");
    ctx.close().await;
}

async fn deleted_offences_do_not_count(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    let offences = ctx.http.get("/case/A000006/sentence/8/offences").await.ok();

    assert_eq!(offences, json!({ "mainOffence": shop_theft("2024-12-01"), "additionalOffences": [] }));
    ctx.close().await;
}
