//! Calls that take longer than a message is hidden.

use super::rig::{Chain, News, recorded};
use apd_tests::client_api::{ClientApi, Reply};
use apd_tests::localstack::{TestQueue, TestQueueSettings};
use apd_tests::{Engine, TestContext};
use std::time::Duration;

const VISIBILITY_SECONDS: u32 = 2;

/// More than twice as long.
const CALL: Duration = Duration::from_secs(5);

#[tokio::test]
async fn message_whose_call_takes_longer_than_it_is_hidden_is_delivered_once() {
    const MESSAGES: u32 = 12;
    let queue = TestQueue::make_with(TestQueueSettings { visibility: VISIBILITY_SECONDS, receives: 3 }).await;
    let builder = TestContext::builder(Engine::Sqlite);
    let chain = Chain::of(builder, queue, ClientApi::start().await, |config| {
        config.messaging.visibility_timeout = Duration::from_secs(VISIBILITY_SECONDS.into());
        // More messages than fit into one request to hide them for longer.
        config.messaging.concurrency = 20;
        config.accredited_programmes.call_timeout = 4 * CALL;
    })
    .await;
    let news = News::something();
    let reply = || Reply::ok(news.details.clone()).after(CALL);
    let bodies: Vec<_> = (1..=MESSAGES).map(|number| chain.message(number, &news, [reply()])).collect();

    chain.queue.send_all(bodies).await;
    chain.handled().await;

    for number in 1..=MESSAGES {
        assert_eq!(chain.deliveries(number), [("StatusChanged".to_owned(), 1, 1)]);
        assert_eq!(chain.calls(number), 1);
    }
    assert_eq!(recorded(&chain.ctx.database), (1..=MESSAGES).collect::<Vec<_>>());
    assert_eq!(chain.ctx.counters().messages_received.get(), u64::from(MESSAGES));
    chain.close().await;
}
