//! Messages that can never be handled, of every kind.

use super::message::{Author, Meaning, Message, TIMES};
use crate::events::{CRN, REQUIREMENT, completion, status, with};
use apd_tests::client_api::Reply;
use apd_tests::messages::{PROGRAMME_COMPLETE, STATUS_UPDATED};
use serde_json::{Value, json};
use uuid::Uuid;

/// One message of each kind.
pub fn one_of_each(author: &mut Author) -> Vec<Message> {
    let mut messages = unreadable(author);
    messages.append(&mut misaddressed(author));
    messages.append(&mut refused_by_the_client(author));
    messages.append(&mut contradicted_by_delius(author));
    messages
}

/// Bodies that are no events.
fn unreadable(author: &mut Author) -> Vec<Message> {
    let number = author.chance.id();
    let shape = format!(r#"{{"orderNumber":"{number}"}}"#);
    let column = shape.len();
    let parked = format!(
        r#"["software.amazon.payloadoffloading.PayloadS3Pointer",{{"s3BucketName":"b","s3Key":"{number}"}}]"#
    );
    [
        (format!("Waverley {number}"), "the body is not JSON (line 1, column 1)".to_owned()),
        (shape, format!("the body does not have the shape of a domain event (line 1, column {column})")),
        (
            parked,
            "the body is parked in S3 by the SQS extended client, and parked bodies are not fetched"
                .to_owned(),
        ),
    ]
    .map(|(body, reason)| {
        let message = refused(author, STATUS_UPDATED, CRN, Reply::status(404), &reason);
        Message { id: Uuid::new_v5(&Uuid::NAMESPACE_OID, body.as_bytes()), body, ..message }
    })
    .into()
}

/// Events about nobody, of another kind, or with details elsewhere.
fn misaddressed(author: &mut Author) -> Vec<Message> {
    let unused = || Reply::status(404);
    let foreign = "Unexpected detail URL: https://elsewhere.example";
    let nobody = refused(author, STATUS_UPDATED, CRN, unused(), "the event has no identifier of type CRN");
    let nowhere = refused(author, STATUS_UPDATED, CRN, unused(), "Detail URL must not be null");
    let elsewhere = refused(author, PROGRAMME_COMPLETE, CRN, unused(), foreign);
    vec![
        refused(author, "other.event", CRN, unused(), "Unexpected event type other.event"),
        changed(nobody, "personReference", json!({ "identifiers": [] })),
        changed(nowhere, "detailUrl", Value::Null),
        changed(elsewhere, "detailUrl", json!("https://elsewhere.example/referral/1/completion-data")),
    ]
}

/// Details that are not there, or not here.
fn refused_by_the_client(author: &mut Author) -> Vec<Message> {
    let base = author.base_url().to_owned();
    let mut redirect = Reply::status(302);
    redirect.location = Some("https://elsewhere.example/".to_owned());
    let redirects = format!("{base} redirects, which is not followed (status 302)");
    vec![
        refused(author, STATUS_UPDATED, CRN, Reply::status(404), &format!("{base} answered with status 404")),
        refused(author, STATUS_UPDATED, CRN, redirect, &redirects),
    ]
}

/// Details that Delius knows nothing of, or otherwise.
fn contradicted_by_delius(author: &mut Author) -> Vec<Message> {
    let about = |requirement: i64| with(status("BREACH"), "sourcedFromEntityId", json!(requirement));
    let with_offset = completion(REQUIREMENT, &format!("{}+01:00", TIMES[0]));
    [
        (STATUS_UPDATED, CRN, status("ON_HOLIDAY"), "Unknown value of newStatus in the detail"),
        (PROGRAMME_COMPLETE, CRN, with_offset, "Unknown value of licReqCompletedAt in the detail"),
        (STATUS_UPDATED, CRN, about(5_999_999_999), "Requirement with id of 5999999999 not found"),
        (STATUS_UPDATED, "A000006", about(5_000_000_015), "Requirement with id of 5000000015 not found"),
        (STATUS_UPDATED, "A000001", status("BREACH"), "CRN and component do not match"),
        (STATUS_UPDATED, "A000004", about(5_000_000_008), "Person manager not found"),
    ]
    .map(|(event_type, crn, detail, reason)| refused(author, event_type, crn, Reply::ok(detail), reason))
    .into()
}

fn refused(author: &mut Author, event_type: &str, crn: &str, reply: Reply, reason: &str) -> Message {
    author.message(event_type, crn, reply, Meaning::Bad { reason: reason.to_owned() })
}

/// The message with another value of a property of its event.
fn changed(message: Message, property: &str, value: Value) -> Message {
    let mut notification: Value = serde_json::from_str(&message.body).unwrap();
    let mut event: Value = serde_json::from_str(notification["Message"].as_str().unwrap()).unwrap();
    event[property] = value;
    notification["Message"] = json!(event.to_string());
    Message { body: notification.to_string(), ..message }
}
