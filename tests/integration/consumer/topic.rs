//! What `localstack/init` makes: from the topic to the handler, through the subscription's filter, and the attributes of the
//! queues.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::queue::SqsQueue;
use apd_tests::eventually;
use apd_tests::localstack::TestTopic;
use apd_tests::messages::{PROGRAMME_COMPLETE, STATUS_UPDATED};
use aws_sdk_sqs::types::QueueAttributeName;
use serde_json::{Value, json};
use std::sync::Arc;

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

#[tokio::test]
async fn both_kinds_of_events_pass_the_filter_and_others_do_not() {
    let topic = TestTopic::make(&["--raw-delivery"]).await;
    let queue = Arc::new(SqsQueue::new(topic.sqs_settings()));
    let rig = Rig::start(queue, Directed::judging(|_| Verdict::Handled), settings());

    topic.publish("of no concern", &[("eventType", "accredited-programmes-community.programme")]).await;
    topic.publish("of no type", &[]).await;
    topic.publish("a status", &[("eventType", STATUS_UPDATED)]).await;
    topic.publish("a completion", &[("eventType", PROGRAMME_COMPLETE)]).await;

    eventually("the deletions", async || rig.counters.messages_deleted.get() == 2).await;
    let mut bodies: Vec<_> = rig.handler.deliveries().into_iter().map(|delivery| delivery.body).collect();
    bodies.sort();
    assert_eq!(bodies, ["a completion", "a status"]);
    rig.consumer.close().await;
}

#[tokio::test]
async fn message_is_a_dead_letter_after_three_receives_and_kept_for_a_week() {
    let queue = TestTopic::make(&[]).await.queue();

    let redrive = queue.attribute(&queue.url, QueueAttributeName::RedrivePolicy).await;
    let redrive: Value = serde_json::from_str(&redrive).unwrap();
    let dead_letters = queue.attribute(&queue.dead_letter_url, QueueAttributeName::QueueArn).await;
    assert_eq!(redrive, json!({ "deadLetterTargetArn": dead_letters, "maxReceiveCount": 3 }));
    let hidden = queue.attribute(&queue.url, QueueAttributeName::VisibilityTimeout).await;
    let kept = queue.attribute(&queue.dead_letter_url, QueueAttributeName::MessageRetentionPeriod).await;
    assert_eq!((hidden.as_str(), kept.as_str()), ("30", "604800"));
}
