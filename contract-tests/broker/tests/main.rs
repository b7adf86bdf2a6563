//! `cargo pacts` and the command line of Pact against a stand-in of the broker.
//!
//! ```sh
//! cargo test -p apd-contract-tests --test broker session -- --nocapture
//! ```
//!
//! prints what was run in `session`, and what it said.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

mod branches;
mod client;
mod credentials;
mod empty;
mod failures;
mod outages;
mod programs;
mod publishing;
mod results;
mod revision;
mod session;
#[path = "../stand_in/mod.rs"]
mod stand_in;
