//! What becomes of a message, by the handler's verdict.

use super::rig::{Directed, Rig};
use apd_server::messaging::Verdict;
use apd_tests::eventually;
use apd_tests::localstack::TestQueue;
use std::time::Duration;

#[tokio::test]
async fn handled_message_is_deleted() {
    let queue = TestQueue::make().await;
    let rig = Rig::on(&queue, Directed::judging(|_| Verdict::Handled));

    let id = queue.send_with("the body", &[("eventType", "a.type"), ("traceparent", "00-1-2-01")]).await;

    eventually("the deletion", async || queue.is_empty().await).await;
    let deliveries = rig.handler.deliveries();
    assert_eq!(deliveries.len(), 1);
    assert_eq!((deliveries[0].queue_id.as_str(), deliveries[0].body.as_str()), (id.as_str(), "the body"));
    assert_eq!(deliveries[0].receive_count, 1);
    let attributes: Vec<_> =
        deliveries[0].attributes.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(attributes, [("eventType", "a.type"), ("traceparent", "00-1-2-01")]);
    rig.consumer.close().await;
    assert_eq!((rig.counters.messages_received.get(), rig.counters.messages_deleted.get()), (1, 1));
    assert_eq!(rig.counters.messages_under_way.get(), 0);
}

#[tokio::test]
async fn message_comes_again_after_a_transient_failure_and_a_delay_that_grows() {
    let queue = TestQueue::make().await;
    let third_time = |receive_count| if receive_count == 3 { Verdict::Handled } else { Verdict::Transient };
    let rig = Rig::on(&queue, Directed::judging(move |delivery| third_time(delivery.receive_count)));

    queue.send("a message").await;

    eventually("the third delivery and the deletion", async || queue.is_empty().await).await;
    let counts: Vec<_> = rig.handler.deliveries().iter().map(|delivery| delivery.receive_count).collect();
    assert_eq!(counts, [1, 2, 3]);
    // Of a second and two seconds, jittered and rounded up.
    let pauses = rig.handler.pauses();
    assert!(pauses[0] >= Duration::from_millis(900), "{pauses:?}");
    assert!(pauses[1] >= Duration::from_millis(1_900), "{pauses:?}");
    rig.consumer.close().await;
    assert_eq!(queue.dead_letters().await, 0);
}

/// The queue hides messages for a minute, and no test waits for so long.
#[tokio::test]
async fn permanent_failure_is_a_dead_letter_at_once_after_the_receives_of_the_queue() {
    let queue = TestQueue::make().await;
    let rig = Rig::on(&queue, Directed::judging(|_| Verdict::Permanent));

    queue.send("a bad message").await;

    eventually("the dead letter", async || queue.dead_letters().await == 1).await;
    assert_eq!(rig.handler.deliveries().len(), 3);
    rig.consumer.close().await;
    assert!(queue.is_empty().await);
    assert_eq!(rig.counters.messages_deleted.get(), 0);
}

#[tokio::test]
async fn transient_failures_end_as_a_dead_letter_too() {
    let queue = TestQueue::make().await;
    let rig = Rig::on(&queue, Directed::judging(|_| Verdict::Transient));

    queue.send("an unlucky message").await;

    eventually("the dead letter", async || queue.dead_letters().await == 1).await;
    assert_eq!(rig.handler.deliveries().len(), 3);
    rig.consumer.close().await;
}

#[tokio::test]
async fn handler_that_panics_has_failed_for_the_time_being() {
    let queue = TestQueue::make().await;
    let judge = |receive_count| if receive_count == 1 { panic!("a fault of ours") } else { Verdict::Handled };
    let rig = Rig::on(&queue, Directed::judging(move |delivery| judge(delivery.receive_count)));

    let id = queue.send("a message").await;

    eventually("the second delivery", async || rig.handler.deliveries().len() == 2).await;
    eventually("the deletion", async || queue.is_empty().await).await;
    let panics: Vec<_> = rig.log.lines().into_iter().filter(|line| line["level"] == "error").collect();
    assert_eq!(panics.len(), 1);
    assert_eq!(panics[0]["msg"], "the handler of messages panicked");
    assert_eq!(panics[0]["queue_id"], id);
    rig.consumer.close().await;
}
