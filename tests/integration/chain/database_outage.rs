//! The database gone, or closed to writers, for ten seconds while messages are being handled: nothing is lost, and nothing is
//! done twice (behaviour D28, D32).

use super::rig::{Chain, News, recorded};
use crate::read_only::ReadOnly;
use apd_tests::client_api::ClientApi;
use apd_tests::localstack::TestQueue;
use apd_tests::tcp_proxy::TcpProxy;
use apd_tests::{Engine, TestContext, TestDatabase, eventually, steadily};
use diesel::connection::SimpleConnection;
use std::sync::Arc;
use std::time::Duration;

const OUTAGE: Duration = Duration::from_secs(10);

/// At the same time; half of it are sent while the database is gone.
const CONCURRENCY: u32 = 10;
const MESSAGES: u32 = 6 * CONCURRENCY;

async fn chain(database: &Arc<TestDatabase>, engine: Engine, url: String) -> Chain {
    let builder = TestContext::builder(engine).database(database);
    let (queue, api) = (TestQueue::make().await, ClientApi::start().await);
    // So that there are messages in hand at any time.
    api.delay(Duration::from_millis(200));
    Chain::of(builder, queue, api, move |config| {
        config.database.url = apd_tests::database::settings(&url).url;
        config.messaging.concurrency = CONCURRENCY as usize;
    })
    .await
}

/// Sends messages, takes the database away in the middle, and sends more; sees that each has its effect once. The outage
/// lasts as long as what `begin` gives. Gives what health said of it.
async fn outlast<T>(chain: &Chain, begin: impl FnOnce() -> T) -> u16 {
    let bodies: Vec<_> = (1..=MESSAGES).map(|number| chain.tell(number, &News::something())).collect();
    let (before, meanwhile) = bodies.split_at(bodies.len() / 2);
    let counters = chain.ctx.counters();

    chain.queue.send_all(before.to_vec()).await;
    eventually("some effects", async || counters.messages_handled.get() >= 5).await;
    let outage = begin();
    chain.queue.send_all(meanwhile.to_vec()).await;
    let unhandled = async || counters.messages_handled.get() < u64::from(MESSAGES / 2);
    steadily(OUTAGE, "the outage, without which all would be handled", unhandled).await;
    let health = chain.ctx.http.anonymous().get("/health").await.status;
    drop(outage);
    chain.handled().await;

    assert_eq!(recorded(&chain.ctx.database), (1..=MESSAGES).collect::<Vec<_>>());
    // Only what was in hand has cost a delivery: the others were not received, or have waited.
    let deliveries = counters.messages_received.get();
    assert!(deliveries <= u64::from(MESSAGES + CONCURRENCY), "{deliveries} deliveries");
    assert_eq!(chain.ctx.database.message_failures(), []);
    health
}

/// Mends the way at its end.
struct Cut<'a>(&'a TcpProxy);

impl Drop for Cut<'_> {
    fn drop(&mut self) {
        self.0.mend();
    }
}

/// On both engines at once, because the test mostly waits.
#[tokio::test]
async fn ten_seconds_without_the_database_cost_nothing() {
    tokio::join!(server_that_is_gone_costs_nothing(), writer_who_does_not_end_costs_nothing());
}

/// As after a failover to a standby, or when somebody closes the database: it answers, and takes no writes.
#[tokio::test]
async fn ten_seconds_of_a_database_that_only_reads_cost_nothing() {
    let database = Arc::new(TestDatabase::with_fixtures(Engine::Postgres));
    let chain = chain(&database, Engine::Postgres, database.url().to_owned()).await;

    let health = outlast(&chain, || ReadOnly::begin(&database)).await;

    assert_eq!(health, 503);
    assert_told_once(&chain);
    chain.close().await;
}

/// Asserts that the outage was told when it began and when it ended.
fn assert_told_once(chain: &Chain) {
    let log = &chain.ctx.log;
    assert_eq!(log.count("messages cannot be handled now, none are received"), 1);
    assert_eq!(log.count("messages can be handled again"), 1);
}

async fn server_that_is_gone_costs_nothing() {
    let database = Arc::new(TestDatabase::with_fixtures(Engine::Postgres));
    let proxy = TcpProxy::to(database.server_address()).await;
    let chain = chain(&database, Engine::Postgres, database.url_by_way_of(proxy.address())).await;

    let health = outlast(&chain, || {
        proxy.cut();
        Cut(&proxy)
    })
    .await;

    assert_eq!(health, 503);
    assert_told_once(&chain);
    chain.close().await;
}

/// SQLite has no server that could be gone: somebody else keeps the service from writing.
async fn writer_who_does_not_end_costs_nothing() {
    let database = Arc::new(TestDatabase::with_fixtures(Engine::Sqlite));
    let chain = chain(&database, Engine::Sqlite, database.url().to_owned()).await;

    outlast(&chain, || {
        let mut writer = database.connect();
        writer.batch_execute("BEGIN IMMEDIATE").unwrap();
        writer
    })
    .await;

    chain.close().await;
}
