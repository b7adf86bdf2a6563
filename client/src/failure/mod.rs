//! What an error of the client means.
//!
//! Progenitor's error says where a call stopped; callers want to know what to do about it. [`classify()`] answers with a
//! [`Failure`]: the kind, the HTTP status whatever the body looked like, whether trying again can help, and a sentence
//! for people without anything personal in it. `?` converts, too.
//!
//! Which failures are worth another try follows the contract: a 4xx cannot succeed as it stands, a 5xx may later,
//! except that with `InconsistentData` a record has to be mended in Delius first. *May later* says nothing of whether
//! the request was carried out. All reads may be repeated; anything else is the caller's decision.

mod classify;
pub(crate) mod token_failure;

pub use classify::{ErrorBody, classify};

use crate::generated::{Error, types};

/// What went wrong with a call.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What to do about it.
    pub kind: FailureKind,
    /// The HTTP status of the reply, where there was one. A success whose body could not be read has none.
    pub status: Option<u16>,
    /// Whether the same request may succeed later without anybody mending anything.
    pub retryable: bool,
    /// One sentence for people: the service's own, where it answered.
    pub message: String,
    /// The id under which the service's log knows the request, where a reply gave one.
    pub request_id: Option<String>,
    /// The service's error body, where it was the documented one. Boxed because errors are moved about a lot.
    pub body: Option<Box<types::ErrorResponse>>,
}

/// The kinds of failure, by what a caller can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// The request could not be made, and nothing was sent.
    InvalidRequest,
    /// The token endpoint refused; nothing was sent to the service.
    TokenRefused,
    /// The token endpoint could not be reached or did not answer sensibly; nothing was sent to the service.
    TokenUnavailable,
    /// No connection came about, so the service saw nothing.
    NotConnected,
    /// No whole reply in time. The service may have done what was asked.
    TimedOut,
    /// The connection broke. The service may have done what was asked.
    Interrupted,
    /// 401 or 403: no valid token, or one without the role. A fetched token that got a 401 has been dropped, so that
    /// the next call uses another.
    NotAuthorised,
    /// The service says that the thing does not exist. A 404 without the service's own body is [`Self::Refused`]: it
    /// comes from a wrong address or a gateway and says nothing of the thing.
    NotFound,
    /// Any other 4xx. A 409 can be a lost race, which another try may win; its message says so.
    Refused,
    /// The record in Delius contradicts itself and has to be mended there.
    InconsistentData,
    /// Any other 5xx, and 408, 425 and 429.
    Unavailable,
    /// A success whose body is not the documented one: most often the page of a gateway.
    UnreadableReply,
    /// A status that the service does not use, a redirect for example.
    UnexpectedReply,
}

impl FailureKind {
    /// Whether the same request may succeed later without anybody mending anything.
    #[must_use]
    pub fn is_retryable(self) -> bool {
        match self {
            Self::TokenUnavailable
            | Self::NotConnected
            | Self::TimedOut
            | Self::Interrupted
            | Self::Unavailable
            | Self::UnreadableReply => true,
            Self::InvalidRequest
            | Self::TokenRefused
            | Self::NotAuthorised
            | Self::NotFound
            | Self::Refused
            | Self::InconsistentData
            | Self::UnexpectedReply => false,
        }
    }
}

impl Failure {
    /// A failure of that kind without a reply.
    fn new(kind: FailureKind, message: String) -> Self {
        Self { kind, status: None, retryable: kind.is_retryable(), message, request_id: None, body: None }
    }
}

impl<E: ErrorBody> From<Error<E>> for Failure {
    fn from(error: Error<E>) -> Self {
        classify(&error)
    }
}
