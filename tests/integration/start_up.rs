//! Starting: what a database must be like, and what happens when it is not (behaviour 0.5, S27).

use apd_server::config::DatabaseUrl;
use apd_server::telemetry::error_chain;
use apd_tests::claims::ISSUER;
use apd_tests::database::settings;
use apd_tests::issuer::TestIssuer;
use apd_tests::tcp_proxy::TcpProxy;
use apd_tests::{Engine, TestContext, TestDatabase, both_engines, eventually};
use diesel::connection::SimpleConnection;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

both_engines!(
    two_servers_that_start_together_prepare_one_empty_database,
    sample_is_loaded_into_an_empty_database_only,
    second_start_finds_everything_prepared,
    database_without_tables_is_refused_when_it_must_not_be_migrated,
    database_of_a_newer_version_is_refused,
    database_without_the_user_of_the_service_is_refused,
    outcome_of_the_preparation_can_be_asked_for_again,
    server_that_is_not_ready_turns_callers_away,
    port_in_use_is_told_by_its_setting,
);

const SAMPLE_PERSON: &str = "/case/X123456/personal-details";

async fn two_servers_that_start_together_prepare_one_empty_database(engine: Engine) {
    let database = Arc::new(TestDatabase::empty(engine));
    let start = async || {
        let builder = TestContext::builder(engine).database(&database);
        builder.configure(|config| config.data.load_sample = true).start().await.unwrap()
    };
    let (mut first, mut second) = tokio::join!(start(), start());

    let (first_prepared, second_prepared) = tokio::join!(first.prepared(), second.prepared());

    first_prepared.unwrap();
    second_prepared.unwrap();
    for ctx in [first, second] {
        ctx.ready().await;
        assert_eq!(ctx.http.get(SAMPLE_PERSON).await.status, 200);
        ctx.close().await;
    }
}

async fn sample_is_loaded_into_an_empty_database_only(engine: Engine) {
    let with_sample =
        |builder: apd_tests::TestContextBuilder| builder.configure(|config| config.data.load_sample = true);

    let with_people = with_sample(TestContext::builder(engine)).build().await;

    assert_eq!(with_people.http.get(SAMPLE_PERSON).await.status, 404);
    assert_eq!(with_people.http.get("/case/A000001/personal-details").await.status, 200);
    with_people.close().await;
}

async fn second_start_finds_everything_prepared(engine: Engine) {
    let database = Arc::new(TestDatabase::empty(engine));
    let build = async || {
        let builder = TestContext::builder(engine).database(&database);
        builder.configure(|config| config.data.load_sample = true).build().await
    };

    let first = build().await;
    let (migrations, samples) = (first.log.count("migrated"), first.log.count("loaded the sample data"));
    first.close().await;
    let second = build().await;

    assert!(migrations > 1 && samples == 1, "{migrations} migrations, {samples} samples");
    assert_eq!(second.log.count("migrated") + second.log.count("loaded the sample data"), 0);
    assert_eq!(second.http.get(SAMPLE_PERSON).await.status, 200);
    second.close().await;
}

/// The whole text of the error with which preparing the database ends.
async fn refusal(engine: Engine, database: TestDatabase, migrate_on_start: bool) -> String {
    let builder = TestContext::builder(engine).database(&Arc::new(database));
    let builder = builder.configure(move |config| config.database.migrate_on_start = migrate_on_start);
    let mut ctx = builder.start().await.unwrap();
    let error = ctx.prepared().await.expect_err("the database must not do");
    let ready = ctx.http.get("/health/readiness").await;
    assert_eq!(ready.status, 503);
    ctx.close().await;
    error_chain(&error)
}

async fn database_without_tables_is_refused_when_it_must_not_be_migrated(engine: Engine) {
    let refusal = refusal(engine, TestDatabase::empty(engine), false).await;

    assert!(refusal.contains("database.migrate_on_start"), "{refusal}");
}

