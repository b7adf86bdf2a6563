//! `serve`: runs the service until it is told to stop.

use super::print;
use super::token::grant;
use anyhow::{Context, bail};
use apd_server::clock::SystemClock;
use apd_server::config::Config;
use apd_server::{Server, start, telemetry};
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// A working day.
const TOKEN_HOURS: u32 = 12;

/// Database work that is still under way at the very end is given so long; the database undoes what is left.
const LAST_GRACE: Duration = Duration::from_secs(2);

pub(crate) fn run(config: &Config) -> anyhow::Result<()> {
    let (log, _flush_on_drop) = telemetry::start_logging(config.log.format, config.log.level);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(serve(config, log));
    runtime.shutdown_timeout(LAST_GRACE);
    result
}

async fn serve(config: &Config, log: slog::Logger) -> anyhow::Result<()> {
    // Before anything else, so that no signal is missed while the service starts.
    let mut signals = Signals::listen()?;
    let mut server = start(config, Arc::new(SystemClock), log.clone())?;
    slog::info!(log, "listening";
        "address" => %server.local_addr(),
        "database" => %config.database.url,
        "profile" => ?config.profile,
    );
    let signal = tokio::select! {
        prepared = server.prepared() => {
            prepared?;
            slog::info!(log, "ready");
            greet(config, &server)?;
            tokio::select! {
                signal = signals.next() => signal,
                ended = server.ended() => {
                    ended?;
                    bail!("the HTTP server ended by itself")
                }
            }
        }
        signal = signals.next() => signal,
    };
    slog::info!(log, "stopping"; "signal" => signal);
    tokio::select! {
        closed = server.close() => closed?,
        signal = signals.next() => bail!("stopped at once by a second signal, {signal}"),
    }
    slog::info!(log, "stopped");
    Ok(())
}

/// The signals that ask the service to stop.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> anyhow::Result<Signals> {
        let terminate = signal(SignalKind::terminate()).context("failed to listen for SIGTERM")?;
        let interrupt = signal(SignalKind::interrupt()).context("failed to listen for SIGINT")?;
        Ok(Signals { terminate, interrupt })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

/// Shows whoever runs the service on a laptop what to try.
fn greet(config: &Config, server: &Server) -> anyhow::Result<()> {
    let grant = grant(config, "development", &[], TOKEN_HOURS);
    let Some(token) = server.development_token(&grant) else { return Ok(()) };
    let token = token.context("failed to sign a token")?;
    let address = server.local_addr();
    let docs = if config.http.docs {
        format!("The API, to read and to try out, and the domain events:\nhttp://{address}/docs\n\n")
    } else {
        String::new()
    };
    // The service serves also where nobody reads what it says.
    let _ = print(&format!(
        r#"
Accredited Programmes and Delius is ready at http://{address}

{docs}A token for {TOKEN_HOURS} hours (the subcommand `token` makes more):
export TOKEN={token}

Try:
curl -sH "Authorization: Bearer $TOKEN" http://{address}/case/X123456/personal-details
curl -sH "Authorization: Bearer $TOKEN" http://{address}/case/X234567/requirements
curl -sH "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '["X123456","X234567"]' http://{address}/user/GarethPritchardNPS/access

"#
    ));
    Ok(())
}
