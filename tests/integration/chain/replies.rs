//! What the client's API may answer, and what becomes of the message (behaviour D32, D33, S23, S32).

use super::rig::{Chain, News, recorded};
use apd_tests::client_api::{ClientApi, Reply};
use apd_tests::events::message_id;
use apd_tests::localstack::TestQueue;
use apd_tests::tcp_proxy::TcpProxy;
use apd_tests::{Engine, TestContext, eventually};
use std::time::Duration;

/// A delivery asks so often before the message is left to the queue.
const TRIES: u64 = 3;

/// What a call gets in the worst case.
const VERY_LATE: Duration = Duration::from_secs(70);

fn good() -> Reply {
    Reply::ok(News::something().details)
}

/// These replies, and then the right one.
fn then_good(replies: impl IntoIterator<Item = Reply>) -> impl Iterator<Item = Reply> {
    replies.into_iter().chain([good()])
}

/// The first message, handled at its first delivery after so many tries.
fn assert_handled_at_once(chain: &Chain, tries: u64) {
    assert_eq!(chain.deliveries(1), [("StatusChanged".to_owned(), 1, tries)]);
    assert_eq!(recorded(&chain.ctx.database), [1]);
}

/// Has a delivery fail in all its tries by this reply, and the next one succeed. The first is put off for this reason.
async fn assert_passes(chain: Chain, reply: Reply, reason: &str) {
    let replies = then_good(vec![reply; TRIES as usize]);
    let body = chain.message(1, &News::something(), replies);

    chain.queue.send(&body).await;
    eventually("a failure", async || chain.lines(1, "message not handled yet").len() == 1).await;
    chain.handled().await;

    let line = chain.lines(1, "message not handled yet").pop().unwrap();
    let error = line["error"].as_str().unwrap();
    assert!(error.contains(reason), "{error}");
    assert_eq!((line["tries"].as_u64(), line["receive_count"].as_u64()), (Some(TRIES), Some(1)));
    assert_eq!(chain.deliveries(1), [("StatusChanged".to_owned(), 2, 1)]);
    assert_eq!(chain.calls(1), TRIES + 1);
    assert_eq!(recorded(&chain.ctx.database), [1]);
    assert_eq!(chain.ctx.database.message_failures(), []);
    chain.close().await;
}

#[tokio::test]
async fn refusals_make_dead_letters_with_their_reasons() {
    const STATUSES: [u16; 4] = [400, 403, 404, 410];
    let chain = Chain::start(Engine::Sqlite).await;
    let before = chain.ctx.database.event_snapshot();
    let numbered = || (1..).zip(STATUSES);
    let reply = |(number, status)| {
        chain.message(number, &News::something(), then_good(vec![Reply::status(status); 3]))
    };
    let bodies: Vec<_> = numbered().map(reply).collect();
    chain.ctx.tolerate_errors("message refused");

    chain.queue.send_all(bodies).await;
    chain.given_up(STATUSES.len() as u32).await;

    let failures = chain.ctx.database.message_failures();
    for ((number, status), failure) in numbered().zip(&failures) {
        let reason = format!("{} answered with status {status}", chain.api.base_url());
        assert_eq!((&failure.reason, failure.attempts), (&reason, 3));
        assert_eq!(failure.message_id, message_id(number).to_string());
        let refused = chain.lines(number, "message refused");
        assert_eq!(
            refused.iter().map(|line| line["error"].as_str()).collect::<Vec<_>>(),
            [Some(&*reason); 3]
        );
        // Once for each delivery.
        assert_eq!(chain.calls(number), 3);
    }
    assert_eq!(failures.len(), STATUSES.len());
    assert_eq!(chain.ctx.database.event_snapshot(), before);
    chain.close().await;
}

