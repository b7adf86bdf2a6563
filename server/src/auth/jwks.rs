//! Fetches a JWK set over HTTP and picks the usable keys out of it.

use std::str::FromStr;

use apd_token::body::{self, Ended};
use jsonwebtoken::jwk::Jwk;
use reqwest::header::ACCEPT;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use super::{JwksSettings, VerificationKey};

/// The largest answer that is read, in bytes. A set of ten keys has about ten thousand.
const MAX_RESPONSE_BYTES: usize = 256 * 1024;

/// Why nothing can be fetched from an address at all.
#[derive(Debug, Error)]
pub enum JwksUrlError {
    /// The address cannot be read.
    #[error("invalid address of the JWK set")]
    Invalid(#[source] <Url as FromStr>::Err),
    /// The address is not one of the web.
    #[error("address of the JWK set begins with neither https:// nor http://")]
    UnsupportedScheme,
    /// The HTTP client cannot be set up, for instance because the system has no certificates.
    #[error("HTTP client cannot be set up")]
    Client(#[source] reqwest::Error),
}

/// Why one fetch brought no keys.
#[derive(Debug, Error)]
pub enum JwksFetchError {
    /// The server could not be reached, or did not answer in time.
    #[error("request for the JWK set failed")]
    Request(#[source] reqwest::Error),
    /// The server answered with another status than 2xx. Redirects are not followed.
    #[error("JWK set answered with status {0}")]
    Status(StatusCode),
    /// The answer is longer than a JWK set can sensibly be.
    #[error("JWK set is longer than {MAX_RESPONSE_BYTES} bytes")]
    TooLarge,
    /// The answer is something else, such as an HTML page.
    #[error("answer is no JWK set")]
    NotAJwkSet(#[source] serde_json::Error),
    /// None of the keys in the set can be used. That is taken for a fault of the server, not for the wish that
    /// all keys be given up.
    #[error("JWK set has no usable key among {0}")]
    NoUsableKey(usize),
}

/// What a fetch brought.
#[derive(Debug)]
pub(super) struct FetchedKeys {
    /// The usable keys, at least one.
    pub(super) keys: Vec<VerificationKey>,
    /// How many keys were passed over.
    pub(super) unusable: usize,
}

/// Fetches the JWK set at one address.
pub(super) struct JwksClient {
    client: Client,
    url: Url,
}

impl JwksClient {
    /// A client for the address in `settings`.
    ///
    /// # Errors
    ///
    /// [`JwksUrlError`].
    pub(super) fn new(settings: &JwksSettings) -> Result<Self, JwksUrlError> {
        let url = Url::parse(&settings.url).map_err(JwksUrlError::Invalid)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(JwksUrlError::UnsupportedScheme);
        }
        let client = Client::builder()
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.total_timeout)
            // Keys must come from the configured address, and from no other that it points to.
            .redirect(Policy::none())
            // Whom the service talks to is for its configuration alone to say, not for variables like HTTP_PROXY.
            .no_proxy()
            .build()
            .map_err(JwksUrlError::Client)?;
        Ok(Self { client, url })
    }

    /// Fetches the set once.
    ///
    /// # Errors
    ///
    /// [`JwksFetchError`]. The texts hold nothing of the answer, and not the address.
    pub(super) async fn fetch(&self) -> Result<FetchedKeys, JwksFetchError> {
        let request = self.client.get(self.url.clone()).header(ACCEPT, "application/json");
        let mut response = request.send().await.map_err(request_failed)?;
        if !response.status().is_success() {
            return Err(JwksFetchError::Status(response.status()));
        }
        match body::read(&mut response, MAX_RESPONSE_BYTES).await {
            (whole, Ended::Whole) => usable_keys(&whole),
            (_, Ended::TooLong) => Err(JwksFetchError::TooLarge),
            (_, Ended::Broken(error)) => Err(request_failed(error)),
        }
    }
}

fn request_failed(error: reqwest::Error) -> JwksFetchError {
    JwksFetchError::Request(error.without_url())
}

/// A JWK set whose keys are not looked at yet, since one that cannot be read must not spoil the others.
#[derive(Deserialize)]
struct RawJwkSet {
    keys: Vec<Value>,
}

fn usable_keys(body: &[u8]) -> Result<FetchedKeys, JwksFetchError> {
    let set: RawJwkSet = serde_json::from_slice(body).map_err(JwksFetchError::NotAJwkSet)?;
    let total = set.keys.len();
    let keys: Vec<_> = set.keys.into_iter().filter_map(usable_key).collect();
    if keys.is_empty() {
        return Err(JwksFetchError::NoUsableKey(total));
    }
    Ok(FetchedKeys { unusable: total - keys.len(), keys })
}

fn usable_key(raw: Value) -> Option<VerificationKey> {
    let jwk: Jwk = serde_json::from_value(raw).ok()?;
    VerificationKey::from_jwk(&jwk).ok()
}
