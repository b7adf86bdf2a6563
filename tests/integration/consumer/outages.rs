//! Queues that cannot be reached, or are not there.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::consumer::ConsumerSettings;
use apd_tests::eventually;
use apd_tests::localstack::{LocalStack, TestQueue, TestQueueSettings};
use apd_tests::tcp_proxy::TcpProxy;
use std::sync::Arc;
use std::time::Duration;

const LOST: &str = "the queue cannot be reached, trying for ever";
const LOST_YET: &str = "the queue cannot be reached yet";
const BACK: &str = "the queue is reached again";

fn always_handles() -> Directed {
    Directed::judging(|_| Verdict::Handled)
}

async fn receiving(rig: &Rig) {
    eventually("receiving", async || rig.consumer.is_receiving()).await;
}

/// Some attempts have failed meanwhile.
async fn lost(rig: &Rig) {
    eventually("loss of the queue", async || rig.log.count(LOST_YET) >= 2).await;
    assert!(!rig.consumer.is_receiving());
}

#[tokio::test]
async fn queue_that_was_out_of_reach_is_received_from_again() {
    let queue = TestQueue::make().await;
    let proxy = TcpProxy::to(queue.server_address()).await;
    // The receive that is cut may have been given the message, which then is hidden for so long.
    let settings = ConsumerSettings { visibility_timeout: Duration::from_secs(2), ..settings() };
    let rig = Rig::start(Arc::new(queue.sqs_through(proxy.address())), always_handles(), settings);
    receiving(&rig).await;

    proxy.cut();
    queue.send("a message").await;
    lost(&rig).await;
    proxy.mend();

    eventually("the deletion", async || queue.is_empty().await).await;
    assert_eq!(rig.handler.deliveries().len(), 1);
    rig.consumer.close().await;
    assert_eq!((rig.log.count(LOST), rig.log.count(BACK)), (1, 1));
}

#[tokio::test]
async fn consumer_that_starts_without_its_queue_waits_for_it() {
    let mut queue = TestQueue::make().await;
    queue.delete().await;
    let rig = Rig::on(&queue, always_handles());
    lost(&rig).await;

    queue.create().await;
    queue.send("a message").await;

    eventually("the deletion", async || queue.is_empty().await).await;
    rig.consumer.close().await;
    let line = rig.log.lines().into_iter().find(|line| line["msg"] == LOST).unwrap();
    assert_eq!(line["error"], "the queue does not exist");
}

#[tokio::test]
async fn queue_that_is_deleted_and_made_anew_is_received_from_again() {
    let mut queue = TestQueue::make().await;
    let rig = Rig::on(&queue, always_handles());
    receiving(&rig).await;

    queue.delete().await;
    lost(&rig).await;
    queue.create().await;
    queue.send("a message").await;

    eventually("the deletion", async || queue.is_empty().await).await;
    rig.consumer.close().await;
    assert_eq!((rig.log.count(LOST), rig.log.count(BACK)), (1, 1));
}

#[tokio::test]
async fn server_that_was_started_anew_is_received_from_again() {
    let server = tokio::task::spawn_blocking(LocalStack::start).await.unwrap().unwrap();
    let mut queue = TestQueue::make_at(server.url(), TestQueueSettings::default()).await;
    let rig = Rig::on(&queue, always_handles());
    receiving(&rig).await;

    let server = tokio::task::spawn_blocking(move || server.restart().map(|()| server)).await.unwrap();
    queue.create().await;
    queue.send("a message").await;

    eventually("the deletion", async || queue.is_empty().await).await;
    rig.consumer.close().await;
    tokio::task::spawn_blocking(move || server.unwrap().stop()).await.unwrap().unwrap();
}

#[tokio::test]
async fn deletion_that_was_not_possible_is_made_up_for() {
    let queue = TestQueue::make().await;
    let proxy = TcpProxy::to(queue.server_address()).await;
    let rig = Rig::start(Arc::new(queue.sqs_through(proxy.address())), Directed::waiting(), settings());
    queue.send("a message").await;
    eventually("the delivery", async || rig.handler.now() == 1).await;

    proxy.cut();
    rig.handler.permits.add_permits(1);
    let not_settled = "a request to the queue failed, trying again";
    eventually("attempts to delete", async || rig.log.count(not_settled) >= 2).await;
    proxy.mend();

    eventually("the deletion", async || queue.is_empty().await).await;
    assert_eq!(rig.handler.deliveries().len(), 1);
    rig.consumer.close().await;
    assert_eq!(rig.counters.messages_not_deleted.get(), 0);
}

#[tokio::test]
async fn deletion_that_was_not_possible_in_time_means_a_second_delivery() {
    let queue = TestQueue::make().await;
    let proxy = TcpProxy::to(queue.server_address()).await;
    let settings = ConsumerSettings { visibility_timeout: Duration::from_secs(2), ..settings() };
    let rig = Rig::start(Arc::new(queue.sqs_through(proxy.address())), Directed::waiting(), settings);
    queue.send("a message").await;
    eventually("the delivery", async || rig.handler.now() == 1).await;

    proxy.cut();
    rig.handler.permits.add_permits(2);
    let given_up = "a handled message could not be deleted and will come again";
    eventually("the end of attempts", async || rig.log.count(given_up) == 1).await;
    proxy.mend();

    eventually("the deletion", async || queue.is_empty().await).await;
    let counts: Vec<_> = rig.handler.deliveries().iter().map(|delivery| delivery.receive_count).collect();
    assert_eq!(counts, [1, 2]);
    rig.consumer.close().await;
    assert_eq!((rig.counters.messages_not_deleted.get(), rig.counters.messages_deleted.get()), (1, 1));
}
