//! `dlq list` and `dlq redrive`: looking at dead letters, and sending them again.

use apd_server::messaging::Delivery;
use apd_server::messaging::dead_letters::{
    Chosen, DeadLetter, DeadLetterError, DeadLetters, Describe, Description,
};
use apd_server::messaging::queue::{Queue, QueueError, Receive};
use apd_tests::eventually;
use apd_tests::localstack::{TestQueue, TestQueueSettings};
use async_trait::async_trait;
use aws_sdk_sqs::types::QueueAttributeName;
use std::collections::BTreeSet;
use std::time::Duration;

/// Takes the first word of a body for the type and the rest for the reason.
struct ByWords;

#[async_trait]
impl Describe for ByWords {
    async fn describe(&self, deliveries: &[Delivery]) -> Vec<Description> {
        let words = |delivery: &Delivery| {
            let (event_type, reason) = delivery.body.split_once(' ')?;
            Some(Description {
                event_type: Some(event_type.to_owned()),
                reason: Some(reason.to_owned()),
                ..Description::default()
            })
        };
        deliveries.iter().map(|delivery| words(delivery).unwrap_or_default()).collect()
    }
}

async fn receive(queue: &impl Queue) -> Vec<Delivery> {
    let receive = Receive { most: 10, wait: Duration::ZERO, visibility: Duration::ZERO };
    queue.receive(receive).await.unwrap().into_iter().map(|message| message.delivery).collect()
}

/// A queue from which these messages have become dead letters: they were received once, and not handled.
async fn queue_with_dead(bodies: &[&str]) -> TestQueue {
    let queue = TestQueue::make_with(TestQueueSettings { receives: 1, visibility: 30 }).await;
    for body in bodies {
        queue.send_with(body, &[("eventType", body)]).await;
    }
    let sqs = queue.sqs();
    let wanted = u32::try_from(bodies.len()).unwrap();
    eventually("the dead letters", async || {
        receive(&sqs).await;
        queue.dead_letters().await == wanted
    })
    .await;
    queue
}

async fn list(queue: &TestQueue) -> Vec<DeadLetter> {
    let letters = DeadLetters::of(queue.sqs_settings()).await.unwrap();
    let listing = letters.list(&ByWords, false).await.unwrap();
    assert_eq!((listing.hidden, listing.is_complete), (0, true));
    listing.letters
}

#[tokio::test]
async fn list_shows_every_dead_letter_and_leaves_it_where_it_is() {
    let bodies: Vec<_> = (0..12).map(|number| format!("type{number} reason {number}")).collect();
    let bodies: Vec<_> = bodies.iter().map(String::as_str).collect();
    let queue = queue_with_dead(&bodies).await;

    let (first, second) = (list(&queue).await, list(&queue).await);

    let reasons: BTreeSet<_> = first.iter().filter_map(|letter| letter.reason.clone()).collect();
    assert_eq!(first.len(), 12);
    assert_eq!(reasons, (0..12).map(|number| format!("reason {number}")).collect());
    assert!(first.iter().all(|letter| letter.first_seen.is_some() && letter.receive_count > 0));
    assert!(first.iter().all(|letter| letter.body.is_none()));
    let ids =
        |letters: &[DeadLetter]| letters.iter().map(|letter| letter.id.clone()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&first), ids(&second));
    assert_eq!(queue.dead_letters().await, 12);
}

#[tokio::test]
async fn dead_letters_that_somebody_looks_at_are_counted() {
    let queue = queue_with_dead(&["first reason", "second reason"]).await;
    let letters = DeadLetters::of(queue.sqs_settings()).await.unwrap();
    let looks = queue.client.receive_message().queue_url(&queue.dead_letter_url).max_number_of_messages(1);
    let looked_at = looks.visibility_timeout(60).send().await.unwrap().messages.unwrap();

    let listing = letters.list(&ByWords, false).await.unwrap();
    let redriven = letters.redrive(&Chosen::All).await.unwrap();
    let after = letters.list(&ByWords, false).await.unwrap();

    assert_eq!((looked_at.len(), listing.letters.len(), listing.hidden), (1, 1, 1));
    assert_eq!((redriven.sent, redriven.hidden), (1, 1));
    assert_eq!((after.letters.len(), after.hidden), (0, 1));
}

#[tokio::test]
async fn bodies_are_shown_when_they_are_asked_for() {
    let queue = queue_with_dead(&["type reason"]).await;
    let letters = DeadLetters::of(queue.sqs_settings()).await.unwrap();

    let listing = letters.list(&ByWords, true).await.unwrap();

    assert_eq!(listing.letters[0].body.as_deref(), Some("type reason"));
    assert_eq!(listing.letters[0].event_type.as_deref(), Some("type"));
}

#[tokio::test]
async fn all_dead_letters_are_redriven_with_body_and_attributes() {
    let bodies: Vec<_> = (0..12).map(|number| number.to_string()).collect();
    let bodies: Vec<_> = bodies.iter().map(String::as_str).collect();
    let queue = queue_with_dead(&bodies).await;
    let letters = DeadLetters::of(queue.sqs_settings()).await.unwrap();

    let redriven = letters.redrive(&Chosen::All).await.unwrap();

    assert_eq!((redriven.sent, redriven.not_deleted, redriven.is_complete), (12, 0, true));
    assert_eq!(queue.visible().await, 12);
    assert_eq!(list(&queue).await, []);
    for delivery in receive(&queue.sqs()).await {
        assert_eq!(delivery.attributes["eventType"], delivery.body);
    }
}

#[tokio::test]
async fn chosen_dead_letters_alone_are_redriven() {
    let queue = queue_with_dead(&["first reason", "second reason"]).await;
    let before = list(&queue).await;
    let chosen = before.iter().find(|letter| letter.event_type.as_deref() == Some("first")).unwrap();
    let letters = DeadLetters::of(queue.sqs_settings()).await.unwrap();

    let ids = BTreeSet::from([chosen.id.clone(), "unknown".to_owned()]);
    let redriven = letters.redrive(&Chosen::Ids(ids)).await.unwrap();

    assert_eq!(redriven.sent, 1);
    assert_eq!(redriven.unknown, ["unknown"]);
    let after: Vec<_> = list(&queue).await.into_iter().filter_map(|letter| letter.event_type).collect();
    assert_eq!(after, ["second"]);
    assert_eq!(receive(&queue.sqs()).await[0].body, "first reason");
}

#[tokio::test]
async fn queue_without_a_dead_letter_queue_is_refused() {
    let queue = TestQueue::make().await;
    let request = queue.client.set_queue_attributes().queue_url(&queue.url);
    request.attributes(QueueAttributeName::RedrivePolicy, "").send().await.unwrap();

    let error = DeadLetters::of(queue.sqs_settings()).await.err().unwrap();

    assert!(matches!(error, DeadLetterError::NoRedrivePolicy), "{error:?}");
}

#[tokio::test]
async fn queue_that_does_not_exist_is_told() {
    let queue = TestQueue::make().await;
    queue.delete().await;

    let error = DeadLetters::of(queue.sqs_settings()).await.err().unwrap();

    assert!(matches!(error, DeadLetterError::Find(QueueError::NoSuchQueue)), "{error:?}");
}
