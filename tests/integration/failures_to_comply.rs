//! The count of failures to comply, and the review at its limit (behaviour 2.16.4 steps 5 and 6, S18, S34).

use crate::appointments::{
    EVENT, LICENCE_EVENT, create, day, fresh, keep, new_on, new_with_outcome, of_licence_condition, outcome,
    stored, time, update,
};
use apd_client::types::{AppointmentType, ChangedAppointment, NewAppointment};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::json;

both_engines!(
    two_failures_on_different_days_count_twice_and_are_reviewed_once,
    two_failures_of_one_request_are_reviewed_once,
    failures_on_one_day_count_once,
    review_is_about_the_latest_failure_and_of_one_day_the_highest_id,
    types_that_do_not_count_are_enforced_but_not_counted,
    deleted_and_complied_contacts_do_not_count,
    failures_before_the_sentence_or_the_end_of_a_breach_do_not_count,
    review_waits_for_the_limit,
    disposal_type_without_a_limit_is_never_reviewed,
    open_review_is_not_asked_for_again,
    review_with_an_outcome_or_from_before_the_breach_is_asked_for_again,
    failure_that_replaces_another_is_not_reviewed_again,
    review_is_about_the_latest_failure_of_the_request_even_if_that_is_not_the_new_one,
    count_falls_when_a_failure_is_taken_back,
    failure_taken_back_with_a_new_one_in_one_request_is_counted_once,
    each_event_is_counted_on_its_own,
    event_without_a_sentence_is_counted_and_never_reviewed,
    deleted_event_is_neither_counted_nor_reviewed,
    contact_without_an_event_is_enforced_without_a_count,
    day_of_a_failure_is_the_one_to_which_the_request_moves_it,
);

fn reviews(ctx: &TestContext) -> Vec<Option<i64>> {
    ctx.database.contacts_of_type("ARWS").iter().map(|row| row.linked_contact_id).collect()
}

/// A18 of the acceptance list.
async fn two_failures_on_different_days_count_twice_and_are_reviewed_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    update(&ctx, vec![outcome(&ctx, &stored(7), "AFTC")]).await;

    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(2));
    assert_eq!(ctx.database.contacts_of_type("ROM").len(), 2);
    assert_eq!(ctx.database.enforcements().len(), 2);
    assert_eq!(reviews(&ctx), [Some(900_008)]);
    ctx.close().await;
}

async fn two_failures_of_one_request_are_reviewed_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let stamps = |ctx: &TestContext| {
        let counts = ctx.database.snapshot().counts;
        counts.into_iter().find(|(id, ..)| *id == EVENT).unwrap()
    };

    update(&ctx, vec![outcome(&ctx, &stored(7), "AFTC"), outcome(&ctx, &stored(6), "UAAB")]).await;

    assert_eq!(stamps(&ctx), (EVENT, Some(2), time("2026-06-15T12:00:00")));
    assert_eq!(ctx.database.contacts_of_type("ROM").len(), 2);
    assert_eq!(reviews(&ctx), [Some(900_009)]);
    ctx.close().await;
}

async fn failures_on_one_day_count_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = (1..=3).map(|number| new_with_outcome(number, "2026-06-01", "AFTC")).collect();

    create(&ctx, items).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
    assert_eq!(ctx.database.enforcements().len(), 4);
    ctx.close().await;
}

async fn review_is_about_the_latest_failure_and_of_one_day_the_highest_id(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = vec![
        new_with_outcome(2, "2026-06-09", "AFTC"),
        new_with_outcome(4, "2026-06-08", "AFTC"),
        new_with_outcome(3, "2026-06-09", "AFTC"),
        new_with_outcome(1, "2026-06-09", "AFTC"),
        new_with_outcome(5, "2026-06-10", "ATTC"),
    ];

    create(&ctx, items).await;

    assert_eq!(reviews(&ctx), [Some(ctx.database.contact(&fresh(3)).contact_id)]);
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(2));
    ctx.close().await;
}

async fn types_that_do_not_count_are_enforced_but_not_counted(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let item = NewAppointment {
        type_: Some(AppointmentType::ThreeWayMeeting),
        ..new_with_outcome(1, "2026-06-08", "AFTC")
    };

    create(&ctx, vec![item]).await;

    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(0));
    assert_eq!(ctx.database.contacts_of_type("ROM").len(), 1);
    assert_eq!(reviews(&ctx), []);
    ctx.close().await;
}

