//! Messages that cannot be understood, or are about nothing that we know: refused, recorded with their reason, and
//! nothing else is written (behaviour 3.1, 3.2, D32, S22).

use apd_server::messaging::{Handler, Verdict};
use apd_server::store::model::MessageFailureRow;
use apd_tests::messages::{PROGRAMME_COMPLETE, STATUS_UPDATED, delivery, event, notification};
use apd_tests::{Engine, TestContext, both_engines};
use serde_json::{Value, json};
use uuid::Uuid;

both_engines!(
    unreadable_message_is_refused_with_its_reason,
    message_without_a_crn_is_refused_whatever_its_type,
    event_of_an_unknown_type_is_refused_by_its_type,
    type_that_counts_is_that_of_the_attribute,
    text_that_no_database_takes_is_recorded_without_what_is_wrong,
    raw_event_is_refused_like_a_notification,
    notification_is_reported_before_it_is_looked_at_more_closely,
);

const CRN: &str = "A000001";
const DETAIL_URL: &str = "https://elsewhere.example/referral/1/status-change-details";
const MESSAGE_ID: Uuid = Uuid::from_u128(0x0f9d_1d3c_64b5_4a3e_9a2e_0b6f_2f4d_9b10);

fn good() -> Value {
    notification(MESSAGE_ID, &event(STATUS_UPDATED, CRN, DETAIL_URL))
}

/// A notification whose event has another value in one place.
fn with(pointer: &str, value: Value) -> Value {
    let mut event = event(STATUS_UPDATED, CRN, DETAIL_URL);
    *event.pointer_mut(pointer).unwrap() = value;
    let mut body = notification(MESSAGE_ID, &event);
    body["MessageAttributes"] = good()["MessageAttributes"].clone();
    body
}

/// The same text in place of the event.
fn around(message: &str) -> Value {
    let mut body = good();
    body["Message"] = json!(message);
    body
}

fn row(message_id: Uuid, event_type: Option<&str>, crn: Option<&str>, reason: &str) -> MessageFailureRow {
    let noon = "2026-06-15T12:00:00".parse().unwrap();
    MessageFailureRow {
        message_id: message_id.to_string(),
        event_type: event_type.map(str::to_owned),
        crn: crn.map(str::to_owned),
        first_seen: noon,
        last_seen: noon,
        attempts: 1,
        reason: reason.to_owned(),
    }
}

/// Delivers a body, which must be refused for this reason, in the log and in the database, and change nothing else.
async fn assert_refused(ctx: &TestContext, body: impl ToString, expected: MessageFailureRow) {
    let outgoing = "SELECT count(*) FROM domain_event";
    let before = (ctx.database.snapshot(), ctx.database.count(outgoing));
    ctx.database.execute("DELETE FROM message_failure");
    ctx.expect_error("message refused");

    let verdict = ctx.deliver(body.to_string()).await;

    assert_eq!(verdict, Verdict::Permanent, "{}", body.to_string());
    let line = ctx.log.lines().pop().unwrap();
    assert_eq!((&line["level"], &line["msg"]), (&json!("error"), &json!("message refused")));
    assert_eq!(line["message_id"], json!(expected.message_id));
    assert_eq!((&line["error"], line["crn"].as_str()), (&json!(expected.reason), expected.crn.as_deref()));
    assert_eq!(ctx.database.message_failures(), [expected]);
    assert!((ctx.database.snapshot(), ctx.database.count(outgoing)) == before, "something was written");
}

async fn unreadable_message_is_refused_with_its_reason(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let of_bytes = |body: &str| Uuid::new_v5(&Uuid::NAMESPACE_OID, body.as_bytes());
    let pointer =
        r#"["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"b","s3Key":"k"}]"#;
    let parked = "is parked in S3 by the SQS extended client, and parked bodies are not fetched";

    for (body, reason) in [
        ("Waverley", "the body is not JSON (line 1, column 1)".to_owned()),
        ("", "the body is not JSON (line 1, column 0)".to_owned()),
        ("[]", "the body does not have the shape of a domain event (line 1, column 2)".to_owned()),
        (
            r#"{"orderNumber":17}"#,
            "the body does not have the shape of a domain event (line 1, column 18)".to_owned(),
        ),
        (pointer, format!("the body {parked}")),
    ] {
        assert_refused(&ctx, body, row(of_bytes(body), None, None, &reason)).await;
    }
    let shape = "Message of the notification does not have the shape of a domain event (line 1, column 2)";
    for (message, reason) in [
        ("Waverley", "Message of the notification is not JSON (line 1, column 1)".to_owned()),
        ("{}", shape.to_owned()),
        (pointer, format!("Message of the notification {parked}")),
    ] {
        let expected = row(MESSAGE_ID, Some(STATUS_UPDATED), None, &reason);
        assert_refused(&ctx, around(message), expected).await;
    }
    let moment = "occurredAt is not a date and time with an offset and at most 9 digits of a fraction";
    let expected = row(MESSAGE_ID, Some(STATUS_UPDATED), Some(CRN), moment);
    assert_refused(&ctx, with("/occurredAt", json!("yesterday")), expected).await;
    assert!(!ctx.log.text().contains("Waverley") && !ctx.log.text().contains("yesterday"));
    ctx.close().await;
}

