//! Bearer tokens for those who call a service of HMPPS.
//!
//! A [`TokenSource`] gives the `Authorization` header of a request: none, a token that somebody else fetched, or one
//! fetched from an OAuth2 token endpoint with the client-credentials grant, kept until shortly before it expires.
//! Clones share what is kept.
//!
//! [`address`] and [`body`] hold what whoever sends requests needs besides: addresses are checked before anything is
//! sent, and replies read no further than a bound.
//!
//! Nothing here knows this service or its client: both use it. Tokens and secrets never appear in `Debug` or in an
//! error.

pub mod address;
pub mod body;
mod cached;
mod client_credentials;
mod endpoint;
mod error;
mod renewing;
mod secret;
mod source;

pub use client_credentials::ClientCredentials;
pub use error::{TokenError, TokenSourceError, UnusableReply};
pub use secret::Secret;
pub use source::TokenSource;
