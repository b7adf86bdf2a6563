//! What the service says of itself.

use dropshot::{ErrorStatusCode, HttpError, HttpResponseError};
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// Whether something works.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub enum HealthStatus {
    /// It works.
    Up,
    /// It does not work.
    Down,
}

/// Whether the service works.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct Health {
    /// The service as a whole.
    pub status: HealthStatus,
    /// The parts that it depends on, where the operation looks at them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<HealthComponents>,
}

/// The parts that the service depends on.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct HealthComponents {
    /// The Delius database.
    pub db: HealthComponent,
    /// The receiving of domain events.
    pub messaging: MessagingComponent,
}

/// One part that the service depends on.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct HealthComponent {
    /// Whether the part works.
    pub status: HealthStatus,
}

/// The receiving of domain events.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
pub struct MessagingComponent {
    /// Whether events are received.
    pub status: MessagingStatus,
}

/// Whether domain events are received.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "UPPERCASE")]
pub enum MessagingStatus {
    /// They are.
    Up,
    /// The queue cannot be reached, or what it holds cannot be handled now. They wait in the queue.
    Down,
    /// No queue is configured, or receiving is switched off.
    Off,
}

/// The body of a 503 of the health operations. It is a [`Health`] and not the usual error body, because the probes
/// of the platform read `status` and `components` whatever the HTTP status.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(transparent)]
pub struct HealthDown(pub Health);

impl fmt::Display for HealthDown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a health check failed")
    }
}

impl HttpResponseError for HealthDown {
    fn status_code(&self) -> ErrorStatusCode {
        ErrorStatusCode::SERVICE_UNAVAILABLE
    }
}

impl From<HttpError> for HealthDown {
    fn from(_: HttpError) -> Self {
        HealthDown(Health { status: HealthStatus::Down, components: None })
    }
}

/// What is running.
#[derive(Clone, Debug, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub struct Info {
    /// Name of the service.
    pub name: String,
    /// Version of the service.
    pub version: String,
    /// Git revision that it was built from, or `unknown`.
    pub revision: String,
    /// Id of the service in the HMPPS service catalogue.
    pub product_id: String,
}
