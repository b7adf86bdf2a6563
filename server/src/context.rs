//! What the server shares between requests, built once.

use crate::app::{App, database};
use crate::auth::{Authenticator, KeyRing};
use crate::messaging::consumer::Consumer;
use crate::op::OpContext;
use crate::readiness::Readiness;
use crate::telemetry::counters::Counters;
use apd_api::types::service::{Info, MessagingStatus};
use std::sync::Arc;
use std::time::Duration;

/// What the server shares between requests.
pub struct ServerContext {
    /// The use cases' part.
    pub app: Arc<App>,
    /// Who may call.
    pub authenticator: Authenticator,
    /// The keys that tokens are checked with.
    pub keys: Arc<KeyRing>,
    /// How long a request body may take to arrive whole.
    pub body_timeout: Duration,
    /// Whether requests can be served.
    pub readiness: Readiness,
    /// What the service counts.
    pub counters: Arc<Counters>,
    /// Who receives domain events; none where that is off.
    pub consumer: Option<Arc<Consumer>>,
    /// What is running.
    pub info: Info,
    /// The contract of the operations.
    pub openapi: serde_json::Value,
    /// The contract of the messages.
    pub asyncapi: serde_json::Value,
    /// The root of all loggers.
    pub log: slog::Logger,
}

impl ServerContext {
    /// Whether the database answers, at once or not at all.
    pub async fn database_answers(&self) -> bool {
        let op = OpContext::for_command(self.log.clone(), Arc::clone(&self.counters));
        database::database_answers(&self.app, &op).await
    }

    /// Whether domain events are received.
    pub fn messaging_status(&self) -> MessagingStatus {
        match &self.consumer {
            None => MessagingStatus::Off,
            Some(consumer) if consumer.is_receiving() => MessagingStatus::Up,
            Some(_) => MessagingStatus::Down,
        }
    }
}
