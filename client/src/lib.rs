//! Typed client of Accredited Programmes and Delius.
//!
//! [`Client`] and [`types`] are generated from the service's OpenAPI document and know nothing else of the service:
//! where the client works, the document is true. Written by hand are the four things that a document cannot say:
//!
//! | module | answers |
//! | --- | --- |
//! | [`connect`](mod@connect) | which time-outs and connections a client should have |
//! | [`token`] | where the bearer token comes from, and when it is renewed |
//! | [`failure`] | what an error means, whether trying again can help, and whether it does harm |
//! | [`patch`] | how an update leaves a value alone, removes it, or replaces it |
//!
//! The client does not try anything again by itself: only the caller knows how long the answer is worth waiting for.
//!
#![doc = include_str!("../README.md")]

pub mod connect;
pub mod failure;
mod hooks;
mod operations;
pub mod patch;
mod reply;
pub mod token;

#[allow(
    missing_docs,
    unused,
    rust_2018_idioms,
    clippy::all,
    clippy::doc_markdown,
    clippy::unwrap_used,
    reason = "generated code is shaped by progenitor, and its documentation by the OpenAPI document"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}

pub use apd_token::address::AddressError;
pub use connect::{ConnectError, Connector, connect};
pub use failure::{Failure, FailureKind, classify};
pub use generated::{Client, ClientInfo, Error, ResponseValue, types};
pub use token::{ClientCredentials, Secret, TokenError, TokenSource, TokenSourceError};
