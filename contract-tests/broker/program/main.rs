//! `cargo pacts`: the contracts of the Pact Broker.
//!
//! | module | holds |
//! | --- | --- |
//! | `arguments` | the command line |
//! | `settings` | which broker, and as whom |
//! | `revision` | which version of the service this is |
//! | `broker` | requests to the broker, and what becomes of its failures |
//! | `selection` | which contracts the broker wants to be verified |
//! | `contract` | one contract, as the broker keeps it |
//! | `verify` | `cargo pacts verify` |
//! | `trial` | a contract against the live service |
//! | `results` | what the broker is told of a trial |
//! | `publish` | `cargo pacts publish` |
//!
//! `pact_verifier` can talk to a broker by itself, but goes on where this must not: it takes a list that it does not
//! understand for an empty one, and only logs that results could not be published. Here it verifies what was fetched and
//! checked before.
//!
//! The program ends with 0 when all is well, with 1 when the service breaks a contract, and with 2 when it cannot tell.
//! See `docs/contracts.md`.

mod arguments;
mod broker;
mod contract;
mod publish;
mod results;
mod revision;
mod selection;
mod settings;
mod trial;
mod verify;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Verify(options) => verify::verify(options).await,
        Command::Publish => publish::publish().await.map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("pacts: {error:#}");
            ExitCode::from(2)
        }
    }
}
