//! `token`: prints a token of the development profile.

use super::print_line;
use anyhow::{Context, bail};
use apd_server::auth::{DevelopmentKeys, TokenGrant};
use apd_server::clock::{Clock, SystemClock};
use apd_server::config::{Config, KeySource};
use std::time::Duration;

/// Who the token is for.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Client that the token names.
    #[arg(long, default_value = "development")]
    client_id: String,
    /// Role that the token carries; give it again for more. Without any the role that the service requires.
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    /// Hours until it expires.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=24 * 365))]
    hours: u32,
}

pub(crate) fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    let KeySource::Development(file) = config.auth.keys() else {
        bail!("tokens are made in the development profile without auth.jwks_url only");
    };
    let keys = DevelopmentKeys::load_or_create(file)?;
    let grant = grant(config, &arguments.client_id, &arguments.roles, arguments.hours);
    print_line(&keys.sign(&grant).context("failed to sign the token")?)
}

/// A token for now, of the issuer that the service expects, if it expects one. Without `roles` it carries the first one
/// that admits.
pub(super) fn grant(config: &Config, client_id: &str, roles: &[String], hours: u32) -> TokenGrant {
    let required = config.auth.required_roles.first().map(std::slice::from_ref).unwrap_or_default();
    TokenGrant {
        client_id: client_id.to_owned(),
        authorities: if roles.is_empty() { required.to_vec() } else { roles.to_vec() },
        issuer: config.auth.issuer.clone(),
        issued_at: SystemClock.now().timestamp(),
        lifetime: Duration::from_secs(u64::from(hours) * 3_600),
    }
}
