//! The service in a process of its own, for tests that kill it.
//!
//! The process is `tests/bin/service.rs`, which starts the service as its own program does, but with a clock that stands.

use apd_tests::claims::{self, ISSUER};
use apd_tests::issuer::TestIssuer;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Caller, TestDatabase, eventually};
use chrono::DateTime;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A service that runs. It is killed when it is dropped.
pub struct ServiceProcess {
    pub caller: Caller,
    process: Child,
}

impl ServiceProcess {
    /// Starts it on a database, with a clock that stands at a moment such as `2026-06-15T12:00:00+01:00`, and waits until it
    /// serves requests. `alter` may add to its environment.
    pub async fn start(
        database: &TestDatabase,
        issuer: &TestIssuer,
        now: &str,
        alter: impl FnOnce(&mut Command),
    ) -> ServiceProcess {
        let mut command = command(database, issuer, now);
        alter(&mut command);
        let mut process = command.spawn().unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let claims = claims::claims(DateTime::parse_from_rfc3339(now).unwrap().to_utc());
        let caller = Caller::new(url.trim().to_owned()).with_token(&SigningKey::first().sign(&claims));
        let process = ServiceProcess { caller, process };
        let probe = process.caller.anonymous();
        eventually("readiness", async || probe.get("/health/readiness").await.status == 200).await;
        process
    }

    /// Ends it at once, without a chance to finish anything.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for ServiceProcess {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(database: &TestDatabase, issuer: &TestIssuer, now: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_service"));
    command
        .arg(now)
        .env_clear()
        .env("APD_HTTP__BIND", "127.0.0.1:0")
        .env("APD_DATABASE__URL", database.url())
        .env("APD_DATA__LOAD_SAMPLE", "false")
        .env("APD_AUTH__JWKS_URL", issuer.jwks_url())
        .env("APD_AUTH__ISSUER", ISSUER)
        .env("APD_LOG__LEVEL", "error")
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    command
}
