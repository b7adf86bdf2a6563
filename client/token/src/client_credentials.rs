//! Who asks which token endpoint.

use crate::address;
use crate::endpoint::TokenEndpoint;
use crate::error::TokenSourceError;
use crate::secret::Secret;
use std::time::Duration;

/// A connection within this platform's network that takes longer will not come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// Checking a client's secret is slow on purpose; beyond this something is wrong.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A client-credentials grant: the token endpoint, and the client that asks.
///
/// The client is authenticated by HTTP Basic, as HMPPS Auth expects; its endpoint is `{auth}/oauth/token`. Connecting
/// takes at most 2 s, the whole exchange 10 s, and redirects are not followed.
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    token_url: String,
    client_id: String,
    client_secret: Secret,
    timeout: Duration,
    http: Option<reqwest::Client>,
}

impl ClientCredentials {
    /// The grant for `client_id` at the token endpoint `token_url`.
    pub fn new(token_url: &str, client_id: &str, client_secret: impl Into<Secret>) -> Self {
        Self {
            token_url: token_url.to_owned(),
            client_id: client_id.to_owned(),
            client_secret: client_secret.into(),
            timeout: TIMEOUT,
            http: None,
        }
    }

    /// The longest time from asking to the end of the reply; 10 s unless told.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Asks with a client of the caller's own, whose connections, redirects and proxies count instead.
    #[must_use]
    pub fn http_client(self, http: reqwest::Client) -> Self {
        Self { http: Some(http), ..self }
    }

    pub(crate) fn into_endpoint(self) -> Result<TokenEndpoint, TokenSourceError> {
        let url = address::parse(&self.token_url).map_err(TokenSourceError::Address)?;
        let http = match self.http {
            Some(http) => http,
            None => http_client().map_err(TokenSourceError::HttpClient)?,
        };
        Ok(TokenEndpoint::new(http, url, self.timeout, self.client_id, self.client_secret))
    }
}

fn http_client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::TokenSource;

    #[test]
    fn secret_is_not_in_debug_output() {
        let grant = ClientCredentials::new("http://127.0.0.1:1/oauth/token", "client", "hunter2");
        let before = format!("{grant:?}");
        let after = format!("{:?}", TokenSource::client_credentials(grant).unwrap());
        assert!(!before.contains("hunter2") && !after.contains("hunter2"), "{before} {after}");
    }

    #[test]
    fn address_that_is_no_url_is_refused() {
        let source = TokenSource::client_credentials(ClientCredentials::new("auth", "client", "hunter2"));
        assert!(matches!(source, Err(TokenSourceError::Address(_))));
    }
}
