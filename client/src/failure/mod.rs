//! What an error of the client means.
//!
//! Progenitor's error says where a call stopped; callers want to know what to do about it. [`classify()`] answers with a
//! [`Failure`]: the kind, the HTTP status whatever the body looked like, whether trying again can help, and a sentence
//! for people without anything personal in it. `?` converts, too.
//!
//! Which failures are worth another try follows the contract: a 4xx cannot succeed as it stands, a 5xx may later. The
//! exceptions: with `InconsistentData` a record has to be mended in Delius first; a 409 of the service that names no
//! `fields` is a lost race ([`FailureKind::LostRace`]); and 408, 425 and 429 say by themselves that it was the wrong
//! moment ([`FailureKind::Unavailable`]).
//!
//! *May later* says nothing of whether the request was carried out, so what matters then is whether it may be sent twice.
//! Every operation of the contract may, as it stands, because doing it again leaves the appointments as they are:
//!
//! | operation | sent again | rule |
//! | --- | --- | --- |
//! | all that read | reads again | |
//! | `create_appointments` | finds each reference with the same details, and leaves it alone | D15 |
//! | `update_appointments` | finds each as it shall be, and appends no notes twice; Delius' audit shows it again | D21, S17 |
//! | `delete_appointments` | passes over what is deleted already | behaviour 2.17 |
//!
//! That holds for *the same* request: a create with fresh references makes new appointments. And it holds while nobody
//! else changes those appointments in between: then a create is refused with a 409 that names them (or, if they were
//! deleted, makes them again), and an update puts its values in place of the newer ones, and its notes behind theirs.

mod classify;
pub(crate) mod token_failure;

pub use classify::{ErrorBody, classify};

use crate::generated::{Error, types};
use crate::token::TokenError;

/// What went wrong with a call.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What to do about it.
    pub kind: FailureKind,
    /// The HTTP status of the reply, where there was one. The documented success has none when its body cannot be read.
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
    /// A 409 of the service without `fields`: other requests kept changing the same records (behaviour D25). Nothing was
    /// written, and another try may win. No record is at fault then, so the service names none; a 409 that names some
    /// says that they exist with other details (D15), and is [`Self::Refused`].
    LostRace,
    /// Any other 4xx.
    Refused,
    /// The record in Delius contradicts itself and has to be mended there.
    InconsistentData,
    /// Any other 5xx, and 408, 425 and 429.
    Unavailable,
    /// A success that is not the documented one: most often the page of a gateway.
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
            | Self::LostRace
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

/// What a call that had needed the token would have failed with.
impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        let text = token_failure::describe(&error);
        Self::new(token_failure::kind(&text), text)
    }
}

impl<E: ErrorBody> From<Error<E>> for Failure {
    fn from(error: Error<E>) -> Self {
        classify(&error)
    }
}
