//! `token`: prints a token of the development profile.

use anyhow::{Context, bail};
use apd_server::auth::{DEFAULT_REQUIRED_ROLES, DevelopmentKeys, TokenGrant};
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
    let roles = if arguments.roles.is_empty() {
        DEFAULT_REQUIRED_ROLES.iter().take(1).map(ToString::to_string).collect()
    } else {
        arguments.roles.clone()
    };
    let grant = grant(config, &arguments.client_id, roles, arguments.hours);
    println!("{}", keys.sign(&grant).context("failed to sign the token")?);
    Ok(())
}

/// A token for now, of the issuer that the service expects, if it expects one.
pub(super) fn grant(config: &Config, client_id: &str, authorities: Vec<String>, hours: u32) -> TokenGrant {
    TokenGrant {
        client_id: client_id.to_owned(),
        authorities,
        issuer: config.auth.issuer.clone(),
        issued_at: SystemClock.now().timestamp(),
        lifetime: Duration::from_secs(u64::from(hours) * 3_600),
    }
}