/// The stored ones of the event are read, not just those of the request.
async fn deleted_and_complied_contacts_do_not_count(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute(
        "UPDATE contact SET complied = 'N' WHERE contact_id IN (900007, 900013);
         UPDATE contact SET complied = 'Y' WHERE contact_id = 900010;
         UPDATE contact SET complied = 'N' WHERE contact_id IN (900014, 900016)",
    );

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(2), "those of 1 June and of 1 July");
    ctx.close().await;
}

async fn failures_before_the_sentence_or_the_end_of_a_breach_do_not_count(engine: Engine) {
    for (first, count) in [
        ("UPDATE disposal SET disposal_date = '2026-06-02' WHERE event_id = 900004", 1),
        ("UPDATE disposal SET disposal_date = '2026-06-03' WHERE event_id = 900004", 0),
        ("UPDATE event SET breach_end = '2026-06-01' WHERE event_id = 900004", 2),
        ("UPDATE event SET breach_end = '2026-06-02' WHERE event_id = 900004", 1),
        ("UPDATE event SET breach_end = '2026-06-03' WHERE event_id = 900004", 0),
    ] {
        let ctx = TestContext::start(engine).await;
        ctx.database.execute(first);

        update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC"), outcome(&ctx, &stored(7), "AFTC")]).await;

        assert_eq!(ctx.database.failures_to_comply(EVENT), Some(count), "{first}");
        assert_eq!(reviews(&ctx).len(), usize::from(count > 0), "{first}");
        ctx.close().await;
    }
}

async fn review_waits_for_the_limit(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE r_disposal_type SET ftc_limit = 3");
    create(&ctx, vec![new_on(1, "2026-06-08")]).await;
    let mut counted = Vec::new();

    for reference in [stored(6), stored(7), fresh(1)] {
        update(&ctx, vec![outcome(&ctx, &reference, "AFTC")]).await;
        counted.push((ctx.database.failures_to_comply(EVENT), reviews(&ctx).len()));
    }

    assert_eq!(counted, [(Some(1), 0), (Some(2), 0), (Some(3), 1)]);
    ctx.close().await;
}

async fn disposal_type_without_a_limit_is_never_reviewed(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE r_disposal_type SET ftc_limit = NULL");

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC"), outcome(&ctx, &stored(7), "AFTC")]).await;

    assert_eq!((ctx.database.failures_to_comply(EVENT), reviews(&ctx)), (Some(2), vec![]));
    ctx.close().await;
}

/// A review of somebody else's, on the event, of a day.
fn load_review(ctx: &TestContext, date: &str, outcome: Option<i64>) {
    ctx.database.load(&json!({ "contact": [{
        "contact_id": 900_900, "offender_id": 900_002, "event_id": EVENT, "contact_date": date,
        "contact_type_id": 10, "contact_outcome_type_id": outcome, "staff_id": 900_002, "team_id": 900_002,
        "probation_area_id": 900_001, "trust_provider_flag": 0, "trust_provider_team_id": 900_002,
    }] }));
}

async fn open_review_is_not_asked_for_again(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    load_review(&ctx, "2020-01-01", None);

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    assert_eq!(reviews(&ctx), [None]);
    ctx.close().await;
}

async fn review_with_an_outcome_or_from_before_the_breach_is_asked_for_again(engine: Engine) {
    let breach = "UPDATE event SET breach_end = '2026-05-01' WHERE event_id = 900004";
    let deleted = "UPDATE contact SET soft_deleted = 1 WHERE contact_id = 900900";
    for (date, outcome_id, sql, asked) in [
        ("2026-06-10", Some(1), breach, true),
        ("2026-04-30", None, breach, true),
        ("2026-05-01", None, breach, false),
        ("2026-06-10", None, deleted, true),
    ] {
        let ctx = TestContext::start(engine).await;
        load_review(&ctx, date, outcome_id);
        ctx.database.execute(sql);

        update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

        assert_eq!(reviews(&ctx).contains(&Some(900_008)), asked, "{date} {outcome_id:?}");
        ctx.close().await;
    }
}

