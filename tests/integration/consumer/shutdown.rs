//! Stopping: nothing new is taken, what is being handled is finished, the rest is given back.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::consumer::ConsumerSettings;
use apd_tests::eventually;
use apd_tests::localstack::TestQueue;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

#[tokio::test]
async fn what_is_being_handled_is_finished() {
    let queue = TestQueue::make().await;
    let rig = Rig::on(&queue, Directed::waiting());
    queue.send("a message").await;
    eventually("the delivery", async || rig.handler.now() == 1).await;

    let finish = async {
        eventually("no open receive", async || rig.queue.open_receives.load(Ordering::SeqCst) == 0).await;
        assert_eq!(rig.handler.now(), 1);
        rig.handler.permits.add_permits(1);
    };
    tokio::join!(rig.consumer.close(), finish);

    assert!(queue.is_empty().await);
    assert_eq!(rig.counters.messages_deleted.get(), 1);
    assert_eq!(rig.log.count("a message was released unfinished"), 0);
}

/// The queue hides messages for a minute, and no test waits for so long.
#[tokio::test]
async fn what_is_not_finished_in_time_is_given_back() {
    let queue = TestQueue::make().await;
    // With its one place taken it has no open receive, which the queue would give the message to.
    let settings =
        ConsumerSettings { concurrency: 1, shutdown_grace: Duration::from_millis(100), ..settings() };
    let rig = Rig::start(Arc::new(queue.sqs()), Directed::waiting(), settings);
    queue.send("a message").await;
    eventually("the delivery", async || rig.handler.now() == 1).await;

    rig.consumer.close().await;

    assert_eq!((rig.handler.now(), rig.handler.deliveries().len()), (0, 1));
    assert_eq!((queue.visible().await, queue.hidden().await), (1, 0));
    assert_eq!(rig.log.count("a message was released unfinished"), 1);
}

#[tokio::test]
async fn what_an_open_receive_brings_is_given_back() {
    let queue = TestQueue::make().await;
    let settings = ConsumerSettings { wait_time: Duration::from_secs(10), ..settings() };
    let rig = Rig::start(Arc::new(queue.sqs()), Directed::judging(|_| Verdict::Handled), settings);
    eventually("a receive that waits", async || {
        rig.consumer.is_receiving() && rig.queue.open_receives.load(Ordering::SeqCst) == 1
    })
    .await;

    // The consumer is told to stop first.
    tokio::join!(rig.consumer.close(), queue.send("too late"));

    assert_eq!(rig.queue.received().last(), Some(&(10, 1)));
    assert_eq!(rig.handler.deliveries(), []);
    assert_eq!((queue.visible().await, queue.hidden().await), (1, 0));
}

#[tokio::test]
async fn consumer_that_has_stopped_receives_no_more() {
    let queue = TestQueue::make().await;
    let rig = Rig::on(&queue, Directed::judging(|_| Verdict::Handled));
    rig.consumer.close().await;

    rig.consumer.begin();
    rig.consumer.close().await;
    queue.send("a message").await;

    assert_eq!(rig.queue.open_receives.load(Ordering::SeqCst), 0);
    assert_eq!(queue.visible().await, 1);
}
