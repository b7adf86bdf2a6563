//! Why there is no token.

use crate::address::AddressError;
use std::sync::Arc;

/// Why a token source cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum TokenSourceError {
    /// The fixed token is empty or has characters that a header cannot carry.
    #[error("the token is empty or has characters that a header cannot carry")]
    MalformedToken,
    /// The address of the token endpoint cannot be used.
    #[error("the address of the token endpoint is not usable")]
    Address(#[source] AddressError),
    /// The HTTP client for the token endpoint cannot be made.
    #[error("the HTTP client for the token endpoint cannot be made")]
    HttpClient(#[source] reqwest::Error),
}

/// Why no token could be fetched. It can be cloned because all callers that waited for one attempt get its error.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TokenError {
    /// No connection, or it broke.
    #[error("the token endpoint cannot be reached")]
    NotReached(#[source] Arc<reqwest::Error>),
    /// No whole reply in time.
    #[error("the token endpoint took too long")]
    TimedOut,
    /// It cannot answer now: a 5xx, 408, 425 or 429.
    #[error("the token endpoint is not available (status {status})")]
    Unavailable {
        /// Status of its reply.
        status: u16,
    },
    /// It does not give this client a token: any other status that is not a success.
    #[error("the token endpoint refused the request (status {status}, {})", reason.as_deref().unwrap_or("no reason given"))]
    Refused {
        /// Status of its reply.
        status: u16,
        /// The OAuth2 error code of its reply, for example `invalid_client`.
        reason: Option<String>,
    },
    /// It answered with success, and not with a token that can be used.
    #[error("the reply of the token endpoint is not usable: {0}")]
    UnusableReply(UnusableReply),
}

/// What is wrong with a successful reply of the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusableReply {
    /// Longer than a token reply can be.
    #[error("longer than 64 KiB")]
    TooLong,
    /// Not JSON, or without `access_token`.
    #[error("not a JSON object with an access_token")]
    Shape,
    /// Another kind of token than a bearer token.
    #[error("not a bearer token")]
    Type,
    /// A token with characters that a header cannot carry.
    #[error("a token that a header cannot carry")]
    Characters,
}

impl TokenError {
    /// Whether trying again later can help without anybody mending anything. A reply that cannot be used counts: it
    /// is most often the page of a gateway in between.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        !matches!(self, TokenError::Refused { .. })
    }

    /// The error for a request that got no whole reply. The URL is left out because the caller knows it.
    pub(crate) fn not_reached(error: reqwest::Error) -> Self {
        if error.is_timeout() && !error.is_connect() {
            TokenError::TimedOut
        } else {
            TokenError::NotReached(Arc::new(error.without_url()))
        }
    }
}
