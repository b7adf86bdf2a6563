//! `apd`: asks Accredited Programmes and Delius from a shell.
//!
//! The command line is made of the generated client and three small steps: [`args`] says what is asked, [`commands`]
//! asks it ([`changes`] where something is changed, [`mod@smoke`] to try a deployed service), [`render`] words the answer. Everything that a script relies on is
//! in [`exit`].

mod args;
mod body;
mod changes;
mod commands;
mod connection;
mod exit;
mod input;
mod problem;
mod render;
mod smoke;

use args::Cli;
use clap::Parser;
use commands::Answer;
use exit::Exit;
use problem::Problem;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let exit = match run(Cli::parse()).await {
        Ok(exit) => exit,
        Err(problem) => {
            // Nobody can be told when stderr is gone; the exit code still says it.
            let _ = writeln!(std::io::stderr(), "apd: {problem}");
            problem.exit()
        }
    };
    exit.into()
}

async fn run(cli: Cli) -> Result<Exit, Problem> {
    let format = cli.format();
    let Answer { text, exit } = commands::ask(&cli.connection, cli.command, format).await?;
    match std::io::stdout().write_all(text.as_bytes()) {
        // The reader has seen enough: `apd … | head`.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(exit),
        Err(error) => Err(Problem::Output(error)),
        Ok(()) => Ok(exit),
    }
}
