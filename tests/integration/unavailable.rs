//! The database gone, silent or overloaded: 503 and never 500, and back without a restart (design 3.1).

use crate::appointments::{new, try_create};
use crate::read_only::ReadOnly;
use apd_server::store::conn::DbConn;
use apd_tests::tcp_proxy::TcpProxy;
use apd_tests::{Engine, Reply, TestContext, TestContextBuilder, TestDatabase, both_engines, eventually};
use diesel::connection::SimpleConnection;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};

both_engines!(
    exhausted_pool_turns_callers_away_at_once,
    caller_who_waits_too_long_for_a_connection_is_turned_away,
    failed_statement_is_an_internal_error_without_details,
);

const PATH: &str = "/case/A000001/registrations";
/// How many connections to a PostgreSQL database wait for a lock.
pub const WAITING_FOR_A_LOCK: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'";
/// How many connections to a PostgreSQL database there are, but for one's own.
const SESSIONS: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";
const UNAVAILABLE: &str = "The service is not available at the moment, try again later";

/// A connection of one's own that keeps everybody else from reading registrations until it is dropped.
pub fn block(database: &TestDatabase) -> DbConn {
    let mut conn = database.connect();
    let lock = match &conn {
        DbConn::Pg(_) => "BEGIN; LOCK TABLE registration IN ACCESS EXCLUSIVE MODE",
        // In this mode nobody else can as much as open the database.
        DbConn::Sqlite(_) => "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE",
    };
    conn.batch_execute(lock).unwrap();
    conn
}

/// A server with a single connection, which has not been opened yet.
fn with_one_connection(engine: Engine) -> TestContextBuilder {
    TestContext::builder(engine).configure(|config| config.database.pool_size = 1)
}

fn assert_unavailable(reply: &Reply) {
    reply.assert_error(503, "Unavailable", UNAVAILABLE);
}

async fn exhausted_pool_turns_callers_away_at_once(engine: Engine) {
    let ctx = with_one_connection(engine).configure(|config| config.database.queue_limit = 0).start().await;
    let mut ctx = ctx.unwrap();
    ctx.prepared().await.unwrap();
    let blocker = block(&ctx.database);
    let (first, second) = (ctx.http.clone(), ctx.http.clone());
    let mut first = tokio::spawn(async move { first.get(PATH).await });
    let mut second = tokio::spawn(async move { second.get(PATH).await });

    let (turned_away, served) = tokio::select! {
        reply = &mut first => (reply.unwrap(), second),
        reply = &mut second => (reply.unwrap(), first),
    };
    drop(blocker);
    let served = served.await.unwrap();

    assert_unavailable(&turned_away);
    assert_eq!(served.status, 200, "{}", served.text);
    ctx.close().await;
}

async fn caller_who_waits_too_long_for_a_connection_is_turned_away(engine: Engine) {
    let ctx = with_one_connection(engine).configure(|config| {
        config.database.acquire_timeout = Duration::from_millis(100);
    });
    let mut ctx = ctx.start().await.unwrap();
    ctx.prepared().await.unwrap();
    let blocker = block(&ctx.database);
    let first = ctx.http.clone();
    let first = tokio::spawn(async move { first.get(PATH).await });

    eventually("a caller turned away", async || ctx.http.get(PATH).await.status == 503).await;
    drop(blocker);
    first.await.unwrap();

    eventually("recovery", async || ctx.http.get(PATH).await.status == 200).await;
    ctx.close().await;
}

async fn failed_statement_is_an_internal_error_without_details(engine: Engine) {
    let ctx = TestContext::start(engine).await;
    ctx.database.execute("ALTER TABLE registration RENAME TO elsewhere");

    let reply = ctx.http.get(PATH).await;

    reply.assert_error(500, "Internal", "An unexpected error occurred");
    let line = ctx.log.request(reply.request_id());
    assert_eq!((&line["level"], &line["status"]), (&json!("warn"), &json!(500)));
    assert!(line["error"].as_str().unwrap().contains("registration"), "{line}");
    ctx.close().await;
}

/// A server whose way to PostgreSQL goes through a proxy.
async fn behind_a_proxy() -> (TestContextBuilder, TcpProxy) {
    let database = Arc::new(TestDatabase::with_fixtures(Engine::Postgres));
    let proxy = TcpProxy::to(database.server_address()).await;
    let url = database.url_by_way_of(proxy.address());
    let builder = TestContext::builder(Engine::Postgres).database(&database).configure(move |config| {
        config.database.url = apd_tests::database::settings(&url).url;
    });
    (builder, proxy)
}

#[tokio::test]
async fn database_that_is_gone_is_unavailable_and_comes_back_without_a_restart() {
    let (builder, proxy) = behind_a_proxy().await;
    let ctx = builder.build().await;
    assert_eq!(ctx.http.get(PATH).await.status, 200);

    proxy.cut();
    for _ in 0..20 {
        assert_unavailable(&ctx.http.get(PATH).await);
    }
    proxy.mend();

    assert_eq!(ctx.http.get(PATH).await.status, 200);
    assert_eq!(ctx.http.get("/health").await.status, 200);
    ctx.close().await;
}

