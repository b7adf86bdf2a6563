//! The contract of Accredited Programmes and Delius.
//!
//! This crate says what the service offers and nothing about how: Dropshot API traits whose doc comments are the
//! text of the OpenAPI document, the wire types they mention, and the tool that writes the document
//! (`cargo openapi generate`). The one kind of logic here is the validation of a single value.
//!
//! | module | holds |
//! | --- | --- |
//! | [`api`] | the operations, as the trait that the server implements |
//! | [`region_api`] | the region operations, in traits of their own because Dropshot's router cannot hold them beside each other |
//! | [`types`] | request and response bodies |
//! | [`created`] | the answer 201 without a body |
//! | [`error`] | the one error body |
//! | [`events`] | messages: the domain events consumed, and what is fetched and written for them |
//! | [`lazy_body`] | the extractor that leaves a request body unread until the caller is known |
//! | [`document`] | the OpenAPI document |
//! | [`asyncapi`] | the AsyncAPI document |
//!
//! The documents are checked in as `openapi.json` and `asyncapi.json` beside this crate; clients are generated from the
//! first.

pub mod api;
pub mod asyncapi;
pub mod created;
pub mod document;
pub mod error;
pub mod events;
mod examples;
pub mod lazy_body;
pub mod region_api;
pub mod types;

/// The OpenAPI document as it was checked in when this crate was built.
pub const OPENAPI_JSON: &str = include_str!("../openapi.json");

/// The AsyncAPI document as it was checked in when this crate was built.
pub const ASYNCAPI_JSON: &str = include_str!("../asyncapi.json");
