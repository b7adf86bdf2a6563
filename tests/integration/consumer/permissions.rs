//! Queues that can be reached, and do not permit what is asked of them.

use super::rig::{Directed, Request, Rig, settings};
use apd_server::messaging::Verdict;
use apd_server::messaging::consumer::ConsumerSettings;
use apd_tests::eventually;
use apd_tests::localstack::TestQueue;
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

const REFUSES: &str = "the queue refuses a request, trying again";
const REFUSES_NO_MORE: &str = "the queue does not refuse the request any more";
const REFUSES_STILL: &str = "a request to the queue failed, trying again";

/// A consumer of a queue that does not permit this. Messages are hidden so briefly that they have to be kept hidden soon.
async fn denied(queue: &TestQueue, handler: Directed, request: Request) -> Rig {
    let settings = ConsumerSettings { visibility_timeout: Duration::from_secs(4), ..settings() };
    let rig = Rig::start(Arc::new(queue.sqs()), handler, settings);
    *rig.queue.denies.lock().unwrap() = Some(request);
    queue.send("a message").await;
    eventually("several refusals", async || rig.queue.denied.load(Ordering::SeqCst) >= 3).await;
    rig
}

/// Permits everything from now on, and asserts that the log tells of the refusal once, and of its end.
async fn permit(rig: &Rig, request: &str) {
    *rig.queue.denies.lock().unwrap() = None;
    eventually("the end of the refusals", async || rig.log.count(REFUSES_NO_MORE) == 1).await;
    let lines = rig.log.lines();
    let refusals: Vec<_> = lines.iter().filter(|line| line["msg"] == REFUSES).collect();
    assert_eq!(refusals.len(), 1);
    assert_eq!((&refusals[0]["level"], &refusals[0]["request"]), (&json!("warn"), &json!(request)));
    assert_eq!(refusals[0]["error"], "the queue refuses the request: AccessDenied: not permitted");
    let end = lines.iter().find(|line| line["msg"] == REFUSES_NO_MORE).unwrap();
    assert_eq!((&end["level"], &end["request"]), (&json!("info"), &json!(request)));
    assert!(rig.log.count(REFUSES_STILL) >= 2);
}

#[tokio::test]
async fn messages_that_must_not_be_kept_hidden_are_told_once() {
    let queue = TestQueue::make().await;
    let rig = denied(&queue, Directed::waiting(), Request::ChangeVisibility).await;

    permit(&rig, "keep hidden").await;

    rig.handler.permits.add_permits(10);
    eventually("the deletion", async || queue.is_empty().await).await;
    rig.consumer.close().await;
}

#[tokio::test]
async fn messages_that_must_not_be_shown_again_are_told_once() {
    let queue = TestQueue::make().await;
    let judge = |receive_count| if receive_count == 1 { Verdict::Permanent } else { Verdict::Handled };
    let handler = Directed::judging(move |delivery| judge(delivery.receive_count));
    let rig = denied(&queue, handler, Request::ChangeVisibility).await;

    permit(&rig, "show again").await;

    eventually("the deletion", async || queue.is_empty().await).await;
    rig.consumer.close().await;
}

#[tokio::test]
async fn messages_that_must_not_be_deleted_are_told_once() {
    let queue = TestQueue::make().await;
    let rig = denied(&queue, Directed::judging(|_| Verdict::Handled), Request::Delete).await;

    permit(&rig, "delete").await;

    eventually("the deletion", async || queue.is_empty().await).await;
    rig.consumer.close().await;
}
