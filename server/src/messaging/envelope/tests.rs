//! The rules of reading envelopes. The samples are in `corpus`, what holds of any text in `properties`.

mod corpus;
mod properties;

use super::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const STATUS_UPDATED: &str = "accredited-programmes-community.referral.status-updated";
const TOLD_TYPE: &str = "what the body says does not count";
const MESSAGE_ID: &str = "0f9d1d3c-64b5-4a3e-9a2e-0b6f2f4d9b10";
const TRACEPARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn now() -> DateTime<Utc> {
    "2026-06-15T11:00:00Z".parse().unwrap()
}

fn good_event() -> Value {
    json!({
        "eventType": TOLD_TYPE,
        "version": 1,
        "detailUrl": "https://mad.example/referral/1/status-change-details",
        "occurredAt": "2026-06-01T14:30:00+01:00",
        "personReference": { "identifiers": [{ "type": "CRN", "value": "X123456" }] },
    })
}

fn notification(event: &Value) -> Value {
    json!({
        "Type": "Notification",
        "MessageId": MESSAGE_ID,
        "Message": event.to_string(),
        "Timestamp": "2026-06-01T13:30:01.028Z",
        "MessageAttributes": {
            "eventType": { "Type": "String", "Value": STATUS_UPDATED },
            "traceparent": { "Type": "String", "Value": TRACEPARENT },
        },
    })
}

fn delivery(body: impl ToString, attributes: &[(&str, &str)]) -> Delivery {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Delivery {
        queue_id: "queue-1".to_owned(),
        body: body.to_string(),
        attributes: attributes.iter().map(owned).collect::<BTreeMap<_, _>>(),
        other_attributes: BTreeMap::new(),
        receive_count: 1,
    }
}

fn read(body: impl ToString) -> Envelope {
    Envelope::read(&delivery(body, &[]), now())
}

fn read_raw(body: impl ToString) -> Envelope {
    Envelope::read(&delivery(body, &[("eventType", STATUS_UPDATED)]), now())
}

fn reason(envelope: &Envelope) -> String {
    envelope.event.as_ref().unwrap_err().to_string()
}

fn without(mut value: Value, property: &str) -> Value {
    assert!(value.as_object_mut().unwrap().remove(property).is_some());
    value
}

fn with(mut value: Value, property: &str, other: impl Into<Value>) -> Value {
    value[property] = other.into();
    value
}

#[test]
fn notification_gives_its_id_its_attributes_and_the_event_in_it() {
    let envelope = read(notification(&good_event()));

    let id = Uuid::try_parse(MESSAGE_ID).unwrap();
    assert_eq!((envelope.id, envelope.traceparent.as_deref()), (id, Some(TRACEPARENT)));
    assert_eq!(envelope.event_type.as_deref(), Some(STATUS_UPDATED));
    assert_eq!(envelope.crn, Crn::parse("X123456"));
    let expected = ReceivedEvent {
        message_id: id,
        event_type: STATUS_UPDATED.to_owned(),
        told_type: TOLD_TYPE.to_owned(),
        detail_url: Some("https://mad.example/referral/1/status-change-details".to_owned()),
        occurred_at: "2026-06-01T14:30:00+01:00".parse().unwrap(),
        identifiers: vec![("CRN".to_owned(), "X123456".to_owned())],
    };
    assert_eq!(envelope.event, Ok(expected));
}

#[test]
fn raw_event_has_its_attributes_beside_it_and_an_id_made_of_its_bytes() {
    let attributes = [("eventType", STATUS_UPDATED), ("traceparent", TRACEPARENT)];

    let envelope = Envelope::read(&delivery(good_event(), &attributes), now());

    assert_eq!(envelope.id, Uuid::new_v5(&Uuid::NAMESPACE_OID, good_event().to_string().as_bytes()));
    assert_eq!(envelope.traceparent.as_deref(), Some(TRACEPARENT));
    let event = envelope.event.unwrap();
    assert_eq!((event.message_id, event.event_type.as_str()), (envelope.id, STATUS_UPDATED));
    assert_eq!(event.crn(), Some("X123456"));
}

