//! The service as a process of its own, for tests that kill it. It is configured by the environment, as ever; its clock
//! stands at the moment given: `service 2026-06-15T12:00:00+01:00`. Once it is ready it prints where it listens.

use anyhow::Context;
use apd_server::config::Config;
use apd_server::telemetry;
use apd_tests::clock::TestClock;
use chrono::DateTime;
use std::sync::Arc;

fn main() -> anyhow::Result<()> {
    let now = std::env::args().nth(1).context("usage: service MOMENT")?;
    let clock = TestClock::at(DateTime::parse_from_rfc3339(&now)?.to_utc());
    let config = Config::load_from_process(None)?;
    let (log, _flush_on_drop) = telemetry::start_logging(config.log.format, config.log.level);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut server = apd_server::start(&config, Arc::new(clock), log)?;
        server.prepared().await?;
        println!("http://{}", server.local_addr());
        Ok(server.ended().await?)
    })
}