async fn message_without_a_crn_is_refused_whatever_its_type(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let reason = "the event has no identifier of type CRN";
    let nobody = [
        ("/personReference", Value::Null),
        ("/personReference/identifiers", json!([])),
        ("/personReference/identifiers/0/type", json!("NOMS")),
        ("/personReference/identifiers/0/type", json!("crn")),
    ];

    for (pointer, value) in nobody {
        for event_type in [STATUS_UPDATED, PROGRAMME_COMPLETE, "interventions.community-referral.created"] {
            let mut body = with(pointer, value.clone());
            body["MessageAttributes"]["eventType"]["Value"] = json!(event_type);
            assert_refused(&ctx, body, row(MESSAGE_ID, Some(event_type), None, reason)).await;
        }
    }
    ctx.close().await;
}

async fn event_of_an_unknown_type_is_refused_by_its_type(engine: Engine) {
    let ctx = TestContext::start(engine).await;

    for event_type in ["interventions.community-referral.created", "", &STATUS_UPDATED.to_uppercase()] {
        let body = notification(MESSAGE_ID, &event(event_type, " a000001", DETAIL_URL));
        let reason = format!("Unexpected event type {event_type}");
        assert_refused(&ctx, body, row(MESSAGE_ID, Some(event_type), Some(CRN), &reason)).await;
    }
    ctx.close().await;
}

async fn type_that_counts_is_that_of_the_attribute(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut other = good();
    other["MessageAttributes"]["eventType"]["Value"] = json!("other");
    let mut none = good();
    none["MessageAttributes"] = json!({});

    assert_refused(&ctx, other, row(MESSAGE_ID, Some("other"), Some(CRN), "Unexpected event type other"))
        .await;
    let reason = "unexpected event type: the message has no attribute eventType";
    assert_refused(&ctx, none, row(MESSAGE_ID, None, Some(CRN), reason)).await;
    ctx.close().await;
}

/// PostgreSQL takes no NUL; and a publisher must be able neither to swell the table nor to forge lines.
async fn text_that_no_database_takes_is_recorded_without_what_is_wrong(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let odd =
        notification(MESSAGE_ID, &event("ev\u{0}il\n\u{1b}type', NULL); --", "A00\u{0}0001", DETAIL_URL));
    let long = notification(MESSAGE_ID, &event(&"é".repeat(100_000), CRN, DETAIL_URL));

    let told = "evil[type', NULL); --".replace('[', "");
    let reason = format!("Unexpected event type {told}");
    assert_refused(&ctx, odd, row(MESSAGE_ID, Some(&told), None, &reason)).await;
    let reason = format!("Unexpected event type {}", "é".repeat(128));
    assert_refused(&ctx, long, row(MESSAGE_ID, Some(&"é".repeat(256)), Some(CRN), &reason)).await;
    assert!(ctx.log.lines().iter().all(|line| line.to_string().len() < 2_000));
    ctx.close().await;
}

async fn raw_event_is_refused_like_a_notification(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    let mut raw = delivery(event(STATUS_UPDATED, CRN, DETAIL_URL));
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, raw.body.as_bytes());
    raw.attributes = [("eventType".to_owned(), "other".to_owned())].into();
    ctx.expect_error("message refused");

    let verdict = ctx.dispatcher().handle(&raw).await;

    let expected = row(id, Some("other"), Some(CRN), "Unexpected event type other");
    assert_eq!((verdict, ctx.database.message_failures()), (Verdict::Permanent, vec![expected]));
    ctx.close().await;
}

async fn notification_is_reported_before_it_is_looked_at_more_closely(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    for _ in 0..3 {
        ctx.expect_error("message refused");
    }
    let identifiers = json!([
        { "type": "NOMS", "value": "A1234BC" },
        { "type": "level", "value": "critical" },
        { "type": "CRN", "value": CRN },
        { "type": "CRN", "value": "A000002" },
    ]);
    let mut known = with("/personReference/identifiers", identifiers);
    known["MessageAttributes"]["eventType"]["Value"] = json!("other");

    ctx.deliver("unreadable").await;
    ctx.deliver(with("/personReference", Value::Null)).await;
    ctx.deliver(known).await;

    let mut lines = ctx.log.lines();
    lines.retain(|line| line["event"] == "NotificationReceived");
    for line in &mut lines {
        assert_eq!(line.as_object_mut().unwrap().remove("message_id"), Some(json!(MESSAGE_ID)));
        assert!(line.as_object_mut().unwrap().remove("ts").is_some());
    }
    // The type of the attribute is in every line; what is reported is the one that the event tells.
    let line = |event_type: &str| {
        json!({
            "level": "info",
            "msg": "notification",
            "event": "NotificationReceived",
            "event_type": event_type,
            "eventType": STATUS_UPDATED,
            "detailUrl": DETAIL_URL,
        })
    };
    let mut of_person = line("other");
    (of_person["CRN"], of_person["NOMS"]) = (json!(CRN), json!("A1234BC"));
    assert_eq!(lines, [line(STATUS_UPDATED), of_person]);
    let counters = ctx.counters();
    assert_eq!((counters.notifications_received.get(), counters.messages_refused.get()), (2, 3));
    ctx.close().await;
}
