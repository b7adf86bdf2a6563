//! The client and `apd` against stand-ins of the service and of the token endpoint.
//!
//! One binary, so that it is linked once; one file for each promise that the client makes.
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

mod appointment_changes;
mod command_line;
mod failures;
mod shell;
mod smoke;
mod support;
mod tokens;
