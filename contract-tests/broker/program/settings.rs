//! Which broker, and as whom: by the variables that `pact` reads, too.

use anyhow::{Context, bail, ensure};
use pact_models::http_utils::HttpAuth;
use reqwest::Url;

/// How the broker is reached.
pub(crate) struct Settings {
    /// Its address.
    pub(crate) base: Url,
    /// Whom it lets in.
    pub(crate) credentials: HttpAuth,
    /// How often a request is repeated that it could not serve.
    pub(crate) retries: u8,
}

impl Settings {
    /// What the environment says. An empty variable counts as none, because that is what a workflow makes of a secret
    /// that it does not have.
    ///
    /// # Errors
    ///
    /// When no broker is named, or something in another form than it has to be in.
    pub(crate) fn of_environment() -> anyhow::Result<Settings> {
        let base = variable("PACT_BROKER_BASE_URL").context("PACT_BROKER_BASE_URL names no broker")?;
        let retries = match variable("PACT_BROKER_HTTP_RETRIES") {
            Some(retries) => retries.parse().context("PACT_BROKER_HTTP_RETRIES is no small number")?,
            None => 3,
        };
        Ok(Settings { base: base_url(&base)?, credentials: credentials()?, retries })
    }
}

/// The value of a variable of the environment that is there and not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn base_url(text: &str) -> anyhow::Result<Url> {
    let url: Url = text.trim_end_matches('/').parse().context("PACT_BROKER_BASE_URL is no URL")?;
    ensure!(["http", "https"].contains(&url.scheme()), "PACT_BROKER_BASE_URL is no URL of http or https");
    // It is printed; they are not.
    let is_bare = url.username().is_empty() && url.password().is_none();
    ensure!(is_bare, "PACT_BROKER_BASE_URL must not hold credentials: they have variables of their own");
    Ok(url)
}

fn credentials() -> anyhow::Result<HttpAuth> {
    if let Some(token) = variable("PACT_BROKER_TOKEN") {
        return Ok(HttpAuth::Token(token));
    }
    match (variable("PACT_BROKER_USERNAME"), variable("PACT_BROKER_PASSWORD")) {
        (None, None) => Ok(HttpAuth::None),
        (Some(username), Some(password)) => Ok(HttpAuth::User(username, Some(password))),
        _ => bail!("PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD need one another"),
    }
}