/// S34: nobody has newly failed, though the review that followed the first failure is closed.
async fn failure_that_replaces_another_is_not_reviewed_again(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;
    ctx.database.execute("UPDATE contact SET contact_outcome_type_id = 1 WHERE contact_type_id = 10");

    update(&ctx, vec![outcome(&ctx, &stored(6), "UAAB")]).await;

    assert_eq!(reviews(&ctx).len(), 1);
    ctx.close().await;
}

/// S18, S34: the new failure makes the review due, the later one is what it is about. The review of that one's first outcome
/// is closed.
async fn review_is_about_the_latest_failure_of_the_request_even_if_that_is_not_the_new_one(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    create(&ctx, vec![new_with_outcome(1, "2026-06-09", "AFTC"), new_on(2, "2026-06-02")]).await;
    ctx.database.execute("UPDATE contact SET contact_outcome_type_id = 1 WHERE contact_type_id = 10");

    update(&ctx, vec![outcome(&ctx, &fresh(1), "UAAB"), outcome(&ctx, &fresh(2), "AFTC")]).await;

    let latest = Some(ctx.database.contact(&fresh(1)).contact_id);
    assert_eq!(reviews(&ctx), [latest, latest]);
    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(2));
    ctx.close().await;
}

async fn count_falls_when_a_failure_is_taken_back(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC"), outcome(&ctx, &stored(7), "AFTC")]).await;

    update(&ctx, vec![outcome(&ctx, &stored(7), "ATTC")]).await;

    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
    assert_eq!(reviews(&ctx).len(), 1, "a review stays, it is a record");
    ctx.close().await;
}

async fn failure_taken_back_with_a_new_one_in_one_request_is_counted_once(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    update(&ctx, vec![outcome(&ctx, &stored(7), "AFTC"), outcome(&ctx, &stored(6), "ATTC")]).await;

    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
    ctx.close().await;
}

async fn each_event_is_counted_on_its_own(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let items = vec![
        new_with_outcome(1, "2026-06-08", "AFTC"),
        of_licence_condition(new_with_outcome(2, "2026-06-08", "AFTC")),
        of_licence_condition(new_with_outcome(3, "2026-06-09", "AFTC")),
    ];

    create(&ctx, items).await;

    let counts = [EVENT, LICENCE_EVENT].map(|event| ctx.database.failures_to_comply(event));
    assert_eq!(counts, [Some(1), Some(2)]);
    let reviewed = [1, 3].map(|number| Some(ctx.database.contact(&fresh(number)).contact_id));
    assert_eq!(reviews(&ctx), reviewed);
    ctx.close().await;
}

async fn event_without_a_sentence_is_counted_and_never_reviewed(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE disposal SET soft_deleted = 1 WHERE event_id = 900004");

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    assert_eq!((ctx.database.failures_to_comply(EVENT), reviews(&ctx)), (Some(1), vec![]));
    ctx.close().await;
}

/// Its contacts are there all the same, and can be enforced.
async fn deleted_event_is_neither_counted_nor_reviewed(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE event SET soft_deleted = 1 WHERE event_id = 900004");
    let before = ctx.database.snapshot().counts;

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    assert_eq!((ctx.database.snapshot().counts, reviews(&ctx)), (before, vec![]));
    assert_eq!(ctx.database.enforcements().len(), 1);
    assert_eq!(ctx.database.contacts_of_type("ROM").len(), 1);
    ctx.close().await;
}

async fn contact_without_an_event_is_enforced_without_a_count(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("UPDATE contact SET event_id = NULL, rqmnt_id = NULL WHERE contact_id = 900008");

    update(&ctx, vec![outcome(&ctx, &stored(6), "AFTC")]).await;

    assert_eq!(ctx.database.enforcements().len(), 1);
    let types: Vec<_> = ctx.database.linked_to(900_008).iter().map(|row| row.contact_type_id).collect();
    assert_eq!(types, [11]);
    assert_eq!(ctx.database.failures_to_comply(EVENT), None);
    ctx.close().await;
}

async fn day_of_a_failure_is_the_one_to_which_the_request_moves_it(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let moved = ChangedAppointment { date: day("2026-06-02"), ..outcome(&ctx, &stored(6), "AFTC") };

    update(&ctx, vec![moved, outcome(&ctx, &stored(7), "AFTC"), keep(&ctx, &stored(9))]).await;

    assert_eq!(ctx.database.failures_to_comply(EVENT), Some(1));
    ctx.close().await;
}
