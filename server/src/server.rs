//! Putting the service together.

mod consume;

use crate::app::App;
use crate::assembly;
use crate::auth::{
    AuthSettings, Authenticator, DevelopmentKeys, DevelopmentKeysError, JwksSettings, JwksUrlError, KeyRing,
    RequiredRoles, SecondsClock, TokenGrant,
};
use crate::callback::CallBackSetUpError;
use crate::clock::Clock;
use crate::config::{AuthConfig, Config, KeySource};
use crate::context::ServerContext;
use crate::http::{self, HttpServer, HttpStartError};
use crate::messaging::Dispatcher;
use crate::messaging::queue::Queue;
use crate::prepare::{PrepareError, prepare};
use crate::readiness::readiness;
use crate::store::{Store, StoreError};
use crate::telemetry::counters::Counters;
use apd_api::types::service::Info;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;
use tokio::task::JoinHandle;

/// Id of the service in the HMPPS service catalogue.
const PRODUCT_ID: &str = "HMPPS518";

/// A request with a key that is not known yet waits so long for it.
const KEYS_REFETCH_WAIT: Duration = Duration::from_secs(2);

const KEYS_CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The connection pools could not be made.
    #[error("failed to make the connection pools")]
    Store(#[source] StoreError),
    /// The address of the keys cannot be used.
    #[error("failed to use auth.jwks_url")]
    Jwks(#[source] JwksUrlError),
    /// The development keys could not be read or made.
    #[error("failed to make the development keys (auth.development_key_file)")]
    DevelopmentKeys(#[source] DevelopmentKeysError),
    /// The client's API cannot be called.
    #[error("failed to set up the call back (accredited_programmes)")]
    CallBack(#[source] CallBackSetUpError),
    /// The contract that was built in is not JSON.
    #[error("a document of the contract is not JSON")]
    Document(#[source] serde_json::Error),
    /// The HTTP server did not start.
    #[error("failed to start the HTTP server")]
    Http(#[source] HttpStartError),
    /// The database cannot be used.
    #[error("failed to prepare the database")]
    Prepare(#[source] Arc<PrepareError>),
    /// The HTTP server failed.
    #[error("the HTTP server failed: {0}")]
    Serve(String),
}

/// The running service.
pub struct Server {
    http: HttpServer,
    context: Arc<ServerContext>,
    development_keys: Option<DevelopmentKeys>,
    preparation: JoinHandle<Result<(), PrepareError>>,
    /// How the preparation ended, once somebody has waited for it.
    prepared: OnceCell<Result<(), Arc<PrepareError>>>,
    shutdown_grace: Duration,
}

/// Starts the service, which receives domain events from the queue of the configuration: see [`start_with_queue`].
///
/// # Errors
///
/// When the address is taken, or the configuration cannot be put into effect.
pub fn start(config: &Config, clock: Arc<dyn Clock>, log: slog::Logger) -> Result<Server, StartError> {
    start_with_queue(config, consume::configured_queue(config), clock, log)
}

/// Starts the service: it listens when this returns, and lets requests in as soon as the database is prepared; from then
/// on it receives domain events, where there is a queue. Must be called within a Tokio runtime.
///
/// # Errors
///
/// When the address is taken, or the configuration cannot be put into effect.
pub fn start_with_queue(
    config: &Config,
    queue: Option<Arc<dyn Queue>>,
    clock: Arc<dyn Clock>,
    log: slog::Logger,
) -> Result<Server, StartError> {
    let (keys, development_keys) = keys(&config.auth, &log)?;
    let app = assembly::app(config, Arc::clone(&clock))?;
    let (ready, readiness) = readiness();
    let counters = Arc::<Counters>::default();
    let consumer = queue.map(|queue| consume::consumer(config, queue, &app, &counters, &log));
    let context = Arc::new(ServerContext {
        authenticator: authenticator(&config.auth, Arc::clone(&keys), Arc::clone(&clock)),
        app,
        keys,
        body_timeout: config.http.body_timeout,
        readiness,
        counters,
        consumer: consumer.clone(),
        info: info(),
        openapi: serde_json::from_str(apd_api::OPENAPI_JSON).map_err(StartError::Document)?,
        asyncapi: serde_json::from_str(apd_api::ASYNCAPI_JSON).map_err(StartError::Document)?,
        log: log.clone(),
    });
    let http = http::start(&config.http, Arc::clone(&context)).map_err(StartError::Http)?;
    let shutdown_grace = config.http.shutdown_grace;
    let config = config.clone();
    let preparation = tokio::spawn(async move {
        let result = prepare(&config, &clock, &log).await;
        if result.is_ok() {
            ready.ready();
            consumer.iter().for_each(|consumer| consumer.begin());
        }
        result
    });
    Ok(Server { http, context, development_keys, preparation, prepared: OnceCell::new(), shutdown_grace })
}

type Keys = (Arc<KeyRing>, Option<DevelopmentKeys>);

fn keys(config: &AuthConfig, log: &slog::Logger) -> Result<Keys, StartError> {
    match config.keys() {
        KeySource::Jwks(url) => {
            let settings = JwksSettings {
                url: url.to_string(),
                refresh_interval: config.jwks_refresh,
                refetch_interval: config.jwks_refetch,
                refetch_wait: KEYS_REFETCH_WAIT,
                connect_timeout: KEYS_CONNECT_TIMEOUT,
                total_timeout: config.jwks_timeout,
            };
            Ok((Arc::new(KeyRing::start(settings, log).map_err(StartError::Jwks)?), None))
        }
        KeySource::Development(file) => {
            let keys = DevelopmentKeys::load_or_create(file).map_err(StartError::DevelopmentKeys)?;
            Ok((Arc::new(keys.key_ring()), Some(keys)))
        }
    }
}

fn authenticator(config: &AuthConfig, keys: Arc<KeyRing>, clock: Arc<dyn Clock>) -> Authenticator {
    let settings = AuthSettings {
        issuer: config.issuer.clone(),
        required_roles: RequiredRoles::any_of(config.required_roles.clone()),
        leeway: config.leeway,
        cache_size: config.verified_tokens,
    };
    let seconds: SecondsClock = Arc::new(move || clock.now().timestamp());
    Authenticator::new(keys, settings, seconds)
}

fn info() -> Info {
    Info {
        name: "accredited-programmes-and-delius".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        revision: env!("BUILD_REVISION").to_owned(),
        product_id: PRODUCT_ID.to_owned(),
    }
}

impl Server {
    /// The address that the service listens at.
    pub fn local_addr(&self) -> SocketAddr {
        self.http.local_addr()
    }

    /// What the service counts.
    pub fn counters(&self) -> &Arc<Counters> {
        &self.context.counters
    }

    /// The database of the service: for tests and benchmarks.
    pub fn store(&self) -> &Store {
        &self.context.app.store
    }

    /// What the use cases work with: for tests.
    pub fn app(&self) -> &App {
        &self.context.app
    }

    /// Handles messages as the service does, whoever delivers them: for tests and benchmarks.
    pub fn dispatcher(&self) -> Dispatcher {
        let context = &self.context;
        Dispatcher::new(Arc::clone(&context.app), Arc::clone(&context.counters), context.log.clone())
    }

    /// Who may call: for benchmarks.
    pub fn authenticator(&self) -> &Authenticator {
        &self.context.authenticator
    }

    /// A token that the service accepts, when it has development keys of its own.
    ///
    /// # Errors
    ///
    /// When it cannot be signed.
    pub fn development_token(&self, grant: &TokenGrant) -> Option<Result<String, DevelopmentKeysError>> {
        self.development_keys.as_ref().map(|keys| keys.sign(grant))
    }

    /// Waits until requests are let in. Asked again, it gives the same answer.
    ///
    /// # Errors
    ///
    /// When the database answers and cannot be used: the service will never become ready.
    pub async fn prepared(&mut self) -> Result<(), StartError> {
        let preparation = &mut self.preparation;
        // A task that has ended must not be asked again.
        let ask = async || preparation.await.unwrap_or(Err(PrepareError::Panicked)).map_err(Arc::new);
        self.prepared.get_or_init(ask).await.clone().map_err(StartError::Prepare)
    }

    /// Comes back when the HTTP server has ended, which it does not do by itself unless something is wrong.
    ///
    /// # Errors
    ///
    /// What was wrong, where it says so.
    pub async fn ended(&self) -> Result<(), StartError> {
        self.http.wait_for_shutdown().await.map_err(StartError::Serve)
    }

    /// Stops: receives no further message and lets go of those that are not handled soon, takes no new request and waits
    /// for those under way, then closes the database. Callers that do not finish their requests are waited for no longer
    /// than `http.shutdown_grace` of the configuration, and messages for two thirds of it.
    ///
    /// # Errors
    ///
    /// When the HTTP server did not stop as it should.
    pub async fn close(self) -> Result<(), StartError> {
        self.preparation.abort();
        if let Some(consumer) = &self.context.consumer {
            consumer.close().await;
        }
        let closed = match tokio::time::timeout(self.shutdown_grace, self.http.close()).await {
            Ok(closed) => closed.map_err(StartError::Serve),
            Err(_) => {
                slog::warn!(self.context.log, "stopped without waiting any longer for open connections";
                    "requests" => self.context.counters.requests_under_way.get(),
                );
                Ok(())
            }
        };
        self.context.app.store.close();
        closed
    }
}
