//! Callers who do not send what they announced, and work that does not end: nobody waits for them for ever.

use crate::unavailable::block;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Engine, TestContext, TestContextBuilder, eventually, raw_http};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Far below the bounds of a service that nobody has configured.
const SHORT: Duration = Duration::from_millis(200);

fn with_short_grace(engine: Engine) -> TestContextBuilder {
    TestContext::builder(engine).configure(|config| config.http.shutdown_grace = SHORT)
}

/// A request whose caller is let in, and who sends less of the body than announced.
fn unfinished_request(ctx: &TestContext) -> String {
    let token = SigningKey::first().sign(&ctx.claims());
    format!(
        "POST /user/TestUser/access HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n[\"A000001\""
    )
}

async fn request_under_way(ctx: &TestContext) {
    eventually("a request under way", async || ctx.counters().requests_under_way.get() == 1).await;
}

/// Stops the server. Gives how long that took, and the line that says what was left behind.
async fn stop(ctx: TestContext) -> (Duration, Value) {
    let log = ctx.log.clone();
    let begun = Instant::now();
    ctx.close().await;
    let took = begun.elapsed();
    let mut lines = log.lines();
    lines.retain(|line| line["msg"] == "stopped without waiting any longer for open connections");
    assert_eq!(lines.len(), 1, "{}", log.text());
    (took, lines.remove(0))
}

#[tokio::test]
async fn body_that_does_not_arrive_in_time_is_refused() {
    let builder = TestContext::builder(Engine::Sqlite);
    let ctx = builder.configure(|config| config.http.body_timeout = SHORT).build().await;

    let (status, body) = raw_http::send(ctx.address(), &unfinished_request(&ctx)).await;

    let body: Value = serde_json::from_str(&body).unwrap();
    let request_id = body["request_id"].as_str().unwrap();
    let expected = json!({
        "status": 408,
        "message": "The request body did not arrive in time",
        "error_code": "ValidationFailure",
        "request_id": request_id,
    });
    assert_eq!((status, &body), (408, &expected));
    assert_eq!(ctx.log.request(request_id)["status"], 408);
    assert_eq!(ctx.http.get("/case/A000001/personal-details").await.status, 200);
    ctx.close().await;
}

#[tokio::test]
async fn caller_who_stalls_holds_a_stopping_service_no_longer_than_its_grace() {
    let ctx = with_short_grace(Engine::Sqlite).build().await;
    let mut stalled = TcpStream::connect(ctx.address()).await.unwrap();
    stalled.write_all(unfinished_request(&ctx).as_bytes()).await.unwrap();
    request_under_way(&ctx).await;

    let (took, line) = stop(ctx).await;

    assert!(took >= SHORT && took < Duration::from_secs(10), "{took:?}");
    assert_eq!((&line["level"], &line["requests"]), (&json!("warn"), &json!(1)));
}

#[tokio::test]
async fn query_that_does_not_end_holds_a_stopping_service_no_longer_than_its_grace() {
    let ctx = with_short_grace(Engine::Postgres).build().await;
    let (database, caller) = (Arc::clone(&ctx.database), ctx.http.clone());
    let blocker = block(&database);
    let blocked = tokio::spawn(async move { caller.get("/case/A000001/registrations").await });
    request_under_way(&ctx).await;

    let (took, line) = stop(ctx).await;
    drop(blocker);
    blocked.await.unwrap();

    assert!(took >= SHORT && took < Duration::from_secs(10), "{took:?}");
    assert_eq!(line["requests"], 1);
}
