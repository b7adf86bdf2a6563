//! A task of the consumer that panics begins anew.

use super::rig::{Directed, Request, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::consumer::ConsumerSettings;
use apd_server::messaging::queue::{InProcessQueue, InProcessSettings};
use apd_tests::eventually;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

/// One task of each kind, and messages that come again soon.
fn one_lane() -> ConsumerSettings {
    ConsumerSettings { wait_time: Duration::from_millis(50), visibility_timeout: VISIBILITY, ..settings() }
}

const VISIBILITY: Duration = Duration::from_millis(400);

fn queue() -> Arc<InProcessQueue> {
    Arc::new(InProcessQueue::new(InProcessSettings { capacity: 100, receives: 10 }))
}

/// Has the next request of a kind panic, and waits until that was logged.
async fn let_panic(rig: &Rig, request: Request, task: &str) {
    *rig.queue.panics.lock().unwrap() = Some(request);
    eventually("a panic", async || rig.log.lines().iter().any(|line| line["task"] == task)).await;
}

#[tokio::test]
async fn consumer_whose_poller_panics_receives_again() {
    let queue = queue();
    let rig = Rig::start(Arc::clone(&queue) as _, Directed::judging(|_| Verdict::Handled), one_lane());
    let_panic(&rig, Request::Receive, "poller").await;

    queue.send("a message", BTreeMap::new()).unwrap();

    eventually("its deletion", async || queue.is_empty()).await;
    rig.consumer.close().await;
}

#[tokio::test]
async fn consumer_whose_settler_panics_settles_again() {
    let queue = queue();
    let rig = Rig::start(Arc::clone(&queue) as _, Directed::judging(|_| Verdict::Handled), one_lane());
    queue.send("a message", BTreeMap::new()).unwrap();

    let_panic(&rig, Request::Delete, "settler").await;

    eventually("its deletion", async || queue.is_empty()).await;
    assert_eq!(rig.handler.deliveries().len(), 2);
    rig.consumer.close().await;
}

#[tokio::test]
async fn consumer_whose_heartbeat_panics_keeps_messages_hidden() {
    let queue = queue();
    // Long enough for a busy machine to come to the next beat within half of it.
    let patient = ConsumerSettings { visibility_timeout: Duration::from_secs(4), ..one_lane() };
    let rig = Rig::start(Arc::clone(&queue) as _, Directed::waiting(), patient);
    queue.send("a message", BTreeMap::new()).unwrap();
    let_panic(&rig, Request::ChangeVisibility, "heartbeat").await;

    eventually("it is hidden for longer", async || rig.queue.prolonged.load(SeqCst) > 1).await;
    rig.handler.permits.add_permits(1);

    eventually("its deletion", async || queue.is_empty()).await;
    assert_eq!(rig.handler.deliveries().len(), 1);
    rig.consumer.close().await;
}
