//! The configuration: one TOML file, overridden by the environment, understood and checked before anything
//! starts.
//!
//! * A key `section.name` of the file is the variable `APD_SECTION__NAME` of the environment, which wins.
//! * Unknown keys are errors in both, so that a misspelt key cannot silently keep its default.
//! * Everything wrong is told at once, each line with the key, what is wrong and an example
//!   ([`ConfigError`]).
//! * Secrets come from the environment or from a file that a `…_file` key names. No `Debug`, description or
//!   error of
//!   this module shows one.
//! * What is unsafe with real cases is refused by the production profile (`production`).
//!
//! This is the only module that reads environment variables. It opens no connection: whether an address
//! answers is found out by whoever uses it.

mod accredited_programmes;
mod auth;
mod data;
mod database;
mod database_url;
mod describe;
mod error;
mod given;
mod http;
mod key;
mod keys;
mod load;
mod log;
mod messaging;
mod origin;
mod postgres_url;
mod production;
mod profile;
mod reason;
mod secret;
mod settings;
#[cfg(test)]
mod tests;
mod web_url;

use std::collections::BTreeMap;

pub use accredited_programmes::{AccreditedProgrammesConfig, CallBackCredentials};
pub use auth::{AuthConfig, DEFAULT_REQUIRED_ROLES, KeySource};
pub use data::DataConfig;
pub use database::DatabaseConfig;
pub use database_url::{DatabaseUrl, DatabaseUrlFault};
pub use error::{ConfigError, Problem};
pub use http::HttpConfig;
pub use key::{Key, Kind};
pub use keys::KEYS;
pub use log::LogConfig;
pub use messaging::MessagingConfig;
pub use origin::Origin;
pub use postgres_url::PostgresUrl;
pub use profile::Profile;
pub use reason::Reason;
pub use secret::Secret;

/// The whole configuration of the service. Get one by [`Config::load`], or by [`Config::development`] and
/// alter it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// What the service is run for.
    pub profile: Profile,
    /// The HTTP server.
    pub http: HttpConfig,
    /// The database.
    pub database: DatabaseConfig,
    /// Who may call.
    pub auth: AuthConfig,
    /// The consumer of domain events.
    pub messaging: MessagingConfig,
    /// The call back to the client's API.
    pub accredited_programmes: AccreditedProgrammesConfig,
    /// The log.
    pub log: LogConfig,
    /// The data that the service brings along.
    pub data: DataConfig,
    /// Where each value came from that is not a default, by the name of its key.
    origins: BTreeMap<&'static str, Origin>,
}