/// The id of a body is written in databases: it must never come out otherwise.
#[test]
fn id_of_a_raw_event_is_the_same_for_ever() {
    assert_eq!(read_raw("{}").id.to_string(), "56bd00e8-9408-567f-b0cc-aab82ef285b4");
    assert_ne!(read_raw("{}").id, read_raw("{}\n").id);
}

#[test]
fn attributes_of_the_message_do_not_count_for_a_notification() {
    let body = without(notification(&good_event()), "MessageAttributes");

    let envelope = read_raw(body);

    assert_eq!(envelope.event, Err(EnvelopeError::NoEventType));
}

#[test]
fn event_without_the_attribute_is_refused_whatever_its_own_type() {
    let body = with(good_event(), "eventType", STATUS_UPDATED);

    for envelope in [read(body.to_string()), read(without(notification(&body), "MessageAttributes"))] {
        assert_eq!(envelope.event, Err(EnvelopeError::NoEventType));
        assert_eq!((envelope.event_type, envelope.crn), (None, Crn::parse("X123456")));
    }
}

#[test]
fn absent_moment_is_that_of_the_publication_else_now() {
    let published: DateTime<Utc> = "2026-06-01T13:30:01.028+00:00".parse().unwrap();
    for event in [without(good_event(), "occurredAt"), with(good_event(), "occurredAt", Value::Null)] {
        let moment = |envelope: Envelope| envelope.event.unwrap().occurred_at;
        let notification = notification(&event);

        assert_eq!(moment(read(&notification)), published);
        assert_eq!(moment(read(without(notification.clone(), "Timestamp"))), now());
        assert_eq!(moment(read(with(notification, "Timestamp", "yesterday"))), now());
        assert_eq!(moment(read_raw(event)), now());
    }
}

#[test]
fn malformed_moment_is_refused_although_the_publication_has_one() {
    for told in ["yesterday", "", "2026-06-01T14:30:00"] {
        let envelope = read(notification(&with(good_event(), "occurredAt", told)));

        assert_eq!(envelope.event, Err(EnvelopeError::OccurredAt), "{told}");
        assert_eq!(envelope.crn, Crn::parse("X123456"));
    }
}

#[test]
fn pointer_to_s3_is_refused_in_every_place() {
    let pointer = r#"["com.amazon.sqs.javamessaging.MessageS3Pointer",{"s3BucketName":"b","s3Key":"k"}]"#;
    let mut sized = notification(&good_event());
    sized["MessageAttributes"]["ExtendedPayloadSize"] = json!({ "Type": "Number", "Value": "300000" });
    let sizes_beside = ["ExtendedPayloadSize", "SQSLargePayloadSize"].map(|name| {
        let mut delivery = delivery(good_event(), &[("eventType", STATUS_UPDATED)]);
        delivery.other_attributes.insert(name.to_owned(), "Number".to_owned());
        Envelope::read(&delivery, now())
    });

    let in_body = sizes_beside.into_iter().chain([read_raw(pointer)]);
    let in_message = [read(with(notification(&good_event()), "Message", pointer)), read(sized)];

    for envelope in in_body {
        assert_eq!(envelope.event, Err(EnvelopeError::ParkedInS3 { part: Part::Body }));
    }
    for envelope in in_message {
        assert_eq!(envelope.event, Err(EnvelopeError::ParkedInS3 { part: Part::Message }));
        assert_eq!(envelope.event_type.as_deref(), Some(STATUS_UPDATED));
    }
}

#[test]
fn notification_of_another_shape_is_refused_and_keeps_its_id_and_type() {
    for (property, value) in
        [("Timestamp", json!(7)), ("Timestamp", json!({})), ("MessageAttributes", json!([]))]
    {
        let envelope = read(with(notification(&good_event()), property, value));

        assert_eq!(envelope.event, Err(EnvelopeError::NotANotification), "{property}");
        assert_eq!(envelope.id, Uuid::try_parse(MESSAGE_ID).unwrap());
        let expected = (property == "Timestamp").then_some(STATUS_UPDATED);
        assert_eq!(envelope.event_type.as_deref(), expected);
    }
}

