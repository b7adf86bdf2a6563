//! The harness of the integration tests, the benchmark and the demonstration.
//!
//! A test gets the real server, started in this process on a free port by [`apd_server::start`], with a database of
//! its own that holds the fixtures, a clock that stands still, an authorization server that signs real tokens, a log
//! that can be read, and clients to call it with:
//!
//! ```no_run
//! # use apd_tests::{Engine, TestContext};
//! # async fn example() {
//! let ctx = TestContext::builder(Engine::Sqlite).build().await;
//! let person = ctx.client.get_personal_details("A000001").await.unwrap();
//! assert_eq!(person.name.surname, "Beckett");
//! ctx.close().await;
//! # }
//! ```
//!
//! | module | holds |
//! | --- | --- |
//! | [`context`], [`builder`] | the server under test and everything around it |
//! | [`engine`] | the two engines, and [`both_engines!`], which makes two tests of one |
//! | [`database`] | databases of one test, copied from a template |
//! | [`postgres_cluster`] | the throw-away PostgreSQL server, never one that happens to run |
//! | [`localstack`] | SQS and SNS: queues and topics of one test |
//! | `throwaway` | what ends PostgreSQL and LocalStack with the tests |
//! | [`fixtures`] | the datasets, and the day on which they are set |
//! | [`clock`], [`log`] | time that the test moves, lines that it reads |
//! | [`events`] | events for the use cases, and the client's API behind them |
//! | [`issuer`], [`signing_key`], [`claims`] | tokens and the server that publishes their keys |
//! | [`client_api`] | the client's API, which the service calls back |
//! | [`http`], [`raw_http`] | calls that the generated client cannot make |
//! | [`browser`] | a real browser, for the pages that the server shows |
//! | [`tcp_proxy`] | a way to the database, or to LocalStack, that can be cut |
//! | [`messages`] | messages, and their delivery without a queue |
//! | [`samples`] | the messages of `localstack/samples`, and what each has to lead to |
//! | [`narration`] | how the demonstration and the end-to-end run tell what happens |
//! | [`operations`] | the operations of the OpenAPI document |
//! | [`wait`] | waiting for what must come, with a deadline |
//!
//! The harness panics when it cannot do its work: a test that was not tried must not pass.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

pub mod browser;
pub mod builder;
pub mod claims;
pub mod client_api;
pub mod clock;
pub mod context;
pub mod database;
pub mod engine;
pub mod events;
pub mod fixtures;
pub mod http;
pub mod issuer;
pub mod localstack;
pub mod log;
pub mod messages;
pub mod narration;
pub mod operations;
pub mod postgres_cluster;
pub mod raw_http;
pub mod samples;
pub mod signing_key;
pub mod tcp_proxy;
mod throwaway;
pub mod wait;

pub use builder::TestContextBuilder;
pub use context::TestContext;
pub use database::TestDatabase;
pub use engine::Engine;
pub use events::Events;
pub use http::{Caller, Reply};
pub use wait::{eventually, eventually_within, steadily};
