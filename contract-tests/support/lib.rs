//! What the consumer contracts and their verification share.
//!
//! | module | holds |
//! | --- | --- |
//! | [`names`] | who has contracts with whom |
//! | [`pact_file`] | the checked-in pact files: where they are, how they are written, which states they name |
//! | [`provider`] | the live service as the verifier meets it, and the verification itself |
//! | [`states`] | what has to be true before an interaction: a table of name to function |
//!
//! The verification takes its pacts from anywhere: `provider/main.rs` gives it the checked-in files.
//!
//! As in the harness of the other tests, a panic is a failed test.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "code of tests: a panic is a failed test")]

pub mod names;
pub mod pact_file;
pub mod provider;
pub mod states;

/// What has to be done once in a process before anything of Pact is used.
///
/// # Panics
///
/// Unless the environment keeps Pact from reporting every run to Google Analytics. Cargo sets it (`.cargo/config.toml`);
/// a test binary that is started by hand needs it, too.
pub fn prepare() {
    let told = std::env::var("PACT_DO_NOT_TRACK");
    assert_eq!(told.as_deref(), Ok("true"), "PACT_DO_NOT_TRACK must be `true`");
    // Pact brings another provider of cryptography along than the service. The first to be installed stays.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}