#[tokio::test]
async fn token_that_was_withdrawn_is_replaced_within_the_try() {
    let chain = Chain::start(Engine::Sqlite).await;
    chain.queue.send(&chain.tell(1, &News::something())).await;
    chain.handled().await;

    chain.api.forget_tokens();
    chain.queue.send(&chain.tell(2, &News::something())).await;
    chain.handled().await;

    assert_eq!(chain.deliveries(2), [("StatusChanged".to_owned(), 1, 1)]);
    assert_eq!((chain.calls(2), chain.api.refused_calls()), (1, 1));
    assert_eq!(recorded(&chain.ctx.database), [1, 2]);
    chain.close().await;
}

#[tokio::test]
async fn failures_that_pass_soon_cost_no_delivery() {
    let chain = Chain::start(Engine::Sqlite).await;
    let replies = then_good([500, 500].map(Reply::status));

    chain.queue.send(&chain.message(1, &News::something(), replies)).await;
    chain.handled().await;

    assert_handled_at_once(&chain, 3);
    assert_eq!(chain.calls(1), 3);
    chain.close().await;
}

#[tokio::test]
async fn failures_that_last_longer_are_left_to_the_queue() {
    let chain = Chain::start(Engine::Sqlite).await;

    assert_passes(chain, Reply::status(500), "answered with status 500").await;
}

#[tokio::test]
async fn reply_that_comes_too_late_is_asked_for_again() {
    let chain = Chain::with(Engine::Sqlite, |config| {
        config.accredited_programmes.call_timeout = Duration::from_millis(500);
    })
    .await;

    assert_passes(chain, good().after(VERY_LATE), "took too long (the call back may take 500ms)").await;
}

/// With the time-outs as they are shipped: the call is given up before the message comes again.
#[tokio::test]
async fn reply_after_seventy_seconds_costs_no_delivery() {
    let chain = Chain::start(Engine::Sqlite).await;

    chain.queue.send(&chain.message(1, &News::something(), then_good([good().after(VERY_LATE)]))).await;
    chain.handled().await;

    assert_handled_at_once(&chain, 2);
    chain.close().await;
}

#[tokio::test]
async fn page_of_html_is_taken_for_a_failure_that_passes() {
    let chain = Chain::start(Engine::Sqlite).await;
    let page = Reply::raw("text/html", "<!DOCTYPE html><title>Waverley is down</title>");

    assert_passes(chain, page, "the detail is not JSON (line 1, column 1)").await;
}

#[tokio::test]
async fn reply_of_ten_mebibytes_is_not_read_to_its_end() {
    let chain = Chain::start(Engine::Sqlite).await;
    let mut long = News::something().details;
    long["notes"] = "x".repeat(10 * 1024 * 1024).into();

    assert_passes(chain, Reply::ok(long), "is longer than 1 MiB").await;
}

#[tokio::test]
async fn call_that_is_cut_is_made_again() {
    let api = ClientApi::start().await;
    let proxy = TcpProxy::to(api.address()).await;
    let (builder, queue) = (TestContext::builder(Engine::Sqlite), TestQueue::make().await);
    let chain = Chain::of(builder, queue, api.by_way_of(proxy.address()), |_| {}).await;
    let replies = then_good([good().after(VERY_LATE)]);

    chain.queue.send(&chain.message(1, &News::something(), replies)).await;
    eventually("a call", async || chain.calls(1) == 1).await;
    proxy.cut();
    proxy.mend();
    chain.handled().await;

    assert_handled_at_once(&chain, 2);
    chain.close().await;
}

/// The allow-list is asked first, so it is the network that is at fault here.
#[tokio::test]
async fn api_that_is_out_of_reach_is_asked_again_later() {
    let api = ClientApi::start().await;
    let proxy = TcpProxy::to(api.address()).await;
    let (builder, queue) = (TestContext::builder(Engine::Sqlite), TestQueue::make().await);
    let chain = Chain::of(builder, queue, api.by_way_of(proxy.address()), |_| {}).await;

    proxy.cut();
    chain.queue.send(&chain.tell(1, &News::something())).await;
    eventually("a failure", async || chain.lines(1, "message not handled yet").len() == 1).await;
    proxy.mend();
    chain.handled().await;

    assert_eq!(recorded(&chain.ctx.database), [1]);
    chain.close().await;
}
