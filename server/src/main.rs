//! The command line of the service.

mod commands;

use apd_server::config::{Config, ConfigError};
use clap::{Parser, Subcommand};
use commands::{dlq, handle, migrate, print, seed, serve, token};
use std::path::PathBuf;
use std::process::ExitCode;

/// The configuration is wrong; clap ends with the same code for a wrong command line.
const BAD_CONFIGURATION: u8 = 2;

/// The integration service between Accredited Programmes (Community) and National Delius.
#[derive(Parser)]
#[command(name = "accredited-programmes-and-delius", version, max_term_width = 110)]
struct Arguments {
    /// Configuration file (TOML); without one `APD_CONFIG` names it, else the development profile is in force.
    #[arg(long, global = true, value_name = "PATH")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve requests (the default).
    Serve,
    /// Handle one message by hand; ends with 0 when it is handled, 1 when it never will be, 75 when it may be later.
    Handle(handle::Arguments),
    /// Make the tables, or bring them up to date.
    Migrate,
    /// Load datasets, or make people up for load tests.
    Seed(seed::Arguments),
    /// Look at the messages that were not handled, or have them handled again.
    #[command(subcommand)]
    Dlq(dlq::Command),
    /// Print a token that this machine's development server accepts.
    Token(token::Arguments),
    /// Print the configuration in force, without secrets.
    CheckConfig,
    /// Print the OpenAPI document.
    Openapi,
    /// Print the AsyncAPI document.
    Asyncapi,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) if error.is::<ConfigError>() => {
            eprintln!("{error}");
            ExitCode::from(BAD_CONFIGURATION)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    // Not read by the commands that print a document: it may be wrong.
    let config = || Config::load_from_process(arguments.config.as_deref());
    let done = match arguments.command.unwrap_or(Command::Serve) {
        Command::Handle(arguments) => return handle::run(&config()?, &arguments),
        Command::Serve => serve::run(&config()?),
        Command::Migrate => migrate::run(&config()?),
        Command::Seed(arguments) => seed::run(&config()?, &arguments),
        Command::Dlq(command) => dlq::run(&config()?, &command),
        Command::Token(arguments) => token::run(&config()?, &arguments),
        Command::CheckConfig => print(&config()?.describe()),
        Command::Openapi => print(apd_api::OPENAPI_JSON),
        Command::Asyncapi => print(apd_api::ASYNCAPI_JSON),
    };
    done.map(|()| ExitCode::SUCCESS)
}