#[tokio::test]
async fn health_tells_of_a_database_that_is_gone_while_the_process_is_alive() {
    let (builder, proxy) = behind_a_proxy().await;
    let ctx = builder.build().await;

    proxy.cut();
    let health = ctx.http.get("/health").await;
    let readiness = ctx.http.get("/health/readiness").await;
    let liveness = ctx.http.get("/health/liveness").await;
    let ping = ctx.http.get("/health/ping").await;

    assert_eq!((health.status, readiness.status, liveness.status, ping.status), (503, 503, 200, 200));
    let components = json!({ "db": { "status": "DOWN" }, "messaging": { "status": "OFF" } });
    assert_eq!(health.json(), json!({ "status": "DOWN", "components": components }));
    assert_eq!(readiness.json(), json!({ "status": "DOWN" }));
    ctx.close().await;
}

/// A probe of the platform waits about a second. With open connections that have fallen silent, and with new ones.
#[tokio::test]
async fn health_answers_within_a_second_while_the_database_is_silent() {
    let (builder, proxy) = behind_a_proxy().await;
    let ctx = builder.build().await;
    assert_eq!(ctx.http.get(PATH).await.status, 200);

    proxy.fall_silent();
    for _ in 0..3 {
        let begun = Instant::now();
        let health = ctx.http.get("/health").await;

        assert_eq!(health.status, 503);
        assert!(begun.elapsed() < Duration::from_millis(1_500), "{:?}", begun.elapsed());
    }
    assert_eq!(ctx.http.get("/health/liveness").await.status, 200);
    proxy.mend();

    eventually("recovery", async || ctx.http.get("/health").await.status == 200).await;
    ctx.close().await;
}

#[tokio::test]
async fn read_from_a_silent_database_ends_at_its_deadline() {
    let (builder, proxy) = behind_a_proxy().await;
    let ctx = builder
        .configure(|config| config.database.statement_timeout = Duration::from_millis(300))
        .build()
        .await;
    assert_eq!(ctx.http.get(PATH).await.status, 200);

    proxy.fall_silent();
    let reply = ctx.http.get(PATH).await;
    proxy.mend();

    assert_unavailable(&reply);
    eventually("recovery", async || ctx.http.get(PATH).await.status == 200).await;
    ctx.close().await;
}

/// A caller who was let in is answered.
#[tokio::test]
async fn request_under_way_is_finished_before_the_server_stops() {
    let ctx = TestContext::start(Engine::Postgres).await;
    let (database, caller) = (Arc::clone(&ctx.database), ctx.http.clone());
    let blocker = block(&database);
    let under_way = tokio::spawn(async move { caller.get(PATH).await });
    eventually("a request that waits", async || database.count(WAITING_FOR_A_LOCK) == 1).await;

    let stopping = tokio::spawn(ctx.close());
    // Everything that can go on without the lock does so meanwhile.
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert!(!stopping.is_finished());
    drop(blocker);

    assert_eq!(under_way.await.unwrap().status, 200);
    stopping.await.unwrap();
}

/// Many connections, all open and idle: as many requests at once wait for a lock, and then are served.
const IDLE: usize = 8;

async fn open_idle_connections(ctx: &TestContext) {
    let blocker = block(&ctx.database);
    let caller = || ctx.http.clone();
    let requests: Vec<_> = std::iter::repeat_with(caller)
        .take(IDLE)
        .map(|caller| tokio::spawn(async move { caller.get(PATH).await.status }))
        .collect();
    eventually("a connection for each", async || ctx.database.count(WAITING_FOR_A_LOCK) == IDLE as i64).await;
    drop(blocker);
    for request in requests {
        assert_eq!(request.await.unwrap(), 200);
    }
}

/// The first request finds out for all connections that were idle.
async fn assert_one_request_fails(ctx: TestContext) {
    let first = ctx.http.get(PATH).await;
    let mut others = Vec::new();
    for _ in 0..2 * IDLE {
        others.push(ctx.http.get(PATH).await.status);
    }

    assert_unavailable(&first);
    assert_eq!(others, [200; 2 * IDLE]);
    ctx.close().await;
}

#[tokio::test]
async fn server_that_terminates_all_connections_costs_one_request() {
    let builder = TestContext::builder(Engine::Postgres);
    let ctx = builder.configure(|config| config.database.pool_size = IDLE).build().await;
    open_idle_connections(&ctx).await;

    ctx.database.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );

    assert_one_request_fails(ctx).await;
}

#[tokio::test]
async fn network_that_cuts_all_connections_costs_one_request() {
    let (builder, proxy) = behind_a_proxy().await;
    let ctx = builder.configure(|config| config.database.pool_size = IDLE).build().await;
    open_idle_connections(&ctx).await;

    proxy.cut();
    proxy.mend();

    assert_one_request_fails(ctx).await;
}

/// Readers go on while a server takes no writes, and must not have to connect anew for each write that is refused.
#[tokio::test]
async fn refused_write_costs_one_connection() {
    let builder = TestContext::builder(Engine::Postgres);
    let ctx = builder.configure(|config| config.database.pool_size = IDLE).build().await;
    let read_only = ReadOnly::begin(&ctx.database);
    // Finds out that the connections of before are lost, if there are any.
    ctx.http.get(PATH).await;
    open_idle_connections(&ctx).await;
    // Sessions of the test itself may take a moment to end.
    let open = async |number: usize| {
        let what = format!("{number} open connections");
        eventually(&what, async || ctx.database.count(SESSIONS) == number as i64).await;
    };
    open(IDLE).await;

    assert_unavailable(&try_create(&ctx, vec![new(1)]).await);

    open(IDLE - 1).await;
    assert_eq!(ctx.http.get(PATH).await.status, 200);
    open(IDLE - 1).await;
    drop(read_only);
    ctx.close().await;
}