async fn database_of_a_newer_version_is_refused(engine: Engine) {
    for migrate_on_start in [true, false] {
        let database = TestDatabase::with_fixtures(engine);
        let newer = "INSERT INTO __diesel_schema_migrations (version) VALUES ('99991231235959')";
        database.execute(newer);

        let refusal = refusal(engine, database, migrate_on_start).await;

        assert!(refusal.contains("99991231235959") && refusal.contains("newer version"), "{refusal}");
    }
}

async fn database_without_the_user_of_the_service_is_refused(engine: Engine) {
    let refusal = refusal(engine, TestDatabase::empty(engine), true).await;

    assert!(refusal.contains("AccreditedProgrammesAndDelius"), "{refusal}");
}

async fn outcome_of_the_preparation_can_be_asked_for_again(engine: Engine) {
    let empty = Arc::new(TestDatabase::empty(engine));
    let mut refused = TestContext::builder(engine).database(&empty).start().await.unwrap();
    let mut accepted = TestContext::builder(engine).start().await.unwrap();

    let first = refused.prepared().await.expect_err("the database must not do");
    let second = refused.prepared().await.expect_err("the database must not do");
    accepted.prepared().await.unwrap();
    accepted.prepared().await.unwrap();

    assert_eq!(error_chain(&first), error_chain(&second));
    refused.close().await;
    accepted.close().await;
}

async fn server_that_is_not_ready_turns_callers_away(engine: Engine) {
    let database = Arc::new(TestDatabase::empty(engine));
    let mut ctx = TestContext::builder(engine).database(&database).start().await.unwrap();
    ctx.prepared().await.expect_err("the database must not do");

    let unauthorised = ctx.http.anonymous().get(SAMPLE_PERSON).await;
    let refused = ctx.http.get(SAMPLE_PERSON).await;
    let alive = ctx.http.get("/health/liveness").await;

    unauthorised.assert_error(401, "Unauthorised", "Unauthorised");
    refused.assert_error(503, "Unavailable", "The service is not available at the moment, try again later");
    assert_eq!(alive.status, 200);
    ctx.close().await;
}

async fn port_in_use_is_told_by_its_setting(engine: Engine) {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();

    let started =
        TestContext::builder(engine).configure(move |config| config.http.bind = address).start().await;

    let Err(error) = started else { panic!("the port is taken") };
    let text = error_chain(&error);
    assert!(text.contains("http.bind") && text.contains(&address.to_string()), "{text}");
}

#[tokio::test]
async fn file_that_is_not_a_database_is_refused() {
    let database = TestDatabase::empty(Engine::Sqlite);
    std::fs::write(database.file(), "Dear diary, ".repeat(1_000)).unwrap();

    let refusal = refusal(Engine::Sqlite, database, true).await;

    assert!(refusal.contains("database.url") && refusal.contains("not a database"), "{refusal}");
}

#[tokio::test]
async fn directory_that_is_not_there_is_refused() {
    let builder = TestContext::builder(Engine::Sqlite).configure(|config| {
        config.database.url = DatabaseUrl::Sqlite("/nowhere/at/all/delius.db".into());
    });
    let mut ctx = builder.start().await.unwrap();

    let error = ctx.prepared().await.expect_err("there is no such directory");

    assert!(error_chain(&error).contains("/nowhere/at/all/delius.db cannot be opened (database.url)"));
    ctx.close().await;
}

#[tokio::test]
async fn server_waits_for_a_database_that_does_not_answer_yet() {
    let database = Arc::new(TestDatabase::empty(Engine::Postgres));
    let proxy = TcpProxy::to(database.server_address()).await;
    proxy.cut();
    let url = database.url_by_way_of(proxy.address());
    let builder = TestContext::builder(Engine::Postgres).database(&database).configure(move |config| {
        config.database.url = settings(&url).url;
        config.data.load_sample = true;
    });
    let mut ctx = builder.start().await.unwrap();
    eventually("a first attempt", async || ctx.log.count("waiting for the database") > 0).await;
    let ready_without_database = ctx.http.get("/health/readiness").await;
    let alive_without_database = ctx.http.get("/health/liveness").await;

    proxy.mend();
    ctx.prepared().await.unwrap();
    ctx.ready().await;

    assert_eq!((ready_without_database.status, alive_without_database.status), (503, 200));
    assert_eq!(ctx.http.get(SAMPLE_PERSON).await.status, 200);
    ctx.close().await;
}

