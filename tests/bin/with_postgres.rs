//! Runs a command with a throw-away PostgreSQL server, whose address it finds in `TEST_POSTGRES_URL`:
//! `with-postgres cargo test --workspace`. The server is gone when the command has ended; the exit code is the command's.

use anyhow::Context;
use apd_tests::postgres_cluster::{Cluster, URL_VARIABLE};
use std::process::{Command, ExitCode};

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().context("usage: with-postgres COMMAND [ARGUMENT…]")?;
    let cluster = Cluster::start()?;
    let status = Command::new(&program).args(arguments).env(URL_VARIABLE, cluster.url()).status();
    cluster.stop()?;
    let status = status.with_context(|| format!("{} cannot be run", program.display()))?;
    // A command that a signal ended has no code of its own.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
