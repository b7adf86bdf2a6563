//! The HTTP server.

use super::docs::docs;
use super::entrypoints::Entrypoints;
use super::regions_route::regions;
use super::router_log::router_logger;
use crate::config::HttpConfig;
use crate::context::ServerContext;
use apd_api::api::accredited_programmes_api_mod;
use dropshot::{ApiDescription, BuildError, ConfigDropshot, HandlerTaskMode, ServerBuilder};
use std::fmt::Display;
use std::sync::Arc;

/// A running server.
pub type HttpServer = dropshot::HttpServer<Arc<ServerContext>>;

/// Why the server could not be started.
#[derive(Debug, thiserror::Error)]
pub enum HttpStartError {
    /// The routes contradict each other.
    #[error("the API is not a valid description: {0}")]
    Description(String),
    /// The address cannot be listened at, for example because another process does.
    #[error("cannot listen at {address} (http.bind)")]
    Listen {
        /// The address configured.
        address: std::net::SocketAddr,
        /// What the system says.
        #[source]
        source: BuildError,
    },
}

/// Starts to listen. Must be called within a Tokio runtime.
///
/// # Errors
///
/// When the address cannot be listened at.
pub fn start(config: &HttpConfig, context: Arc<ServerContext>) -> Result<HttpServer, HttpStartError> {
    let log = router_logger(&context.log, Arc::clone(&context.counters));
    let dropshot = ConfigDropshot {
        bind_address: config.bind,
        default_request_body_max_bytes: config.max_body_bytes,
        // A write that has begun is finished even when its caller has gone.
        default_handler_task_mode: HandlerTaskMode::Detached,
        ..ConfigDropshot::default()
    };
    ServerBuilder::new(api(config)?, context, log)
        .config(dropshot)
        .start()
        .map_err(|source| HttpStartError::Listen { address: config.bind, source })
}

fn api(config: &HttpConfig) -> Result<ApiDescription<Arc<ServerContext>>, HttpStartError> {
    let description = |error: &dyn Display| HttpStartError::Description(error.to_string());
    let mut api = accredited_programmes_api_mod::api_description::<Entrypoints>()
        .map_err(|error| description(&error))?;
    api.register(regions).map_err(|error| description(&error))?;
    if config.docs {
        api.register(docs).map_err(|error| description(&error))?;
    }
    Ok(api)
}
