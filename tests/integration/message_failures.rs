//! The failures of messages, as they are kept (behaviour 0.5).

use apd_server::app::events::message_failure::{
    FailedMessage, MessageFailure, clear_failure, list_failures, record_failure,
};
use apd_server::messaging::Verdict;
use apd_server::op::OpContext;
use apd_tests::fixtures::NOW;
use apd_tests::messages::{STATUS_UPDATED, event, notification};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::Value;
use uuid::Uuid;

both_engines!(
    failures_of_a_message_are_counted_and_the_last_one_is_kept,
    failures_are_listed_by_id_with_london_times,
    handled_message_has_no_failure_any_more,
    deliveries_at_the_same_time_are_all_counted,
    failure_that_cannot_be_recorded_is_logged_and_decides_nothing,
);

const MESSAGE_ID: Uuid = Uuid::from_u128(7);

fn of_type(event_type: &str) -> Value {
    notification(MESSAGE_ID, &event(event_type, "A000001", "https://elsewhere.example/"))
}

async fn failures_of_a_message_are_counted_and_the_last_one_is_kept(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let other = notification(Uuid::from_u128(8), &event("other", "A000002", "https://elsewhere.example/"));
    for _ in 0..4 {
        ctx.expect_error("message refused");
    }

    ctx.deliver(of_type("first")).await;
    ctx.deliver(other).await;
    ctx.clock.set("2026-06-16T09:30:00.123456+01:00");
    ctx.deliver(of_type("second")).await;
    ctx.clock.set("2026-12-16T09:30:00Z");
    ctx.deliver(of_type("third")).await;

    let rows = ctx.database.message_failures();
    assert_eq!(rows.iter().map(|row| row.attempts).collect::<Vec<_>>(), [3, 1]);
    let row = &rows[0];
    assert_eq!(row.message_id, MESSAGE_ID.to_string());
    assert_eq!((row.event_type.as_deref(), row.crn.as_deref()), (Some("third"), Some("A000001")));
    assert_eq!(row.reason, "Unexpected event type third");
    assert_eq!(row.first_seen, "2026-06-15T12:00:00".parse().unwrap());
    assert_eq!(row.last_seen, "2026-12-16T09:30:00".parse().unwrap());
    ctx.close().await;
}

/// Whoever looks into dead letters has their ids.
async fn failures_are_listed_by_id_with_london_times(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let op = OpContext::for_test(ctx.log.logger());
    let ids = [9, 7, 8].map(Uuid::from_u128);
    for (id, event_type) in ids.iter().zip(["nine", "seven", "eight"]) {
        let message = FailedMessage { id: *id, event_type: Some(event_type), crn: None };
        record_failure(ctx.app(), &op, &message, "a reason").await;
    }

    let wanted = [Uuid::from_u128(9), Uuid::from_u128(7), Uuid::from_u128(1)];
    let listed = list_failures(ctx.app(), &op, &wanted).await.unwrap();

    let failure = |id: u128, event_type: &str| MessageFailure {
        message_id: Uuid::from_u128(id),
        event_type: Some(event_type.to_owned()),
        crn: None,
        first_seen: NOW.parse().unwrap(),
        last_seen: NOW.parse().unwrap(),
        attempts: 1,
        reason: "a reason".to_owned(),
    };
    assert_eq!(listed, [failure(7, "seven"), failure(9, "nine")]);
    assert_eq!(listed[0].first_seen.to_rfc3339(), NOW);
    assert_eq!(list_failures(ctx.app(), &op, &[]).await.unwrap(), []);
    ctx.close().await;
}

async fn handled_message_has_no_failure_any_more(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let op = OpContext::for_test(ctx.log.logger());
    for id in [7, 8].map(Uuid::from_u128) {
        let message = FailedMessage { id, event_type: None, crn: None };
        record_failure(ctx.app(), &op, &message, "a reason").await;
    }

    clear_failure(ctx.app(), &op, MESSAGE_ID).await;
    clear_failure(ctx.app(), &op, MESSAGE_ID).await;

    let left: Vec<_> = ctx.database.message_failures().into_iter().map(|row| row.message_id).collect();
    assert_eq!(left, [Uuid::from_u128(8).to_string()]);
    ctx.database.execute("DROP TABLE message_failure");
    clear_failure(ctx.app(), &op, MESSAGE_ID).await;
    assert_eq!(ctx.log.count("a failure could not be cleared"), 1);
    ctx.close().await;
}

/// A queue may deliver a message to two instances.
async fn deliveries_at_the_same_time_are_all_counted(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    for _ in 0..10 {
        ctx.expect_error("message refused");
    }

    futures::future::join_all((0..10).map(|_| ctx.deliver(of_type("other")))).await;

    let attempts: Vec<_> = ctx.database.message_failures().iter().map(|row| row.attempts).collect();
    assert_eq!(attempts, [10]);
    ctx.close().await;
}

async fn failure_that_cannot_be_recorded_is_logged_and_decides_nothing(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("DROP TABLE message_failure");
    ctx.expect_error("message refused");

    let verdict = ctx.deliver(of_type(&STATUS_UPDATED.to_uppercase())).await;

    assert_eq!((verdict, ctx.log.count("a failure could not be recorded")), (Verdict::Permanent, 1));
    ctx.close().await;
}
