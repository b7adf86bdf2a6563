//! Handling that takes longer than a message is hidden.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::consumer::ConsumerSettings;
use apd_tests::eventually;
use apd_tests::localstack::{TestQueue, TestQueueSettings};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

const VISIBILITY: Duration = Duration::from_secs(2);

/// Prolonged every second or so, by two seconds: after so many times each message would have been visible twice.
const TIMES: usize = 5;

#[tokio::test]
async fn messages_stay_hidden_for_as_long_as_they_are_handled() {
    const MESSAGES: usize = 12;
    let queue = TestQueue::make_with(TestQueueSettings { visibility: 1, receives: 3 }).await;
    let settings = ConsumerSettings { visibility_timeout: VISIBILITY, concurrency: 15, ..settings() };
    let rig = Rig::start(Arc::new(queue.sqs()), Directed::waiting(), settings);
    queue.send_all((0..MESSAGES).map(|number| number.to_string())).await;

    let enough = || rig.queue.prolonged.load(Ordering::SeqCst) >= TIMES * MESSAGES;
    eventually("messages hidden again and again", async || enough()).await;

    assert_eq!(rig.handler.deliveries().len(), MESSAGES);
    assert_eq!(queue.visible().await, 0);
    rig.handler.permits.add_permits(MESSAGES);
    eventually("the deletions", async || queue.is_empty().await).await;
    assert_eq!(rig.handler.deliveries().len(), MESSAGES);
    rig.consumer.close().await;
}

#[tokio::test]
async fn message_that_cannot_be_kept_hidden_is_handled_to_its_end_and_told_once() {
    let queue = TestQueue::make().await;
    let settings = ConsumerSettings { visibility_timeout: VISIBILITY, ..settings() };
    let rig = Rig::start(Arc::new(queue.sqs()), Directed::waiting(), settings);
    rig.queue.refuses_to_hide.store(true, Ordering::SeqCst);
    queue.send("a message").await;

    let told = "a message cannot be kept hidden and may be handled twice";
    eventually("the warning", async || rig.log.count(told) == 1).await;
    eventually("a second delivery", async || rig.handler.deliveries().len() == 2).await;
    rig.handler.permits.add_permits(2);

    eventually("the deletion", async || queue.is_empty().await).await;
    rig.consumer.close().await;
}
