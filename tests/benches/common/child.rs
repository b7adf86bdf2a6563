//! The child's end: the service as a deployment runs it, and a conversation with the parent.
//!
//! The parent asks in lines of JSON on standard input, and the child answers each with one line, so that the parent can
//! measure one thing at a time. The child ends when its input does.

use anyhow::Context;
use apd_server::auth::TokenGrant;
use apd_server::clock::{Clock, SystemClock};
use apd_server::config::{Config, DEFAULT_REQUIRED_ROLES};
use apd_server::{Server, prepare, telemetry};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Makes a benchmark the child.
const ARGUMENT: &str = "--child";

/// The service, ready for requests.
pub(crate) struct Service {
    pub(crate) server: Server,
    pub(crate) config: Config,
    /// Lets the parent in.
    pub(crate) token: String,
    /// From the start of the service until it lets requests in, in milliseconds.
    pub(crate) ready_ms: f64,
    /// When it has let them in, and begun to receive messages.
    pub(crate) ready_at: Instant,
}

impl Service {
    /// A connection of its own, beside the pools. Blocks.
    pub(crate) fn connect(&self) -> anyhow::Result<apd_server::store::conn::DbConn> {
        Ok(prepare::open(&self.config.database)?)
    }
}

/// Whether this process is the child.
pub(crate) fn is_child() -> bool {
    std::env::args().nth(1).as_deref() == Some(ARGUMENT)
}

/// The command that starts this program again as the child.
pub(crate) fn command() -> anyhow::Result<std::process::Command> {
    let mut command = std::process::Command::new(std::env::current_exe()?);
    command.arg(ARGUMENT);
    Ok(command)
}

/// Starts the service, configured by the environment, lets `conversation` answer the parent, and stops the service.
pub(crate) fn run(conversation: impl AsyncFnOnce(&Service) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let config = Config::load_from_process(None)?;
    let (log, _flush_on_drop) = telemetry::start_logging(config.log.format, config.log.level);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let service = start(config, log).await?;
        // The parent reads it in place of the figure that it waits for.
        conversation(&service).await.inspect_err(|error| drop(say(&format!("{error:#}"))))?;
        Ok(service.server.close().await?)
    })
}

async fn start(config: Config, log: slog::Logger) -> anyhow::Result<Service> {
    let begun = Instant::now();
    let mut server = apd_server::start(&config, Arc::new(SystemClock), log)?;
    server.prepared().await?;
    let ready_at = Instant::now();
    let ready_ms = (ready_at - begun).as_secs_f64() * 1_000.0;
    let token = server.development_token(&grant()).context("no development keys")??;
    Ok(Service { server, config, token, ready_ms, ready_at })
}

/// Tells the parent something.
pub(crate) fn say(something: &impl Serialize) -> anyhow::Result<()> {
    println!("{}", serde_json::to_string(something)?);
    Ok(())
}

/// The parent's next question, if there is one.
pub(crate) async fn next_question<Q: DeserializeOwned>() -> anyhow::Result<Option<Q>> {
    let line = tokio::task::spawn_blocking(|| std::io::stdin().lines().next()).await?.transpose()?;
    Ok(line.map(|line| serde_json::from_str(&line)).transpose()?)
}

/// How much memory of this process is resident, in kibibytes.
pub(crate) fn resident_kibibytes() -> anyhow::Result<f64> {
    status("VmRSS:")
}

/// How much memory of this process was ever resident at the same time, in kibibytes.
pub(crate) fn peak_resident_kibibytes() -> anyhow::Result<f64> {
    status("VmHWM:")
}

fn status(name: &'static str) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).context(name)?;
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
