//! How many messages are handled at once, and how they are fetched.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::consumer::ConsumerSettings;
use apd_tests::eventually;
use apd_tests::localstack::TestQueue;
use std::sync::Arc;

async fn queue_with(messages: usize) -> TestQueue {
    let queue = TestQueue::make().await;
    queue.send_all((0..messages).map(|number| number.to_string())).await;
    queue
}

#[tokio::test]
async fn as_many_messages_as_allowed_are_handled_at_once_and_no_more() {
    for concurrency in [1, 3, 25] {
        let queue = queue_with(2 * concurrency).await;
        let settings = ConsumerSettings { concurrency, ..settings() };
        let rig = Rig::start(Arc::new(queue.sqs()), Directed::waiting(), settings);

        for begun in concurrency..2 * concurrency {
            eventually("a message in each place", async || rig.handler.now() == concurrency).await;
            assert_eq!(rig.handler.deliveries().len(), begun);
            rig.handler.permits.add_permits(1);
            eventually("the next message", async || rig.handler.deliveries().len() > begun).await;
        }
        rig.handler.permits.add_permits(2 * concurrency);
        eventually("the deletions", async || queue.is_empty().await).await;

        assert_eq!(rig.handler.peak(), concurrency);
        rig.consumer.close().await;
    }
}

#[tokio::test]
async fn busy_queue_is_asked_for_whole_batches() {
    const MESSAGES: usize = 300;
    let queue = queue_with(MESSAGES).await;
    let settings = ConsumerSettings { concurrency: 20, ..settings() };

    let rig = Rig::start(Arc::new(queue.sqs()), Directed::judging(|_| Verdict::Handled), settings);

    eventually("the deletions", async || queue.is_empty().await).await;
    let received = rig.queue.received();
    let fruitful = received.iter().filter(|(_, given)| *given > 0).count();
    assert!(fruitful <= MESSAGES / 5, "{fruitful} receives for {MESSAGES} messages: {received:?}");
    let deleted = rig.queue.deleted();
    assert!(
        deleted.len() <= MESSAGES / 5,
        "{} deletions for {MESSAGES} messages: {deleted:?}",
        deleted.len()
    );
    rig.consumer.close().await;
}
