//! Starts a server for a test, as the test wants it.

use crate::claims::ISSUER;
use crate::clock::TestClock;
use crate::context::TestContext;
use crate::database::{self, TestDatabase};
use crate::engine::Engine;
use crate::fixtures;
use crate::http::Caller;
use crate::issuer::TestIssuer;
use crate::log::CapturedLog;
use apd_server::StartError;
use apd_server::config::Config;
use std::sync::Arc;

type Alteration = Box<dyn FnOnce(&mut Config)>;

/// What is special about the server of a test. Begins with [`TestContext::builder`].
pub struct TestContextBuilder {
    engine: Engine,
    database: Option<Arc<TestDatabase>>,
    issuer: Option<TestIssuer>,
    alterations: Vec<Alteration>,
}

impl TestContextBuilder {
    pub(crate) fn new(engine: Engine) -> TestContextBuilder {
        TestContextBuilder { engine, database: None, issuer: None, alterations: Vec::new() }
    }

    /// Uses this database instead of a new one with the fixtures.
    pub fn database(mut self, database: &Arc<TestDatabase>) -> TestContextBuilder {
        self.database = Some(Arc::clone(database));
        self
    }

    /// Uses this issuer instead of one that publishes the usual key.
    pub fn issuer(mut self, issuer: TestIssuer) -> TestContextBuilder {
        self.issuer = Some(issuer);
        self
    }

    /// Alters the configuration, after everything else is in it.
    pub fn configure(mut self, alter: impl FnOnce(&mut Config) + 'static) -> TestContextBuilder {
        self.alterations.push(Box::new(alter));
        self
    }

    /// Starts the server and waits until it serves requests.
    pub async fn build(self) -> TestContext {
        let mut ctx = self.start().await.expect("the server starts");
        ctx.prepared().await.expect("the database can be used");
        ctx.ready().await;
        ctx
    }

    /// Starts the server; whether it will ever serve requests is for the test to find out.
    ///
    /// # Errors
    ///
    /// When it does not even start.
    pub async fn start(self) -> Result<TestContext, StartError> {
        let issuer = match self.issuer {
            Some(issuer) => issuer,
            None => TestIssuer::start().await,
        };
        let database = self.database.unwrap_or_else(|| Arc::new(TestDatabase::with_fixtures(self.engine)));
        let mut config = config(&database, &issuer);
        self.alterations.into_iter().for_each(|alter| alter(&mut config));
        let (clock, log) = (TestClock::at(fixtures::now()), CapturedLog::default());
        let server = apd_server::start(&config, Arc::new(clock.clone()), log.logger())?;
        let base_url = format!("http://{}", server.local_addr());
        Ok(TestContext::new(server, Caller::new(base_url), clock, log, issuer, database))
    }
}

/// The development profile, without what would make tests depend on each other or on the machine.
fn config(database: &TestDatabase, issuer: &TestIssuer) -> Config {
    let mut config = Config::development();
    config.http.bind = ([127, 0, 0, 1], 0).into();
    config.database = database::settings(database.url());
    config.auth.jwks_url = Some(issuer.jwks_url().parse().expect("the issuer has a URL"));
    config.auth.issuer = Some(ISSUER.to_owned());
    config.data.load_sample = false;
    config
}