/// A time-out of statements and locks that is long over once a test has looked.
const SHORT: Duration = Duration::from_millis(500);
/// How many connections have waited for a lock for twice as long.
const WAITING_FOR_LONG: &str = "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query_start < now() - interval '1 second'";

#[tokio::test]
async fn sample_waits_for_another_load_for_as_long_as_it_takes() {
    let database = Arc::new(TestDatabase::empty(Engine::Postgres));
    let mut other = database.connect();
    // What a load does that has just begun.
    let lock = i64::from_be_bytes(*b"apd-seed");
    other.batch_execute(&format!("BEGIN; SELECT pg_advisory_xact_lock({lock})")).unwrap();
    let builder = TestContext::builder(Engine::Postgres).database(&database).configure(|config| {
        config.database.statement_timeout = SHORT;
        config.data.load_sample = true;
    });
    let mut ctx = builder.start().await.unwrap();

    eventually("a long wait", async || database.count(WAITING_FOR_LONG) == 1).await;
    other.batch_execute("COMMIT").unwrap();
    ctx.prepared().await.unwrap();

    assert_eq!(ctx.log.count("waiting for the database"), 0);
    assert_eq!(ctx.log.count("loaded the sample data"), 1);
    ctx.close().await;
}

#[tokio::test]
async fn server_waits_for_tables_that_somebody_has_locked() {
    let database = Arc::new(TestDatabase::with_fixtures(Engine::Postgres));
    let mut other = database.connect();
    other.batch_execute("BEGIN; LOCK TABLE user_ IN ACCESS EXCLUSIVE MODE").unwrap();
    let builder = TestContext::builder(Engine::Postgres).database(&database);
    let builder = builder.configure(|config| config.database.statement_timeout = SHORT);
    let mut ctx = builder.start().await.unwrap();

    eventually("a first attempt", async || ctx.log.count("waiting for the database") > 0).await;
    other.batch_execute("COMMIT").unwrap();

    ctx.prepared().await.unwrap();
    ctx.ready().await;
    ctx.close().await;
}

#[tokio::test]
async fn password_of_the_database_reaches_neither_log_nor_error() {
    let builder = TestContext::builder(Engine::Postgres).configure(|config| {
        let url = "postgres://somebody:S3cr3t@127.0.0.1:1/delius";
        config.database.url = settings(url).url;
    });
    let ctx = builder.start().await.unwrap();

    eventually("a first attempt", async || ctx.log.count("waiting for the database") > 0).await;
    let reply = ctx.http.get(SAMPLE_PERSON).await;
    let health = ctx.http.get("/health").await;

    assert!(!ctx.log.text().contains("S3cr3t"), "{}", ctx.log.text());
    assert!(!format!("{}{}", reply.text, health.text).contains("S3cr3t"));
    ctx.close().await;
}

/// The development profile with an address of keys does not use a key of its own (behaviour S31).
#[tokio::test]
async fn development_key_is_off_where_keys_are_fetched() {
    let directory = TestDatabase::empty(Engine::Sqlite);
    let key_file = directory.file().with_file_name("development-key.pem");
    let path = key_file.clone();
    let builder = TestContext::builder(Engine::Sqlite).issuer(TestIssuer::start().await);

    let ctx = builder.configure(move |config| config.auth.development_key_file = path).build().await;

    assert!(!key_file.exists());
    assert_eq!(ctx.claims()["iss"], ISSUER);
    ctx.close().await;
}
