//! The integration service between Accredited Programmes (Community) and National Delius.
//!
//! # Layers
//!
//! Dependencies go one way, from the top of this table to the bottom; a test enforces it.
//!
//! | layer | holds |
//! | --- | --- |
//! | [`http`] | routes, authentication of requests, errors as responses, request log |
//! | [`messaging`] | envelopes of messages, which use case an event is for, what becomes of a delivery |
//! | [`app`] | the use cases |
//! | [`store`], [`directory`], [`callback`], [`auth`] | Delius' tables; e-mail addresses; the client's API; tokens and keys |
//! | [`config`] | settings |
//! | [`op`], [`clock`], [`error`], [`readiness`] | what every layer speaks of |
//! | [`telemetry`] | log and counts |
//! | [`domain`] | values and rules, without I/O |
//!
//! [`start`] puts them together. It makes the [`context`], through which `http` reaches the rest, and has the database
//! prepared ([`prepare`]); [`handle_by_hand`] does as much as a single message needs. The binary does no more than read
//! the command line, and tests start the very same server.

pub mod app;
mod assembly;
pub mod auth;
mod by_hand;
pub mod callback;
pub mod clock;
pub mod config;
pub mod context;
pub mod directory;
pub mod domain;
pub mod error;
pub mod http;
pub mod messaging;
pub mod op;
pub mod prepare;
pub mod readiness;
mod server;
pub mod store;
pub mod telemetry;

pub use by_hand::{handle_by_hand, known_of_dead_letters};
pub use server::{Server, StartError, start, start_with_queue};