#[test]
fn notification_without_a_usable_id_is_refused_and_goes_by_its_bytes() {
    for id in [json!("seven"), json!(7), Value::Null] {
        let body = with(notification(&good_event()), "MessageId", id);

        let envelope = read(&body);

        assert_eq!(envelope.event, Err(EnvelopeError::NoMessageId));
        assert_eq!(envelope.id, Uuid::new_v5(&Uuid::NAMESPACE_OID, body.to_string().as_bytes()));
        assert_eq!(envelope.event_type.as_deref(), Some(STATUS_UPDATED));
    }
}

#[test]
fn id_and_type_of_a_notification_are_known_whatever_is_in_it() {
    for (message, expected) in [
        (json!("text"), "Message of the notification is not JSON (line 1, column 2)"),
        (json!(""), "Message of the notification is not JSON (line 1, column 0)"),
        (
            json!("{}"),
            "Message of the notification does not have the shape of a domain event (line 1, column 2)",
        ),
        (
            json!(r#"["type", null, null, null]"#),
            "Message of the notification does not have the shape of a domain event (line 1, column 1)",
        ),
        (json!({ "eventType": STATUS_UPDATED }), "Message of the notification is not a text"),
    ] {
        let envelope = read(with(notification(&good_event()), "Message", message));

        assert_eq!(reason(&envelope), expected);
        assert_eq!(envelope.id.to_string(), MESSAGE_ID);
        assert_eq!(envelope.event_type.as_deref(), Some(STATUS_UPDATED));
    }
}

#[test]
fn case_is_known_of_an_event_that_is_otherwise_wrong() {
    let envelope = read(notification(&with(good_event(), "detailUrl", 7)));

    assert!(reason(&envelope).contains("shape of a domain event"));
    assert_eq!(envelope.crn, Crn::parse("X123456"));
}

#[test]
fn first_crn_counts_and_what_cannot_be_one_is_not_taken_for_it() {
    let identifiers = |identifiers: &[(&str, &str)]| {
        let identifiers: Vec<_> =
            identifiers.iter().map(|(kind, value)| json!({ "type": kind, "value": value })).collect();
        read(notification(&with(good_event(), "personReference", json!({ "identifiers": identifiers }))))
    };

    let several = identifiers(&[("NOMS", "A1234BC"), ("CRN", "x123456 "), ("CRN", "X999999")]);
    let malformed = identifiers(&[("CRN", "Waverley"), ("CRN", "X999999")]);
    let none = identifiers(&[("NOMS", "A1234BC")]);

    assert_eq!((several.crn, several.event.unwrap().crn()), (Crn::parse("X123456"), Some("x123456 ")));
    assert_eq!((malformed.crn, malformed.event.unwrap().crn()), (None, Some("Waverley")));
    assert_eq!((none.crn, none.event.unwrap().crn()), (None, None));
}

/// What is not used is not looked at, however odd it is.
#[test]
fn other_fields_are_not_in_the_way() {
    let deep = "[".repeat(500) + &"]".repeat(500);
    let event = good_event().to_string().replacen('{', &format!(r#"{{"additionalInformation":{deep},"#), 1);
    let body = with(with(notification(&json!(0)), "Message", event), "Signature", json!({ "odd": [null] }));

    assert!(read(body).event.is_ok());
}

#[test]
fn trace_is_cut_where_it_is_too_long() {
    let mut body = notification(&good_event());
    body["MessageAttributes"]["traceparent"]["Value"] = json!("é".repeat(4_000));

    assert_eq!(read(body).traceparent, Some("é".repeat(128)));
}

#[test]
fn raw_event_from_a_file_is_of_the_type_that_it_tells() {
    let raw = by_hand(good_event().to_string());
    let wrapped = by_hand(notification(&good_event()).to_string());

    assert_eq!(raw.attributes, BTreeMap::from([("eventType".to_owned(), TOLD_TYPE.to_owned())]));
    assert_eq!((wrapped.attributes.len(), by_hand("text".to_owned()).attributes.len()), (0, 0));
}
