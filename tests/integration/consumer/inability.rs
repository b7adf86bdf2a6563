//! A handler that cannot handle anything for a while, because the database is gone.

use super::rig::{Directed, Rig, settings};
use apd_server::messaging::consumer::ConsumerSettings;
use apd_server::messaging::{Delivery, Verdict};
use apd_tests::eventually;
use apd_tests::localstack::TestQueue;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const UNABLE: &str = "messages cannot be handled now, none are received";
const ABLE: &str = "messages can be handled again";

#[tokio::test]
async fn nothing_is_received_before_messages_can_be_handled() {
    let queue = TestQueue::make().await;
    queue.send("a message").await;
    let handler = Directed::judging(|_| Verdict::Handled);
    handler.able.store(false, Ordering::SeqCst);
    let rig = Rig::on(&queue, handler);

    eventually("several questions", async || rig.handler.asked.load(Ordering::SeqCst) >= 3).await;
    assert_eq!(queue.visible().await, 1);
    assert!(!rig.consumer.is_receiving());
    rig.handler.able.store(true, Ordering::SeqCst);

    eventually("the deletion", async || queue.is_empty().await).await;
    assert_eq!(rig.handler.deliveries()[0].receive_count, 1);
    rig.consumer.close().await;
    assert_eq!((rig.log.count(UNABLE), rig.log.count(ABLE)), (1, 1));
}

/// Of two open receives one brings the message during which the database goes, the other one that comes after it.
#[tokio::test]
async fn outage_of_the_database_uses_up_no_receives() {
    let queue = TestQueue::make().await;
    let able = Arc::new(AtomicBool::new(true));
    let judge = {
        let able = Arc::clone(&able);
        move |_: &Delivery| if able.load(Ordering::SeqCst) { Verdict::Handled } else { Verdict::Transient }
    };
    let settings = ConsumerSettings {
        concurrency: 20,
        wait_time: Duration::from_secs(10),
        // Not visible again before the other messages are there.
        retry_delay: Duration::from_secs(5),
        ..settings()
    };
    let rig = Rig::start(Arc::new(queue.sqs()), Directed::judging(judge), settings);
    eventually("two open receives", async || rig.queue.open_receives.load(Ordering::SeqCst) == 2).await;

    able.store(false, Ordering::SeqCst);
    rig.handler.able.store(false, Ordering::SeqCst);
    queue.send("during").await;
    eventually("the outage", async || rig.log.count(UNABLE) == 1).await;
    queue.send("after").await;
    eventually("both received", async || rig.counters.messages_received.get() == 2).await;
    queue.send("later").await;
    let asked = rig.handler.asked.load(Ordering::SeqCst);
    eventually("further questions", async || rig.handler.asked.load(Ordering::SeqCst) >= asked + 3).await;

    assert_eq!(rig.handler.deliveries().len(), 1);
    assert_eq!(queue.visible().await + queue.hidden().await, 3);
    able.store(true, Ordering::SeqCst);
    rig.handler.able.store(true, Ordering::SeqCst);
    eventually("the deletions", async || queue.is_empty().await).await;
    let mut counts: Vec<_> =
        rig.handler.deliveries().into_iter().map(|one| (one.body, one.receive_count)).collect();
    counts.sort();
    let expected = [("after", 1), ("during", 1), ("during", 2), ("later", 1)];
    assert_eq!(counts, expected.map(|(body, count)| (body.to_owned(), count)));
    rig.consumer.close().await;
    assert_eq!((rig.log.count(UNABLE), rig.log.count(ABLE)), (1, 1));
}
