//! Runs a command with throw-away servers, PostgreSQL and LocalStack, whose addresses it finds in `TEST_POSTGRES_URL` and
//! `TEST_LOCALSTACK_URL`: `with-servers cargo test --workspace`. They are gone when the command has ended; the exit code is
//! the command's.

use anyhow::Context;
use apd_tests::localstack::{self, LocalStack};
use apd_tests::postgres_cluster::{self, Cluster};
use std::process::{Command, ExitCode};
use std::thread;

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().context("usage: with-servers COMMAND [ARGUMENT…]")?;
    let (cluster, localstack) = thread::scope(|scope| {
        let cluster = scope.spawn(Cluster::start);
        let localstack = LocalStack::start();
        (cluster.join(), localstack)
    });
    let cluster = cluster.map_err(|_| anyhow::anyhow!("starting PostgreSQL panicked"))??;
    let localstack = localstack?;
    let status = Command::new(&program)
        .args(arguments)
        .env(postgres_cluster::URL_VARIABLE, cluster.url())
        .env(localstack::URL_VARIABLE, localstack.url())
        .status();
    cluster.stop()?;
    localstack.stop()?;
    let status = status.with_context(|| format!("{} cannot be run", program.display()))?;
    // A command that a signal ended has no code of its own.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
