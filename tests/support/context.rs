//! The server under test and everything around it.

use crate::builder::TestContextBuilder;
use crate::claims;
use crate::clock::TestClock;
use crate::database::TestDatabase;
use crate::engine::Engine;
use crate::eventually;
use crate::http::Caller;
use crate::issuer::TestIssuer;
use crate::log::CapturedLog;
use crate::signing_key::SigningKey;
use apd_client::{Client, TokenSource};
use apd_server::app::App;
use apd_server::clock::Clock;
use apd_server::telemetry::counters::Counters;
use apd_server::{Server, StartError};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// A running server, its surroundings, and ways to call it.
///
/// A test ends with [`TestContext::close`]. When it fails before that, everything is stopped and removed all the same.
pub struct TestContext {
    /// The generated client, with a valid token.
    pub client: Client,
    /// Calls by hand, with a valid token.
    pub http: Caller,
    /// The server's clock.
    pub clock: TestClock,
    /// What the server has logged.
    pub log: CapturedLog,
    /// Where the server gets the keys of tokens.
    pub issuer: TestIssuer,
    server: Option<Server>,
    /// The server's database. Declared, and so dropped, after the server.
    pub database: Arc<TestDatabase>,
    expected_errors: Mutex<Vec<String>>,
    tolerated_errors: Mutex<Vec<String>>,
}

impl TestContext {
    /// Begins to describe a server on an engine, with the fixtures.
    pub fn builder(engine: Engine) -> TestContextBuilder {
        TestContextBuilder::new(engine)
    }

    /// A server on an engine, with the fixtures and nothing special about it.
    pub async fn start(engine: Engine) -> TestContext {
        TestContext::builder(engine).build().await
    }

    pub(crate) fn new(
        server: Server,
        caller: Caller,
        clock: TestClock,
        log: CapturedLog,
        issuer: TestIssuer,
        database: Arc<TestDatabase>,
    ) -> TestContext {
        let token = SigningKey::first().sign(&claims::claims(clock.now()));
        let tokens = TokenSource::fixed(token.as_str()).expect("a token");
        let client = apd_client::connect(caller.base_url(), tokens).expect("a client");
        let http = caller.with_token(&token);
        TestContext {
            client,
            http,
            clock,
            log,
            issuer,
            server: Some(server),
            database,
            expected_errors: Mutex::default(),
            tolerated_errors: Mutex::default(),
        }
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.server().local_addr()
    }

    /// What the server counts.
    pub fn counters(&self) -> &Counters {
        self.server().counters()
    }

    /// What the server's use cases work with.
    pub fn app(&self) -> &App {
        self.server().app()
    }

    /// The claims of a token that the server accepts, for the test to alter.
    pub fn claims(&self) -> Value {
        claims::claims(self.clock.now())
    }

    /// A token that the server accepts for an hour from now, by its clock.
    pub fn token(&self) -> String {
        SigningKey::first().sign(&self.claims())
    }

    /// Moves the server's clock to a moment such as `2026-06-15T12:00:00+01:00`, and gives a caller whose token is valid
    /// then.
    pub fn at(&self, now: &str) -> Caller {
        self.clock.set(now);
        self.http.with_token(&self.token())
    }

    /// Waits until the server has prepared its database, or never will.
    ///
    /// # Errors
    ///
    /// When the database cannot be used.
    pub async fn prepared(&mut self) -> Result<(), StartError> {
        self.server.as_mut().expect("the server runs").prepared().await
    }

    /// Waits until the server serves requests: its database is prepared, and it has keys.
    pub async fn ready(&self) {
        let probe = self.http.anonymous();
        eventually("readiness", async || probe.get("/health/readiness").await.status == 200).await;
    }

    /// Says that the server will log an error with this message, once. Any that is not announced fails the test.
    pub fn expect_error(&self, message: &str) {
        self.expected_errors.lock().unwrap().push(message.to_owned());
    }

    /// Says that the server may log errors with this message, however many.
    pub fn tolerate_errors(&self, message: &str) {
        self.tolerated_errors.lock().unwrap().push(message.to_owned());
    }

    /// Stops the server and sees that it has logged no error but those announced. The last line of a test.
    pub async fn close(mut self) {
        if let Some(server) = self.server.take() {
            server.close().await.expect("the server stops as it should");
        }
        let (mut logged, mut expected) = (self.log.errors(), self.expected_errors.lock().unwrap().clone());
        let tolerated = self.tolerated_errors.lock().unwrap().clone();
        logged.retain(|message| !tolerated.contains(message));
        logged.sort();
        expected.sort();
        assert_eq!(logged, expected, "errors logged, and errors expected; the log: {}", self.log.text());
    }

    pub(crate) fn server(&self) -> &Server {
        self.server.as_ref().expect("the server runs")
    }
}
