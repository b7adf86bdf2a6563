//! The consumer as a part of the service: when it begins and ends, and what health says of it.

use apd_server::config::Config;
use apd_tests::localstack::TestQueue;
use apd_tests::{Engine, TestContext, eventually};
use serde_json::{Value, json};

async fn messaging(ctx: &TestContext) -> Value {
    ctx.http.anonymous().get("/health").await.json()["components"]["messaging"]["status"].clone()
}

#[tokio::test]
async fn service_receives_from_its_queue_until_it_stops() {
    let queue = TestQueue::make().await;
    let ctx = TestContext::builder(Engine::Sqlite).configure(queue.configured()).build().await;
    let log = ctx.log.clone();

    eventually("receiving", async || messaging(&ctx).await == "UP").await;
    let health = ctx.http.anonymous().get("/health").await;
    ctx.close().await;

    assert_eq!(health.status, 200);
    assert_eq!((log.count("receiving messages"), log.count("stopped receiving messages")), (1, 1));
}

#[tokio::test]
async fn queue_that_is_not_there_is_down_and_the_service_is_ready() {
    let queue = TestQueue::make().await;
    queue.delete().await;
    let ctx = TestContext::builder(Engine::Sqlite).configure(queue.configured()).build().await;
    let lost = "the queue cannot be reached, trying for ever";
    eventually("an attempt", async || ctx.log.count(lost) == 1).await;

    let health = ctx.http.anonymous().get("/health").await;
    let readiness = ctx.http.anonymous().get("/health/readiness").await;

    assert_eq!((health.status, readiness.status), (503, 200));
    let components = json!({ "db": { "status": "UP" }, "messaging": { "status": "DOWN" } });
    assert_eq!(health.json(), json!({ "status": "DOWN", "components": components }));
    ctx.close().await;
}

#[tokio::test]
async fn consumer_that_is_switched_off_receives_nothing() {
    let queue = TestQueue::make().await;
    queue.send("a message").await;
    let off = |config: &mut Config| config.messaging.enabled = false;
    let ctx = TestContext::builder(Engine::Sqlite).configure(queue.configured()).configure(off).build().await;

    assert_eq!(messaging(&ctx).await, "OFF");
    ctx.close().await;

    assert_eq!((queue.visible().await, queue.hidden().await), (1, 0));
}
