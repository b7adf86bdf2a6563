//! The command line as its users meet it: processes, exit codes, what is printed where.
//!
//! These tests are in the server's own package, because cargo builds the program for the integration tests of its
//! package and no others. They need SQLite only; what the service does on either engine is tested in `apd-tests`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

mod configuration;
mod data;
mod dead_letters;
mod handle;
mod serve;
mod workplace;
