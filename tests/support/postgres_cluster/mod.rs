//! A throw-away PostgreSQL server.
//!
//! Nothing is ever written to a server that happens to run on the machine. A cluster is made by `initdb` in a directory
//! of its own below the directory for temporary files, listens on a free port of 127.0.0.1 alone, trusts whoever connects
//! there, and does without everything that makes data survive a crash, so that the disk is hardly touched. `root`, whom
//! PostgreSQL refuses, runs it as the user `postgres`.
//!
//! # Who starts it
//!
//! * `with-servers COMMAND…` starts one and runs the command with its address in `TEST_POSTGRES_URL`: one cluster for
//!   all test binaries of a run, the unit tests of the server included. `tests/run` does so.
//! * Without `TEST_POSTGRES_URL` a test process starts a cluster for itself at its first need, so that a bare `cargo
//!   test` needs no preparation. (`cargo nextest run` has a process for each test; it works, too, but a cluster for each
//!   costs more time than most tests.)
//!
//! The variable's name does not begin with `APD_`: the server refuses variables of that prefix that it does not know.
//!
//! It ends with its owner (`throwaway`).

mod cluster;
mod installation;
mod programs;

pub use cluster::Cluster;

use std::sync::OnceLock;

/// Names a PostgreSQL server on which tests may make and drop databases, as a superuser.
pub const URL_VARIABLE: &str = "TEST_POSTGRES_URL";

/// The address of the server for the tests of this process, such as `postgres://postgres@127.0.0.1:55432/postgres`.
/// Starts one at the first call when the environment names none. Blocks.
pub fn url() -> &'static str {
    static NAMED: OnceLock<Option<String>> = OnceLock::new();
    static OWN: OnceLock<Cluster> = OnceLock::new();
    match NAMED.get_or_init(|| std::env::var(URL_VARIABLE).ok()) {
        Some(url) => url,
        None => OWN.get_or_init(|| Cluster::start().unwrap_or_else(|error| panic!("{error:#}"))).url(),
    }
}
