//! The integration service between Accredited Programmes (Community) and National Delius.
//!
//! # Layers
//!
//! Dependencies go one way, from the top of this table to the bottom; a test enforces it.
//!
//! | layer | holds |
//! | --- | --- |
//! | [`http`] | routes, authentication of requests, errors as responses, request log |
//! | [`app`] | the use cases |
//! | [`store`], [`directory`], [`auth`] | Delius' tables; e-mail addresses; tokens and keys |
//! | [`config`] | settings |
//! | [`op`], [`clock`], [`error`], [`readiness`] | what every layer speaks of |
//! | [`telemetry`] | log and counts |
//! | [`domain`] | values and rules, without I/O |
//!
//! [`start`] puts them together. It makes the [`context`], through which `http` reaches the rest, and has the database
//! prepared ([`prepare`]). The binary does no more than read the command line, and tests start the very same server.

pub mod app;
pub mod auth;
pub mod callback;
pub mod clock;
pub mod config;
pub mod context;
pub mod directory;
pub mod domain;
pub mod error;
pub mod http;
pub mod op;
pub mod prepare;
pub mod readiness;
mod server;
pub mod store;
pub mod telemetry;

pub use server::{Server, StartError, start};
