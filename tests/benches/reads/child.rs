//! The process under test: the service, an empty handler beside it, and a way to run the bare statements.
//!
//! It takes commands as lines of JSON on standard input and answers each with one line, so that the parent can measure
//! one thing at a time. It ends when its input does.

use crate::bare;
use crate::ids::Ids;
use crate::workload::Endpoint;
use anyhow::Context;
use apd_server::auth::{DEFAULT_REQUIRED_ROLES, TokenGrant};
use apd_server::clock::{Clock, SystemClock};
use apd_server::config::Config;
use apd_server::store::Store;
use apd_server::{prepare, telemetry};
use dropshot::{
    ApiDescription, ConfigDropshot, HttpError, HttpResponseUpdatedNoContent, RequestContext, ServerBuilder,
};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Makes this program the child.
pub(crate) const ARGUMENT: &str = "--child";

/// What the child tells when it is ready.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Ready {
    pub(crate) service: String,
    pub(crate) empty: String,
    pub(crate) token: String,
    pub(crate) ids: Ids,
    /// From the start of the service until it lets requests in, in milliseconds.
    pub(crate) ready_ms: f64,
}

/// A question of the parent.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) enum Command {
    /// How many times a second do the bare statements run?
    Bare { endpoint: String, tasks: usize, millis: u64 },
    /// How many tokens a second can be checked that were seen before?
    Authenticate { rounds: u32 },
    /// How much memory is resident, in kibibytes?
    Memory,
}

/// Runs the child; the configuration comes from the environment.
pub(crate) fn run() -> anyhow::Result<()> {
    let config = Config::load_from_process(None)?;
    let (log, _flush_on_drop) = telemetry::start_logging(config.log.format, config.log.level);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(&config, log))
}

async fn serve(config: &Config, log: slog::Logger) -> anyhow::Result<()> {
    let begun = Instant::now();
    let mut server = apd_server::start(config, Arc::new(SystemClock), log.clone())?;
    server.prepared().await?;
    let ready_ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let empty = empty_server(log)?;
    let ids = Ids::read(&mut prepare::open(&config.database)?)?;
    let token = server.development_token(&grant()).context("no development keys")??;
    let ready = Ready {
        service: server.local_addr().to_string(),
        empty: empty.local_addr().to_string(),
        token: token.clone(),
        ids: ids.clone(),
        ready_ms,
    };
    println!("{}", serde_json::to_string(&ready)?);
    answer(server.store(), &Arc::new(ids), &server, &token).await?;
    server.close().await?;
    empty.close().await.map_err(anyhow::Error::msg)
}

async fn answer(
    store: &Store,
    ids: &Arc<Ids>,
    server: &apd_server::Server,
    token: &str,
) -> anyhow::Result<()> {
    loop {
        let line = tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await?;
        let Some(line) = line.transpose()? else { return Ok(()) };
        let figure = match serde_json::from_str(&line)? {
            Command::Bare { endpoint, tasks, millis } => {
                let endpoint = Endpoint::named(&endpoint).context("no such endpoint")?;
                bare::run(store, ids, endpoint, tasks, Duration::from_millis(millis)).await?
            }
            Command::Authenticate { rounds } => authenticate(server, token, rounds).await?,
            Command::Memory => resident_kibibytes()?,
        };
        println!("{figure}");
    }
}

async fn authenticate(server: &apd_server::Server, token: &str, rounds: u32) -> anyhow::Result<f64> {
    let header = format!("Bearer {token}");
    let begun = Instant::now();
    for _ in 0..rounds {
        let principal = server.authenticator().authenticate(Some(&header)).await?;
        server.authenticator().authorise(&principal)?;
    }
    Ok(f64::from(rounds) / begun.elapsed().as_secs_f64())
}

fn resident_kibibytes() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(PathBuf::from("/proc/self/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

fn grant() -> TokenGrant {
    TokenGrant {
        client_id: "bench".to_owned(),
        authorities: DEFAULT_REQUIRED_ROLES.iter().take(1).map(ToString::to_string).collect(),
        issuer: None,
        issued_at: SystemClock.now().timestamp(),
        lifetime: Duration::from_secs(24 * 3_600),
    }
}

/// Answers without doing anything.
#[dropshot::endpoint { method = GET, path = "/empty" }]
async fn answer_empty(_: RequestContext<()>) -> Result<HttpResponseUpdatedNoContent, HttpError> {
    Ok(HttpResponseUpdatedNoContent())
}

fn empty_server(log: slog::Logger) -> anyhow::Result<dropshot::HttpServer<()>> {
    let mut api = ApiDescription::new();
    api.register(answer_empty).context("the empty handler is not a valid endpoint")?;
    let config = ConfigDropshot { bind_address: ([127, 0, 0, 1], 0).into(), ..ConfigDropshot::default() };
    // Its own request lines would cost what the service does not pay either.
    let log = slog::Logger::root(slog::Discard, slog::o!("parent" => format!("{log:?}")));
    ServerBuilder::new(api, (), log).config(config).start().context("failed to start the empty server")
}
