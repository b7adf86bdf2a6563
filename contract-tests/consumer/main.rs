//! The contracts that consumers have with their providers, tried with the consumers' code, and the pact files made of
//! them.
//!
//! | modules | consumer | provider |
//! | --- | --- | --- |
//! | `personal_details` to `programmes_members`, `create`, `update`, `delete`, `refusals` | the client, played by the generated client | this service |
//! | `as_sent` | the client, by requests that are its own to the letter | this service |
//! | `status_details`, `completion_data`, `client_events` | this service, by its real code | the client |
//! | `terminations` | what publishes the events of this service | this service |
//!
//! See `docs/contracts.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

#[macro_use(json_pattern, json_pattern_internal, term)]
extern crate pact_consumer;

mod access;
mod as_sent;
mod call;
mod call_back;
mod client_events;
mod completion_data;
mod component;
mod contract;
mod create;
mod delete;
mod files;
mod licence_condition;
mod matchers;
mod members;
mod message;
mod offences;
mod offices;
mod person;
mod personal_details;
mod programmes_members;
mod receiver;
mod refusals;
mod registrations;
mod requirement;
mod sentence;
mod status_details;
mod teams;
mod terminations;
mod update;
mod written;
