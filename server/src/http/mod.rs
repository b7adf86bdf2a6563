//! The HTTP face: routes, who may call, what a failure looks like, and one log line a request.
//!
//! A request goes through `entrypoints` (unpack, call, wrap) and `with_op` (authenticate, authorise, time, log) to its
//! use case in `app`; the few operations that are open to everybody go through `open_op` instead. Dropshot has no
//! middleware, so the wrapper is called by each handler; a test walks over every operation and finds those that forgot.
//! The pages below `/docs` are no operations; `docs` serves them.

mod body;
mod docs;
mod entrypoints;
mod error;
mod health;
mod open_op;
mod regions_route;
mod request_log;
mod router_log;
mod server;
mod unrouted;
mod with_op;

pub use server::{HttpServer, HttpStartError, start};
