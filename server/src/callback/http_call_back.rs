//! The client's API over HTTP.

use super::allow_list::{AllowList, base};
use super::{CallBack, CallBackError, failure};
use crate::config::{AccreditedProgrammesConfig, CallBackCredentials, Profile};
use apd_token::body::{self, Ended};
use apd_token::{ClientCredentials, TokenSource, TokenSourceError};
use async_trait::async_trait;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Behaviour D33.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);

/// The longest reply read, in bytes (behaviour D33). Details with the longest notes have a few thousand.
const LONGEST_REPLY: usize = 1024 * 1024;

/// Well below the idle time of common load balancers (60 s), so that a request is not sent on a connection that the
/// other side is just closing.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

const USER_AGENT: &str = concat!("accredited-programmes-and-delius/", env!("CARGO_PKG_VERSION"));

/// Why the client's API cannot be called at all.
#[derive(Debug, thiserror::Error)]
pub enum CallBackSetUpError {
    /// The HTTP client cannot be made, for instance because the system has no certificates.
    #[error("the HTTP client cannot be made")]
    HttpClient(#[source] reqwest::Error),
    /// The token endpoint cannot be used.
    #[error("the token endpoint cannot be used")]
    Token(#[source] TokenSourceError),
}

/// The client's API over HTTP. Connections and the token are kept for the next call.
pub struct HttpCallBack {
    allow_list: AllowList,
    http: Client,
    tokens: TokenSource,
    timeout: Duration,
}

/// One call on its way.
struct Call {
    url: Url,
    /// What may be said of the URL.
    base: String,
    deadline: Instant,
}

impl HttpCallBack {
    /// The API at the addresses that the configuration allows. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up, or the token endpoint cannot be used.
    pub fn new(
        config: &AccreditedProgrammesConfig,
        profile: Profile,
    ) -> Result<HttpCallBack, CallBackSetUpError> {
        let http = http_client().map_err(CallBackSetUpError::HttpClient)?;
        let tokens = match &config.credentials {
            Some(credentials) => {
                let grant = grant(credentials, http.clone(), config.call_timeout);
                TokenSource::client_credentials(grant).map_err(CallBackSetUpError::Token)?
            }
            None => TokenSource::none(),
        };
        let allow_list = AllowList::new(&config.allowed_base_urls, profile);
        Ok(HttpCallBack { allow_list, http, tokens, timeout: config.call_timeout })
    }

    /// Sends the request with a token. A token that is refused is dropped.
    async fn send(&self, call: &Call) -> Result<Response, CallBackError> {
        let authorization = timeout_at(call.deadline, self.tokens.authorization())
            .await
            .map_err(|_| failure::timed_out("the token endpoint", self.timeout))?
            .map_err(failure::of_token)?;
        let mut request = self.http.get(call.url.clone());
        if let Some(authorization) = &authorization {
            request = request.header(AUTHORIZATION, authorization.clone());
        }
        // A bound on bytes read means nothing when a few of them unfold into many.
        let request = request.header(ACCEPT, "application/json").header(ACCEPT_ENCODING, "identity");
        let response = timeout_at(call.deadline, request.send())
            .await
            .map_err(|_| failure::timed_out(&call.base, self.timeout))?
            .map_err(|error| failure::of_connection(&call.base, error))?;
        if response.status() == StatusCode::UNAUTHORIZED
            && let Some(refused) = &authorization
        {
            self.tokens.invalidate(refused);
        }
        Ok(response)
    }

    async fn read(&self, call: &Call, mut response: Response) -> Result<Vec<u8>, CallBackError> {
        if let Some(failure) = failure::of_status(&call.base, response.status()) {
            return Err(failure);
        }
        match timeout_at(call.deadline, body::read(&mut response, LONGEST_REPLY)).await {
            Ok((body, Ended::Whole)) => Ok(body),
            Ok((_, Ended::TooLong)) => Err(failure::too_long(&call.base)),
            Ok((_, Ended::Broken(error))) => Err(failure::of_connection(&call.base, error)),
            Err(_) => Err(failure::timed_out(&call.base, self.timeout)),
        }
    }
}

#[async_trait]
impl CallBack for HttpCallBack {
    async fn fetch(&self, detail_url: &str) -> Result<Vec<u8>, CallBackError> {
        let checked = self.allow_list.check(detail_url);
        let url = checked.map_err(|refusal| CallBackError::Permanent { reason: refusal.to_string() })?;
        let call = Call { base: base(&url), url, deadline: Instant::now() + self.timeout };
        let mut response = self.send(&call).await?;
        // A token may have been withdrawn before its time, so one more is tried (behaviour S23).
        if response.status() == StatusCode::UNAUTHORIZED {
            response = self.send(&call).await?;
        }
        self.read(&call, response).await
    }
}

fn http_client() -> reqwest::Result<Client> {
    Client::builder()
        .user_agent(USER_AGENT)
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
        // The token is for the allowed addresses, and for no other that they point to.
        .redirect(Policy::none())
        // Whom the service talks to is for its configuration alone to say, not for variables like HTTP_PROXY.
        .no_proxy()
        .build()
}

fn grant(credentials: &CallBackCredentials, http: Client, timeout: Duration) -> ClientCredentials {
    let CallBackCredentials { token_url, client_id, client_secret } = credentials;
    ClientCredentials::new(token_url.as_str(), client_id, client_secret.expose())
        .http_client(http)
        .timeout(timeout)
}
