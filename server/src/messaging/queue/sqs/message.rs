//! A message of SQS as a delivery.

use crate::messaging::Delivery;
use crate::messaging::queue::{Receipt, Received};
use aws_sdk_sqs::types::{Message, MessageAttributeValue, MessageSystemAttributeName};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};

/// The message as a delivery. None without a receipt, which SQS gives to every message: it could not be settled.
pub(in crate::messaging) fn received(message: Message) -> Option<Received> {
    let number = |name| -> Option<i64> { message.attributes.as_ref()?.get(&name)?.parse().ok() };
    let time = |name| number(name).and_then(DateTime::<Utc>::from_timestamp_millis);
    let count = number(MessageSystemAttributeName::ApproximateReceiveCount);
    let sent = time(MessageSystemAttributeName::SentTimestamp);
    let first_received = time(MessageSystemAttributeName::ApproximateFirstReceiveTimestamp);
    let (attributes, other_attributes) = parted(message.message_attributes.unwrap_or_default());
    let delivery = Delivery {
        queue_id: message.message_id.unwrap_or_default(),
        body: message.body.unwrap_or_default(),
        attributes,
        other_attributes,
        receive_count: count.and_then(|count| u32::try_from(count).ok()).unwrap_or(1),
    };
    Some(Received { delivery, receipt: Receipt::new(message.receipt_handle?), sent, first_received })
}

/// The values of the attributes of type string, and the types of the others.
fn parted(
    attributes: HashMap<String, MessageAttributeValue>,
) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let (mut texts, mut others) = (BTreeMap::new(), BTreeMap::new());
    for (name, value) in attributes {
        // A type may have a name of its own behind a dot.
        let is_text = value.data_type.split('.').next() == Some("String");
        match value.string_value {
            Some(text) if is_text => texts.insert(name, text),
            _ => others.insert(name, value.data_type),
        };
    }
    (texts, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(data_type: &str, text: &str) -> MessageAttributeValue {
        MessageAttributeValue::builder().data_type(data_type).string_value(text).build().unwrap()
    }

    #[test]
    fn message_becomes_a_delivery() {
        let message = Message::builder()
            .message_id("m-1")
            .receipt_handle("r-1")
            .body("{}")
            .attributes(MessageSystemAttributeName::ApproximateReceiveCount, "3")
            .attributes(MessageSystemAttributeName::SentTimestamp, "1781521200123")
            .message_attributes("eventType", attribute("String", "a.b"))
            .message_attributes("custom", attribute("String.json", "{}"))
            .message_attributes("number", attribute("Number", "1"))
            .build();

        let Received { delivery, sent, first_received, .. } = received(message).unwrap();

        assert_eq!((delivery.queue_id.as_str(), delivery.body.as_str()), ("m-1", "{}"));
        assert_eq!(delivery.receive_count, 3);
        assert_eq!(delivery.attributes["eventType"], "a.b");
        assert_eq!(delivery.attributes.keys().collect::<Vec<_>>(), ["custom", "eventType"]);
        assert_eq!(delivery.other_attributes, BTreeMap::from([("number".to_owned(), "Number".to_owned())]));
        assert_eq!(sent.unwrap().to_rfc3339(), "2026-06-15T11:00:00.123+00:00");
        assert_eq!(first_received, None);
    }

    #[test]
    fn message_without_a_count_is_delivered_for_the_first_time() {
        let message = Message::builder().receipt_handle("r-1").build();

        assert_eq!(received(message).unwrap().delivery.receive_count, 1);
    }

    #[test]
    fn message_that_could_not_be_settled_is_left_out() {
        assert_eq!(received(Message::builder().body("{}").build()), None);
    }
}
