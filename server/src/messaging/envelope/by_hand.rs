//! A message that comes from a file and not from a queue.

use super::notification::LooseNotification;
use crate::messaging::Delivery;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What stands for the queue's id of a message.
const NO_QUEUE: &str = "by hand";

/// Makes a delivery of a body alone (behaviour S28). A raw event has no attributes then, so the type that it tells itself
/// stands in for the attribute.
pub fn by_hand(body: String) -> Delivery {
    let told = if LooseNotification::parse(&body).is_none() { told_type(&body) } else { None };
    let attributes = told.map(|event_type| BTreeMap::from([("eventType".to_owned(), event_type)]));
    Delivery {
        queue_id: NO_QUEUE.to_owned(),
        body,
        attributes: attributes.unwrap_or_default(),
        other_attributes: BTreeMap::new(),
        receive_count: 1,
    }
}

fn told_type(body: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Told {
        #[serde(rename = "eventType")]
        event_type: String,
    }
    serde_json::from_str::<Told>(body).ok().map(|told| told.event_type)
}
