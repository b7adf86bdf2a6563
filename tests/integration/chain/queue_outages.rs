//! The queue gone, silent or started anew under the whole service: it comes back, and each effect is there once.

use super::rig::{Chain, News, recorded};
use apd_tests::client_api::ClientApi;
use apd_tests::localstack::{LocalStack, TestQueue, TestQueueSettings};
use apd_tests::tcp_proxy::TcpProxy;
use apd_tests::{Engine, TestContext, eventually, eventually_within, steadily};
use std::time::Duration;

const OUTAGE: Duration = Duration::from_secs(10);
const MESSAGES: u32 = 20;

/// A receive that is not answered is given up five seconds after the second that it waits for messages; the rest is for slow
/// machines.
const NOTICED_WITHIN: Duration = Duration::from_secs(10);

async fn health(chain: &Chain) -> u16 {
    chain.ctx.http.anonymous().get("/health").await.status
}

async fn assert_comes_up(chain: &Chain) {
    eventually("health", async || health(chain).await == 200).await;
}

/// A chain with messages in hand, whose service reaches its queue by way of a proxy.
async fn busy_behind_a_proxy() -> (Chain, TcpProxy) {
    let queue = TestQueue::make().await;
    let proxy = TcpProxy::to(queue.server_address()).await;
    let endpoint = format!("http://{}", proxy.address()).parse().unwrap();
    let (builder, api) = (TestContext::builder(Engine::Sqlite), ClientApi::start().await);
    let chain = Chain::of(builder, queue, api, |config| {
        config.messaging.endpoint_url = Some(endpoint);
        // What the queue gave to a receive that was cut is hidden for so long.
        config.messaging.visibility_timeout = Duration::from_secs(5);
    })
    .await;
    assert_comes_up(&chain).await;
    chain.api.delay(Duration::from_millis(200));
    send(&chain, 1).await;
    let counters = chain.ctx.counters();
    eventually("messages in hand", async || counters.messages_handled.get() >= 5).await;
    (chain, proxy)
}

/// Sends half of the messages.
async fn send(chain: &Chain, first: u32) {
    let numbers = first..first + MESSAGES / 2;
    chain.queue.send_all(numbers.map(|number| chain.tell(number, &News::something()))).await;
}

/// Sends the other half, and sees that nothing is lost and nothing done twice.
async fn assert_recovers(chain: Chain) {
    assert_comes_up(&chain).await;
    chain.handled().await;
    assert_eq!(recorded(&chain.ctx.database), (1..=MESSAGES).collect::<Vec<_>>());
    chain.close().await;
}

/// At once, because both tests mostly wait.
#[tokio::test]
async fn outages_of_the_network_cost_nothing() {
    tokio::join!(queue_that_is_out_of_reach_costs_nothing(), silent_network_is_noticed_and_costs_nothing());
}

async fn queue_that_is_out_of_reach_costs_nothing() {
    let (chain, proxy) = busy_behind_a_proxy().await;

    proxy.cut();
    send(&chain, 1 + MESSAGES / 2).await;
    eventually("the loss of the queue", async || health(&chain).await == 503).await;
    steadily(OUTAGE, "the outage, as health tells it", async || health(&chain).await == 503).await;
    proxy.mend();

    assert_recovers(chain).await;
}

/// Nobody is told that the network is gone.
async fn silent_network_is_noticed_and_costs_nothing() {
    let (chain, proxy) = busy_behind_a_proxy().await;

    proxy.fall_silent();
    send(&chain, 1 + MESSAGES / 2).await;
    eventually_within(NOTICED_WITHIN, "the loss of the queue", async || health(&chain).await == 503).await;
    proxy.mend();

    assert_recovers(chain).await;
}

#[tokio::test]
async fn queue_that_was_made_anew_after_a_restart_is_received_from() {
    let server = tokio::task::spawn_blocking(LocalStack::start).await.unwrap().unwrap();
    let queue = TestQueue::make_at(server.url(), TestQueueSettings::default()).await;
    let builder = TestContext::builder(Engine::Sqlite);
    let mut chain = Chain::of(builder, queue, ClientApi::start().await, |_| {}).await;
    assert_comes_up(&chain).await;
    chain.queue.send(&chain.tell(1, &News::something())).await;
    chain.handled().await;

    let server = tokio::task::spawn_blocking(move || server.restart().map(|()| server)).await.unwrap();
    eventually("the loss of the queue", async || health(&chain).await == 503).await;
    chain.queue.create().await;
    chain.queue.send(&chain.tell(2, &News::something())).await;

    assert_comes_up(&chain).await;
    chain.handled().await;
    assert_eq!(recorded(&chain.ctx.database), [1, 2]);
    chain.close().await;
    tokio::task::spawn_blocking(move || server.unwrap().stop()).await.unwrap().unwrap();
}
