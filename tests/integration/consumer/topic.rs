//! From the topic to the handler, through the subscription's filter.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::queue::SqsQueue;
use apd_tests::eventually;
use apd_tests::localstack::TestTopic;
use serde_json::{Value, json};
use std::sync::Arc;

const STATUS_UPDATED: &str = "accredited-programmes-community.referral.status-updated";

#[tokio::test]
async fn published_event_arrives_as_a_notification() {
    let topic = TestTopic::make(&[]).await;
    let queue = Arc::new(SqsQueue::new(topic.sqs_settings()));
    let rig = Rig::start(queue, Directed::judging(|_| Verdict::Handled), settings());

    topic.publish("of no concern", &[("eventType", "another.type")]).await;
    topic.publish(r#"{"an":"event"}"#, &[("eventType", STATUS_UPDATED)]).await;

    eventually("the deletion", async || rig.counters.messages_deleted.get() == 1).await;
    let deliveries = rig.handler.deliveries();
    let notification: Value = serde_json::from_str(&deliveries[0].body).unwrap();
    assert_eq!(deliveries.len(), 1);
    assert_eq!(notification["Message"], r#"{"an":"event"}"#);
    let attribute = json!({ "Type": "String", "Value": STATUS_UPDATED });
    assert_eq!(notification["MessageAttributes"]["eventType"], attribute);
    rig.consumer.close().await;
}

#[tokio::test]
async fn raw_delivery_is_the_event_with_its_attributes_beside_it() {
    let topic = TestTopic::make(&["--raw-delivery"]).await;
    let queue = Arc::new(SqsQueue::new(topic.sqs_settings()));
    let rig = Rig::start(queue, Directed::judging(|_| Verdict::Handled), settings());

    topic.publish(r#"{"an":"event"}"#, &[("eventType", STATUS_UPDATED)]).await;

    eventually("the deletion", async || rig.counters.messages_deleted.get() == 1).await;
    let delivery = rig.handler.deliveries().remove(0);
    assert_eq!(delivery.body, r#"{"an":"event"}"#);
    assert_eq!(delivery.attributes["eventType"], STATUS_UPDATED);
    rig.consumer.close().await;
}
