//! The service in a process of its own.

use crate::model::world;
use apd_tests::claims::{self, ISSUER};
use apd_tests::issuer::TestIssuer;
use apd_tests::signing_key::SigningKey;
use apd_tests::{Caller, TestDatabase, eventually};
use chrono::{DateTime, NaiveDateTime};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A service that runs. It is killed when it is dropped.
pub struct Process {
    pub caller: Caller,
    process: Child,
}

impl Process {
    /// Starts it on a database, with a clock that stands at a London wall time, and waits until it serves requests.
    pub async fn start(database: &TestDatabase, issuer: &TestIssuer, now: NaiveDateTime) -> Process {
        let now = world::moment(now);
        let mut process = Command::new(env!("CARGO_BIN_EXE_service"))
            .arg(&now)
            .env_clear()
            .env("APD_HTTP__BIND", "127.0.0.1:0")
            .env("APD_DATABASE__URL", database.url())
            .env("APD_DATA__LOAD_SAMPLE", "false")
            .env("APD_AUTH__JWKS_URL", issuer.jwks_url())
            .env("APD_AUTH__ISSUER", ISSUER)
            .env("APD_LOG__LEVEL", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut url).unwrap();
        let claims = claims::claims(DateTime::parse_from_rfc3339(&now).unwrap().to_utc());
        let caller = Caller::new(url.trim().to_owned()).with_token(&SigningKey::first().sign(&claims));
        let process = Process { caller, process };
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

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
