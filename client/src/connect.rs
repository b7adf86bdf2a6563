//! Makes clients with sensible time-outs and connections.

use crate::generated::Client;
use crate::token::TokenSource;
use apd_token::address::{self, AddressError};
use std::time::Duration;

/// The service answers within this platform's network: a connection that takes longer will not come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// The slowest answer is that of a bulk request on a busy database; load balancers give up after 60 s.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Well below the idle time of common load balancers (60 s), so that a request is not sent on a connection that the
/// other side is just closing.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// Why a client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address of the service cannot be used.
    #[error("the address of the service is not usable")]
    Address(#[source] AddressError),
    /// The HTTP client below cannot be made.
    #[error("the HTTP client cannot be made")]
    HttpClient(#[source] reqwest::Error),
}

/// Makes a client of the service at `base_url`, for example `http://127.0.0.1:8080`, with the time-outs of
/// [`Connector`]. Nothing is sent yet.
///
/// # Errors
/// The address is not an `http` or `https` URL, or TLS cannot be set up.
pub fn connect(base_url: &str, tokens: TokenSource) -> Result<Client, ConnectError> {
    Connector::new(base_url, tokens).connect()
}

/// Makes a client with other settings than those of [`connect`].
///
/// Connections are kept open for 30 s after use and shared by clones of the client. Redirects are not followed: the
/// service sends none, so that one comes from something else, which has no business with the token.
#[derive(Clone, Debug)]
pub struct Connector {
    base_url: String,
    tokens: TokenSource,
    connect_timeout: Duration,
    timeout: Duration,
    http: Option<reqwest::Client>,
}

impl Connector {
    /// A client of the service at `base_url` that takes its tokens from `tokens`.
    #[must_use]
    pub fn new(base_url: &str, tokens: TokenSource) -> Self {
        let base_url = base_url.to_owned();
        Self { base_url, tokens, connect_timeout: CONNECT_TIMEOUT, timeout: TIMEOUT, http: None }
    }

    /// The longest time that a connection may take; 2 s unless told.
    #[must_use]
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Self { connect_timeout, ..self }
    }

    /// The longest time from sending a request to the end of its reply; 30 s unless told.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Sends requests with a client of the caller's own, whose time-outs, redirects and connections count instead.
    #[must_use]
    pub fn http_client(self, http: reqwest::Client) -> Self {
        Self { http: Some(http), ..self }
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    /// The address is not an `http` or `https` URL, or TLS cannot be set up.
    pub fn connect(self) -> Result<Client, ConnectError> {
        let base = address::parse(&self.base_url).map_err(ConnectError::Address)?;
        let http = match self.http {
            Some(http) => http,
            None => http_client(self.connect_timeout, self.timeout).map_err(ConnectError::HttpClient)?,
        };
        // The generated code adds paths that start with a slash.
        Ok(Client::new_with_client(base.as_str().trim_end_matches('/'), http, self.tokens))
    }
}

fn http_client(connect_timeout: Duration, timeout: Duration) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect_timeout)
        .timeout(timeout)
        .pool_idle_timeout(IDLE_TIMEOUT)
        .tcp_keepalive(IDLE_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::ClientInfo;

    #[test]
    fn trailing_slash_of_the_address_is_dropped_and_its_path_kept() {
        let client = connect("http://example.com/apd/", TokenSource::none()).unwrap();
        assert_eq!(client.baseurl(), "http://example.com/apd");
    }

    #[test]
    fn address_that_is_no_url_is_refused() {
        let refused = connect("example.com", TokenSource::none());
        assert!(matches!(refused, Err(ConnectError::Address(AddressError::Malformed))));
    }
}
