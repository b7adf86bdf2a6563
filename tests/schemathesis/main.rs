//! `conformance [quick|long] [sqlite|postgres]`: questions the service, with the sample data, whether it does what its
//! document says; `conformance planted`: whether documents that say something else are noticed, and runs that get nowhere.
//!
//! schemathesis makes the requests, valid and invalid ones, and judges the answers: no 5xx, no status, content type or body
//! that is not described, nothing invalid accepted, nothing valid refused, nothing answered without a token. What it may
//! ask and what is excluded stands in `schemathesis.toml`. The seed is fixed: a run can be repeated.

mod nowhere;
mod planted;
mod run;

use anyhow::{Context, bail, ensure};
use apd_tests::{Engine, TestContext, TestDatabase};
use planted::PLANTED;
use run::Run;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// A day on which the appointments of the examples lie ahead.
const NOW: &str = "2026-09-01T09:00:00+01:00";

const USAGE: &str = "usage: conformance [quick|long] [sqlite|postgres], or conformance planted";

/// How thorough a run is.
#[derive(Clone, Copy)]
enum Mode {
    /// So many requests for each operation and phase.
    Requests(u32),
    /// Wrong documents, and runs that get nowhere.
    Planted,
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let (mode, engines) = parse(std::env::args().skip(1))?;
    let mut all_good = true;
    for engine in engines {
        let started = Instant::now();
        let name = format!("{engine:?}").to_lowercase();
        let (ctx, token) = start(engine).await;
        match mode {
            Mode::Requests(max_examples) => all_good &= question(&name, &ctx, &token, max_examples).await?,
            Mode::Planted => all_good &= look_for_planted(&ctx, &token).await?,
        }
        // It panics when the service has logged an error.
        ctx.close().await;
        println!("{name}: {} s", started.elapsed().as_secs());
    }
    Ok(if all_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn parse(arguments: impl Iterator<Item = String>) -> anyhow::Result<(Mode, Vec<Engine>)> {
    let (mut mode, mut engines) = (Mode::Requests(10), Vec::new());
    for argument in arguments {
        match argument.as_str() {
            "quick" => mode = Mode::Requests(10),
            "long" => mode = Mode::Requests(200),
            "planted" => mode = Mode::Planted,
            "sqlite" => engines.push(Engine::Sqlite),
            "postgres" => engines.push(Engine::Postgres),
            other => bail!("{other} is not understood; {USAGE}"),
        }
    }
    let all = match mode {
        Mode::Requests(_) => vec![Engine::Sqlite, Engine::Postgres],
        // The documents are wrong, whatever the engine.
        Mode::Planted => vec![Engine::Sqlite],
    };
    Ok((mode, if engines.is_empty() { all } else { engines }))
}

/// The service with the sample data, and a token for it.
async fn start(engine: Engine) -> (TestContext, String) {
    let database = Arc::new(TestDatabase::empty(engine));
    let builder = TestContext::builder(engine).database(&database);
    let ctx = builder.configure(|config| config.data.load_sample = true).build().await;
    ctx.clock.set(NOW);
    let token = ctx.token();
    (ctx, token)
}

/// Runs over the checked-in document, and says whether all is well.
async fn question(name: &str, ctx: &TestContext, token: &str, max_examples: u32) -> anyhow::Result<bool> {
    let run = Run { url: ctx.http.base_url(), token, max_examples, operation: None };
    let found = run.over(name, apd_api::OPENAPI_JSON).await?;
    if !found.is_good() {
        print!("{}", found.output);
    }
    let report = &found.report;
    println!(
        "{name}: {} of {} operations, {} requests, {} failures",
        report.operations.tested,
        report.operations.total,
        report.test_cases.generated,
        report.failures.len()
    );
    Ok(found.is_good())
}

/// Runs over each wrong document, and where nothing is accepted, and says whether all of them were noticed.
async fn look_for_planted(ctx: &TestContext, token: &str) -> anyhow::Result<bool> {
    let document = serde_json::from_str(apd_api::OPENAPI_JSON).context("the document is JSON")?;
    let mut noticed = 0;
    for planted in PLANTED {
        let operation = Some(planted.operation);
        let run = Run { url: ctx.http.base_url(), token, max_examples: 5, operation };
        let found = run.over("planted", &planted.in_document(&document).to_string()).await?;
        ensure!(
            found.report.operations.tested == 1,
            "{} was not tested: {}",
            planted.operation,
            found.output
        );
        let is_noticed = found.report.failures.iter().any(|failure| failure.kind == planted.failure);
        noticed += usize::from(is_noticed);
        let verdict = if is_noticed { planted.failure } else { "NOT NOTICED" };
        println!("{:60} {verdict}", planted.what);
    }
    println!("noticed {noticed} of {} wrong documents", PLANTED.len());
    let nowhere = nowhere::look(ctx, token).await?;
    for (what, is_noticed) in nowhere {
        println!("{what:60} {}", if is_noticed { "noticed" } else { "NOT NOTICED" });
    }
    Ok(noticed == PLANTED.len() && nowhere.iter().all(|(_, is_noticed)| *is_noticed))
}
